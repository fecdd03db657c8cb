"""What a store of modules promises, on SQLite and on PostgreSQL."""

import asyncio
from pathlib import Path

import pytest

from assistant.errors import ConflictError, NotFoundError
from assistant.models.hashing import content_hash
from assistant.models.module import Module
from assistant.storage.database import DatabaseStore, open_store
from tests.storage.conftest import titled

Address = tuple[Path, str | None]


async def test_a_module_comes_back_as_it_was_saved(store: DatabaseStore, french: Module) -> None:
    saved = await store.save(french, thread="t1")
    assert await store.get(french.id) == saved
    assert saved.model_copy(update={"created_at": french.created_at, "content_hash": ""}) == french


async def test_the_store_numbers_dates_and_hashes_what_it_saves(store: DatabaseStore, french: Module) -> None:
    saved = await store.save(french.model_copy(update={"version": 41, "content_hash": "forged"}), thread="t1")
    assert saved.version == 1
    assert saved.content_hash == content_hash(french)
    assert saved.created_at.tzinfo is not None


async def test_a_change_makes_a_version_and_leaves_the_earlier_ones(store: DatabaseStore, french: Module) -> None:
    first = await store.save(french, thread="t1")
    second = await store.save(titled(first, "Autre titre"), thread="t1", note="titre changé")
    assert second.version == 2
    assert await store.get(french.id, 1) == first
    assert await store.get(french.id) == second
    listed = await store.versions(french.id)
    assert [(item.version, item.content_hash, item.note) for item in listed] == [
        (1, first.content_hash, ""),
        (2, second.content_hash, "titre changé"),
    ]


async def test_the_same_content_is_not_stored_twice(store: DatabaseStore, french: Module) -> None:
    first = await store.save(french, thread="t1")
    again = await store.save(first, thread="t1")
    assert again == first
    assert len(await store.versions(french.id)) == 1


async def test_going_back_to_earlier_words_is_a_new_version(store: DatabaseStore, french: Module) -> None:
    await store.save(french, thread="t1")
    await store.save(titled(french, "Autre"), thread="t1")
    third = await store.save(french, thread="t1")
    assert third.version == 3
    assert third.content_hash == (await store.get(french.id, 1)).content_hash


async def test_findings_are_not_content(store: DatabaseStore, french: Module) -> None:
    saved = await store.save(french, thread="t1")
    assert content_hash(saved) == content_hash(saved.model_copy(update={"findings": ()}))


@pytest.mark.parametrize(("module_id", "version"), [("nobody", None), ("m-fr", 9)])
async def test_what_is_not_there_is_said(
    store: DatabaseStore, french: Module, module_id: str, version: int | None
) -> None:
    await store.save(french, thread="t1")
    with pytest.raises(NotFoundError, match=module_id):
        await store.get(module_id, version)


async def test_versions_of_an_unknown_module_are_not_an_empty_list(store: DatabaseStore) -> None:
    with pytest.raises(NotFoundError):
        await store.versions("nobody")


async def test_modules_are_listed_the_latest_first_and_by_thread(
    store: DatabaseStore, french: Module, english: Module
) -> None:
    await store.save(french, thread="one")
    await store.save(english, thread="two")
    await store.save(titled(french, "Plus récent"), thread="one")
    listed = await store.modules()
    assert [(item.id, item.versions, item.language) for item in listed] == [("m-fr", 2, "fr"), ("m-en", 1, "en")]
    assert listed[0].title == "Plus récent"
    assert [item.id for item in await store.modules(thread="two")] == ["m-en"]
    assert await store.modules(thread="three") == ()
    assert len(await store.modules(limit=1)) == 1


async def test_two_writers_of_one_module_never_share_a_number(store: DatabaseStore, french: Module) -> None:
    await store.save(french, thread="t1")
    saves = [store.save(titled(french, f"Titre {number}"), thread="t1") for number in range(8)]
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    kept = [item for item in outcomes if isinstance(item, Module)]
    assert all(isinstance(item, Module | ConflictError) for item in outcomes)
    assert kept
    numbers = [item.version for item in await store.versions(french.id)]
    assert numbers == list(range(1, len(kept) + 2))
    for module in kept:
        assert await store.get(french.id, module.version) == module


async def test_writers_of_different_modules_do_not_hinder_each_other(store: DatabaseStore, french: Module) -> None:
    batch = [french.model_copy(update={"id": f"m-{number}"}) for number in range(20)]
    await asyncio.gather(*(store.save(module, thread="t") for module in batch))
    assert len(await store.modules()) == 20


async def test_two_programs_share_a_database(address: Address, store: DatabaseStore, french: Module) -> None:
    other = await open_store(*address)
    try:
        saved = await other.save(french, thread="t1")
        assert await store.get(french.id) == saved
    finally:
        await other.close()


async def test_nul_characters_are_left_out(store: DatabaseStore, french: Module) -> None:
    saved = await store.save(titled(french, "Feu\x00 !"), thread="t\x001", note="un\x00 mot")
    assert saved.brief.title == "Feu !"
    assert await store.get(french.id) == saved
    assert content_hash(saved) == saved.content_hash
    assert [item.note for item in await store.versions(french.id)] == ["un mot"]


@pytest.mark.parametrize(
    "title", ["🔥 " * 50, "نص عربي", "\u202e mirrored", "'; drop table jalon_modules; --", "%_\\", " "]
)
async def test_any_text_comes_back(store: DatabaseStore, french: Module, title: str) -> None:
    saved = await store.save(titled(french, title), thread="t1")
    assert (await store.get(french.id)).brief.title == title
    assert (await store.modules())[0].title == title
    assert saved.brief.title == title


async def test_a_large_module_comes_back(store: DatabaseStore, french: Module) -> None:
    saved = await store.save(titled(french, "a" * 2_000_000), thread="t1")
    assert await store.get(french.id) == saved


async def test_everything_is_there_after_a_restart(address: Address, french: Module) -> None:
    first = await open_store(*address)
    saved = await first.save(french, thread="t1")
    await first.close()
    second = await open_store(*address)
    assert await second.get(french.id) == saved
    await second.close()
