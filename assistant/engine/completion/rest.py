"""When a model that gives no sign of life is asked again: a talk must not wait for it at every message."""

import time
from collections.abc import Callable

from assistant.engine.completion.models import ModelError

FIRST, LONGEST = 30.0, 300.0
"""Seconds for which it is left alone: twice as long each time that it is still away."""
_PATIENCE = {"unreachable": 1, "timeout": 2, "down": 4}
"""Failures in a row after which it is: a slow model may miss its time once, and some servers fail at a way of asking
for JSON that they do not know. Other faults are answers of a kind."""


class Rest:
    """Remembers the failures since the last answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: ModelError | None = None
        self._failures, self._pause, self._until = 0, FIRST, 0.0

    def check(self) -> None:
        """Raises the last ModelError again while the model is left alone."""
        if self._last is not None and self._clock() < self._until:
            raise ModelError(self._last.fault, self._last.model)

    def failed(self, error: ModelError) -> None:
        """Count a failure."""
        if error.fault not in _PATIENCE:
            return
        self._failures += 1
        # Requests that were under way together fail together: that is one pause.
        if self._failures >= _PATIENCE[error.fault] and self._clock() >= self._until:
            self._last, self._until = error, self._clock() + self._pause
            self._pause = min(2 * self._pause, LONGEST)

    def answered(self) -> None:
        """Forget the failures."""
        self._last, self._failures, self._pause = None, 0, FIRST
