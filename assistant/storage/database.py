"""Modules in SQLite or PostgreSQL: versions are written once and never changed."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import event, func, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from assistant.errors import ConflictError, NotFoundError, StorageError
from assistant.models.hashing import content_hash
from assistant.models.module import Module
from assistant.storage.faults import named_faults, place_of
from assistant.storage.history import ChatHistory
from assistant.storage.migration import migrate
from assistant.storage.plain import strip_nul, without_nul
from assistant.storage.protocol import ModuleInfo, VersionInfo
from assistant.storage.tables import modules, versions
from assistant.storage.urls import database_url


async def open_store(data_dir: Path, url: str | None) -> "DatabaseStore":
    """The store at the URL, its tables up to date. Raises StorageError that says what to do, SettingsError."""
    target = database_url(data_dir, url)
    await asyncio.to_thread(migrate, target)
    # Accents as they are, so that a search finds them.
    engine = create_async_engine(target, json_serializer=partial(json.dumps, ensure_ascii=False), **_options(target))
    if target.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return DatabaseStore(engine, place_of(target))


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {} if "timeout" in url.query else {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": 10, "connect_args": {"connect_timeout": 10}}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Readers go on while somebody writes; a version that is acknowledged is on the disk.
    cursor = connection.cursor()
    with contextlib.suppress(Exception):  # a file that can only be read keeps the journal it has
        cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.close()


class DatabaseStore:
    """Implements `storage.protocol.Store` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine, place: str) -> None:
        self._engine, self._place = engine, place
        self.history = ChatHistory(engine, place)
        """What was shown in the chat, in the same database."""

    async def save(self, module: Module, *, thread: str, note: str = "") -> Module:
        """See the protocol; a number taken by another writer in the meantime raises ConflictError."""
        clean = without_nul(module)
        with named_faults(self._place):
            try:
                async with self._engine.begin() as connection:
                    return await self._save(connection, clean, strip_nul(thread), strip_nul(note))
            except IntegrityError as error:
                raise ConflictError(
                    "somebody else saved this module just now: open it again, then make the change",
                    "quelqu’un d’autre vient d’enregistrer ce module : rouvrez-le, puis refaites le changement",
                ) from error

    async def _save(self, connection: AsyncConnection, module: Module, thread: str, note: str) -> Module:
        digest = content_hash(module)
        latest = await self._latest(connection, module.id)
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
            await connection.execute(insert(modules).values(id=module.id, **row))
        else:
            await connection.execute(update(modules).where(modules.c.id == module.id).values(**row))
        content = saved.model_dump(mode="json")
        await connection.execute(
            insert(versions).values(
                module=saved.id, version=number, content_hash=digest, created_at=now, note=note, content=content
            )
        )
        return saved

    async def _latest(self, connection: AsyncConnection, module_id: str) -> Module | None:
        query = select(versions.c.content).where(versions.c.module == module_id)
        row = (await connection.execute(query.order_by(versions.c.version.desc()).limit(1))).first()
        return _read(row.content, module_id) if row else None

    async def get(self, module_id: str, version: int | None = None) -> Module:
        """See the protocol."""
        query = select(versions.c.content).where(versions.c.module == module_id)
        if version is not None:
            query = query.where(versions.c.version == version)
        async with self._reading() as connection:
            row = (await connection.execute(query.order_by(versions.c.version.desc()).limit(1))).first()
        if row is None:
            raise _missing(module_id, version)
        return _read(row.content, module_id)

    async def versions(self, module_id: str) -> tuple[VersionInfo, ...]:
        """See the protocol."""
        columns = [column for column in versions.c if column.name != "content"]
        query = select(*columns).where(versions.c.module == module_id).order_by(versions.c.version)
        async with self._reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        if not rows:
            raise _missing(module_id, None)
        return tuple(VersionInfo.model_validate(dict(row)) for row in rows)

    async def modules(self, *, thread: str | None = None, limit: int = 50) -> tuple[ModuleInfo, ...]:
        """See the protocol."""
        counted = select(versions.c.module, func.max(versions.c.version).label("versions")).group_by(versions.c.module)
        numbers = counted.subquery()
        query = select(modules, numbers.c.versions).join(numbers, numbers.c.module == modules.c.id)
        if thread is not None:
            query = query.where(modules.c.thread == thread)
        async with self._reading() as connection:
            found = await connection.execute(query.order_by(modules.c.updated_at.desc(), modules.c.id).limit(limit))
            return tuple(ModuleInfo.model_validate(dict(row)) for row in found.mappings())

    async def close(self) -> None:
        """Give back every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with named_faults(self._place):
            async with self._engine.connect() as connection:
                yield connection


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
