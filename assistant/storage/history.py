"""The chat's history: conversations as they were shown, kept as documents keyed by id.

Ids come from the browser: they are bound as parameters, never written into SQL, and every fault is raised.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, Update, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage.connections import Connections, Work
from assistant.storage.faults import storage_error
from assistant.storage.plain import plain, strip_nul
from assistant.storage.tables import chat_elements, chat_feedback, chat_steps, chat_threads, chat_users

Document = dict[str, Any]
_KINDS = {"step": chat_steps, "element": chat_elements, "feedback": chat_feedback}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


class ChatHistory:
    """Users, threads, and what was shown in each thread."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def user(self, identifier: str) -> Document | None:
        """{"id", "identifier", "created_at", "data"} of a user."""
        query = select(chat_users).where(chat_users.c.identifier == strip_nul(identifier))
        row = await self._database.read(lambda connection: connection.execute(query).mappings().first())
        return dict(row) if row else None

    async def ensure_user(self, identifier: str, data: Mapping[str, Any]) -> Document:
        """The user, made at the first sight."""
        existing = await self.user(identifier)
        if existing:
            return existing
        row = {"id": str(uuid4()), "identifier": strip_nul(identifier), "created_at": _now(), "data": plain(dict(data))}

        def write(connection: Connection) -> None:
            known = select(chat_users.c.id).where(chat_users.c.identifier == row["identifier"])
            if connection.execute(known).first() is None:
                connection.execute(insert(chat_users).values(**row))

        await self._settle(write)
        return await self.user(identifier) or row

    async def thread(self, thread_id: str) -> Document | None:
        """A thread with its steps and elements, oldest first."""

        def read(connection: Connection) -> Document | None:
            row = _thread(connection, thread_id)
            if row is None:
                return None
            steps = _documents(connection, chat_steps, thread_id)
            return {**row, "steps": steps, "elements": _documents(connection, chat_elements, thread_id)}

        return await self._database.read(read)

    async def bare_thread(self, thread_id: str) -> Document | None:
        """A thread's name, owner and data, without what was shown in it."""
        return await self._database.read(lambda connection: _thread(connection, thread_id))

    async def owner(self, thread_id: str) -> str | None:
        """Identifier of the thread's user."""
        joined = select(chat_users.c.identifier).join(chat_threads, chat_threads.c.user == chat_users.c.id)
        query = joined.where(chat_threads.c.id == thread_id)
        return await self._database.read(lambda connection: connection.execute(query).scalar())

    async def threads(
        self, user: str, *, first: int, after: str | None = None, search: str | None = None
    ) -> tuple[list[Document], bool]:
        """A page of a user's threads, the latest first, and whether there are more."""
        query = select(chat_threads).where(chat_threads.c.user == user)
        if after:
            cursor = select(chat_threads.c.updated_at).where(chat_threads.c.id == after)
            query = query.where(chat_threads.c.updated_at < cursor.scalar_subquery())
        if search:
            query = query.where(_mentions(search))
        latest = query.order_by(chat_threads.c.updated_at.desc()).limit(first + 1)
        found = await self._database.read(lambda connection: connection.execute(latest).mappings().all())
        rows = [dict(row) for row in found]
        return rows[:first], len(rows) > first

    async def save_thread(
        self, thread_id: str, *, name: str | None = None, user: str | None = None, data: Mapping[str, Any] | None = None
    ) -> None:
        """Make or change a thread; what is None stays, a None in `data` removes that key."""

        def write(connection: Connection) -> None:
            query = select(chat_threads).where(chat_threads.c.id == thread_id).with_for_update()
            row = connection.execute(query).mappings().first()
            kept = {**(row["data"] if row else {}), **plain(dict(data or {}))}
            merged = {key: value for key, value in kept.items() if value is not None}
            changes: Document = {"data": merged, "updated_at": _now()}
            changes |= {key: strip_nul(value) for key, value in (("name", name), ("user", user)) if value is not None}
            if row is None:
                connection.execute(insert(chat_threads).values(id=thread_id, created_at=_now(), **changes))
            else:
                connection.execute(update(chat_threads).where(chat_threads.c.id == thread_id).values(**changes))

        await self._settle(write)

    async def delete_thread(self, thread_id: str) -> None:
        """Remove a thread and everything shown in it; its modules stay."""

        await self._database.write(lambda connection: forget_threads(connection, [thread_id]))

    async def save_step(self, document: Document) -> None:
        """Make a step (a message) or change it."""
        touched = update(chat_threads).where(chat_threads.c.id == document["threadId"])
        await self._save(chat_steps, document, document.get("createdAt"), touched.values(updated_at=_now()))

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
        return await self._database.read(lambda connection: connection.execute(query).scalar())

    async def thread_of(self, kind: str, document_id: str) -> str:
        """The thread in which a step, an element or a feedback was shown; "" when there is none of that id."""
        table = _KINDS[kind]
        query = select(table.c.thread).where(table.c.id == document_id)
        return await self._database.read(lambda connection: connection.execute(query).scalar()) or ""

    async def delete(self, kind: str, document_id: str) -> None:
        """Remove a step, an element or a feedback by id."""
        table = _KINDS[kind]
        removed = delete(table).where(table.c.id == document_id)
        await self._database.write(lambda connection: connection.execute(removed))

    async def _save(self, table: Table, document: Document, created: str | None, also: Update | None = None) -> None:
        content = plain(document)

        def write(connection: Connection) -> None:
            query = select(table.c.data, table.c.thread).where(table.c.id == content["id"]).with_for_update()
            found = connection.execute(query).first()
            before = found.data if found else None
            if found is not None and found.thread != content["threadId"]:
                return  # an id of another thread: what was shown there is not this one's to change
            if before is None:
                row = {"id": content["id"], "thread": content["threadId"], "created_at": created or _now()}
                connection.execute(insert(table).values(**row, data=content))
            else:
                changed = update(table).where(table.c.id == content["id"])
                connection.execute(changed.values(data={**before, **content}))
            if also is not None:
                connection.execute(also)

        await self._settle(write)

    async def _settle(self, write: Work[None]) -> None:
        """Write; once more when somebody else made the same row in between, for it is then there to change."""
        try:
            await self._database.write(write)
        except IntegrityError:
            try:
                await self._database.write(write)
            except IntegrityError as error:
                raise storage_error(str(error.orig), self._database.place) from error


def forget_threads(connection: Connection, among: Any) -> None:
    """Remove the threads of these ids (a list, or a subquery), and everything shown in them."""
    for table in _KINDS.values():
        connection.execute(delete(table).where(table.c.thread.in_(among)))
    connection.execute(delete(chat_threads).where(chat_threads.c.id.in_(among)))


def _thread(connection: Connection, thread_id: str) -> Document | None:
    row = connection.execute(select(chat_threads).where(chat_threads.c.id == thread_id)).mappings().first()
    return dict(row) if row else None


def _documents(connection: Connection, table: Table, thread_id: str) -> list[Document]:
    query = select(table.c.data).where(table.c.thread == thread_id).order_by(table.c.created_at, table.c.id)
    return list(connection.execute(query).scalars())


def _mentions(search: str) -> Any:
    """Threads whose name or messages hold the text."""
    pattern = "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    shown = chat_steps.c.data["output"].as_string()
    said = select(chat_steps.c.thread).where(shown.ilike(pattern, escape="\\"))
    return or_(chat_threads.c.name.ilike(pattern, escape="\\"), chat_threads.c.id.in_(said))
