"""The HTTP interface: what a program of somebody can do, and what it is refused."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from assistant.models.module import Module
from assistant.runtime import Program
from assistant.web.api.document import operations
from assistant.web.api.interface import create_interface
from tests.web.asking import Client, connected, kept, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

ACTS = {
    "decide": {"action": "take"},
    "assign": {"assignee": "designer", "due": None},
    "comment": {"text": "à revoir"},
    "settle": {"do": "resolve"},
    "edit": {"path": "O1.criterion", "text": "cinq sur six"},
    "wish": {"wish": "S3 à 30 minutes"},
    "restore": {"version": 1},
    "label": {"label": "Première"},
}
"""A body for each operation that takes one."""
SEEN = ("decide", "edit", "wish", "restore")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with opened(tmp_path_factory.mktemp("data")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def module(program: Program) -> Module:
    """A draft of the trainer's."""
    return await kept(program)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(program: Program) -> AsyncIterator[Client]:
    async with connected() as found:
        yield found


def _requests(module: str, seen: str | None = None) -> list[tuple[str, str, dict[str, Any] | None]]:
    """A request of each operation about a module."""
    values = {"module_id": module, "number": 1, "form": "md", "comment_id": "c", "card_id": "debate"}
    found = []
    for row in operations(create_interface().openapi()):
        if row.path.startswith("/modules/"):
            body = ACTS.get(row.id)
            named = {**body, "seen": seen} if body and seen and row.id in SEEN else body
            query = "?old=1&new=1" if row.id == "compare" else ""
            found.append((row.method, row.path.format(**values) + query, named))
    return found


async def _comment(client: Client, module: Module, **said: Any) -> dict[str, Any]:
    reply = await client.asks("POST", f"/modules/{module.id}/comments", {"text": "à revoir", **said})
    assert reply.status_code == 201, reply.text
    found: dict[str, Any] = reply.json()
    return found


async def test_the_queue_is_narrowed_sorted_and_turned_page_by_page(client: Client, program: Program):
    first, second = await kept(program), await kept(program)
    await client.decides(second, "submit")
    found = (await client.asks("GET", "/modules?status=submitted&text=DÉPART")).json()
    assert second.id in [review["module"] for review in found["reviews"]]
    assert first.id not in [review["module"] for review in found["reviews"]]
    pages = [(await client.asks("GET", f"/modules?order=newest&first=1&skip={skip}")).json() for skip in (0, 1)]
    assert pages[0]["reviews"] != pages[1]["reviews"]
    assert pages[0]["total"] >= 2


async def test_a_trainer_finds_their_own_modules_only(client: Client, module: Module):
    mine, others = [(await client.of(who).asks("GET", "/modules")).json() for who in ("trainer", "colleague")]
    assert mine["total"] >= 1
    assert others["total"] == 0


async def test_a_module_says_where_it_stands_and_what_is_open_to_whoever_asks(client: Client, module: Module):
    await client.decides(module, "submit")
    reply = await client.asks("GET", f"/modules/{module.id}")
    assert reply.json()["review"]["status"] == "submitted"
    assert reply.json()["steps"] == ["take", "withdraw"]
    assert reply.json()["module"]["objectives"][0]["id"] == "O1"
    assert reply.headers["etag"] == f'"{module.content_hash}"'
    assert reply.headers["cache-control"] == "no-store"
    assert (await client.of("trainer").asks("GET", f"/modules/{module.id}")).json()["steps"] == ["withdraw"]


async def test_a_version_is_read_named_and_exported(client: Client, module: Module):
    address = f"/modules/{module.id}/versions"
    named = await client.asks("PUT", f"{address}/1/label", {"label": "Première"})
    assert named.json()["label"] == "Première"
    assert [row["label"] for row in (await client.asks("GET", address)).json()] == ["Première"]
    assert (await client.asks("GET", f"{address}/1")).json()["content_hash"] == module.content_hash
    for form, begins in (("md", b"# "), ("docx", b"PK"), ("json", b"{")):
        reply = await client.asks("GET", f"{address}/1/document.{form}")
        assert reply.content.startswith(begins)
        assert f'-v1.{form}"' in reply.headers["content-disposition"]


async def test_a_review_goes_from_draft_to_approval_bound_to_the_version(client: Client, module: Module):
    reply = await client.decides(module, "submit", "take", "approve")
    assert reply.status_code == 201
    assert reply.json()["signed"]["content_hash"] == module.content_hash
    told = (await client.asks("GET", f"/modules/{module.id}")).json()
    assert [step["action"] for step in told["decisions"]] == ["submit", "take", "approve"]
    lines = (await client.asks("GET", f"/modules/{module.id}/history")).json()
    assert [line["act"] for line in lines][:3] == ["decide.approve", "decide.take", "decide.submit"]
    earlier = await client.asks("GET", f"/modules/{module.id}/history?before={lines[0]['number']}")
    assert earlier.json() == lines[1:]


async def test_the_version_that_was_read_is_named_in_the_body_or_in_if_match(client: Client, module: Module):
    address, tag = f"/modules/{module.id}/decisions", {"If-Match": f'W/"{module.content_hash}"'}
    assert (await client.asks("POST", address, {"action": "submit"})).status_code == 422
    assert (await client.asks("POST", address, {"action": "submit", "seen": "x"}, headers=tag)).status_code == 422
    assert (await client.asks("POST", address, {"action": "submit"}, headers=tag)).status_code == 201


async def test_a_step_that_was_taken_already_is_a_conflict(client: Client, module: Module):
    await client.decides(module, "submit")
    assert (await client.decides(module, "submit")).status_code == 409


async def test_a_review_is_given_to_somebody_with_a_day(client: Client, module: Module):
    address = f"/modules/{module.id}/assignment"
    reply = await client.asks("PUT", address, {"assignee": "designer", "due": "2030-01-31"})
    assert (reply.json()["assignee"], reply.json()["due"]) == ("designer", "2030-01-31")
    late = await client.asks("GET", "/modules?assignee=designer&overdue_on=2030-02-01")
    assert module.id in [review["module"] for review in late.json()["reviews"]]
    back = await client.asks("PUT", address, {"assignee": None, "due": None})
    assert (back.json()["assignee"], back.json()["due"]) == (None, None)


async def test_what_is_said_is_answered_resolved_and_opened_again(client: Client, module: Module):
    first = await _comment(client, module, where="O1")
    answer = await _comment(client.of("trainer"), module, parent=first["id"])
    assert (answer["parent"], answer["where"], answer["name"]) == (first["id"], "O1", "Tess")
    address = f"/modules/{module.id}/comments"
    assert [row["id"] for row in (await client.asks("GET", address)).json()] == [first["id"], answer["id"]]
    done = await client.asks("PATCH", f"{address}/{first['id']}", {"do": "resolve"})
    assert (done.json()["comment"]["settled"], done.json()["module"]) == ("resolved", None)
    again = await client.asks("PATCH", f"{address}/{first['id']}", {"do": "reopen"})
    assert again.json()["comment"]["settled"] == "open"


async def test_a_suggested_edit_makes_a_version_once_it_is_accepted(client: Client, module: Module):
    said = await _comment(client, module, path="O1.criterion", proposed="quatre sur six")
    assert said["proposed"]["before"] == module.objectives[0].criterion
    address, body = f"/modules/{module.id}/comments/{said['id']}", {"do": "accept", "seen": module.content_hash}
    done = await client.asks("PATCH", address, body)
    assert done.json()["comment"]["settled"] == "accepted"
    assert done.json()["module"]["objectives"][0]["criterion"] == "quatre sur six"
    assert done.json()["module"]["version"] == 2
    assert (await client.asks("PATCH", address, body)).status_code == 409


async def test_a_suggested_edit_is_refused_with_a_reason(client: Client, module: Module):
    said = await _comment(client, module, path="O1.criterion", proposed="quatre sur six")
    reply = await client.asks(
        "PATCH", f"/modules/{module.id}/comments/{said['id']}", {"do": "refuse", "reason": "trop peu"}
    )
    assert (reply.json()["comment"]["settled"], reply.json()["comment"]["reason"]) == ("refused", "trop peu")
    assert (await client.asks("GET", f"/modules/{module.id}")).json()["module"]["version"] == 1


async def test_an_edit_makes_the_next_version_and_tells_whoever_comes_second(client: Client, module: Module):
    address = f"/modules/{module.id}/edits"
    body = {"path": "O1.criterion", "text": "quatre sur six", "seen": module.content_hash}
    made = await client.asks("POST", address, body)
    assert (made.status_code, made.json()["version"]) == (201, 2)
    assert made.headers["etag"] == f'"{made.json()["content_hash"]}"'
    late = await client.asks("POST", address, {**body, "text": "trois sur six"})
    assert late.status_code == 409
    assert "version 2" in late.json()["detail"]
    found = (await client.asks("GET", f"/modules/{module.id}/compare?old=1&new=2")).json()
    assert [(row["path"], row["after"]) for row in found] == [("O1.criterion", "quatre sur six")]


async def test_an_earlier_version_is_restored_as_the_next_one(client: Client, module: Module):
    body = {"path": "O1.criterion", "text": "quatre sur six", "seen": module.content_hash}
    second = (await client.asks("POST", f"/modules/{module.id}/edits", body)).json()
    reply = await client.asks(
        "POST", f"/modules/{module.id}/restorations", {"version": 1, "seen": second["content_hash"]}
    )
    assert (reply.status_code, reply.json()["version"]) == (201, 3)
    assert reply.json()["content_hash"] == module.content_hash


async def test_the_engine_is_asked_for_a_change_in_plain_words(client: Client, module: Module):
    body = {"wish": "sans jeu de rôle", "seen": module.content_hash}
    reply = await client.asks("POST", f"/modules/{module.id}/wishes", body)
    assert reply.status_code == 201
    told = reply.json()
    assert told["changes"] or told["refused"]
    assert (told["module"]["version"] == 2) == bool(told["changes"])


async def test_the_alignment_has_a_row_for_each_objective(client: Client, module: Module):
    rows = (await client.asks("GET", f"/modules/{module.id}/alignment?version=1")).json()
    assert [row["objective"] for row in rows] == [objective.id for objective in module.objectives]


async def test_cards_are_listed_found_by_a_problem_and_read(client: Client, program: Program):
    every = (await client.asks("GET", "/cards?first=500")).json()
    assert {row["id"] for row in every} == set(program.knowledge.shelf)
    found = (await client.asks("GET", "/cards", params={"q": "role play", "language": "en", "first": 3})).json()
    assert found[0]["quote"]
    assert len(found) <= 3
    assert (await client.asks("GET", f"/cards/{found[0]['id']}")).json()["title"]["en"] == found[0]["title"]


async def test_nothing_is_answered_without_a_token(client: Client, module: Module):
    for method, path, body in [*_requests(module.id), ("GET", "/modules", None), ("GET", "/cards", None)]:
        reply = await client.of("").asks(method, path, body)
        assert reply.status_code == 401, (method, path)
        assert reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("who", ["stranger", "colleague"])
async def test_a_module_of_somebody_else_is_not_there(client: Client, module: Module, who: str):
    for method, path, body in _requests(module.id, module.content_hash):
        mine = await client.of(who).asks(method, path, body)
        none = await client.of(who).asks(method, path.replace(module.id, "m-none"), body)
        assert mine.status_code == none.status_code == 404, (method, path)
        assert mine.json()["detail"].replace(module.id, "m-none") == none.json()["detail"]


async def test_a_trainer_hands_in_and_does_not_sign(client: Client, module: Module):
    trainer = client.of("trainer")
    assert (await trainer.decides(module, "submit")).status_code == 201
    assert (await trainer.decides(module, "take")).status_code == 403
    charge = {"assignee": "trainer", "due": None}
    refused = await trainer.asks("PUT", f"/modules/{module.id}/assignment", charge)
    assert (refused.status_code, sorted(refused.json())) == (403, ["detail", "fix"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/modules/{id}/versions/9", None),
        ("GET", "/modules/{id}/versions/9/document.md", None),
        ("GET", "/modules/{id}/compare?old=1&new=9", None),
        ("GET", "/modules/{id}/alignment?version=9", None),
        ("PUT", "/modules/{id}/versions/9/label", {"label": "x"}),
        ("POST", "/modules/{id}/restorations", {"version": 9}),
        ("PATCH", "/modules/{id}/comments/none", {"do": "resolve"}),
        ("PATCH", "/modules/{id}/comments/none", {"do": "refuse"}),
        ("POST", "/modules/{id}/comments", {"text": "x", "parent": "none"}),
        ("GET", "/cards/none", None),
        ("GET", "/nothing", None),
        ("GET", "/modules/", None),
    ],
)
async def test_what_is_not_there_is_said(client: Client, module: Module, method: str, path: str, body: Any):
    tag = {"If-Match": f'"{module.content_hash}"'}
    reply = await client.asks(method, path.replace("{id}", module.id), body, headers=tag)
    assert (reply.status_code, sorted(reply.json())) == (404, ["detail", "fix"])


@pytest.mark.parametrize(
    "name", ["%00", "%0A", "m%00", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "'--", "é%F0%9F%98%80", "x" * 5000]
)
async def test_an_id_with_odd_characters_is_not_there(client: Client, name: str):
    for method, path, body in _requests("ID", "hash"):
        reply = await client.asks(method, path.replace("ID", name), body)
        assert (reply.status_code, sorted(reply.json())) == (404, ["detail", "fix"]), (method, path)
    assert (await client.asks("GET", f"/cards/{name}")).status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "action"),
        ({"action": "approve", "signed": True}, "signed"),
        ({"action": "sign"}, "action"),
        ({"action": "submit", "seen": "\x00"}, "NUL"),
        ({"action": "submit", "why": "\ud800"}, "half of a character"),
        ({"action": "submit", "\ud800": "x"}, "half of a character"),
        ({"action": "submit", "why": "é" * 5001}, "5000"),
        ({"action": 3}, "action"),
        ([], "body"),
    ],
)
async def test_a_body_that_cannot_be_used_says_which_part(client: Client, module: Module, body: Any, said: str):
    reply = await client.asks(
        "POST",
        f"/modules/{module.id}/decisions",
        content=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert (reply.status_code, sorted(reply.json())) == (422, ["detail", "fix"])
    assert said in reply.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 200_000, "application/json"),
        (b'{"action": ' + b"9" * 10_000 + b"}", "application/json"),
        (b'{"action": NaN}', "application/json"),
        (b"", "application/json"),
        (b'{"action": "submit"}', "text/plain"),
        (b"action=submit", "application/x-www-form-urlencoded"),
        (b'{"action": "submit"}', ""),
    ],
)
async def test_only_json_is_a_body(client: Client, module: Module, content: bytes, kind: str):
    headers = {"Content-Type": kind, "If-Match": f'"{module.content_hash}"'}
    reply = await client.asks("POST", f"/modules/{module.id}/decisions", content=content, headers=headers)
    assert (reply.status_code, sorted(reply.json())) == (422, ["detail", "fix"])
    assert (await client.asks("GET", f"/modules/{module.id}")).json()["review"]["status"] == "draft"


async def test_a_body_beyond_a_megabyte_or_of_unknown_length_is_not_read(client: Client, module: Module):
    async def endless() -> AsyncIterator[bytes]:
        yield b"{}"

    address = f"/modules/{module.id}/comments"
    large = await client.asks("POST", address, {"text": "x" * 1_100_000})
    assert (large.status_code, large.json()["detail"]) == (413, "the request is too large: 1 MB at most")
    assert (await client.asks("POST", address, content=endless())).status_code == 411


@pytest.mark.parametrize(
    "query", ["first=0", "first=x", "skip=-1", "status=lost", "order=x", "colour=red", "text=%00", "overdue_on=x"]
)
async def test_a_filter_that_is_none_is_refused(client: Client, query: str):
    reply = await client.asks("GET", f"/modules?{query}")
    assert reply.status_code == 422
    assert query.partition("=")[0] in reply.json()["detail"]


async def test_a_comment_on_what_is_not_in_the_draft_says_so(client: Client, module: Module):
    for said in ({"text": ""}, {"where": "O99"}, {"words": "rien de tel"}, {"path": "O1.nothing", "proposed": "x"}):
        reply = await client.asks("POST", f"/modules/{module.id}/comments", {"text": "à revoir", **said})
        assert reply.status_code == 422, said


async def test_refusals_are_told_in_the_language_of_whoever_asks(client: Client, module: Module):
    french = {"Accept-Language": "fr-CA"}
    stale = {"action": "submit", "seen": "x"}
    said = await client.asks("POST", f"/modules/{module.id}/decisions", stale, headers=french)
    assert "version plus récente" in said.json()["detail"]
    assert "Relisez" in said.json()["fix"]
    missing = await client.asks("POST", f"/modules/{module.id}/edits", {"path": "O1.criterion"}, headers=french)
    assert missing.json()["detail"] == "il manque text"


async def test_a_method_that_is_none_names_those_that_are(client: Client):
    reply = await client.asks("DELETE", "/modules")
    assert (reply.status_code, reply.headers["allow"]) == (405, "GET")
    assert "method" in reply.json()["detail"]
