"""The connections to the database: each piece of work is done whole in a thread, so that the event loop goes on.

One thread writes to SQLite, which lets one write at a time: in a queue nobody waits longer than the work takes, where
connections that find it locked try again after a while, and some of them for seconds.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL

from assistant.storage.faults import named_faults, place_of
from assistant.storage.heads import MARK, HeadFile

T = TypeVar("T")
Work = Callable[[Connection], T]
"""What is done with a connection; its result must not need the connection any more."""

_THREADS = 10
"""Connections to a server at most."""


class Connections:
    """Reads and writes of one program; faults are named."""

    def __init__(self, url: URL, heads: HeadFile) -> None:
        self.heads = heads
        """Where the head of the log is kept, beside the database."""
        # Accents as they are, so that a search finds them.
        self._engine = create_engine(url, json_serializer=partial(json.dumps, ensure_ascii=False), **_options(url))
        self.place = place_of(url)
        if url.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
            self._writers: Executor = ThreadPoolExecutor(1, "database-writer")
            self._readers: Executor = ThreadPoolExecutor(2, "database-reader")
        else:
            self._writers = self._readers = ThreadPoolExecutor(_THREADS, "database")

    async def read(self, work: Work[T]) -> T:
        """The result of reading."""

        def run() -> T:
            with named_faults(self.place), self._engine.connect() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def write(self, work: Work[T]) -> T:
        """The result of one transaction, which is on the disk by then; all of it is done, or nothing."""

        def run() -> T:
            with named_faults(self.place), self._engine.begin() as connection:
                connection.info.pop(MARK, None)  # of a transaction that was given up
                result = work(connection)
                head = connection.info.pop(MARK, None)
                goes_on = head is not None and self.heads.follows(connection, head)
            if goes_on:
                self.heads.keep(head)
            return result

        return await asyncio.get_running_loop().run_in_executor(self._writers, run)

    async def close(self) -> None:
        """Wait for what has begun, then give back every connection."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for threads in (self._writers, self._readers):
            threads.shutdown()
        self._engine.dispose()


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {} if "timeout" in url.query else {"connect_args": {"timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": _THREADS, "connect_args": {"connect_timeout": 10}}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Readers go on while somebody writes; a version that is acknowledged is on the disk.
    cursor = connection.cursor()
    with contextlib.suppress(Exception):  # a file that can only be read keeps the journal it has
        cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.close()
