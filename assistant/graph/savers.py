"""Checkpoint savers that can forget: a conversation keeps its latest checkpoint only."""

from collections.abc import Sequence

from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

_KEEP = "(SELECT MAX(checkpoint_id) FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '')"


class ForgettingSqliteSaver(AsyncSqliteSaver):
    """The library's SQLite saver, with the pruning that it leaves out."""

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Drop the older checkpoints of these threads, or all of them."""
        if strategy == "delete":
            for thread in thread_ids:
                await self.adelete_thread(thread)
            return
        async with self.lock:
            for thread in thread_ids:
                # Writes first: which checkpoint is kept is read from the other table.
                for table in ("writes", "checkpoints"):
                    statement = f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < {_KEEP}"
                    await self.conn.execute(statement, (thread, thread))
            await self.conn.commit()


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
