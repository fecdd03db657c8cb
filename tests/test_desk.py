"""The review desk: who may do what with which draft, what becomes of it, and what is written down."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, text

from assistant.desk import Desk
from assistant.drafts import compose
from assistant.engine.offline.engine import OfflineEngine
from assistant.errors import ConflictError, ForbiddenError, InputError, NotFoundError, StorageError
from assistant.graph.context import Context
from assistant.graph.redrafting import Said
from assistant.models.desk import Filters, Person, Role
from assistant.models.module import Directives, Module
from assistant.review.places import text_at
from assistant.runtime import Knowledge
from assistant.storage.audit import log
from assistant.storage.connections import Connections
from assistant.storage.database import open_store
from assistant.storage.heads import HeadFile
from assistant.storage.tables import accounts, chat_threads, chat_users
from assistant.storage.urls import database_url
from tests.checks.conftest import FRENCH_TURN, french_module

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def person(name: str, role: Role, organisation: str = "rive") -> Person:
    return Person(id=name, organisation=organisation, name=name.capitalize(), role=role)


THEO, ZOE = person("theo", "trainer"), person("zoe", "trainer")
ANA, PAUL, ADA = person("ana", "designer"), person("paul", "designer"), person("ada", "administrator")
EVE = person("eve", "administrator", "mont")


class Clock:
    """A clock that goes on by a minute whenever it is read."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    return create_engine(database_url(tmp_path, None))


@pytest.fixture
async def desk(knowledge: Knowledge, tmp_path: Path, database: Engine) -> AsyncIterator[Desk]:
    """A desk with the people of two organisations, each trainer with one conversation."""

    async def heard(_thread: str) -> Said:
        return Said(turns=(FRENCH_TURN,))

    store = await open_store(tmp_path, None)
    with database.begin() as connection:
        for one in (THEO, ZOE, EVE, ANA, PAUL, ADA):
            move_in(connection, one)
    engine = OfflineEngine(knowledge.shelf)
    context = Context(
        engine=engine, shelf=knowledge.shelf, retriever=knowledge.retriever, store=store, clock=Clock(), index="i"
    )
    yield Desk(store, context, heard)
    await store.close()
    database.dispose()


def move_in(connection: Any, one: Person) -> None:
    held = {"name": one.name, "role": one.role, "language": "fr", "active": True, "created_at": NOW}
    mail = f"{one.id}@example.org"
    connection.execute(insert(accounts).values(id=one.id, organisation=one.organisation, email=mail, **held))
    at = NOW.isoformat()
    connection.execute(insert(chat_users).values(id=f"u-{one.id}", identifier=one.id, created_at=at, data={}))
    row = {"id": f"t-{one.id}", "user": f"u-{one.id}", "name": "", "created_at": at, "updated_at": at, "data": {}}
    connection.execute(insert(chat_threads).values(**row))


async def draft_of(desk: Desk, one: Person, title: str = "Réagir à un départ de feu", *, name: str = "") -> Module:
    """A draft that somebody's conversation has made."""
    module = french_module().model_copy(update={"id": name or f"m-{one.id}"})
    module = module.model_copy(update={"brief": module.brief.model_copy(update={"title": title})})
    return await desk.store.save(module, thread=f"t-{one.id}")


@pytest.fixture
async def draft(desk: Desk) -> Module:
    return await draft_of(desk, THEO)


async def in_review(desk: Desk, module: Module) -> None:
    await desk.decide(THEO, module.id, "submit", seen=module.content_hash)
    await desk.decide(ANA, module.id, "take", seen=module.content_hash)


# The queue


async def test_a_trainer_finds_their_own_modules_and_a_designer_those_of_the_organisation(desk: Desk):
    for one in (THEO, ZOE, EVE):
        await draft_of(desk, one)
    found = {one.id: {item.module for item in (await desk.queue(one, Filters())).reviews} for one in (THEO, ANA, EVE)}
    assert found == {"theo": {"m-theo"}, "ana": {"m-theo", "m-zoe"}, "eve": {"m-eve"}}


async def test_a_trainer_cannot_ask_for_the_modules_of_another(desk: Desk):
    await draft_of(desk, ZOE)
    assert (await desk.queue(THEO, Filters(author="zoe"))).total == 0


async def test_the_queue_is_narrowed_by_words_status_assignee_and_date(desk: Desk):
    fire, notice = await draft_of(desk, THEO, "Évacuer l’entrepôt"), await draft_of(desk, ZOE, "Donner un feed-back")
    await in_review(desk, fire)
    await desk.assign(ANA, fire.id, assignee="paul", due=date(2026, 11, 20))

    async def named(**filters: Any) -> set[str]:
        return {item.module for item in (await desk.queue(ANA, Filters(**filters))).reviews}

    assert await named(text="evacuer ENTREPOT") == {fire.id}
    assert await named(text="100%") == set()
    assert await named(status=("draft",)) == {notice.id}
    assert await named(assignee="paul") == {fire.id}
    assert await named(assignee="") == {notice.id}
    assert await named(overdue_on=date(2026, 11, 21)) == {fire.id}
    assert await named(overdue_on=date(2026, 11, 20)) == set()
    assert await named(language="en") == set()


async def test_what_is_due_comes_first_and_the_counts_are_of_every_status(desk: Desk):
    modules = [await draft_of(desk, THEO, title, name=f"m-{title}") for title in ("b", "a", "c")]
    await desk.assign(ANA, "m-c", assignee=None, due=date(2026, 12, 1))
    await desk.decide(THEO, "m-a", "submit", seen=modules[1].content_hash)
    queue = await desk.queue(ANA, Filters())
    assert queue.reviews[0].module == "m-c"
    assert [item.module for item in (await desk.queue(ANA, Filters(order="title"))).reviews] == ["m-a", "m-b", "m-c"]
    page = await desk.queue(ANA, Filters(status=("draft",), order="title"), first=1, skip=1)
    assert [item.module for item in page.reviews] == ["m-c"]
    assert (page.total, page.counts["draft"], page.counts["submitted"]) == (2, 2, 1)


# Who sees what

FOREIGN: dict[str, Callable[[Desk, Person, str], Awaitable[Any]]] = {
    "review": lambda desk, one, module: desk.review(one, module),
    "open": lambda desk, one, module: desk.open(one, module),
    "decide": lambda desk, one, module: desk.decide(one, module, "withdraw", seen="", why="x"),
    "assign": lambda desk, one, module: desk.assign(one, module, assignee=None, due=None),
    "comment": lambda desk, one, module: desk.comment(one, module, "bonjour"),
    "settle": lambda desk, one, module: desk.settle(one, module, "c", done=True),
    "edit": lambda desk, one, module: desk.edit(one, module, "O1.criterion", "autre", seen=1),
    "answer_suggestion": lambda desk, one, module: desk.answer_suggestion(one, module, "c", accept=True, seen=1),
    "rewrite": lambda desk, one, module: desk.rewrite(one, module, "plus de pratique", seen=1),
    "restore": lambda desk, one, module: desk.restore(one, module, 1, seen=1),
    "label": lambda desk, one, module: desk.label(one, module, 1, "nom"),
    "compare": lambda desk, one, module: desk.compare(one, module, 1, 1),
    "history": lambda desk, one, module: desk.history(one, module=module),
    "case": lambda desk, one, module: desk.case(one, module, "c"),
    "verdict": lambda desk, one, module: desk.verdict(one, module, "O1", judged=1, why="Trop long."),
}


def test_every_method_of_the_desk_that_names_a_module_is_tried_with_a_foreign_one():
    methods = {
        name
        for name, method in inspect.getmembers(Desk, inspect.iscoroutinefunction)
        if not name.startswith("_") and "module" in inspect.signature(method).parameters
    }
    assert methods == set(FOREIGN)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("one", [EVE, ZOE], ids=["another organisation", "another trainer"])
async def test_what_is_somebody_else_s_is_not_there(desk: Desk, draft: Module, name: str, one: Person):
    missing = draft.id.replace("theo", "nobody")
    with pytest.raises(NotFoundError) as foreign:
        await FOREIGN[name](desk, one, draft.id)
    with pytest.raises(NotFoundError) as absent:
        await FOREIGN[name](desk, one, missing)
    for french in (True, False):
        assert foreign.value.line(french=french).replace(draft.id, missing) == absent.value.line(french=french)
    assert len(await desk.store.versions(draft.id)) == 1
    assert await desk.history(ADA, module=draft.id) == ()


async def test_the_whole_log_is_for_an_administrator_and_of_their_organisation(desk: Desk, draft: Module):
    await desk.decide(THEO, draft.id, "submit", seen=draft.content_hash)
    assert [entry.act for entry in await desk.history(ADA)] == ["decide.submit"]
    assert await desk.history(EVE) == ()
    for one in (THEO, ANA):
        with pytest.raises(ForbiddenError):
            await desk.history(one)


async def test_a_trainer_assigns_nobody_and_approves_nothing(desk: Desk, draft: Module):
    with pytest.raises(ForbiddenError):
        await desk.assign(THEO, draft.id, assignee="ana", due=None)
    await in_review(desk, draft)
    with pytest.raises(ForbiddenError):
        await desk.decide(THEO, draft.id, "approve", seen=draft.content_hash)


# Edits and versions


async def test_an_edit_makes_a_version_that_is_checked_again(desk: Desk, draft: Module):
    before = (await desk.open(ANA, draft.id)).module
    after = await desk.edit(ANA, draft.id, "O2.statement", "Comprendre le feu", seen=1)
    assert after.version == 2
    assert text_at(after, "O2.statement") == "Comprendre le feu"
    fresh = set(after.findings) - set(before.findings)
    assert any(finding.where == "O2" for finding in fresh)
    review = await desk.review(ANA, draft.id)
    assert (review.version, review.content_hash) == (2, after.content_hash)
    assert review.blocking + review.warnings == sum(item.severity != "unknown" for item in after.findings)
    assert (await desk.open(ANA, draft.id)).versions[-1].by == "ana"


async def test_of_two_people_at_once_the_second_is_told_and_nothing_is_overwritten(desk: Desk, draft: Module):
    edits = (
        desk.edit(ANA, draft.id, "O1.criterion", "en trente secondes", seen=1),
        desk.edit(PAUL, draft.id, "O1.criterion", "en deux minutes", seen=1),
    )
    done = await asyncio.gather(*edits, return_exceptions=True)
    kept = [item for item in done if isinstance(item, Module)]
    told = [item for item in done if isinstance(item, ConflictError)]
    assert (len(kept), len(told)) == (1, 1)
    assert told[0].french
    opened = await desk.open(ANA, draft.id)
    assert opened.module == kept[0]
    assert len(opened.versions) == 2


async def test_an_edit_of_an_older_version_is_refused_with_the_numbers(desk: Desk, draft: Module):
    await desk.edit(ANA, draft.id, "O1.criterion", "en trente secondes", seen=1)
    with pytest.raises(ConflictError) as told:
        await desk.edit(PAUL, draft.id, "O4.criterion", "sans rien oublier", seen=1)
    assert "version 2" in told.value.french


async def test_an_earlier_version_comes_back_as_the_next_one(desk: Desk, draft: Module):
    await desk.edit(ANA, draft.id, "O1.criterion", "en trente secondes", seen=1)
    back = await desk.restore(ANA, draft.id, 1, seen=2)
    assert (back.version, back.content_hash) == (3, draft.content_hash)
    assert text_at(await desk.store.get(draft.id, 2), "O1.criterion") == "en trente secondes"
    assert [item.path for item in await desk.compare(ANA, draft.id, 2, 3)] == ["O1.criterion"]
    assert await desk.compare(ANA, draft.id, 1, 3) == ()


async def test_a_version_gets_a_name(desk: Desk, draft: Module):
    await desk.label(ANA, draft.id, 1, "  pour le pilote  ")
    assert (await desk.open(ANA, draft.id)).versions[0].label == "pour le pilote"
    with pytest.raises(NotFoundError):
        await desk.label(ANA, draft.id, 7, "rien")


async def test_the_engine_rewrites_what_is_asked_for_and_the_rest_of_an_edit_stays(desk: Desk, knowledge: Knowledge):
    engine = OfflineEngine(knowledge.shelf)
    whole = await compose(french_module().brief, Directives(), (FRENCH_TURN,), knowledge, engine, NOW, "")
    saved = await desk.store.save(whole.model_copy(update={"id": "m-theo"}), thread="t-theo")
    await desk.edit(ANA, saved.id, "O1.criterion", "en trente secondes", seen=1)
    found = await desk.rewrite(ANA, saved.id, "ils seront 8", seen=2)
    assert found.changes
    assert (found.module.version, found.module.brief.group_size_max) == (3, 8)
    assert text_at(found.module, "O1.criterion") == "en trente secondes"
    # What was said at the desk was not said in the conversation: the next edit must not doubt it.
    after = await desk.edit(ANA, saved.id, "O4.criterion", "sans rien oublier", seen=3)
    assert not [item for item in after.findings if item.check == "H2"]
    nothing = await desk.rewrite(ANA, saved.id, "le chat de ma voisine dort", seen=4)
    assert nothing.refused
    assert (await desk.review(ANA, saved.id)).version == 4


# Comments


async def test_a_comment_holds_on_to_words_of_an_element(desk: Desk, draft: Module):
    said = await desk.comment(ANA, draft.id, "Et la nuit ? @theo", where="S3", words="six situations de l'entrepôt")
    assert (said.where, said.words, said.mentions, said.version) == (
        "S3",
        "six situations de l'entrepôt",
        ("theo",),
        1,
    )
    for where, words in (("S3", "des mots qui n’y sont pas"), ("S99", "")):
        with pytest.raises(InputError):
            await desk.comment(ANA, draft.id, "?", where=where, words=words)
    with pytest.raises(InputError):
        await desk.comment(ANA, draft.id, "   ")
    with pytest.raises(InputError):
        await desk.comment(ANA, draft.id, "x" * 5_001)


async def test_an_answer_stands_where_its_discussion_does_and_the_open_ones_are_counted(desk: Desk, draft: Module):
    first = await desk.comment(ANA, draft.id, "Trop court.", where="O1")
    answer = await desk.comment(THEO, draft.id, "Oui.", where="S3", parent=first.id)
    second = await desk.comment(ANA, draft.id, "Merci.", parent=answer.id)
    assert [(item.parent, item.where) for item in (answer, second)] == [(first.id, "O1")] * 2
    assert (await desk.review(ANA, draft.id)).open_comments == 1
    closed = await desk.settle(THEO, draft.id, first.id, done=True)
    assert (closed.settled, closed.settled_by) == ("resolved", "theo")
    assert (await desk.review(ANA, draft.id)).open_comments == 0
    assert (await desk.settle(ANA, draft.id, first.id, done=False)).settled == "open"
    for name in (answer.id, "nobody"):
        with pytest.raises(NotFoundError):
            await desk.settle(ANA, draft.id, name, done=True)


async def test_a_comment_of_one_module_is_not_reached_through_another(desk: Desk, draft: Module):
    other = await draft_of(desk, THEO, "Autre", name="m-other")
    first = await desk.comment(ANA, draft.id, "Ici.")
    with pytest.raises(NotFoundError):
        await desk.comment(ANA, other.id, "Là.", parent=first.id)
    with pytest.raises(NotFoundError):
        await desk.settle(ANA, other.id, first.id, done=True)


async def test_a_suggestion_that_is_accepted_is_the_next_version(desk: Desk, draft: Module):
    said = await desk.comment(ANA, draft.id, "", path="O1.criterion", proposed="En trente secondes.")
    assert said.proposed is not None
    assert (said.where, said.proposed.after) == ("O1", "en trente secondes")
    saved = await desk.answer_suggestion(THEO, draft.id, said.id, accept=True, seen=1)
    assert saved is not None
    assert (saved.version, text_at(saved, "O1.criterion")) == (2, "en trente secondes")
    opened = await desk.open(ANA, draft.id)
    assert [(item.settled, item.settled_by) for item in opened.comments] == [("accepted", "theo")]
    assert (await desk.settle(ANA, draft.id, said.id, done=True)).settled == "accepted"
    with pytest.raises(InputError):
        await desk.answer_suggestion(THEO, draft.id, said.id, accept=False, seen=2)


async def test_a_suggestion_that_is_refused_changes_nothing_and_keeps_its_reason(desk: Desk, draft: Module):
    said = await desk.comment(ANA, draft.id, "", path="brief.title", proposed="Face au feu")
    assert said.where == "module"
    assert await desk.answer_suggestion(THEO, draft.id, said.id, accept=False, seen=1, reason="Trop vague.") is None
    (kept,) = (await desk.open(ANA, draft.id)).comments
    assert (kept.settled, kept.reason) == ("refused", "Trop vague.")
    assert (await desk.review(ANA, draft.id)).version == 1


async def test_a_suggestion_about_words_that_have_changed_since_is_not_applied(desk: Desk, draft: Module):
    said = await desk.comment(ANA, draft.id, "", path="O1.criterion", proposed="en trente secondes")
    await desk.edit(PAUL, draft.id, "O1.criterion", "en deux minutes", seen=1)
    with pytest.raises(ConflictError):
        await desk.answer_suggestion(THEO, draft.id, said.id, accept=True, seen=2)
    opened = await desk.open(ANA, draft.id)
    assert text_at(opened.module, "O1.criterion") == "en deux minutes"
    assert opened.comments[0].settled == "open"


@pytest.mark.parametrize(
    ("path", "words"), [("O9.criterion", "x"), ("O1.criterion", " "), ("O1.statement", "Le feu"), ("B1.title", "Pause")]
)
async def test_a_suggestion_that_cannot_stand_there_is_refused_at_once(
    desk: Desk, draft: Module, path: str, words: str
):
    with pytest.raises(InputError):
        await desk.comment(ANA, draft.id, "Plutôt :", path=path, proposed=words)
    assert (await desk.open(ANA, draft.id)).comments == ()


# Decisions


async def test_an_approval_is_bound_to_what_was_read_and_an_edit_shows_since(desk: Desk, draft: Module):
    await in_review(desk, draft)
    with pytest.raises(ConflictError):
        await desk.decide(ANA, draft.id, "approve", seen="another hash", why="lu")
    signed = await desk.decide(ANA, draft.id, "approve", seen=draft.content_hash, why="lu")
    assert signed.signed is not None
    assert (signed.status, signed.signed.content_hash, signed.signed.by) == ("approved", draft.content_hash, "ana")
    assert not signed.changed_since
    await desk.edit(THEO, draft.id, "O1.criterion", "en trente secondes", seen=1)
    since = await desk.review(ANA, draft.id)
    assert since.changed_since
    assert since.signed == signed.signed
    await desk.restore(THEO, draft.id, 1, seen=2)
    assert not (await desk.review(ANA, draft.id)).changed_since


async def test_of_two_decisions_at_once_one_holds(desk: Desk, draft: Module):
    await desk.decide(THEO, draft.id, "submit", seen=draft.content_hash)
    taken = [desk.decide(one, draft.id, "take", seen=draft.content_hash) for one in (ANA, PAUL)]
    done = await asyncio.gather(*taken, return_exceptions=True)
    assert sorted(isinstance(item, ConflictError) for item in done) == [False, True]
    assert [item.action for item in (await desk.open(ANA, draft.id)).decisions] == ["submit", "take"]


async def test_a_step_leaves_alone_what_somebody_else_assigns_meanwhile(desk: Desk, draft: Module):
    await in_review(desk, draft)
    read = await desk.review(ANA, draft.id)
    await desk.assign(ADA, draft.id, assignee="paul", due=date(2026, 12, 1))
    assert read.assignee == "ana"
    after = await desk.decide(ANA, draft.id, "request_changes", seen=draft.content_hash, why="les critères")
    assert (after.assignee, after.due, after.status) == ("paul", date(2026, 12, 1), "changes_requested")


# The log


async def test_everything_that_is_done_is_in_the_log_with_who_did_it(desk: Desk, draft: Module):
    await in_review(desk, draft)
    await desk.assign(ADA, draft.id, assignee="paul", due=None)
    said = await desk.comment(ANA, draft.id, "Non.", path="O1.criterion", proposed="en trente secondes")
    await desk.answer_suggestion(THEO, draft.id, said.id, accept=True, seen=1)
    await desk.label(PAUL, draft.id, 2, "corrigé")
    entries = await desk.history(THEO, module=draft.id)
    assert [(entry.act, entry.by) for entry in reversed(entries)] == [
        ("decide.submit", "theo"),
        ("decide.take", "ana"),
        ("assign", "ada"),
        ("comment", "ana"),
        ("edit", "theo"),
        ("settle.accepted", "theo"),
        ("label", "paul"),
    ]
    assert await desk.store.audit.broken() is None
    assert [entry.act for entry in await desk.history(ADA, before=entries[-2].number)] == ["decide.submit"]


@pytest.mark.parametrize(
    "change",
    [
        "update jalon_audit set act = 'comment' where number = 2",
        "update jalon_audit set at = '2020-01-01 00:00:00.000000' where number = 2",
        "update jalon_audit set detail = '{}' where number = 2",
        "update jalon_audit set by = 'eve' where number = 2",
    ],
)
async def test_a_line_that_was_altered_is_named(desk: Desk, draft: Module, database: Engine, change: str):
    await in_review(desk, draft)
    await desk.assign(ADA, draft.id, assignee="paul", due=None)
    with database.begin() as connection:
        connection.execute(text(change.replace("set by", 'set "by"')))
    assert await desk.store.audit.broken() == 2


async def test_a_line_that_was_taken_out_is_missed_at_the_next_one(desk: Desk, draft: Module, database: Engine):
    await in_review(desk, draft)
    await desk.assign(ADA, draft.id, assignee="paul", due=None)
    with database.begin() as connection:
        connection.execute(text("delete from jalon_audit where number = 2"))
    assert await desk.store.audit.broken() == 3


@pytest.mark.parametrize("goes_on", [False, True])
async def test_lines_taken_off_the_end_are_missed_for_good(desk: Desk, draft: Module, database: Engine, goes_on: bool):
    await in_review(desk, draft)
    await desk.assign(ADA, draft.id, assignee="paul", due=None)
    with database.begin() as connection:
        connection.execute(text("delete from jalon_audit where number >= 2"))
    if goes_on:
        await desk.assign(ADA, draft.id, assignee="ana", due=None)
        assert [entry.number for entry in await desk.history(ADA)] == [4, 1]
    assert await desk.store.audit.broken() == (4 if goes_on else 2)


@pytest.mark.parametrize("goes_on", [0, 1, 5])
async def test_a_log_that_was_cut_together_with_its_head_is_not_the_one_that_the_folder_knows(
    desk: Desk, draft: Module, database: Engine, goes_on: int
):
    await in_review(desk, draft)
    await desk.assign(ADA, draft.id, assignee="paul", due=None)
    with database.begin() as connection:
        connection.execute(text("delete from jalon_audit where number > 1"))
        connection.execute(
            text("update jalon_audit_head set number = 1, seal = (select seal from jalon_audit where number = 1)")
        )
    for _ in range(goes_on):
        await desk.assign(ADA, draft.id, assignee="ana", due=None)
    assert await desk.store.audit.broken() == min(3, 2 + goes_on)
    # Whoever put back a copy of the database says so by taking the file away.
    desk.store.audit.beside.unlink()
    assert await desk.store.audit.broken() is None


async def test_another_database_of_the_same_folder_has_a_log_of_its_own(desk: Desk, draft: Module, tmp_path: Path):
    await in_review(desk, draft)
    other = await open_store(tmp_path, f"sqlite:///{tmp_path / 'other.sqlite'}")
    for _ in range(3):
        await other.audit.add("rive", "ana", "label", "m-1", NOW)
        assert (await desk.store.audit.broken(), await other.audit.broken()) == (None, None)
    await other.close()


async def test_a_line_that_was_given_up_is_no_head(desk: Desk, draft: Module, tmp_path: Path):
    def fail(connection: Connection) -> None:
        log(connection, "rive", "ana", "label", draft.id, NOW)
        raise OSError("the disk is full")

    await in_review(desk, draft)
    writing = Connections(database_url(tmp_path, None), HeadFile(desk.store.audit.beside))
    with pytest.raises(StorageError):
        await writing.write(fail)
    await writing.write(lambda connection: connection.execute(text("select 1")).all())
    await writing.close()
    assert await desk.store.audit.broken() is None


async def test_a_review_is_given_to_a_designer_of_the_house_only(desk: Desk, draft: Module):
    given = await desk.assign(ADA, draft.id, assignee="paul", due=None)
    assert given.assignee == "paul"
    for nobody in ("zoe", "eve", "nobody"):
        with pytest.raises(InputError):
            await desk.assign(ADA, draft.id, assignee=nobody, due=None)
    assert [one.id for one in await desk.people(ADA)] == ["ada", "ana", "paul", "theo", "zoe"]


async def test_what_was_decided_of_an_element_is_handed_out_as_a_case(desk: Desk, draft: Module):
    with pytest.raises(ForbiddenError):
        await desk.verdict(THEO, draft.id, "O1", judged=1, why="Trop vague.")
    with pytest.raises(InputError):
        await desk.verdict(ANA, draft.id, "O1", judged=1, why=" ")
    rejected = await desk.verdict(ANA, draft.id, "O1", judged=1, why="Trop vague.")
    assert (rejected.decision, rejected.corrected) == ("rejected", None)
    after = await desk.edit(ANA, draft.id, "O1.criterion", "en trente secondes", seen=1)
    corrected = await desk.verdict(ANA, draft.id, "O1", judged=1, why="Trop vague.")
    assert (corrected.decision, corrected.module, corrected.corrected) == ("corrected", draft, after)
