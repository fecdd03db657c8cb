"""Organisations are apart: every route, as every role, with the ids of another organisation."""

import asyncio
import hashlib
import json
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
import pytest_asyncio
import uvicorn
from httpx import AsyncClient, Response

from assistant.models.accounts import Account
from assistant.models.desk import Comment, Role
from assistant.models.module import Module
from evals.suites.suite import without_model
from tests.checks.conftest import french_module
from tests.owning import card_text, own_card
from tests.web.asking import by_words
from tests.web.driving import free_port
from tests.web.signing import House, open_house, proof
from tests.web.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

_FREE = "free"  # the same for everybody, without a session
_WAY_IN = "way in"  # sign-in pages
_SIGNED = "signed"  # whoever is signed in
_DESIGNER = "designer"  # no trainer
_ADMINISTRATOR = "administrator"
_CLOSED = "closed"  # 404

ROUTES: dict[tuple[str, str], str] = {
    ("GET", "/"): _SIGNED,
    ("GET", "/healthz"): _FREE,
    ("GET", "/static/{name}"): _FREE,
    ("GET", "/sign-in"): _WAY_IN,
    ("POST", "/sign-in"): _WAY_IN,
    ("POST", "/sign-out"): _SIGNED,
    ("GET", "/welcome/{link}"): _WAY_IN,
    ("POST", "/welcome/{link}"): _WAY_IN,
    ("GET", "/account"): _SIGNED,
    ("POST", "/account"): _SIGNED,
    ("POST", "/account/password"): _SIGNED,
    ("POST", "/account/tokens"): _SIGNED,
    ("POST", "/account/tokens/{token}"): _SIGNED,
    ("GET", "/account/data.json"): _SIGNED,
    ("POST", "/account/erase"): _SIGNED,
    ("GET", "/people"): _ADMINISTRATOR,
    ("POST", "/people"): _ADMINISTRATOR,
    ("POST", "/people/{identifier}"): _ADMINISTRATOR,
    ("GET", "/modules/{module_id}/{version}"): _SIGNED,
    ("GET", "/modules/{module_id}/{version}/document.{form}"): _SIGNED,
    ("GET", "/methods"): _SIGNED,
    ("GET", "/methods/{card_id}"): _SIGNED,
    ("GET", "/methods/proposals"): _DESIGNER,
    ("POST", "/methods/proposals"): _DESIGNER,
    ("GET", "/methods/proposals/{name}"): _DESIGNER,
    ("POST", "/methods/proposals/{name}"): _DESIGNER,
    ("GET", "/desk"): _SIGNED,
    ("GET", "/desk/{module}"): _SIGNED,
    **{
        ("GET", f"/desk/{{module}}/{page}"): _SIGNED
        for page in ("case", "compare", "history", "charts/{name}-{theme}.svg")
    },
    **{
        ("POST", f"/desk/{{module}}/{act}"): _SIGNED
        for act in ("decide", "assign", "comment", "settle", "edit", "suggestion", "rewrite", "restore", "label")
    },
    ("GET", "/api"): _SIGNED,
    ("GET", "/api/v1/openapi.json"): _SIGNED,
    ("GET", "/api/v1/cards"): _SIGNED,
    ("GET", "/api/v1/cards/{card_id}"): _SIGNED,
    ("GET", "/api/v1/modules"): _SIGNED,
    **{
        (method, f"/api/v1/modules/{{module_id}}{part}"): _SIGNED
        for method, parts in {
            "GET": (
                *("", "/alignment", "/comments", "/compare", "/history", "/versions", "/versions/{number}"),
                "/versions/{number}/document.{form}",
            ),
            "POST": ("/comments", "/decisions", "/edits", "/restorations", "/wishes"),
            "PUT": ("/assignment", "/versions/{number}/label"),
            "PATCH": ("/comments/{comment_id}",),
        }.items()
        for part in parts
    },
    ("GET", "/chat/public/{filename:path}"): _FREE,
    ("GET", "/chat/assets/{filename:path}"): _FREE,
    ("GET", "/chat/favicon"): _FREE,
    ("GET", "/chat/logo"): _FREE,
    ("GET", "/chat/auth/config"): _SIGNED,
    ("GET", "/chat/user"): _SIGNED,
    ("POST", "/chat/set-session-cookie"): _SIGNED,
    ("GET", "/chat/project/translations"): _SIGNED,
    ("GET", "/chat/project/settings"): _SIGNED,
    ("PUT", "/chat/feedback"): _SIGNED,
    ("DELETE", "/chat/feedback"): _SIGNED,
    ("POST", "/chat/project/threads"): _SIGNED,
    ("GET", "/chat/project/thread/{thread_id}"): _SIGNED,
    ("GET", "/chat/project/share/{thread_id}"): _SIGNED,
    ("GET", "/chat/project/thread/{thread_id}/element/{element_id}"): _SIGNED,
    ("PUT", "/chat/project/element"): _SIGNED,
    ("DELETE", "/chat/project/element"): _SIGNED,
    ("PUT", "/chat/project/thread"): _SIGNED,
    ("PUT", "/chat/project/thread/share"): _SIGNED,
    ("DELETE", "/chat/project/thread"): _SIGNED,
    ("POST", "/chat/project/action"): _SIGNED,
    ("POST", "/chat/project/file"): _SIGNED,
    ("GET", "/chat/avatars/{avatar_id:str}"): _SIGNED,
    ("HEAD", "/chat/"): _SIGNED,
    ("GET", "/chat/health"): _SIGNED,
    ("GET", "/chat/{full_path:path}"): _SIGNED,
    **{
        (method, f"/chat{path}"): _CLOSED
        for method in ("GET", "POST", "DELETE")
        for path in (
            *(
                "/docs",
                "/docs/oauth2-redirect",
                "/redoc",
                "/openapi.json",
                "/mcp",
                "/project/file/{name:path}",
                "/copilot/{name:path}",
            ),
            *("/login", "/logout", "/auth/header", "/auth/jwt", "/auth/oauth/{rest:path}"),
        )
    },
}
"""Every route of the application and who may use it: a new one fails the first test until it stands here."""

_UNREACHED = re.compile(r"/chat/(?:auth/oauth|project/file/\{file_id\}|login|logout|auth/(?:jwt|header)|mcp|copilot)")
"""Chainlit's own routes that one of ours stands before: closed."""


@dataclass
class Town:
    """Two organisations: the first has a conversation, a module and a card; the second tries to see them."""

    house: House
    owner: Account
    ids: dict[str, str]
    """Ids of the first, by what the routes call them."""
    people: dict[Role, AsyncClient]
    """Browsers of the second."""
    secrets: tuple[str, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    own = tmp_path_factory.mktemp("own")
    own_card(own, "secret-circle", "Cercle secret", "SECRET-SUMMARY")
    own_card(own, "role-play", "SECRET-ROLE-PLAY")
    changes = {"accounts": True, "knowledge_paths": f"First={own}"}
    settings = without_model(tmp_path_factory.mktemp("separate")).model_copy(update=changes)
    async with open_house(settings, by_words()) as house:
        yield await _settle(house, own)


async def _settle(house: House, own: Path) -> Town:
    owner = await house.account("secret-owner", "designer", "First")
    ids = await _conversation(house, owner)
    module = french_module().model_copy(update={"id": f"m-{uuid.uuid4()}"})
    saved = await house.store.save(module, thread=ids["thread_id"])
    (own / "proposals" / "methods").mkdir(parents=True)
    (own / "proposals" / "methods" / "hidden-card.md").write_text("SECRET-CARD", "utf-8")
    keys, at = house.store.accounts.keys, owner.created_at
    await keys.make_token(owner.person, "SECRET-TOKEN", days=9000, at=at)
    (token,) = await keys.tokens(owner.id)
    ids |= {"module_id": saved.id, "version": "1", "form": "docx", "token": token.id, "identifier": owner.id}
    ids |= {"name": "hidden-card", "card_id": "secret-circle", "module": saved.id, "number": "1", "theme": "light"}
    ids |= {"comment_id": (await _review(house, owner, saved)).id}
    people = {
        role: await house.signed_in(await house.account(f"stranger-{role}", role, "Second")) for role in get_args(Role)
    }
    secrets = (saved.brief.title, "SECRET-", "Cercle secret", owner.email, owner.name, saved.content_hash)
    return Town(house, owner, ids, people, secrets)


async def _review(house: House, owner: Account, module: Module) -> Comment:
    desk = house.program.desk
    await desk.decide(owner.person, module.id, "submit", seen=module.content_hash, why="SECRET-REASON")
    return await desk.comment(owner.person, module.id, "SECRET-COMMENT")


async def _conversation(house: House, owner: Account) -> dict[str, str]:
    history = house.store.history
    user = await history.ensure_user(owner.id, {})
    ids = {name: str(uuid.uuid4()) for name in ("thread_id", "element_id", "step", "feedback")}
    await history.save_thread(ids["thread_id"], name="SECRET-THREAD", user=user["id"])
    thread = {"threadId": ids["thread_id"]}
    await history.save_step({**thread, "id": ids["step"], "output": "SECRET-STEP", "type": "user_message"})
    element = {**thread, "id": ids["element_id"], "type": "custom", "name": "Brief", "props": {"x": "SECRET-ELEMENT"}}
    await history.save_element(element)
    opinion = {**thread, "id": ids["feedback"], "forId": ids["step"], "value": 1, "comment": "SECRET-OPINION"}
    await history.save_feedback(opinion)
    return ids


def _routes(routes: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(route, "methods") and route.methods:
            yield from ((method, prefix + route.path) for method in route.methods)
        elif inner is not None and hasattr(inner, "routes"):
            yield from _routes(inner.routes, prefix + getattr(route, "path", ""))


async def test_every_route_is_known_here(town: Town):
    found = {route for route in _routes(town.house.app.routes) if route[0] != "HEAD" or route == ("HEAD", "/chat/")}
    unlisted = {route for route in found - set(ROUTES) if not _UNREACHED.match(route[1])}
    assert unlisted == set()
    assert set(ROUTES) <= found


@pytest.mark.parametrize("route", sorted(ROUTES), ids=lambda route: f"{route[0]} {route[1]}")
async def test_nobody_who_is_not_signed_in_gets_past_the_way_in(town: Town, route: tuple[str, str]):
    method, path = route
    reply = await _ask(town, town.house.browser(Accept="*/*"), method, path, town.ids)
    _check_nothing_told(town, reply)
    if ROUTES[route] not in {_FREE, _WAY_IN}:
        assert reply.status_code == 401
        page = await _ask(town, town.house.browser(Accept="text/html"), method, path, town.ids)
        if path.startswith("/api/v1"):
            assert page.status_code == 401
            return
        _check_nothing_told(town, page)
        if method == "POST" and page.status_code == 401:
            # What was written in the form, with the way in: nothing of it reached anybody.
            assert 'href="/sign-in' in page.text
            assert page.headers["cache-control"] == "no-store"
            return
        assert page.status_code == 303
        assert page.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("route", sorted(ROUTES), ids=lambda route: f"{route[0]} {route[1]}")
async def test_ids_of_another_organisation_are_as_good_as_none(town: Town, route: tuple[str, str], role: Role):
    if route in {("POST", "/sign-out"), ("POST", "/account/erase"), ("POST", "/account/password")}:
        pytest.skip("takes no id, and ends the session")
    before = await _kept(town)
    client, (method, path) = town.people[role], route
    foreign = await _ask(town, client, method, path, town.ids)
    free = await _ask(town, client, method, path, _strange(town.ids))
    _check_nothing_told(town, foreign)
    assert foreign.status_code < 500
    if re.search(r"\{(?!full_path|link)", path) or path.startswith("/chat/project/"):
        assert _shape(foreign, town.ids) == _shape(free, _strange(town.ids))
    assert await _kept(town) == before
    if ROUTES[route] == _CLOSED:
        assert foreign.status_code in {404, 411}  # 411: an upload that does not say how long it is
    if ROUTES[route] == _ADMINISTRATOR and role != "administrator":
        assert foreign.status_code == 403
    if ROUTES[route] == _DESIGNER and role == "trainer":
        assert foreign.status_code == 403
    if "{card_id}" in path or (path.endswith("/{name}") and path.startswith("/methods/") and role != "trainer"):
        assert foreign.status_code == (404 if method == "GET" else 400)


async def test_the_owner_does_find_what_the_others_do_not(town: Town):
    client = await town.house.signed_in(town.owner)
    paths = ("/modules/{module_id}/{version}", "/chat/project/thread/{thread_id}", "/methods/proposals/{name}")
    for path in (*paths, "/methods/{card_id}", "/api/v1/cards/{card_id}"):
        reply = await _ask(town, client, "GET", path, town.ids)
        assert reply.status_code == 200
        assert any(secret in reply.text for secret in town.secrets), path


async def test_cards_of_ones_own_are_listed_and_found_by_nobody_else(town: Town):
    owner = await town.house.signed_in(town.owner)
    for query in ({"first": "500"}, {"first": "500", "q": "cercle secret"}, {"q": "secret role play"}):
        for path in ("/methods", "/api/v1/cards"):
            assert "SECRET-" in (await owner.get(path, params=query)).text
            for stranger in town.people.values():
                assert "SECRET-" not in (await stranger.get(path, params=query)).text


async def test_a_shipped_card_has_its_own_words_for_those_who_did_not_replace_it(town: Town):
    owner = await town.house.signed_in(town.owner)
    for path in ("/methods/role-play", "/api/v1/cards/role-play"):
        assert "SECRET-ROLE-PLAY" in (await owner.get(path)).text
        for stranger in town.people.values():
            reply = await stranger.get(path)
            assert (reply.status_code, "SECRET-" in reply.text) == (200, False)


async def test_a_draft_is_read_checked_and_exported_with_the_cards_of_its_organisation(town: Town):
    owner, store, thread = await town.house.signed_in(town.owner), town.house.store, town.ids["thread_id"]
    first = await store.save(french_module().model_copy(update={"id": f"m-{uuid.uuid4()}"}), thread=thread)
    saved = await store.save(_with_method(first, "secret-circle"), thread=thread)
    assert (await owner.get(f"/modules/{saved.id}/2")).json()["cards"]["secret-circle"] == "Cercle secret"
    desk, api = f"/desk/{saved.id}", f"/api/v1/modules/{saved.id}/versions/2"
    for page in (desk, f"{desk}/compare", f"/modules/{saved.id}/2/document.md", f"{api}/document.md"):
        assert "Cercle secret" in (await owner.get(page, params={"lang": "fr"})).text, page
    edit = town.house.program.desk.edit
    edited = await edit(town.owner.person, saved.id, "O1.criterion", "en moins de deux minutes", seen=2)
    assert not [finding for finding in edited.findings if "secret-circle" in finding.message]


def _with_method(module: Module, card: str) -> Module:
    """The same, its first method and every activity of its first day being of that card."""
    method, *others = module.methods
    day, *days = module.progression
    run = tuple(one.model_copy(update={"methods": (card,)}) for one in day.sequences)
    changed = {"methods": (method.model_copy(update={"card": card}), *others)}
    return module.model_copy(update={**changed, "progression": (day.model_copy(update={"sequences": run}), *days)})


async def test_designers_without_a_folder_are_told_what_to_set_and_can_hand_nothing_in(town: Town):
    designer = town.people["designer"]
    told = (await designer.get("/methods/proposals", params={"lang": "fr"})).text
    assert "JALON_KNOWLEDGE_PATHS" in told
    assert "Second=DOSSIER" in told
    page = await designer.get("/account")
    given = {"files": {"file": ("a.md", b"# Une carte")}, "data": {"kind": "method", "csrf": proof(page)}}
    assert (await designer.post("/methods/proposals", **given)).status_code == 400


async def test_a_card_is_argued_for_ones_own_modules_only(town: Town):
    module = town.ids["module_id"]
    for client in town.people.values():
        page = (await client.get("/methods/debate", params={"lang": "en", "module": module})).text
        assert "This module is no longer there." in page
        assert not any(secret in page for secret in town.secrets)


async def test_a_colleague_who_is_a_trainer_does_not_see_it_either_and_a_designer_does(town: Town):
    path = f"/modules/{town.ids['module_id']}/1"
    trainer = await town.house.signed_in(await town.house.account("colleague", "trainer", "First"))
    designer = await town.house.signed_in(await town.house.account("reader", "designer", "First"))
    assert (await trainer.get(path)).status_code == 404
    assert (await designer.get(path)).status_code == 200
    assert (await designer.get(f"/chat/project/thread/{town.ids['thread_id']}")).status_code == 404


@pytest.mark.parametrize("name", ["../../chat.secret", "..%2f..%2fchat.secret", "%2e%2e/%2e%2e/jalon.sqlite", "a\x00b"])
async def test_no_path_leads_out_of_its_folder(town: Town, name: str):
    secret = (town.house.folder / "chat.secret").read_text().strip()
    client = await town.house.signed_in(town.owner)
    for prefix in ("/static/", "/chat/public/", "/chat/assets/", "/methods/proposals/", "/modules/", "/chat/avatars/"):
        reply = await client.get(prefix + name.replace("\x00", "%00"))
        assert secret not in reply.text
        assert reply.status_code < 500


async def test_a_conversation_rests_on_the_cards_of_its_organisation(town: Town):
    said, port = {}, free_port()
    server = uvicorn.Server(uvicorn.Config(town.house.app, port=port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    for who, client in {"owner": await town.house.signed_in(town.owner), **town.people}.items():
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        async with Wire(f"http://127.0.0.1:{port}", cookie=cookie) as wire:
            said[who] = await wire.says("C’est quoi, le cercle secret ?")
    server.should_exit = True
    await serving
    assert {who for who, answer in said.items() if "SECRET-" in answer} == {"owner"}
    assert all(said.values())


async def test_an_approved_card_serves_its_organisation_at_once_and_no_other(town: Town):
    owner, page = await town.house.signed_in(town.owner), "/methods/proposals/hidden-card"
    text = card_text("SECRET-NEW-METHOD")
    seen = hashlib.sha256(b"SECRET-CARD").hexdigest()
    fields = {"text": text, "seen": seen, "then": "approve", "csrf": proof(await owner.get("/account"))}
    done = await owner.post(page, data=fields)
    assert done.status_code == 303
    await town.house.program.library.renewed()
    assert "SECRET-NEW-METHOD" in (await owner.get("/methods/hidden-card")).text
    for stranger in town.people.values():
        assert (await stranger.get("/methods/hidden-card")).status_code == 404


def _strange(ids: dict[str, str]) -> dict[str, str]:
    """Ids of the same shape that nobody has."""
    named = {"version", "number", "form", "theme"}
    return {name: value if name in named else str(uuid.uuid5(uuid.NAMESPACE_URL, value)) for name, value in ids.items()}


def _shape(reply: Response, ids: dict[str, str]) -> tuple[int, str]:
    text = re.sub(r'name="csrf" value="[^"]*"|jalon_[\w-]{43}', "", reply.text)
    for value in sorted(ids.values(), key=len, reverse=True):
        if len(value) > 8:
            text = text.replace(value, "ID")
    return reply.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|<tr>.*?</tr>|\d{4}-\d\d-\d\d\S*", "", text, flags=re.S)


def _check_nothing_told(town: Town, reply: Response) -> None:
    told = reply.text + json.dumps(dict(reply.headers))
    assert not [secret for secret in town.secrets if secret in told]


async def _kept(town: Town) -> str:
    kept = await town.house.store.accounts.personal.everything(town.owner.id)
    kept["log"] = [line for line in kept["log"] if line["act"] not in {"sign_in", "sign_in.refused"}]
    kept["sessions"] = []
    return json.dumps(kept, default=str, sort_keys=True)


async def _ask(town: Town, client: AsyncClient, method: str, path: str, ids: dict[str, str]) -> Response:
    """The request that the page of its owner would send, with these ids in it."""
    filled = re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: ids.get(found[1], ids["thread_id"]), path)
    if path.startswith("/chat/"):
        return await client.request(method, filled, **_chat_body(path, ids))
    if path.startswith("/api/v1/"):
        body = {} if method in {"GET", "HEAD"} else {"json": _api_body(path)}
        return await client.request(method, filled, params=_COMPARED if path.endswith("/compare") else {}, **body)
    if method == "POST":
        page = await client.get("/account")
        given = {"csrf": proof(page)} if page.status_code == 200 else {}
        fields = {"then": "role", "role": "trainer", "name": "X", "language": "fr", "days": "3", "text": "x"}
        return await client.post(filled, data={**fields, **given, "email": f"{uuid.uuid4()}@example.org"})
    return await client.request(method, filled)


_COMPARED = {"old": 1, "new": 1}
_SEEN = "0" * 64


def _api_body(path: str) -> dict[str, Any]:
    """What somebody who knows the ids would send."""
    return {
        "comments": {"text": "mine now"},
        "{comment_id}": {"do": "resolve"},
        "decisions": {"action": "take", "seen": _SEEN},
        "edits": {"path": "O1.criterion", "text": "mine now", "seen": _SEEN},
        "restorations": {"version": 1, "seen": _SEEN},
        "wishes": {"wish": "mine now", "seen": _SEEN},
        "assignment": {"assignee": None, "due": None},
        "label": {"label": "mine now"},
    }[path.rpartition("/")[2]]


def _chat_body(path: str, ids: dict[str, str]) -> dict[str, Any]:
    element = {
        "id": ids["element_id"],
        "threadId": ids["thread_id"],
        "type": "custom",
        "name": "Brief",
        "display": "inline",
    }
    feedback = {"id": ids["feedback"], "forId": ids["step"], "value": 0, "threadId": ids["thread_id"]}
    bodies: dict[str, dict[str, Any]] = {
        "/chat/project/thread": {"threadId": ids["thread_id"], "name": "taken"},
        "/chat/project/thread/share": {"threadId": ids["thread_id"], "isShared": True},
        "/chat/project/threads": {
            "pagination": {"first": 50},
            "filter": {"userId": ids["identifier"], "search": "SECRET"},
        },
        "/chat/feedback": {"feedback": feedback, "feedbackId": ids["feedback"], "sessionId": ids["thread_id"]},
        "/chat/project/element": {"element": element, "sessionId": ids["thread_id"]},
        "/chat/project/action": {"sessionId": ids["thread_id"], "action": {"name": "say", "payload": {}, "id": "x"}},
        "/chat/set-session-cookie": {"session_id": ids["thread_id"]},
    }
    return {"json": bodies[path]} if path in bodies else {}
