"""Work done beside what people wait for: it is held until it has ended, and waited for before things are closed."""

import asyncio
from collections.abc import Coroutine
from contextvars import Context


class Errands:
    """The work under way; an event loop alone would let go of what nobody holds."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[None, None, None], context: Context | None = None) -> asyncio.Task[None]:
        """Begin some work and return at once; in that context, else in a copy of the present one."""
        task = asyncio.create_task(work, context=context)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def ended(self) -> None:
        """Until nothing is under way."""
        while self._under_way:
            await asyncio.wait(tuple(self._under_way))
