"""Modules in SQLite or PostgreSQL: versions are written once and never changed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from assistant.errors import ConflictError, NotFoundError, StorageError
from assistant.models.hashing import content_hash
from assistant.models.module import Module
from assistant.storage.history import ChatHistory
from assistant.storage.migration import migrate
from assistant.storage.protocol import ModuleInfo, VersionInfo
from assistant.storage.tables import modules, versions
from assistant.storage.urls import database_url


async def open_store(data_dir: Path, url: str | None) -> "DatabaseStore":
    """The store at the URL, its tables up to date. Raises StorageError that names what to do."""
    import asyncio

    target = database_url(data_dir, url)
    await asyncio.to_thread(migrate, target, data_dir)
    return DatabaseStore(create_async_engine(target, **_options(target)))


def _options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True}


class DatabaseStore:
    """Implements `storage.protocol.Store` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.history = ChatHistory(engine)
        """What was shown in the chat, in the same database."""

    async def save(self, module: Module, *, thread: str, note: str = "") -> Module:
        """See the protocol; a number taken by another writer in the meantime raises ConflictError."""
        try:
            async with self._engine.begin() as connection:
                return await self._save(connection, module, thread, note)
        except IntegrityError as error:
            raise ConflictError("somebody else saved this module just now: open it again") from error
        except DBAPIError as error:
            raise StorageError(
                f"the module could not be saved ({_cause(error)}): check the disk and database"
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
        return Module.model_validate(row.content) if row else None

    async def get(self, module_id: str, version: int | None = None) -> Module:
        """See the protocol."""
        query = select(versions.c.content).where(versions.c.module == module_id)
        if version is not None:
            query = query.where(versions.c.version == version)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query.order_by(versions.c.version.desc()).limit(1))).first()
        if row is None:
            wanted = module_id if version is None else f"{module_id}, version {version}"
            raise NotFoundError(f"no module {wanted}: `jalon export` lists those that are stored")
        return Module.model_validate(row.content)

    async def versions(self, module_id: str) -> tuple[VersionInfo, ...]:
        """See the protocol."""
        columns = [column for column in versions.c if column.name != "content"]
        query = select(*columns).where(versions.c.module == module_id).order_by(versions.c.version)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        if not rows:
            raise NotFoundError(f"no module {module_id}")
        return tuple(VersionInfo.model_validate(dict(row)) for row in rows)

    async def modules(self, *, thread: str | None = None, limit: int = 50) -> tuple[ModuleInfo, ...]:
        """See the protocol."""
        counted = select(versions.c.module, func.max(versions.c.version).label("versions")).group_by(versions.c.module)
        numbers = counted.subquery()
        query = select(modules, numbers.c.versions).join(numbers, numbers.c.module == modules.c.id)
        if thread is not None:
            query = query.where(modules.c.thread == thread)
        async with self._engine.connect() as connection:
            found = await connection.execute(query.order_by(modules.c.updated_at.desc()).limit(limit))
        return tuple(ModuleInfo.model_validate(dict(row)) for row in found.mappings())

    async def close(self) -> None:
        """Give back every connection."""
        await self._engine.dispose()


def _cause(error: DBAPIError) -> str:
    return str(error.orig).splitlines()[0] if error.orig else "unknown cause"
