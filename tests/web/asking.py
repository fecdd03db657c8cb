"""The HTTP interface on a real program, with people of three kinds and of another organisation."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from httpx import ASGITransport, AsyncClient, Response

from assistant.knowledge.derived import Derived
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.shelf import open_shelf
from assistant.knowledge.words_only import WordsOnly
from assistant.models.desk import LOCAL, Person
from assistant.models.module import Module
from assistant.runtime import Knowledge, Program, open_program
from assistant.settings import PROJECT_ROOT
from assistant.web import running
from assistant.web.api.document import PREFIX
from assistant.web.api.interface import mount
from assistant.web.pages.api import router as page
from assistant.web.people import person_of
from evals.suites.suite import without_model
from tests.checks.conftest import french_module

PEOPLE = {
    "trainer": Person(id=LOCAL, organisation=LOCAL, name="Tess", role="trainer"),
    "colleague": Person(id="colleague", organisation=LOCAL, name="Colin", role="trainer"),
    "designer": Person(id="designer", organisation=LOCAL, name="Désirée", role="designer"),
    "stranger": Person(id="stranger", organisation="elsewhere", name="Sam", role="administrator"),
}
"""By their tokens; the modules are the first one's."""
_numbers = itertools.count(1)


async def by_token(request: Request) -> Person:
    """Whoever the token names."""
    person = PEOPLE.get(request.headers.get("authorization", "").removeprefix("Bearer "))
    if person is None:
        raise HTTPException(401)
    return person


def application() -> FastAPI:
    """The interface and its page, where the application has them."""
    app = FastAPI(openapi_url=None)
    app.include_router(page)
    mount(app).dependency_overrides[person_of] = by_token
    return app


def by_words() -> Knowledge:
    """The shipped cards; some of them can be found, which takes no time to prepare."""
    shelf = open_shelf([PROJECT_ROOT / "knowledge_base"], Derived(None))
    found = {name: shelf[name] for name in ("role-play", "case-study", "debate", "mcq")}
    index = WordsOnly(found)
    return Knowledge(shelf, Retriever(index, found), index.name)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Program]:
    """A program on a database of its own."""
    async with open_program(without_model(folder), by_words()) as program:
        running.start(program)
        yield program
        running.stop(program)


async def kept(program: Program, name: str = "") -> Module:
    """A new module in the queue."""
    module = french_module().model_copy(update={"id": name or f"m-{next(_numbers)}"})
    return await program.store.save(module, thread="t")


class Client:
    """A program of somebody, and what it asks."""

    def __init__(self, http: AsyncClient, token: str = "designer") -> None:
        self._http, self._token = http, token

    def of(self, token: str) -> "Client":
        """The same, of somebody else; "" = of nobody."""
        return Client(self._http, token)

    async def asks(self, method: str, path: str, body: Any = None, **options: Any) -> Response:
        """An answer of the interface."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        headers |= {"Accept-Language": "en", **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        return await self._http.request(method, f"{PREFIX}{path}", headers=headers, **options)

    async def decides(self, module: Module, *actions: str) -> Response:
        """The answer to the last of these steps."""
        for action in actions:
            body = {"action": action, "seen": module.content_hash, "why": "parce que"}
            reply = await self.asks("POST", f"/modules/{module.id}/decisions", body)
        return reply


@asynccontextmanager
async def connected() -> AsyncIterator[Client]:
    """A designer's program that has reached the interface."""
    transport = ASGITransport(application(), raise_app_exceptions=True)
    async with AsyncClient(transport=transport, base_url="http://jalon") as http:
        yield Client(http)
