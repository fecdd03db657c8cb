"""What a draft may take of a model: time and tokens, counted as they are spent."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from assistant.engine.completion.models import ModelError
from assistant.engine.completion.values import Usage

Told = Callable[[Usage], None]
"""Called with what was spent so far, each time that it grows."""


@dataclass(frozen=True)
class Limits:
    """What one draft may take."""

    seconds: float = 300.0
    """On the clock."""
    tokens: int = 60_000
    """Sent and received together."""


class Purse:
    """The time and the tokens of one draft; sections that are asked at the same time share it."""

    def __init__(self, limits: Limits, told: Told | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Opened when the draft begins."""
        self._limits = limits
        self._told, self._clock = told, clock
        self._began = clock()
        self._spent = Usage()

    @property
    def spent(self) -> Usage:
        """All requests together; the seconds are those since the draft began."""
        return self._spent.model_copy(update={"seconds": self._clock() - self._began})

    @property
    def empty(self) -> bool:
        """Whether there is no time or no token left."""
        return self.left <= 0 or self._spent.sent + self._spent.received >= self._limits.tokens

    @property
    def left(self) -> float:
        """Seconds."""
        return self._limits.seconds - (self._clock() - self._began)

    def pay(self, usage: Usage) -> None:
        """Count what a request took."""
        self._spent = self._spent.plus(usage)
        if self._told:
            self._told(self.spent)

    @asynccontextmanager
    async def opened(self, model: str) -> AsyncIterator[None]:
        """Time for one request. Raises ModelError "spent" when there is none, or no token, left."""
        if self.empty:
            raise ModelError("spent", model)
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError as error:
            raise ModelError("spent", model) from error
