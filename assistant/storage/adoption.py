"""What was made before accounts were on: it is the one user's, whom nobody signs in as, until it is taken over."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Select, func, insert, select, update

from assistant.models.accounts import Account
from assistant.models.desk import LOCAL
from assistant.storage.audit import log
from assistant.storage.connections import Connections
from assistant.storage.tables import chat_threads, chat_users, reviews


class Adopted(NamedTuple):
    """How much there is, or was taken over."""

    modules: int
    conversations: int


class Adoption:
    """Counts what has no owner, and gives it to somebody."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def waiting(self) -> Adopted:
        """How much waits for an owner."""

        def read(connection: Connection) -> Adopted:
            orphans = select(func.count()).select_from(reviews).where(reviews.c.organisation == LOCAL)
            talks = select(func.count()).select_from(chat_threads).where(chat_threads.c.user.in_(_user_of(LOCAL)))
            return Adopted(connection.execute(orphans).scalar() or 0, connection.execute(talks).scalar() or 0)

        return await self._database.read(read)

    async def adopt(self, account: Account, *, by: str, at: datetime) -> Adopted:
        """Make all of it that person's, and their organisation's; what was decided and said stays as it is."""

        def write(connection: Connection) -> Adopted:
            mine = update(chat_threads).where(chat_threads.c.user.in_(_user_of(LOCAL)))
            conversations = connection.execute(mine.values(user=_as_user(connection, account.id, at))).rowcount
            taken = connection.execute(select(reviews.c.module).where(reviews.c.organisation == LOCAL)).scalars().all()
            owned = update(reviews).where(reviews.c.module.in_(taken))
            connection.execute(owned.values(organisation=account.organisation, author=account.id))
            # A review that the one user had taken goes on in the same hands, where they may review.
            held = owned.where(reviews.c.assignee == LOCAL)
            connection.execute(held.values(assignee=None if account.role == "trainer" else account.id))
            for module in taken:
                log(connection, account.organisation, by, "adopt", module, at, {"author": account.id})
            if conversations:
                told = {"conversations": conversations}
                log(connection, account.organisation, by, "adopt.conversations", account.id, at, {**told})
            return Adopted(len(taken), conversations)

        return await self._database.write(write)


def _user_of(identifier: str) -> Select[Any]:
    return select(chat_users.c.id).where(chat_users.c.identifier == identifier)


def _as_user(connection: Connection, identifier: str, at: datetime) -> str:
    """The id that the chat knows somebody by; made for whoever has never opened it."""
    known = connection.execute(_user_of(identifier)).scalar()
    if known is not None:
        return str(known)
    made = str(uuid4())
    connection.execute(insert(chat_users).values(id=made, identifier=identifier, created_at=at.isoformat(), data={}))
    return made
