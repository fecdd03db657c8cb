"""What nobody has touched for as long as the rule says: found, told beforehand, deleted with all that hangs on it."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select

from assistant.models.desk import LOCAL
from assistant.models.retention import FOREVER, NEAR, RULE, Ageing, Terms
from assistant.storage.attempts import WINDOW
from assistant.storage.audit import log
from assistant.storage.connections import Connections
from assistant.storage.history import forget_threads
from assistant.storage.moments import aware
from assistant.storage.tables import (
    accounts,
    attempts,
    audit,
    chat_threads,
    chat_users,
    comments,
    decisions,
    modules,
    reviews,
    sessions,
    versions,
)

_BEGINNING = datetime.min.replace(tzinfo=UTC)


class Retention:
    """Reads and deletes what has a term; a conversation and its modules are touched together."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def begin(self, terms: Terms, now: datetime) -> None:
        """Note the rule where it is another one than before: from then on people are told, and later it deletes."""

        def write(connection: Connection) -> None:
            if _noted(connection)[0] != terms:
                log(connection, "", RULE, "retention.rule", RULE, now, terms.model_dump())

        await self._database.write(write)

    async def ageing(self, terms: Terms, now: datetime, *, within: timedelta = timedelta(0)) -> tuple[Ageing, ...]:
        """What may go by then, the oldest first."""

        def read(connection: Connection) -> tuple[Ageing, ...]:
            found = (item for item in _ageing(connection, terms, now) if item.until <= now + within)
            return tuple(sorted(found, key=lambda item: (item.until, item.touched_at, item.id)))

        return await self._database.read(read)

    async def ends(self, terms: Terms, now: datetime, among: Collection[str]) -> dict[str, datetime]:
        """From when each of these modules may go, where that is near."""

        def read(connection: Connection) -> dict[str, datetime]:
            threads = connection.execute(select(modules.c.thread).where(modules.c.id.in_(among))).scalars().all()
            near = (item for item in _ageing(connection, terms, now, threads) if item.until <= now + NEAR)
            return {item.id: item.until for item in near if item.kind == "module" and item.id in among}

        return await self._database.read(read) if terms != FOREVER else {}

    async def end_of(self, terms: Terms, now: datetime, thread: str) -> datetime | None:
        """From when a conversation may go, where that is near."""

        def read(connection: Connection) -> datetime | None:
            found = (item for item in _ageing(connection, terms, now, [thread]) if item.until <= now + NEAR)
            return next((item.until for item in found if item.kind == "conversation"), None)

        return await self._database.read(read) if terms != FOREVER else None

    async def delete(self, terms: Terms, now: datetime, threads: Collection[str]) -> tuple[Ageing, ...]:
        """Delete what may go of these conversations, and note it without a word of it; what was touched meanwhile
        stays."""

        def write(connection: Connection) -> tuple[Ageing, ...]:
            gone = tuple(item for item in _ageing(connection, terms, now, threads) if item.until <= now)
            forget_threads(connection, [item.id for item in gone if item.kind == "conversation"])
            _forget_modules(connection, [item.id for item in gone if item.kind == "module"])
            for item in gone:
                days = terms.approved_days if item.approved else terms.days
                log(connection, item.organisation, RULE, f"retention.{item.kind}", item.id, now, {"days": days})
            return gone

        return await self._database.write(write)

    async def sweep(self, now: datetime) -> None:
        """Delete sessions and attempts that are past: they open nothing and slow nobody down any more."""

        def write(connection: Connection) -> None:
            connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            connection.execute(delete(attempts).where(attempts.c.at < now - WINDOW))

        await self._database.write(write)


def _noted(connection: Connection) -> tuple[Terms, datetime]:
    """The rule that was noted last, and when."""
    query = select(audit.c.detail, audit.c.at).where(audit.c.target == RULE, audit.c.act == "retention.rule")
    row = connection.execute(query.order_by(audit.c.number.desc()).limit(1)).first()
    return (Terms.model_validate(row.detail), aware(row.at)) if row else (FOREVER, _BEGINNING)


def _ageing(
    connection: Connection, terms: Terms, now: datetime, threads: Collection[str] | None = None
) -> Iterator[Ageing]:
    """Every conversation and module that has a term, or those of some conversations."""
    if terms == FOREVER:
        return
    noted, since = _noted(connection)
    # A rule that nobody has been told of yet deletes nothing: whoever mistypes a number has a month to see it.
    earliest = (since if noted == terms else now) + NEAR
    touched = _touched(connection, threads)
    for row in (*_conversations(connection, threads), *_modules(connection, threads)):
        # One that began since its touches were read is not old.
        term, last = terms.of(approved=row["approved"]), touched.get(row["thread"])
        if term is not None and last is not None:
            yield Ageing.model_validate({**row, "touched_at": last, "until": max(last + term, earliest)})


def _touched(connection: Connection, threads: Collection[str] | None) -> dict[str, datetime]:
    """When each conversation, or a module of it, was last touched; acts of the desk are lines of the log."""
    ofmodules = modules.c.thread
    asked: tuple[Select[Any], ...] = (
        _among(select(chat_threads.c.id, chat_threads.c.updated_at), chat_threads.c.id, threads),
        _among(select(ofmodules, func.max(modules.c.updated_at)), ofmodules, threads).group_by(ofmodules),
        _among(
            select(ofmodules, func.max(audit.c.at)).join(audit, audit.c.target == modules.c.id), ofmodules, threads
        ).group_by(ofmodules),
    )
    latest: dict[str, datetime] = {}
    for query in asked:
        for thread, at in connection.execute(query):
            moment = aware(datetime.fromisoformat(at) if isinstance(at, str) else at)
            latest[thread] = max(moment, latest.get(thread, moment))
    return latest


def _conversations(connection: Connection, threads: Collection[str] | None) -> Iterator[dict[str, Any]]:
    owner = chat_users.c.id == chat_threads.c.user
    query = (
        select(chat_threads.c.id, chat_threads.c.name, accounts.c.organisation)
        .select_from(chat_threads)
        .outerjoin(chat_users, owner)
        .outerjoin(accounts, accounts.c.id == chat_users.c.identifier)
    )
    for row in connection.execute(_among(query, chat_threads.c.id, threads)):
        told = {"title": row.name or "", "organisation": row.organisation or LOCAL, "approved": False}
        yield {"kind": "conversation", "id": row.id, "thread": row.id, **told}


def _modules(connection: Connection, threads: Collection[str] | None) -> Iterator[dict[str, Any]]:
    query = select(modules.c.id, modules.c.thread, modules.c.title, reviews.c.organisation, reviews.c.signed_version)
    joined = query.join(reviews, reviews.c.module == modules.c.id)
    for row in connection.execute(_among(joined, modules.c.thread, threads)):
        told = {"organisation": row.organisation, "approved": row.signed_version is not None}
        yield {"kind": "module", "id": row.id, "thread": row.thread, "title": row.title, **told}


def _among(query: Select[Any], column: ColumnElement[str], threads: Collection[str] | None) -> Select[Any]:
    return query if threads is None else query.where(column.in_(threads))


def _forget_modules(connection: Connection, among: Collection[str]) -> None:
    for table in (decisions, comments, reviews, versions):
        connection.execute(delete(table).where(table.c.module.in_(among)))
    connection.execute(delete(modules).where(modules.c.id.in_(among)))
