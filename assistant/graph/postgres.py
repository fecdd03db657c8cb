"""Checkpoints in PostgreSQL; imported where a server is set only."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.serde.base import SerializerProtocol
from psycopg import Error
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from assistant.graph.savers import NamedFaults, named_faults

_LOCK = 0x4A414C43  # "JALC": names the advisory lock
PATIENCE = 15.0
"""Seconds to wait for the server."""
_OF_SERVERS = (Error, PoolTimeout, OSError)


class PostgresSaver(NamedFaults, AsyncPostgresSaver):
    """The library's PostgreSQL saver, with the faults named."""

    faults = _OF_SERVERS


@asynccontextmanager
async def open_postgres(
    url: str, serde: SerializerProtocol, *, patience: float = PATIENCE
) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Checkpoints on the server of a SQLAlchemy URL. Raises StorageError when it does not answer."""
    plain = re.sub(r"^postgres(?:ql)?(?:\+\w+)?://", "postgresql://", url)
    told = conninfo_to_dict(plain)
    place = f"{told.get('dbname', '')} @ {told.get('host', 'localhost')}"
    options = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    # Each attempt would be logged; what could not be done in the end is said once, by the error.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    check = AsyncConnectionPool.check_connection
    async with AsyncConnectionPool(plain, kwargs=options, check=check, open=False, timeout=patience) as pool:
        saver = PostgresSaver(pool, serde=serde)  # type: ignore[arg-type]  # the pool's row type is dict_row
        saver.place = place
        with named_faults(place, _OF_SERVERS):
            async with _alone(pool):
                await saver.setup()
        yield saver


@asynccontextmanager
async def _alone(pool: Any) -> AsyncIterator[None]:
    # The library's setup fails when two programs run it at once; polled, for pg_advisory_lock deadlocks.
    async with pool.connection() as connection:
        while True:
            found = await connection.execute("select pg_try_advisory_lock(%s) as ours", (_LOCK,))
            if (await found.fetchone())["ours"]:
                break
            await asyncio.sleep(0.1)
        try:
            yield
        finally:
            await connection.execute("select pg_advisory_unlock(%s)", (_LOCK,))
