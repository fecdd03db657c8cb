"""Where conversations are checkpointed: SQLite by default, PostgreSQL by URL; disposable, unlike modules."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

if TYPE_CHECKING:
    from assistant.graph.savers import ForgettingSqliteSaver

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
    from assistant.graph.savers import named_faults

    with named_faults(str(path)):
        saver = await asyncio.to_thread(_open, path)
    try:
        yield saver
    finally:
        await saver.close()


def _open(path: Path) -> "ForgettingSqliteSaver":
    from assistant.graph.savers import ForgettingSqliteSaver

    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        _write_ahead(connection)
        saver = ForgettingSqliteSaver(connection, _serde())
        saver.setup()
    except BaseException:
        connection.close()
        raise
    saver.place = str(path)
    return saver


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers go on while somebody writes."""
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
