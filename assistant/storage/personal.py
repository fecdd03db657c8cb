"""What is kept of one person: handed to them whole, or erased; what was decided stays, without their name."""

from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from assistant.models.accounts import DELETED
from assistant.storage.connections import Connections
from assistant.storage.history import forget_threads
from assistant.storage.tables import (
    accounts,
    audit,
    chat_elements,
    chat_feedback,
    chat_steps,
    chat_threads,
    chat_users,
    comments,
    decisions,
    modules,
    reviews,
    sessions,
    tokens,
    versions,
)

_SECRET = frozenset({"password", "hash", "seal"})


class Personal:
    """Reads and erases it."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def everything(self, account: str) -> dict[str, list[dict[str, Any]]]:
        """All rows that are about one person, by what they are; no secret is among them."""

        def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
            mine = select(chat_threads.c.id).join(chat_users, chat_users.c.id == chat_threads.c.user)
            threads = mine.where(chat_users.c.identifier == account).scalar_subquery()
            authored = select(reviews.c.module).where(reviews.c.author == account).scalar_subquery()
            asked = {
                "account": select(accounts).where(accounts.c.id == account),
                "sessions": select(sessions).where(sessions.c.account == account),
                "tokens": select(tokens).where(tokens.c.account == account),
                "conversations": select(chat_threads).where(chat_threads.c.id.in_(threads)),
                "messages": select(chat_steps).where(chat_steps.c.thread.in_(threads)),
                "elements": select(chat_elements).where(chat_elements.c.thread.in_(threads)),
                "opinions": select(chat_feedback).where(chat_feedback.c.thread.in_(threads)),
                "modules": select(modules).where(modules.c.id.in_(authored)),
                "versions": select(versions).where(or_(versions.c.module.in_(authored), versions.c.by == account)),
                "reviews": select(reviews).where(or_(reviews.c.author == account, reviews.c.assignee == account)),
                "decisions": select(decisions).where(decisions.c.by == account),
                "comments": select(comments).where(comments.c.by == account),
                "log": select(audit).where(or_(audit.c.by == account, audit.c.target == account)),
            }
            return {name: _rows(connection, query) for name, query in asked.items()}

        return await self._database.read(read)

    async def threads(self, account: str) -> tuple[str, ...]:
        """Ids of a person's conversations."""
        mine = select(chat_threads.c.id).join(chat_users, chat_users.c.id == chat_threads.c.user)
        query = mine.where(chat_users.c.identifier == account)
        return tuple(await self._database.read(lambda connection: connection.execute(query).scalars().all()))

    def erase(self, connection: Connection, account: str) -> None:
        """Take the name and the address away, and every conversation."""
        gone: dict[str, Any] = {"email": f"{account}@deleted.invalid", "name": DELETED, "password": None}
        gone |= {"subject": None, "active": False}
        connection.execute(update(accounts).where(accounts.c.id == account).values(**gone))
        for table in (decisions, comments):
            connection.execute(update(table).where(table.c.by == account).values(name=DELETED))
        connection.execute(update(reviews).where(reviews.c.assignee == account).values(assignee=None))
        for user in connection.execute(select(chat_users.c.id).where(chat_users.c.identifier == account)).scalars():
            forget_threads(connection, select(chat_threads.c.id).where(chat_threads.c.user == user))
        connection.execute(delete(chat_users).where(chat_users.c.identifier == account))


def _rows(connection: Connection, query: Any) -> list[dict[str, Any]]:
    rows = connection.execute(query).mappings().all()
    return [{name: value for name, value in row.items() if name not in _SECRET} for row in rows]
