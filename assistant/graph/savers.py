"""Checkpoint savers that can forget (a conversation keeps its latest checkpoint only) and that name their faults."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from typing import Any, TypeVar

from langgraph.checkpoint.base import BaseCheckpointSaver, CheckpointTuple
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.serde.base import SerializerProtocol
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant.storage.faults import storage_error

_KEEP = "(SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '')"

T = TypeVar("T")
Faults = tuple[type[Exception], ...]
OF_FILES: Faults = (SqliteError, OSError)


@contextmanager
def named_faults(place: str, faults: Faults = OF_FILES) -> Iterator[None]:
    """Whatever the database of checkpoints refuses becomes a StorageError that says what to do."""
    try:
        yield
    except faults as error:
        raise storage_error(str(error), place) from error


class NamedFaults(BaseCheckpointSaver[str]):
    """What a turn asks of a saver, with the faults named."""

    place = ""
    """Where the checkpoints are, as a reader knows it."""
    faults = OF_FILES

    async def aget_tuple(self, config: Any) -> Any:
        """The latest checkpoint."""
        with named_faults(self.place, self.faults):
            return await super().aget_tuple(config)

    async def aput(self, *given: Any, **more: Any) -> Any:
        """Keep a checkpoint."""
        with named_faults(self.place, self.faults):
            return await super().aput(*given, **more)

    async def aput_writes(self, *given: Any, **more: Any) -> None:
        """Keep the writes of a step."""
        with named_faults(self.place, self.faults):
            await super().aput_writes(*given, **more)

    async def aprune(self, *given: Any, **more: Any) -> None:
        """Forget the older checkpoints."""
        with named_faults(self.place, self.faults):
            await super().aprune(*given, **more)


class _Sqlite(SqliteSaver):
    """The library's SQLite saver, each operation done whole in one thread, with the pruning that it leaves out.

    The library's own asynchronous saver goes to its thread for each cursor, statement and row: eight trips to read one
    state, and a trip costs more than the statement.
    """

    def __init__(self, connection: Connection, serde: SerializerProtocol) -> None:
        super().__init__(connection, serde=serde)
        self._thread = ThreadPoolExecutor(1, "checkpoints")

    async def _aside(self, work: Callable[..., T], *given: Any, **more: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *given, **more))

    async def aget_tuple(self, config: Any) -> CheckpointTuple | None:
        """The latest checkpoint."""
        return await self._aside(self.get_tuple, config)

    async def aput(self, *given: Any, **more: Any) -> Any:
        """Keep a checkpoint."""
        return await self._aside(self.put, *given, **more)

    async def aput_writes(self, *given: Any, **more: Any) -> None:
        """Keep the writes of a step."""
        await self._aside(self.put_writes, *given, **more)

    async def alist(self, config: Any, **more: Any) -> AsyncIterator[CheckpointTuple]:
        """Checkpoints, the latest first."""
        for found in await self._aside(lambda: list(self.list(config, **more))):
            yield found

    async def adelete_thread(self, thread_id: str) -> None:
        """Forget a thread."""
        await self._aside(self.delete_thread, thread_id)

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Drop the older checkpoints of these threads, or all of them."""
        forget = self.delete_thread if strategy == "delete" else self._forget
        for thread in thread_ids:
            await self._aside(forget, thread)

    def _forget(self, thread: str) -> None:
        with self.cursor() as cursor:
            # Writes first: which checkpoint is kept is read from the other table.
            for table in ("writes", "checkpoints"):
                statement = f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < {_KEEP}"
                cursor.execute(statement, (thread, thread))

    async def close(self) -> None:
        """Wait for what has begun, then give back the file."""
        await asyncio.to_thread(self._thread.shutdown)
        self.conn.close()


class ForgettingSqliteSaver(NamedFaults, _Sqlite):
    """The library's SQLite saver, with pruning and with the faults named."""


class ForgettingMemorySaver(InMemorySaver):
    """The library's saver in memory, with the pruning that it leaves out."""

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Drop the older checkpoints of these threads, or all of them."""
        for thread in thread_ids:
            if strategy == "delete":
                self.delete_thread(thread)
                continue
            for namespace, checkpoints in self.storage.get(thread, {}).items():
                for old in sorted(checkpoints)[:-1]:
                    del checkpoints[old]
                    self.writes.pop((thread, namespace, old), None)
            self._drop_blobs(thread)

    def _drop_blobs(self, thread: str) -> None:
        """Values of channels that no kept checkpoint names."""
        kept: set[tuple[str, str, str | int | float]] = set()
        for namespace, checkpoints in self.storage.get(thread, {}).items():
            for stored, *_ in checkpoints.values():
                versions = self.serde.loads_typed(stored)["channel_versions"]
                kept |= {(namespace, channel, version) for channel, version in versions.items()}
        for key in [key for key in self.blobs if key[0] == thread and key[1:] not in kept]:
            del self.blobs[key]
