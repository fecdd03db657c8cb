"""Says now and then how far a long run is, where no bar can be drawn: a log shows that it goes on."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

EVERY = 60.0
"""Seconds between two lines: a quick run says nothing, an hour's run sixty lines."""


@dataclass
class Beat:
    """How far a piece of work is."""

    of: str
    total: int
    done: int = 0
    began: float = field(default_factory=time.monotonic)

    def count(self) -> None:
        """One more is done."""
        self.done += 1

    def counting(self, play: Callable[[Any], Awaitable[Any]]) -> Callable[[Any], Awaitable[Any]]:
        """The same work, counted when it is done."""

        async def counted(given: Any) -> Any:
            try:
                return await play(given)
            finally:
                self.count()

        return counted

    def line(self) -> str:
        """How far it is, in one line."""
        return f"{self.of}: {self.done} of {self.total} after {time.monotonic() - self.began:.0f} s"


@contextlib.asynccontextmanager
async def beating(beat: Beat, *, every: float = EVERY, silent: bool = False) -> AsyncIterator[Beat]:
    """Tell it on the error stream for as long as the block lasts; `silent`: only count, where a bar is drawn."""
    if silent:
        yield beat
        return
    told = asyncio.create_task(_tell(beat, every))
    try:
        yield beat
    finally:
        told.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await told


async def _tell(beat: Beat, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        sys.stderr.write(f"{beat.line()}\n")
        sys.stderr.flush()
