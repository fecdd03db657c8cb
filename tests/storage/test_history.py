"""The chat's history, on SQLite and on PostgreSQL."""

import asyncio
from typing import Any
from uuid import uuid4

from assistant.storage.database import DatabaseStore

Document = dict[str, Any]


def step(thread: str, output: str, **more: Any) -> Document:
    return {"id": str(uuid4()), "threadId": thread, "output": output, "type": "user_message", **more}


async def test_a_user_is_made_once(store: DatabaseStore) -> None:
    first = await store.history.ensure_user("anne", {"role": "trainer"})
    again = await store.history.ensure_user("anne", {"role": "admin"})
    assert again["id"] == first["id"]
    assert again["data"] == {"role": "trainer"}
    assert await store.history.user("nobody") is None


async def test_a_user_seen_by_two_tabs_at_once_is_one_user(store: DatabaseStore) -> None:
    seen = await asyncio.gather(*(store.history.ensure_user("anne", {}) for _ in range(6)))
    assert len({user["id"] for user in seen}) == 1


async def test_a_thread_comes_back_with_what_was_shown_in_order(store: DatabaseStore) -> None:
    user = await store.history.ensure_user("anne", {})
    await store.history.save_thread("t1", name="Feu", user=user["id"], data={"lang": "fr"})
    for number in range(3):
        await store.history.save_step(step("t1", f"message {number}", createdAt=f"2026-03-02T09:00:0{number}Z"))
    await store.history.save_element({"id": str(uuid4()), "threadId": "t1", "props": {"a": [1, {"b": None}]}})
    thread = await store.history.thread("t1")
    assert thread is not None
    assert [item["output"] for item in thread["steps"]] == ["message 0", "message 1", "message 2"]
    assert thread["elements"][0]["props"] == {"a": [1, {"b": None}]}
    assert thread["name"] == "Feu"
    assert await store.history.owner("t1") == "anne"


async def test_a_step_is_changed_in_place(store: DatabaseStore) -> None:
    await store.history.save_thread("t1")
    shown = step("t1", "bonj")
    await store.history.save_step(shown)
    await store.history.save_step({**shown, "output": "bonjour", "end": "now"})
    thread = await store.history.thread("t1")
    assert thread is not None
    assert [item["output"] for item in thread["steps"]] == ["bonjour"]


async def test_a_step_made_and_changed_at_once_is_one_step(store: DatabaseStore) -> None:
    await store.history.save_thread("t1")
    shown = step("t1", "a")
    await asyncio.gather(*(store.history.save_step({**shown, f"key{n}": n}) for n in range(5)))
    thread = await store.history.thread("t1")
    assert thread is not None
    assert len(thread["steps"]) == 1


async def test_what_is_not_said_of_a_thread_stays_and_none_removes(store: DatabaseStore) -> None:
    await store.history.save_thread("t1", name="Un", data={"a": 1, "b": 2})
    await store.history.save_thread("t1", data={"b": None, "c": 3})
    thread = await store.history.thread("t1")
    assert thread is not None
    assert (thread["name"], thread["data"]) == ("Un", {"a": 1, "c": 3})


async def test_threads_are_paged_the_latest_first(store: DatabaseStore) -> None:
    user = (await store.history.ensure_user("anne", {}))["id"]
    for number in range(5):
        await store.history.save_thread(f"t{number}", name=f"n{number}", user=user)
    page, more = await store.history.threads(user, first=2)
    assert ([item["id"] for item in page], more) == (["t4", "t3"], True)
    page, more = await store.history.threads(user, first=3, after="t3")
    assert ([item["id"] for item in page], more) == (["t2", "t1", "t0"], False)


async def test_threads_of_others_are_not_listed(store: DatabaseStore) -> None:
    mine, theirs = [(await store.history.ensure_user(name, {}))["id"] for name in ("anne", "bob")]
    await store.history.save_thread("t1", user=theirs)
    assert await store.history.threads(mine, first=10) == ([], False)


async def test_threads_are_found_by_their_words_accents_included(store: DatabaseStore) -> None:
    user = (await store.history.ensure_user("anne", {}))["id"]
    await store.history.save_thread("t1", name="Feu", user=user)
    await store.history.save_thread("t2", name="Autre", user=user)
    await store.history.save_step(step("t2", "un événement à 100 % raté"))
    for words, found in (
        ("événement", ["t2"]),
        ("fEU", ["t1"]),
        ("100 %", ["t2"]),
        ("100_%", []),
        ("user_message", []),
        ("' or 1=1 --", []),
    ):
        page, _ = await store.history.threads(user, first=10, search=words)
        assert [item["id"] for item in page] == found, words


async def test_a_thread_is_removed_with_what_was_shown(store: DatabaseStore) -> None:
    await store.history.save_thread("t1")
    await store.history.save_step(step("t1", "bonjour"))
    await store.history.delete_thread("t1")
    assert await store.history.thread("t1") is None
    await store.history.save_thread("t1")
    again = await store.history.thread("t1")
    assert again is not None
    assert again["steps"] == []


async def test_steps_elements_and_feedback_are_removed_by_id(store: DatabaseStore) -> None:
    await store.history.save_thread("t1")
    for kind, save in (
        ("step", store.history.save_step),
        ("element", store.history.save_element),
        ("feedback", store.history.save_feedback),
    ):
        document = step("t1", kind)
        await save(document)
        await store.history.delete(kind, document["id"])
        await store.history.delete(kind, document["id"])
    thread = await store.history.thread("t1")
    assert thread is not None
    assert (thread["steps"], thread["elements"]) == ([], [])


async def test_an_element_is_found_in_its_own_thread_only(store: DatabaseStore) -> None:
    document = step("t1", "carte")
    await store.history.save_element(document)
    assert await store.history.element("t1", document["id"]) == document
    assert await store.history.element("t2", document["id"]) is None


async def test_nul_characters_are_left_out_of_the_chat(store: DatabaseStore) -> None:
    await store.history.ensure_user("an\x00ne", {"k\x00": "v\x00"})
    await store.history.save_thread("t1", name="a\x00b", data={"x": ["\x00y"]})
    await store.history.save_step(step("t1", "bin\x00aire"))
    thread = await store.history.thread("t1")
    assert thread is not None
    assert (thread["name"], thread["data"], thread["steps"][0]["output"]) == ("ab", {"x": ["y"]}, "binaire")
    assert await store.history.user("anne")
