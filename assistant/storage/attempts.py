"""Attempts to sign in: after some that failed, each one more has to wait longer, whether the account exists or not."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from assistant.storage.connections import Connections
from assistant.storage.moments import aware
from assistant.storage.tables import attempts

WINDOW = timedelta(minutes=15)
FREE = {"account": 5, "address": 20}
"""Failures without a pause: those of one account, and those of one address, which a whole classroom may share."""
_LONGEST = 300
"""Seconds of a pause at most: a stranger who fails on purpose keeps nobody out for long."""


class Attempts:
    """Counts attempts; each is noted before it is tried, so that many at once are counted too."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def begin(self, account: str, address: str, at: datetime) -> int:
        """Note an attempt; the seconds that it has to wait instead, 0 = it may be tried."""

        def write(connection: Connection) -> int:
            connection.execute(delete(attempts).where(attempts.c.at < at - WINDOW))
            keys = {kind: _key(kind, value) for kind, value in (("account", account), ("address", address))}
            pause = max(_pause(connection, key, FREE[kind], at) for kind, key in keys.items())
            if pause == 0:
                connection.execute(insert(attempts), [{"key": key, "at": at} for key in keys.values()])
            return pause

        return await self._database.write(write)

    async def succeed(self, account: str, address: str, at: datetime) -> None:
        """Forget what failed for that account, and this attempt of the address."""
        mine, theirs = _key("account", account), _key("address", address)

        def write(connection: Connection) -> None:
            connection.execute(delete(attempts).where(attempts.c.key == mine))
            connection.execute(delete(attempts).where(attempts.c.key == theirs, attempts.c.at == at))

        await self._database.write(write)


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}|{value}".encode("utf-8", "replace")).hexdigest()


def _pause(connection: Connection, key: str, free: int, at: datetime) -> int:
    query = select(func.count(), func.max(attempts.c.at)).where(attempts.c.key == key)
    failed, last = connection.execute(query).one()
    if failed < free:
        return 0
    until = aware(last) + timedelta(seconds=min(2.0 ** min(failed - free, 30), _LONGEST))
    left = (until - at).total_seconds()
    return max(0, int(left) + (left > int(left)))
