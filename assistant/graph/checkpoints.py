"""Where conversations are checkpointed: SQLite by default, PostgreSQL by URL; disposable, unlike modules."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

PATIENCE = 15.0
"""Seconds to wait for another program that prepares the file."""


@asynccontextmanager
async def open_checkpoints(data_dir: Path, database_url: str | None) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """A checkpoint saver that deserialises plain data only (a forged checkpoint executes nothing)."""
    if database_url and database_url.startswith("postgres"):
        from assistant.graph.postgres import open_postgres

        async with open_postgres(database_url, _serde()) as saver:
            yield saver
        return
    async with open_file(data_dir / "checkpoints.sqlite") as saver:
        yield saver


@asynccontextmanager
async def open_file(path: Path) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Checkpoints in one SQLite file. Raises StorageError when it cannot be one."""
    import aiosqlite

    from assistant.graph.savers import ForgettingSqliteSaver, named_faults

    async with contextlib.AsyncExitStack() as stack:
        with named_faults(str(path)):
            await asyncio.to_thread(_probe, path)
            connection = await stack.enter_async_context(aiosqlite.connect(path))
            saver = ForgettingSqliteSaver(connection, serde=_serde())
            saver.place = str(path)
            await saver.setup()
        yield saver


def _probe(path: Path) -> None:
    # A file that cannot be opened leaves the library's thread behind: found out before it starts.
    with contextlib.closing(sqlite3.connect(path)) as connection:
        if connection.execute("pragma journal_mode").fetchone() == ("wal",):
            return
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                connection.execute("pragma journal_mode = wal")
            except sqlite3.OperationalError as error:
                # Where two programs change it at once SQLite refuses one of them, without patience.
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return


async def thread_in(checkpoints: BaseCheckpointSaver[str]) -> str | None:
    """The thread that was checkpointed last, None when there is none."""
    from assistant.graph.savers import named_faults

    with named_faults(str(getattr(checkpoints, "place", ""))):
        async for found in checkpoints.alist(None, limit=1):
            return str(found.config["configurable"]["thread_id"])
    return None


@asynccontextmanager
async def open_memory() -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Checkpoints that live as long as the process."""
    from assistant.graph.savers import ForgettingMemorySaver

    yield ForgettingMemorySaver(serde=_serde())


def _serde() -> JsonPlusSerializer:
    # Plain data only: a forged checkpoint must not import, let alone execute, anything.
    return JsonPlusSerializer(allowed_msgpack_modules=None)
