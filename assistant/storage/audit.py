"""The audit log: lines are added, in the transaction of what they tell, and each seals the one before."""

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from assistant.models.desk import Entry
from assistant.storage.connections import Connections
from assistant.storage.moments import aware
from assistant.storage.plain import plain, strip_nul
from assistant.storage.tables import audit

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
    last = connection.execute(select(audit.c.seal).order_by(audit.c.number.desc()).limit(1)).scalar() or ""
    row = {
        "organisation": organisation,
        "at": at.astimezone(UTC),
        "by": by,
        "act": act,
        "target": strip_nul(target)[:64],
        "detail": plain(dict(detail or {})),
    }
    connection.execute(insert(audit).values(**row, seal=_seal(last, row)))


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

    async def add(
        self, organisation: str, by: str, act: str, target: str, at: datetime, detail: Detail | None = None
    ) -> None:
        """Add a line about something that is not in this database, or was written before."""
        await self._database.write(lambda connection: log(connection, organisation, by, act, target, at, detail))

    async def entries(
        self, organisation: str, *, target: str | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        """An organisation's lines, the latest first."""
        query = select(audit).where(audit.c.organisation == organisation)
        if target is not None:
            query = query.where(audit.c.target == target)
        if before is not None:
            query = query.where(audit.c.number < before)
        latest = query.order_by(audit.c.number.desc()).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(latest).mappings().all())
        return tuple(Entry.model_validate({**row, "at": aware(row["at"])}) for row in rows)

    async def broken(self) -> int | None:
        """The number of the first line that is not as it was written; None = the log is whole."""

        def find(connection: Connection) -> int | None:
            last = ""
            for row in connection.execute(select(audit).order_by(audit.c.number)).mappings():
                told = {name: row[name] for name in ("organisation", "at", "by", "act", "target", "detail")}
                if row["seal"] != _seal(last, {**told, "at": aware(row["at"])}):
                    return int(row["number"])
                last = str(row["seal"])
            return None

        return await self._database.read(find)


def _seal(last: str, row: dict[str, object]) -> str:
    text = json.dumps({**row, "at": str(row["at"])}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{last}\n{text}".encode()).hexdigest()
