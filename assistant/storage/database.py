"""Modules in SQLite or PostgreSQL: versions are written once and never changed."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.errors import ConflictError, NotFoundError, StorageError
from assistant.models.hashing import content_hash
from assistant.models.module import Module
from assistant.storage.accounts import Accounts
from assistant.storage.audit import AuditLog, log
from assistant.storage.connections import Connections
from assistant.storage.faults import place_of
from assistant.storage.following import follow
from assistant.storage.heads import HeadFile, head_path
from assistant.storage.history import ChatHistory
from assistant.storage.migration import migrate
from assistant.storage.moments import aware
from assistant.storage.plain import strip_nul, without_nul
from assistant.storage.protocol import ModuleInfo, VersionInfo
from assistant.storage.retention import Retention
from assistant.storage.reviews import Reviews
from assistant.storage.tables import modules, versions
from assistant.storage.urls import database_url


async def open_store(data_dir: Path, url: str | None) -> "DatabaseStore":
    """The store at the URL, its tables up to date. Raises StorageError that says what to do, SettingsError."""
    target = database_url(data_dir, url)
    await asyncio.to_thread(migrate, target)
    beside = HeadFile(head_path(data_dir, place_of(target) if url else None))
    return DatabaseStore(Connections(target, beside))


class DatabaseStore:
    """Implements `storage.protocol.Store` on SQLAlchemy."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections
        self.history = ChatHistory(connections)
        """What was shown in the chat, in the same database."""
        self.reviews = Reviews(connections)
        """Where the review of each module stands."""
        self.audit = AuditLog(connections)
        self.accounts = Accounts(connections)
        """Who can sign in."""
        self.retention = Retention(connections)
        """What goes when nobody touches it any more, where that is set."""

    async def save(
        self, module: Module, *, thread: str, note: str = "", by: str = "", after: int | None = None
    ) -> Module:
        """See the protocol; a number taken by another writer in the meantime raises ConflictError."""
        clean = without_nul(module)
        try:
            return await self._database.write(partial(_save, clean, strip_nul(thread), strip_nul(note), by, after))
        except IntegrityError as error:
            raise _taken() from error

    async def label(self, module_id: str, version: int, label: str) -> None:
        """Give a version a name of its own; "" takes it away. Raises NotFoundError."""
        named = and_(versions.c.module == module_id, versions.c.version == version)
        change = update(versions).where(named).values(label=strip_nul(label).strip())
        found = await self._database.write(lambda connection: connection.execute(change).rowcount)
        if not found:
            raise _missing(module_id, version)

    async def get(self, module_id: str, version: int | None = None) -> Module:
        """See the protocol."""
        query = select(versions.c.content).where(versions.c.module == module_id)
        if version is not None:
            query = query.where(versions.c.version == version)
        newest = query.order_by(versions.c.version.desc()).limit(1)
        row = await self._database.read(lambda connection: connection.execute(newest).first())
        if row is None:
            raise _missing(module_id, version)
        return _read(row.content, module_id)

    async def versions(self, module_id: str) -> tuple[VersionInfo, ...]:
        """See the protocol."""
        columns = [column for column in versions.c if column.name != "content"]
        query = select(*columns).where(versions.c.module == module_id).order_by(versions.c.version)
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        if not rows:
            raise _missing(module_id, None)
        return tuple(VersionInfo.model_validate({**row, "created_at": aware(row["created_at"])}) for row in rows)

    async def modules(self, *, thread: str | None = None, limit: int = 50) -> tuple[ModuleInfo, ...]:
        """See the protocol."""
        counted = select(versions.c.module, func.max(versions.c.version).label("versions")).group_by(versions.c.module)
        numbers = counted.subquery()
        query = select(modules, numbers.c.versions).join(numbers, numbers.c.module == modules.c.id)
        if thread is not None:
            query = query.where(modules.c.thread == thread)
        latest = query.order_by(modules.c.updated_at.desc(), modules.c.id).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(latest).mappings().all())
        return tuple(ModuleInfo.model_validate({**row, "updated_at": aware(row["updated_at"])}) for row in rows)

    async def close(self) -> None:
        """Give back every connection."""
        await self._database.close()


def _save(module: Module, thread: str, note: str, by: str, after: int | None, connection: Connection) -> Module:
    digest = content_hash(module)
    latest = _latest(connection, module.id)
    if after is not None and (latest is None or latest.version != after):
        raise _taken()
    if latest is not None and latest.content_hash == digest:
        return latest
    now = datetime.now(UTC)
    number = latest.version + 1 if latest else 1
    saved = module.model_copy(update={"version": number, "content_hash": digest, "created_at": now})
    row = {
        "thread": thread,
        "title": module.brief.title,
        "language": module.brief.language,
        "updated_at": now,
    }
    if latest is None:
        connection.execute(insert(modules).values(id=module.id, **row))
    else:
        connection.execute(update(modules).where(modules.c.id == module.id).values(**row))
    content = saved.model_dump(mode="json")
    connection.execute(
        insert(versions).values(
            module=saved.id, version=number, content_hash=digest, created_at=now, note=note, content=content, by=by
        )
    )
    organisation = follow(connection, saved, thread)
    if by:
        log(connection, organisation, by, "edit", saved.id, now, {"version": number, "what": note[:200]})
    return saved


def _latest(connection: Connection, module_id: str) -> Module | None:
    query = select(versions.c.content).where(versions.c.module == module_id)
    row = connection.execute(query.order_by(versions.c.version.desc()).limit(1)).first()
    return _read(row.content, module_id) if row else None


def _taken() -> ConflictError:
    return ConflictError(
        "somebody else saved this module just now: open it again, then make the change",
        "quelqu’un d’autre vient d’enregistrer ce module : rouvrez-le, puis refaites le changement",
    )


def _missing(module_id: str, version: int | None) -> NotFoundError:
    wanted = module_id if version is None else f"{module_id}, version {version}"
    return NotFoundError(
        f"there is no module {wanted}: check its id, or draft it again",
        f"il n’y a pas de module {wanted} : vérifiez son numéro, ou rédigez-le de nouveau",
    )


def _read(content: Any, module_id: str) -> Module:
    try:
        return Module.model_validate(content)
    except ValidationError as error:
        raise StorageError(
            f"the module {module_id} has a shape that this Jalon does not know: update Jalon, or draft it again",
            f"le module {module_id} a une forme que ce Jalon ne connaît pas : mettez Jalon à jour, ou refaites-le",
        ) from error
