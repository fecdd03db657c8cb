"""The models of the settings, with what each request took."""

import time
from dataclasses import dataclass, field
from typing import Any

from assistant.engine.completion import Completion, Heard, Models, Prompt, Way, estimated


@dataclass
class Request:
    """One request: what it was for, how long the model was at it, what it took."""

    prompt: str
    began: float
    ended: float = 0.0
    tokens: int = 0
    first: float | None = None
    """When the first piece came."""


@dataclass
class CountedModels:
    """Passes everything on, and keeps count."""

    models: Models
    requests: list[Request] = field(default_factory=list)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.models.name

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        """See `engine.completion.models.Models`."""
        request = Request(prompt.name, time.perf_counter())
        self.requests.append(request)
        written = 0

        def hear(piece: str) -> None:
            nonlocal written
            request.first = request.first or time.perf_counter()
            # An estimate, until the server tells what it took: one that is cut off never does.
            written += len(piece)
            so_far = estimated(prompt, written)
            request.tokens = so_far.sent + so_far.received
            if heard:
                heard(piece)

        try:
            done = await self.models.complete(prompt, way=way, schema=schema, most=most, heard=hear if heard else None)
            request.tokens = done.usage.sent + done.usage.received
            return done
        finally:
            request.ended = time.perf_counter()

    async def context(self) -> int | None:
        """See `engine.completion.models.Models`."""
        return await self.models.context()

    def busy(self) -> float:
        """Seconds in which the model was at one request or more."""
        spans = sorted((item.began, item.ended) for item in self.requests)
        total, until = 0.0, 0.0
        for began, ended in spans:
            total += max(0.0, ended - max(began, until))
            until = max(until, ended)
        return total
