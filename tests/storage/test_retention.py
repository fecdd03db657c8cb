"""What nobody touches goes by the rule, and nothing else does; on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import NotFoundError
from assistant.models.accounts import Invited
from assistant.models.desk import LOCAL, Filters
from assistant.models.module import Module
from assistant.models.retention import FOREVER, Ageing, Terms
from assistant.storage.database import DatabaseStore
from tests.storage.test_history import step
from tests.storage.test_reviews import comment, stepped

YEAR = Terms(days=365)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def later(days: float) -> datetime:
    """A moment after what the test has just done."""
    return datetime.now(UTC) + timedelta(days=days)


async def told(store: DatabaseStore, thread: str, *modules: Module) -> None:
    """A conversation with something shown in it, and its modules."""
    user = await store.history.ensure_user("anne", {})
    await store.history.save_thread(thread, name="Feu", user=user["id"])
    await store.history.save_step(step(thread, "Ma prime dépend de ce module."))
    for module in modules:
        await store.save(module, thread=thread)


async def gone(store: DatabaseStore, terms: Terms, at: datetime) -> set[tuple[str, str]]:
    """Kind and id of what the rule deletes by then."""
    found = await store.retention.ageing(terms, at)
    deleted = await store.retention.delete(terms, at, {item.thread for item in found})
    assert set(deleted) == set(found)
    return {(item.kind, item.id) for item in deleted}


async def approve(store: DatabaseStore, module: Module) -> None:
    review = await store.reviews.review(LOCAL, module.id)
    for action in ("submit", "take", "approve"):
        review = await stepped(store, review, action, "lu")


async def test_what_nobody_touched_goes_with_all_that_hangs_on_it(
    store: DatabaseStore, french: Module, english: Module
):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    await store.reviews.comment(LOCAL, comment(french.id, "c1"))
    await stepped(store, await store.reviews.review(LOCAL, french.id), "submit")
    assert await gone(store, YEAR, later(364)) == set()
    assert await gone(store, YEAR, later(366)) == {("conversation", "t1"), ("module", french.id)}
    assert await store.history.thread("t1") is None
    with pytest.raises(NotFoundError):
        await store.get(french.id)
    assert (await store.reviews.queue(LOCAL, Filters())).total == 0
    # A module that takes the same id finds nothing of the one before.
    await store.save(french, thread="t2")
    assert await store.reviews.comments(LOCAL, french.id) == ()
    assert await store.reviews.decisions(LOCAL, french.id) == ()
    assert len(await store.versions(french.id)) == 1


async def test_the_log_says_that_the_rule_deleted_and_not_a_word_of_what(store: DatabaseStore, french: Module):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    await gone(store, YEAR, later(366))
    lines = await store.audit.entries(LOCAL)
    assert {(line.act, line.by, line.target) for line in lines} == {
        ("retention.conversation", "retention", "t1"),
        ("retention.module", "retention", french.id),
    }
    assert {str(line.detail) for line in lines} == {"{'days': 365}"}
    assert await store.audit.broken() is None


async def test_whatever_is_done_to_a_module_keeps_it_and_its_conversation(store: DatabaseStore, french: Module):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    await store.reviews.comment(LOCAL, comment(french.id, "c1", at=later(300)))
    assert await gone(store, YEAR, later(366)) == set()
    await store.reviews.assign(LOCAL, french.id, by="ana", at=later(600), assignee="ana", due=None)
    assert await gone(store, YEAR, later(700)) == set()
    assert len(await gone(store, YEAR, later(966))) == 2


async def test_what_goes_on_elsewhere_keeps_nothing_here(store: DatabaseStore, french: Module, english: Module):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    await told(store, "t2", english)
    await store.reviews.comment(LOCAL, comment(english.id, "c1", at=later(300)))
    assert await gone(store, YEAR, later(366)) == {("conversation", "t1"), ("module", french.id)}
    assert (await store.get(english.id)).id == english.id


async def test_what_was_approved_stays_or_has_a_longer_term(store: DatabaseStore, french: Module):
    terms = Terms(days=365, approved_days=1100)
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    await approve(store, french)
    assert await gone(store, YEAR, later(5000)) == {("conversation", "t1")}
    assert len(await store.reviews.decisions(LOCAL, french.id)) == 3
    await store.retention.begin(terms, LONG_AGO)
    assert await gone(store, terms, later(1099)) == set()
    assert await gone(store, terms, later(1101)) == {("module", french.id)}


async def test_a_rule_that_is_new_or_another_deletes_nothing_for_a_month(store: DatabaseStore, french: Module):
    await told(store, "t1", french)
    start = later(900)
    assert await gone(store, YEAR, start) == set()
    await store.retention.begin(YEAR, start)
    await store.retention.begin(YEAR, start + timedelta(days=20))
    assert await gone(store, YEAR, start + timedelta(days=29)) == set()
    # A zero too few: who sees it has as long as at the beginning.
    shorter = Terms(days=36)
    await store.retention.begin(shorter, start + timedelta(days=29))
    assert await gone(store, shorter, start + timedelta(days=31)) == set()
    assert len(await gone(store, shorter, start + timedelta(days=59))) == 2


async def test_people_see_it_coming_a_month_before(store: DatabaseStore, french: Module, english: Module):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    ids = {french.id, "m-of-nobody"}
    assert await store.retention.ends(YEAR, later(330), ids) == {}
    near = await store.retention.ends(YEAR, later(340), ids)
    assert set(near) == {french.id}
    assert abs(near[french.id] - later(365)) < timedelta(minutes=5)
    assert await store.retention.end_of(YEAR, later(330), "t1") is None
    assert await store.retention.end_of(YEAR, later(340), "t1") == near[french.id]
    coming = await store.retention.ageing(YEAR, later(340), within=timedelta(days=30))
    assert {item.until for item in coming} == set(near.values())


async def test_without_a_rule_nothing_ever_goes(store: DatabaseStore, french: Module):
    await told(store, "t1", french)
    await store.retention.begin(FOREVER, LONG_AGO)
    assert await gone(store, FOREVER, later(30_000)) == set()
    assert await store.retention.ends(FOREVER, later(30_000), {french.id}) == {}


async def test_what_is_touched_between_looking_and_deleting_stays(store: DatabaseStore, french: Module):
    await store.retention.begin(YEAR, LONG_AGO)
    await told(store, "t1", french)
    seen: tuple[Ageing, ...] = await store.retention.ageing(YEAR, later(366))
    await store.reviews.comment(LOCAL, comment(french.id, "c1", at=later(366)))
    assert await store.retention.delete(YEAR, later(366), {item.thread for item in seen}) == ()
    assert await store.history.thread("t1") is not None


async def test_sessions_and_attempts_that_are_past_go_and_the_others_stay(store: DatabaseStore):
    accounts, now = store.accounts, later(0)
    house = await accounts.organise("CFA", by="", at=now)
    anne = await accounts.add(house.id, Invited(email="anne@example.org", name="Anne"), at=now)
    old = await accounts.keys.sign_in(anne, at=now, how="password")
    for _ in range(9):
        await accounts.attempts.begin("anne@example.org", "10.0.0.1", now)
    kept = await accounts.keys.sign_in(anne, at=now + timedelta(days=10), how="password")
    await store.retention.sweep(now + timedelta(days=15))
    shown = (await accounts.personal.everything(anne.id))["sessions"]
    assert len(shown) == 1
    assert await accounts.keys.person(old, now) is None
    assert await accounts.keys.person(kept, now + timedelta(days=15)) is not None
    assert await accounts.attempts.begin("anne@example.org", "10.0.0.1", now) == 0
