"""What the desk's storage promises, on SQLite and on PostgreSQL."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from assistant.errors import ConflictError, NotFoundError
from assistant.models.desk import LOCAL, Comment, Filters, Person, Proposed, Review
from assistant.models.module import Module
from assistant.review.steps import decide
from assistant.storage.database import DatabaseStore
from tests.storage.conftest import titled

AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ANA = Person(id="ana", organisation=LOCAL, name="Ana", role="administrator")


def comment(module: str, name: str, **more: object) -> Comment:
    fields = {
        "id": name,
        "module": module,
        "version": 1,
        "where": "O1",
        "by": "ana",
        "name": "Ana",
        "at": AT,
        "text": "?",
    }
    return Comment.model_validate({**fields, **more})


async def stepped(store: DatabaseStore, review: Review, action: str, why: str = "") -> Review:
    after, decision = decide(ANA, action, review, seen=review.content_hash, at=AT, why=why)  # type: ignore[arg-type]
    return await store.reviews.decide(after, decision)


async def test_the_first_version_makes_a_draft_and_each_later_one_is_followed(store: DatabaseStore, french: Module):
    saved = await store.save(french, thread="t1")
    first = await store.reviews.review(LOCAL, french.id)
    assert (first.status, first.author, first.version, first.title) == ("draft", LOCAL, 1, french.brief.title)
    assert (first.content_hash, first.thread, first.language) == (saved.content_hash, "t1", "fr")
    again = await store.save(titled(french, "Évacuer"), thread="t1")
    now = await store.reviews.review(LOCAL, french.id)
    assert (now.version, now.content_hash, now.title) == (2, again.content_hash, "Évacuer")


async def test_a_version_that_rests_on_an_older_one_is_not_saved(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    await store.save(titled(french, "Deux"), thread="t1", after=1)
    with pytest.raises(ConflictError):
        await store.save(titled(french, "Trois"), thread="t1", after=1)
    assert (await store.reviews.review(LOCAL, french.id)).version == 2


async def test_steps_are_kept_and_one_that_comes_too_late_is_not(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    review = await store.reviews.review(LOCAL, french.id)
    submitted = await stepped(store, review, "submit")
    assert (submitted.status, submitted.since) == ("submitted", AT)
    with pytest.raises(ConflictError):
        await stepped(store, review, "submit")
    taken = await stepped(store, submitted, "take")
    signed = await stepped(store, taken, "approve", "lu")
    assert signed.signed is not None
    assert (signed.assignee, signed.signed.at, signed.signed.by) == ("ana", AT, "ana")
    assert [item.action for item in await store.reviews.decisions(LOCAL, french.id)] == ["submit", "take", "approve"]


async def test_a_step_on_a_version_that_is_not_the_latest_is_not_kept(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    review = await store.reviews.review(LOCAL, french.id)
    await store.save(titled(french, "Deux"), thread="t1")
    with pytest.raises(ConflictError):
        await stepped(store, review, "submit")
    assert await store.reviews.decisions(LOCAL, french.id) == ()
    assert await store.audit.entries(LOCAL) == ()


async def test_nothing_of_another_organisation_is_found(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    reviews = store.reviews
    for asked in (
        reviews.review("other", french.id),
        reviews.decisions("other", french.id),
        reviews.comments("other", french.id),
        reviews.comment("other", comment(french.id, "c1")),
        reviews.settle("other", french.id, "c1", "resolved", by="eve", at=AT),
        reviews.assign("other", french.id, by="eve", at=AT, assignee="eve", due=None),
    ):
        with pytest.raises(NotFoundError):
            await asked
    assert (await reviews.queue("other", Filters())).total == 0
    assert await store.audit.entries("other") == ()


async def test_the_queue_finds_titles_in_any_case_and_without_accents(store: DatabaseStore, french: Module):
    await store.save(titled(french, "Évacuer l’ENTREPÔT à 100 %"), thread="t1")
    for words, found in (("entrepot evacuer", 1), ("100 %", 1), ("100_", 0), ("quai", 0), ("\x00", 1)):
        assert (await store.reviews.queue(LOCAL, Filters(text=words))).total == found, words


async def test_what_is_overdue_and_what_waits_longest_come_first(store: DatabaseStore, french: Module):
    for name in ("m-a", "m-b", "m-c"):
        await store.save(titled(french, name).model_copy(update={"id": name}), thread="t1")
    await store.reviews.assign(LOCAL, "m-c", by="ana", at=AT, assignee="paul", due=date(2026, 12, 2))
    await store.reviews.assign(LOCAL, "m-b", by="ana", at=AT, assignee=None, due=date(2026, 12, 1))
    found = (await store.reviews.queue(LOCAL, Filters())).reviews
    assert [(item.module, item.due, item.assignee) for item in found] == [
        ("m-b", date(2026, 12, 1), None),
        ("m-c", date(2026, 12, 2), "paul"),
        ("m-a", None, None),
    ]
    late = await store.reviews.queue(LOCAL, Filters(overdue_on=date(2026, 12, 2)))
    assert [item.module for item in late.reviews] == ["m-b"]
    assert (await store.reviews.queue(LOCAL, Filters(assignee=""))).total == 2


async def test_comments_come_back_as_they_were_said_and_the_open_ones_are_counted(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    proposed = Proposed(path="O1.criterion", before="a", after="« b »")
    first = comment(french.id, "c1", words="l’alerte", mentions=("paul",), proposed=proposed)
    assert await store.reviews.comment(LOCAL, first) == first
    answer = await store.reviews.comment(LOCAL, comment(french.id, "c2", parent="c1"))
    assert await store.reviews.comments(LOCAL, french.id) == (first, answer)
    assert (await store.reviews.review(LOCAL, french.id)).open_comments == 1
    refused = await store.reviews.settle(LOCAL, french.id, "c1", "refused", by="paul", at=AT, reason="Non.")
    assert (refused.settled, refused.settled_by, refused.settled_at, refused.reason) == ("refused", "paul", AT, "Non.")
    assert (await store.reviews.review(LOCAL, french.id)).open_comments == 0


async def test_many_who_write_at_once_leave_a_log_that_is_whole(store: DatabaseStore, french: Module):
    await store.save(french, thread="t1")
    said = [store.reviews.comment(LOCAL, comment(french.id, f"c{number}")) for number in range(24)]
    await asyncio.gather(*said)
    assert len(await store.audit.entries(LOCAL)) == 24
    assert await store.audit.broken() is None
    assert (await store.reviews.review(LOCAL, french.id)).open_comments == 24


async def test_the_log_says_who_made_a_version_by_hand_and_nothing_of_a_conversation_s(
    store: DatabaseStore, french: Module
):
    await store.save(french, thread="t1")
    await store.save(titled(french, "Deux"), thread="t1", by="ana", note="brief.title")
    (line,) = await store.audit.entries(LOCAL, target=french.id)
    assert (line.act, line.by, line.detail) == ("edit", "ana", {"version": 2, "what": "brief.title"})
    assert await store.audit.broken() is None
