"""Accounts, sessions, tokens, attempts and what is kept of a person, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import ConflictError, InputError, NotFoundError
from assistant.models.accounts import DELETED, Account, Changes, Invited
from assistant.models.desk import LOCAL, Comment, Filters
from assistant.models.module import Module
from assistant.storage.database import DatabaseStore

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSWORD = "une phrase que je retiens"


async def made(store: DatabaseStore, name: str = "anne", organisation: str = "CFA", **more: str) -> Account:
    found = await store.accounts.organise(organisation, by="", at=NOW)
    invited = Invited.model_validate({"email": f"{name}@example.org", "name": name.title(), **more})
    return await store.accounts.add(found.id, invited, at=NOW, password=PASSWORD)


async def test_an_organisation_of_the_same_name_is_the_same(store: DatabaseStore) -> None:
    first = await store.accounts.organise("CFA Île-de-France", by="", at=NOW)
    assert await store.accounts.organise("cfa ile-de-france", by="", at=NOW) == first
    assert await store.accounts.organisations() == (first,)


async def test_an_address_has_one_account_in_whatever_case(store: DatabaseStore) -> None:
    account = await made(store)
    with pytest.raises(ConflictError):
        await made(store, "ANNE", "Another")
    assert await store.accounts.by_email(" Anne@Example.ORG ") == account
    assert await store.accounts.verified("ANNE@example.org", PASSWORD) == account
    assert await store.accounts.verified("anne@example.org", PASSWORD + "x") is None
    assert await store.accounts.verified("nobody@example.org", PASSWORD) is None


async def test_an_account_of_another_organisation_is_not_there(store: DatabaseStore) -> None:
    account, other = await made(store), await made(store, "bob", "Another")
    with pytest.raises(NotFoundError):
        await store.accounts.account(other.organisation, account.id)
    with pytest.raises(NotFoundError):
        await store.accounts.change(other.organisation, account.id, Changes(name="X"), by=other.id, at=NOW)
    assert await store.accounts.people(other.organisation) == (other,)


async def test_a_session_opens_until_it_ends(store: DatabaseStore) -> None:
    account, keys = await made(store), store.accounts.keys
    first = await keys.sign_in(account, at=NOW, how="test")
    assert await keys.person(first, NOW) == account.person
    assert await keys.person(first, NOW + timedelta(days=14)) is None
    second = await keys.sign_in(account, at=NOW, how="test", instead_of=first)
    assert await keys.person(first, NOW) is None
    await store.accounts.set_password(account, "une autre phrase", by=account.id, at=NOW)
    assert await keys.person(second, NOW) is None


async def test_a_session_is_no_token_and_a_token_no_session(store: DatabaseStore) -> None:
    account, keys = await made(store), store.accounts.keys
    session, token = (
        await keys.sign_in(account, at=NOW, how="test"),
        await keys.make_token(account.person, "t", days=1, at=NOW),
    )
    assert await keys.bearer(session, NOW) is None
    assert await keys.person(token, NOW) is None
    assert await keys.bearer(token, NOW) == account.person
    assert await keys.bearer(token, NOW + timedelta(days=1)) is None
    (kept,) = await keys.tokens(account.id)
    assert kept.used_at == NOW


async def test_the_last_administrator_stays(store: DatabaseStore) -> None:
    account = await made(store, role="administrator")
    for changes in (Changes(active=False), Changes(role="designer")):
        with pytest.raises(ConflictError):
            await store.accounts.change(account.organisation, account.id, changes, by="", at=NOW)
    second = await made(store, "bob", role="administrator")
    await store.accounts.change(account.organisation, account.id, Changes(active=False), by=second.id, at=NOW)
    assert [one.active for one in await store.accounts.people(account.organisation)] == [False, True]


async def test_failures_are_counted_within_a_quarter_of_an_hour(store: DatabaseStore) -> None:
    attempts = store.accounts.attempts
    for _ in range(5):
        assert await attempts.begin("anne@example.org", "10.0.0.1", NOW) == 0
    assert await attempts.begin("anne@example.org", "10.0.0.2", NOW) == 1
    assert await attempts.begin("bob@example.org", "10.0.0.1", NOW) == 0
    assert await attempts.begin("anne@example.org", "10.0.0.2", NOW + timedelta(minutes=16)) == 0


async def test_a_success_forgets_the_failures_of_the_account(store: DatabaseStore) -> None:
    attempts = store.accounts.attempts
    for _ in range(5):
        await attempts.begin("anne@example.org", "10.0.0.1", NOW)
    await attempts.succeed("anne@example.org", "10.0.0.1", NOW)
    assert await attempts.begin("anne@example.org", "10.0.0.1", NOW) == 0


async def test_a_weak_password_is_refused(store: DatabaseStore) -> None:
    account = await made(store)
    with pytest.raises(InputError):
        await store.accounts.set_password(account, "court", by="", at=NOW)


async def test_what_was_decided_stays_without_the_name(store: DatabaseStore, french: Module) -> None:
    account = await made(store)
    user = await store.history.ensure_user(account.id, {})
    await store.history.save_thread("t1", name="Feu", user=user["id"])
    await store.history.save_step({"id": "s1", "threadId": "t1", "output": "je m’appelle Anne"})
    saved = await store.save(french, thread="t1")
    said = Comment(
        id="c1", module=saved.id, version=1, where="module", by=account.id, name=account.name, at=NOW, text="bien"
    )
    await store.reviews.comment(account.organisation, said)
    told = await store.accounts.personal.everything(account.id)
    assert [row["id"] for row in told["modules"]] == [saved.id]
    assert told["messages"][0]["data"]["output"] == "je m’appelle Anne"
    await store.accounts.erase(account, by=account.id, at=NOW)
    assert await store.history.thread("t1") is None
    (comment,) = await store.reviews.comments(account.organisation, saved.id)
    assert (comment.by, comment.name, comment.text) == (account.id, DELETED, "bien")
    left = await store.accounts.by_id(account.id)
    assert left is not None
    assert (left.name, left.active, left.has_password) == (DELETED, False, False)
    assert (await store.reviews.review(account.organisation, saved.id)).author == account.id
    assert await store.audit.broken() is None


async def test_what_was_shown_in_one_thread_is_not_changed_from_another(store: DatabaseStore) -> None:
    for thread in ("t1", "t2"):
        await store.history.save_thread(thread)
    await store.history.save_step({"id": "s1", "threadId": "t1", "output": "mine"})
    await store.history.save_step({"id": "s1", "threadId": "t2", "output": "taken over"})
    thread = await store.history.thread("t1")
    assert thread is not None
    assert [step["output"] for step in thread["steps"]] == ["mine"]


async def test_what_was_made_before_accounts_is_given_to_somebody(store: DatabaseStore, french: Module) -> None:
    accounts = store.accounts
    anne = await made(store, role="designer")
    alone = await store.history.ensure_user(LOCAL, {})
    await store.history.save_thread("t1", name="Feu", user=alone["id"])
    await store.save(french, thread="t1")
    await store.reviews.assign(LOCAL, french.id, by=LOCAL, at=NOW, assignee=LOCAL, due=None)
    assert await accounts.adoption.waiting() == (1, 1)
    assert (await store.reviews.queue(anne.organisation, Filters())).total == 0
    assert await accounts.adoption.adopt(anne, by="", at=NOW) == (1, 1)
    (review,) = (await store.reviews.queue(anne.organisation, Filters())).reviews
    assert (review.author, review.assignee, review.status) == (anne.id, anne.id, "draft")
    assert await store.history.owner("t1") == anne.id
    # The log goes on where it began, for those of the house alone.
    lines = await store.audit.entries(anne.organisation, target=french.id)
    assert [(line.act, line.by, line.organisation) for line in lines] == [
        ("adopt", "", anne.organisation),
        ("assign", LOCAL, LOCAL),
    ]
    assert await accounts.adoption.waiting() == (0, 0)
    assert await accounts.adoption.adopt(anne, by="", at=NOW) == (0, 0)


async def test_what_belongs_to_somebody_is_not_given_away(store: DatabaseStore, french: Module) -> None:
    accounts = store.accounts
    anne, eve = await made(store), await made(store, "eve", "Autre")
    user = await store.history.ensure_user(anne.id, {})
    await store.history.save_thread("t1", user=user["id"])
    await store.save(french, thread="t1")
    assert await accounts.adoption.adopt(eve, by="", at=NOW) == (0, 0)
    assert (await store.reviews.review(anne.organisation, french.id)).author == anne.id
    assert await store.history.owner("t1") == anne.id


async def test_a_trainer_who_takes_over_reviews_nothing(store: DatabaseStore, french: Module) -> None:
    anne = await made(store)
    await store.save(french, thread="t1")
    await store.reviews.assign(LOCAL, french.id, by=LOCAL, at=NOW, assignee=LOCAL, due=None)
    await store.accounts.adoption.adopt(anne, by="", at=NOW)
    review = await store.reviews.review(anne.organisation, french.id)
    assert (review.author, review.assignee) == (anne.id, None)
