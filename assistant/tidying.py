"""Deleting by rule what nobody has touched for long: when the server starts, daily while it serves, or on demand."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.engine.completion.kept import forget_older
from assistant.errors import JalonError
from assistant.models.retention import NEAR, Ageing, Terms
from assistant.storage.database import DatabaseStore

_log = logging.getLogger("jalon.tidying")
_DAY = 24 * 60 * 60
_BATCH = 50
"""Conversations of one transaction: whoever writes meanwhile waits for no more than that."""


@dataclass(frozen=True)
class Tidying:
    """Finds what the rule deletes, and deletes it."""

    store: DatabaseStore
    terms: Terms
    forget: Callable[[str], Awaitable[None]]
    """Loses the state of a conversation, by its id."""
    answers: Path
    """The folder in which answers of models are kept."""
    clock: Callable[[], datetime]

    async def coming(self) -> tuple[Ageing, ...]:
        """What goes now or soon, the first to go first; nothing is changed."""
        return await self.store.retention.ageing(self.terms, self.clock(), within=NEAR)

    async def end_of(self, thread: str) -> datetime | None:
        """From when a conversation is deleted where nobody writes in it, if that is near."""
        return await self.store.retention.end_of(self.terms, self.clock(), thread)

    async def run(self) -> tuple[Ageing, ...]:
        """Delete what may go, sessions and attempts that are past too; returns what went."""
        now, retention = self.clock(), self.store.retention
        await retention.begin(self.terms, now)
        await retention.sweep(now)
        gone: list[Ageing] = []
        threads = list(dict.fromkeys(item.thread for item in await retention.ageing(self.terms, now)))
        for first in range(0, len(threads), _BATCH):
            batch = threads[first : first + _BATCH]
            # The state first: a program that stops in between finds the rest, and does it again.
            for thread in batch:
                await self.forget(thread)
            gone += await retention.delete(self.terms, now, batch)
        if term := self.terms.of(approved=False):
            await asyncio.to_thread(forget_older, self.answers, now - term)
        return tuple(gone)

    async def daily(self) -> None:
        """Run now and every day; a fault is for the log, the next day tries again."""
        while True:
            try:
                await self.run()
            except JalonError as error:
                _log.warning("nothing could be deleted by the rule of retention: %s", error)
            await asyncio.sleep(_DAY)
