"""The chat's history: conversations as they were shown, kept as documents keyed by id.

Ids come from the browser: they are bound as parameters, never written into SQL, and every fault is raised.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from assistant.storage.faults import named_faults, storage_error
from assistant.storage.plain import plain, strip_nul
from assistant.storage.tables import chat_elements, chat_feedback, chat_steps, chat_threads, chat_users

Document = dict[str, Any]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


class ChatHistory:
    """Users, threads, and what was shown in each thread."""

    def __init__(self, engine: AsyncEngine, place: str) -> None:
        self._engine, self._place = engine, place

    async def user(self, identifier: str) -> Document | None:
        """{"id", "identifier", "created_at", "data"} of a user."""
        async with self._reading() as connection:
            found = await connection.execute(select(chat_users).where(chat_users.c.identifier == strip_nul(identifier)))
            row = found.mappings().first()
        return dict(row) if row else None

    async def ensure_user(self, identifier: str, data: Mapping[str, Any]) -> Document:
        """The user, made at the first sight."""
        existing = await self.user(identifier)
        if existing:
            return existing
        row = {"id": str(uuid4()), "identifier": strip_nul(identifier), "created_at": _now(), "data": plain(dict(data))}

        async def write(connection: AsyncConnection) -> None:
            known = await connection.execute(
                select(chat_users.c.id).where(chat_users.c.identifier == row["identifier"])
            )
            if known.first() is None:
                await connection.execute(insert(chat_users).values(**row))

        await self._settle(write)
        return await self.user(identifier) or row

    async def thread(self, thread_id: str) -> Document | None:
        """A thread with its steps and elements, oldest first."""
        async with self._reading() as connection:
            found = await connection.execute(select(chat_threads).where(chat_threads.c.id == thread_id))
            row = found.mappings().first()
            if row is None:
                return None
            steps = await _documents(connection, chat_steps, thread_id)
            elements = await _documents(connection, chat_elements, thread_id)
        return {**row, "steps": steps, "elements": elements}

    async def owner(self, thread_id: str) -> str | None:
        """Identifier of the thread's user."""
        joined = select(chat_users.c.identifier).join(chat_threads, chat_threads.c.user == chat_users.c.id)
        async with self._reading() as connection:
            return (await connection.execute(joined.where(chat_threads.c.id == thread_id))).scalar()

    async def threads(
        self, user: str, *, first: int, after: str | None = None, search: str | None = None
    ) -> tuple[list[Document], bool]:
        """A page of a user's threads, the latest first, and whether there are more."""
        query = select(chat_threads).where(chat_threads.c.user == user)
        async with self._reading() as connection:
            if after:
                cursor = select(chat_threads.c.updated_at).where(chat_threads.c.id == after)
                query = query.where(chat_threads.c.updated_at < cursor.scalar_subquery())
            if search:
                query = query.where(_mentions(search))
            found = await connection.execute(query.order_by(chat_threads.c.updated_at.desc()).limit(first + 1))
            rows = [dict(row) for row in found.mappings()]
        return rows[:first], len(rows) > first

    async def save_thread(
        self, thread_id: str, *, name: str | None = None, user: str | None = None, data: Mapping[str, Any] | None = None
    ) -> None:
        """Make or change a thread; what is None stays, a None in `data` removes that key."""

        async def write(connection: AsyncConnection) -> None:
            query = select(chat_threads).where(chat_threads.c.id == thread_id).with_for_update()
            row = (await connection.execute(query)).mappings().first()
            kept = {**(row["data"] if row else {}), **plain(dict(data or {}))}
            merged = {key: value for key, value in kept.items() if value is not None}
            changes: Document = {"data": merged, "updated_at": _now()}
            changes |= {key: strip_nul(value) for key, value in (("name", name), ("user", user)) if value is not None}
            if row is None:
                await connection.execute(insert(chat_threads).values(id=thread_id, created_at=_now(), **changes))
            else:
                await connection.execute(update(chat_threads).where(chat_threads.c.id == thread_id).values(**changes))

        await self._settle(write)

    async def delete_thread(self, thread_id: str) -> None:
        """Remove a thread and everything shown in it; its modules stay."""
        async with self._writing() as connection:
            for table in (chat_steps, chat_elements, chat_feedback):
                await connection.execute(delete(table).where(table.c.thread == thread_id))
            await connection.execute(delete(chat_threads).where(chat_threads.c.id == thread_id))

    async def save_step(self, document: Document) -> None:
        """Make a step (a message) or change it."""
        await self._save(chat_steps, document, document.get("createdAt"))
        async with self._writing() as connection:
            touched = update(chat_threads).where(chat_threads.c.id == document["threadId"])
            await connection.execute(touched.values(updated_at=_now()))

    async def save_element(self, document: Document) -> None:
        """Make an element (a card in a message) or change it."""
        await self._save(chat_elements, document, None)

    async def save_feedback(self, document: Document) -> None:
        """Make or change what a user thought of an answer."""
        await self._save(chat_feedback, document, None)

    async def element(self, thread_id: str, element_id: str) -> Document | None:
        """One element of a thread."""
        query = select(chat_elements.c.data).where(
            chat_elements.c.id == element_id, chat_elements.c.thread == thread_id
        )
        async with self._reading() as connection:
            found: Document | None = (await connection.execute(query)).scalar()
        return found

    async def delete(self, kind: str, document_id: str) -> None:
        """Remove a step, an element or a feedback by id."""
        table = {"step": chat_steps, "element": chat_elements, "feedback": chat_feedback}[kind]
        async with self._writing() as connection:
            await connection.execute(delete(table).where(table.c.id == document_id))

    async def _save(self, table: Table, document: Document, created: str | None) -> None:
        content = plain(document)

        async def write(connection: AsyncConnection) -> None:
            query = select(table.c.data).where(table.c.id == content["id"]).with_for_update()
            before = (await connection.execute(query)).scalar()
            if before is None:
                row = {"id": content["id"], "thread": content["threadId"], "created_at": created or _now()}
                await connection.execute(insert(table).values(**row, data=content))
            else:
                changed = update(table).where(table.c.id == content["id"])
                await connection.execute(changed.values(data={**before, **content}))

        await self._settle(write)

    async def _settle(self, write: Callable[[AsyncConnection], Awaitable[None]]) -> None:
        """Write; once more when somebody else made the same row in between, for it is then there to change."""
        for last in (False, True):
            try:
                async with self._writing() as connection:
                    await write(connection)
            except IntegrityError as error:
                if last:
                    raise storage_error(str(error.orig), self._place) from error
            else:
                return

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with named_faults(self._place):
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        with named_faults(self._place):
            async with self._engine.begin() as connection:
                yield connection


async def _documents(connection: AsyncConnection, table: Table, thread_id: str) -> list[Document]:
    query = select(table.c.data).where(table.c.thread == thread_id).order_by(table.c.created_at, table.c.id)
    return list((await connection.execute(query)).scalars())


def _mentions(search: str) -> Any:
    """Threads whose name or messages hold the text."""
    pattern = "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    shown = chat_steps.c.data["output"].as_string()
    said = select(chat_steps.c.thread).where(shown.ilike(pattern, escape="\\"))
    return or_(chat_threads.c.name.ilike(pattern, escape="\\"), chat_threads.c.id.in_(said))
