"""What is written about the HTTP interface is what it is: its document, its page, its guide."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient
from pydantic import BaseModel

from assistant.language.data import table
from assistant.settings import PROJECT_ROOT
from assistant.web.api import bodies
from assistant.web.api.document import PREFIX, operations
from assistant.web.api.interface import create_interface
from tests.web.asking import application
from tests.web.driving import Server
from tests.web.wire import ask

DOCUMENT = create_interface().openapi()
OPERATIONS = operations(DOCUMENT)
GUIDES = ("docs/api.md", "docs/api.fr.md")


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(application()), base_url="http://jalon") as client:
        yield client


async def test_the_document_is_served_without_a_token_and_knows_no_other_route(browser: AsyncClient) -> None:
    document = (await browser.get(f"{PREFIX}/openapi.json")).json()
    assert document == DOCUMENT
    assert document["servers"] == [{"url": PREFIX}]
    assert {path.split("/")[1] for path in document["paths"]} == {"modules", "cards"}
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert (await browser.get("/openapi.json")).status_code == 404
    assert (await browser.get(f"{PREFIX}/docs")).status_code == 404


def test_every_operation_asks_for_a_token_and_tells_its_refusals() -> None:
    for methods in DOCUMENT["paths"].values():
        for operation in methods.values():
            assert operation["security"] == [{"token": []}]
            assert {"401", "403", "404", "409", "422", "503"} <= set(operation["responses"])


def test_every_field_of_a_request_is_explained() -> None:
    models = [value for value in vars(bodies).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    own = [model for model in models if model.__module__ == bodies.__name__]
    assert len(own) >= 10
    bare = [
        f"{model.__name__}.{name}"
        for model in own
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert bare == []
    parameters = [
        row for methods in DOCUMENT["paths"].values() for one in methods.values() for row in one.get("parameters", ())
    ]
    assert [row["name"] for row in parameters if not row.get("description")] == []


@pytest.mark.parametrize(("language", "said"), [("fr", "Lire une version."), ("en", "Read one version.")])
async def test_the_page_shows_every_endpoint_with_an_example(browser: AsyncClient, language: str, said: str) -> None:
    reply = await browser.get("/api", params={"lang": language})
    assert reply.status_code == 200
    assert said in reply.text
    for row in OPERATIONS:
        assert f"<code>{row.method} {row.path}</code>" in reply.text
    assert reply.text.count("<code>curl ") == len(OPERATIONS)
    assert "<script" not in reply.text
    assert "http://jalon/api/v1" in reply.text


def test_the_application_serves_the_interface_behind_its_doors(server: Server) -> None:
    page = ask(server, "GET", "/api", {"Accept-Language": "fr-FR"})
    assert (page.status, "Lire une version." in page.text) == (200, True)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert json.loads(ask(server, "GET", f"{PREFIX}/openapi.json").text) == DOCUMENT
    queue = ask(server, "GET", f"{PREFIX}/modules")
    assert (queue.status, queue.headers["x-content-type-options"]) == (200, "nosniff")
    for method, path in (("GET", "/modules/m-none"), ("GET", "/none"), ("GET", "/modules/%0A"), ("POST", "/modules")):
        reply = ask(server, method, f"{PREFIX}{path}")
        assert (reply.status in {404, 405}, sorted(json.loads(reply.text))) == (True, ["detail", "fix"]), path
    foreign = {"Origin": "https://evil.example", "Content-Type": "application/json"}
    assert ask(server, "POST", f"{PREFIX}/modules/m-none/comments", foreign, "{}").status == 403


def test_french_words_are_there_for_every_operation_and_for_no_other() -> None:
    assert set(table("api.fr.yaml")["operations"]) == {row.id for row in OPERATIONS}
    for part in ("refusals", "misuses"):
        assert set(table("api.fr.yaml")[part]) == set(table("api.en.yaml")[part])


def test_every_example_is_a_request_that_the_interface_takes() -> None:
    routes = {route.name: route for route in _routes()}
    for row in OPERATIONS:
        body = re.search(r"--json '(.*)'", row.example)
        assert bool(body) == (row.method in {"POST", "PUT", "PATCH"}), row.id
        if body:
            _model(routes[row.id]).model_validate(json.loads(body[1]))


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_shows_is_what_the_interface_takes(name: str) -> None:
    text = (PROJECT_ROOT / name).read_text("utf-8").replace("\\\n", " ")
    commands = re.findall(r'curl [^\n]*?"\$JALON(/[^"]*)"([^\n]*)', text)
    assert len(commands) >= 8
    for path, rest in commands:
        body = re.search(r"--json '(.*)'", rest)
        route = next(found for found in _routes() if _serves(found, "POST" if body else "GET", path))
        if body:
            _model(route).model_validate(json.loads(body[1]))


def test_the_lists_of_the_guides_are_those_of_the_document() -> None:
    script = PROJECT_ROOT / "scripts" / "document_api.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _routes() -> list[APIRoute]:
    from assistant.web.api import cards, changing, reading, reviewing

    found = [route for part in (reading, reviewing, changing, cards) for route in part.router.routes]
    return [route for route in found if isinstance(route, APIRoute)]


def _serves(route: APIRoute, method: str, path: str) -> bool:
    return method in route.methods and route.path_regex.match(path) is not None


def _model(route: APIRoute) -> type[BaseModel]:
    assert route.body_field is not None
    model: Any = route.body_field.field_info.annotation
    assert issubclass(model, BaseModel)
    return model
