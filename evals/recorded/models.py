"""Models that answer from a tape, and models whose answers go onto it."""

import asyncio
from collections import Counter
from typing import Any

from assistant.engine.completion import Completion, Heard, ModelError, Models, Prompt, Way
from assistant.engine.completion.models import Fault
from evals.recorded.tape import About, Entry, Tape, key_of


class Replayed:
    """Answers what was recorded. What was not is counted, and gets no answer."""

    def __init__(self, tape: Tape, name: str) -> None:
        self.tape, self.name = tape, name
        self.missing: Counter[str] = Counter()
        """Prompt → requests without a recording."""

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        """See `engine.completion.models.Models`."""
        entry = self.tape.get(key_of(self.name, prompt, way, schema, most))
        if entry is None:
            self.missing[prompt.name] += 1
            raise ModelError("unreachable", self.name)
        reply = entry.reply(self.name)
        if heard:
            heard(reply.text)
        return reply

    async def context(self) -> int | None:
        """The length that the recorded model had."""
        return self.tape.about.context if self.tape.about else None


_PASSING: frozenset[Fault] = frozenset({"unreachable", "down", "busy", "key", "quota", "unknown"})
"""Faults of the day, which say nothing of the model: they are not recorded."""


class Recording:
    """Asks a model what is not on the tape, and puts the answer there."""

    def __init__(self, tape: Tape, models: Models) -> None:
        self.tape, self.models, self.name = tape, models, models.name
        self.asked: Counter[str] = Counter()
        """Prompt → requests that the model was asked."""
        self.lost: list[ModelError] = []
        """Requests that got no answer for a reason that will pass."""

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        """See `engine.completion.models.Models`."""
        key = key_of(self.name, prompt, way, schema, most)
        entry = self.tape.get(key)
        if entry is None:
            self.asked[prompt.name] += 1
            entry = await self._asked(key, prompt, way, schema, most)
            self._put(entry)
        reply = entry.reply(self.name)
        if heard:
            heard(reply.text)
        return reply

    async def _asked(self, key: str, prompt: Prompt, way: Way, schema: dict[str, Any], most: int) -> Entry:
        entry = Entry(key=key, prompt=prompt.name, version=prompt.version)
        try:
            reply = await self.models.complete(prompt, way=way, schema=schema, most=most)
        except ModelError as error:
            if error.fault in _PASSING:
                self.lost.append(error)
                raise
            return entry.model_copy(update={"fault": error.fault})
        except asyncio.CancelledError:
            # Whoever waited has gone on without it, and will the next time.
            self._put(entry.model_copy(update={"fault": "timeout"}))
            raise
        told = {"text": reply.text, "cut": reply.cut, "sent": reply.usage.sent, "received": reply.usage.received}
        return entry.model_copy(update=told)

    def _put(self, entry: Entry) -> None:
        self.tape.put(entry)
        # An hour of a slow model's work is not lost with the last request.
        self.tape.write()

    async def context(self) -> int | None:
        """The model's, which is recorded too."""
        length = await self.models.context()
        self.tape.about = About(model=self.name, context=length)
        self.tape.write()
        return length
