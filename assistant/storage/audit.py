"""The audit log: lines are added, in the transaction of what they tell, and each seals the one before.

The head, number and seal of the last line, is kept apart: a line is sealed with the head, not with the last line that
is there, so that lines taken off the end are missed by every one that comes after.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update

from assistant.models.desk import LOCAL, Entry
from assistant.storage.connections import Connections
from assistant.storage.heads import MARK, Head
from assistant.storage.moments import aware
from assistant.storage.plain import plain, strip_nul
from assistant.storage.tables import audit, audit_head

Detail = dict[str, str | int | None]


def log(
    connection: Connection,
    organisation: str,
    by: str,
    act: str,
    target: str,
    at: datetime,
    detail: Detail | None = None,
) -> None:
    """Add a line, sealed with the last one; whatever else the transaction does is done with it or not at all.

    Last in its transaction: from here on nobody else adds a line before it has ended.
    """
    _wait_for_others(connection)
    last = _head(connection) or Head(number=0, seal="")
    # Numbers go on where lines are missing too: nothing ever takes the place of one that was taken off.
    latest = connection.execute(select(func.max(audit.c.number))).scalar() or 0
    row = {
        "organisation": organisation,
        "at": at.astimezone(UTC),
        "by": by,
        "act": act,
        "target": strip_nul(target)[:64],
        "detail": plain(dict(detail or {})),
    }
    head = Head(number=max(last.number, latest) + 1, seal=_seal(last.seal, row))
    connection.execute(insert(audit).values(**row, **head.model_dump()))
    if not connection.execute(update(audit_head).values(**head.model_dump())).rowcount:
        connection.execute(insert(audit_head).values(id=1, **head.model_dump()))
    connection.info[MARK] = head


_LOCK = 0x4A414C41  # "JALA": names the advisory lock


def _wait_for_others(connection: Connection) -> None:
    """Two lines sealed with the same one would look like a log that somebody altered."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    elif not getattr(connection.connection.dbapi_connection, "in_transaction", True):
        connection.exec_driver_sql("begin immediate")


class AuditLog:
    """Reads the log."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    @property
    def beside(self) -> Path:
        """The file in which the head is kept, beside the database."""
        return self._database.heads.path

    async def add(
        self, organisation: str, by: str, act: str, target: str, at: datetime, detail: Detail | None = None
    ) -> None:
        """Add a line about something that is not in this database, or was written before."""
        await self._database.write(lambda connection: log(connection, organisation, by, act, target, at, detail))

    async def entries(
        self, organisation: str, *, target: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        """An organisation's lines, the latest first; of one target, those too that are from before it had accounts."""
        query = select(audit).where(audit.c.organisation == organisation)
        if target is not None:
            query = select(audit).where(audit.c.organisation.in_((organisation, LOCAL)), audit.c.target == target)
        if before is not None:
            query = query.where(audit.c.number < before)
        latest = query.order_by(audit.c.number.desc()).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(latest).mappings().all())
        return tuple(Entry.model_validate({**row, "at": aware(row["at"])}) for row in rows)

    async def broken(self) -> int | None:
        """The number of the first line that is missing or not as it was written; None = the log is whole."""
        return await self._database.read(self._broken)

    async def head(self) -> Head | None:
        """The last line; None = there is none yet."""
        return await self._database.read(_head)

    def _broken(self, connection: Connection) -> int | None:
        # Heads first: lines that are added meanwhile come after them.
        missing = {head for head in (_head(connection), self._database.heads.read()) if head is not None}
        last = Head(number=0, seal="")
        for row in connection.execute(select(audit).order_by(audit.c.number)).mappings():
            told = {name: row[name] for name in ("organisation", "at", "by", "act", "target", "detail")}
            if row["seal"] != _seal(last.seal, {**told, "at": aware(row["at"])}):
                return int(row["number"])
            last = Head(number=row["number"], seal=row["seal"])
            missing.discard(last)
        return min(*(head.number for head in missing), last.number + 1) if missing else None


def _head(connection: Connection) -> Head | None:
    row = connection.execute(select(audit_head.c.number, audit_head.c.seal)).mappings().first()
    return Head.model_validate(dict(row)) if row else None


def _seal(last: str, row: dict[str, object]) -> str:
    text = json.dumps({**row, "at": str(row["at"])}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{last}\n{text}".encode()).hexdigest()
