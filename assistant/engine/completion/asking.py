"""Asking a model for a value: the answer is parsed, validated, repaired once with all its faults listed, or refused."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from assistant.engine.completion.kept import Kept, key_of
from assistant.engine.completion.models import Heard, ModelError, Models
from assistant.engine.completion.parsing import parse
from assistant.engine.completion.purse import Purse
from assistant.engine.completion.trial import Trial, try_out
from assistant.engine.completion.values import Completion, Prompt, Usage, Way, estimated
from assistant.engine.completion.ways import Ways
from assistant.models.value import Value

V = TypeVar("V", bound=Value)
Faults = Callable[[V], list[str]]
"""What is wrong with a value, one sentence each; nothing = it is good."""

_TIMES, _MENDED, _PAUSE = 3, 2, 600.0
"""After so many useless answers in a row to the same prompt, a model is not asked for that for so many seconds; after
so many repairs that mended nothing, it is not asked to repair, which takes longer than the answer."""
_SHOWN = 4000
"""Characters of a wrong answer that the model is shown again."""


@dataclass(frozen=True)
class Asked(Generic[V]):
    """A value and what it took."""

    value: V
    model: str
    usage: Usage
    repaired: bool = False
    kept: bool = False
    """It was asked before: no model was needed."""


class Asker:
    """Asks the models of the settings."""

    def __init__(
        self,
        models: Models,
        folder: Path | None = None,
        address: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        *,
        one_by_one: bool = False,
    ) -> None:
        """With the folder that remembers ways and answers; None = until the program ends.

        `one_by_one`: the models get one request at a time, the others wait.
        """
        self.models, self._clock, self.one_by_one = models, clock, one_by_one
        self.address = address
        self._ways = Ways(folder)
        self._kept = Kept(folder / "answers" if folder else None)
        self._useless: dict[str, tuple[int, float]] = {}
        """Prompt → how many useless answers in a row, and when the last one came."""
        self._unmended: dict[str, tuple[int, float]] = {}
        """The same for repairs that mended nothing."""

    async def trial(self) -> Trial:
        """Ask for something, to see what works; what was remembered of the model is seen anew.

        Raises ModelError when nothing works.
        """
        return await try_out(self.models, await self._ways.of(self.models, self.address, anew=True))

    async def ask(
        self,
        prompt: Prompt,
        kind: type[V],
        *,
        most: int,
        faults: Faults[V] | None = None,
        heard: Heard | None = None,
        purse: Purse | None = None,
    ) -> Asked[V]:
        """A value without a fault. Raises ModelError when there is none after one repair, where there is time for it
        and the repairs before were not in vain.

        `heard` gets the pieces of the first answer while it is written; what `purse` has left limits both. Of an answer
        that is heard when the purse runs out, what was written to its end counts.
        """
        schema = schema_of(kind)
        key = key_of(self.models.name, prompt, schema, most)
        remembered = self._kept.get(key)
        if remembered is not None:
            value, wrong = _read(remembered, kind, faults)
            if value is not None and not wrong:
                return Asked(value, self.models.name, Usage(), kept=True)
        if self._is_beyond(self._useless, prompt.name, _TIMES):
            raise ModelError("broken", self.models.name)
        way = await self._ways.of(self.models, self.address)
        told = prompt if way in _SHAPED else _with_shape(prompt, schema)
        request = _Request(way, schema, most, purse)
        first = await self._complete(told, request, heard)
        value, wrong = _understood(first, kind, faults)
        usage, model, cut, repaired = first.usage, first.model, first.cut, False
        # A repair takes as long as the first answer at least: one that could not end is not begun.
        in_time = purse is None or purse.left > first.usage.seconds
        vain = self._is_beyond(self._unmended, prompt.name, _MENDED)
        if (value is None or wrong) and in_time and not vain:
            again = await self._complete(_repair(told, first, wrong), request)
            value, wrong = _understood(again, kind, faults)
            usage, model, cut, repaired = usage.plus(again.usage), again.model, again.cut, True
        if value is None or wrong:
            self._count(self._useless, prompt.name)
            if repaired:
                self._count(self._unmended, prompt.name)
            raise ModelError("broken" if in_time else "spent", model)
        self._useless.pop(prompt.name, None)
        if repaired:
            self._unmended.pop(prompt.name, None)
        if not cut:
            # Whoever has more time may get the rest.
            self._kept.put(key, value.model_dump(mode="json"))
        return Asked(value, model, usage, repaired=repaired)

    def _count(self, kept: dict[str, tuple[int, float]], name: str) -> None:
        kept[name] = (kept.get(name, (0, 0.0))[0] + 1, self._clock())

    def _is_beyond(self, kept: dict[str, tuple[int, float]], name: str, most: int) -> bool:
        """Whether it was in vain again and again: the model is spared for a while."""
        times, last = kept.get(name, (0, 0.0))
        return times >= most and self._clock() - last < _PAUSE

    async def _complete(self, prompt: Prompt, request: "_Request", heard: Heard | None = None) -> Completion:
        way, schema, most, purse = request.way, request.schema, request.most, request.purse
        if purse is None:
            return await self.models.complete(prompt, way=way, schema=schema, most=most, heard=heard)
        counted = _Counted(heard)
        try:
            async with purse.opened(self.models.name):
                completion = await self.models.complete(
                    prompt, way=way, schema=schema, most=most, heard=counted if heard else None
                )
        except ModelError as error:
            if not counted.said:
                raise
            taken = estimated(prompt, len(counted.said))
            purse.pay(taken)
            if error.fault != "spent":
                raise
            return Completion(text=counted.said, model=self.models.name, cut=True, usage=taken)
        purse.pay(completion.usage)
        return completion


class _Counted:
    """Hears an answer on its way: what was written of one that never ends was taken all the same."""

    def __init__(self, heard: Heard | None) -> None:
        self._heard, self.said = heard, ""

    def __call__(self, piece: str) -> None:
        self.said += piece
        if self._heard:
            self._heard(piece)


@dataclass(frozen=True)
class _Request:
    """What the first answer and its repair are asked with."""

    way: Way
    schema: dict[str, Any]
    most: int
    purse: Purse | None


_SHAPED: frozenset[Way] = frozenset({"schema", "object_schema", "tool"})
"""Ways that carry the schema themselves."""
_LEFT_OUT = frozenset({"default", "maxLength", "minLength", "pattern"})
"""Validated here instead: some servers refuse them, llama.cpp 0.3 dies of a long maxLength."""


def schema_of(kind: type[Value]) -> dict[str, Any]:
    """The JSON Schema of a value without what only people read: models pay for each word."""
    lean: dict[str, Any] = _lean(kind.model_json_schema())
    return lean


def _lean(schema: Any) -> Any:
    if isinstance(schema, dict):
        # "title" is also the name of a property: only the schema's own, a text, is left out.
        return {
            key: _lean(value)
            for key, value in schema.items()
            if key not in _LEFT_OUT and not (key in {"title", "description"} and isinstance(value, str))
        }
    return [_lean(item) for item in schema] if isinstance(schema, list) else schema


def _with_shape(prompt: Prompt, schema: dict[str, Any]) -> Prompt:
    """The prompt with the shape of the answer, for servers that are told in words only."""
    keys = ", ".join(f'"{name}": {_spoken(part)}' for name, part in schema.get("properties", {}).items())
    return prompt.model_copy(update={"system": f"{prompt.system}\n\nAnswer with JSON only: {{{keys}}}"})


def _spoken(part: dict[str, Any]) -> str:
    if "enum" in part:
        return " | ".join(f'"{item}"' for item in part["enum"])
    if "anyOf" in part:
        return " | ".join(_spoken(item) for item in part["anyOf"])
    if part.get("type") == "array":
        return f"[{_spoken(part.get('items', {}))}, …]"
    return {"string": '"…"', "integer": "0", "number": "0.0", "boolean": "true | false"}.get(
        str(part.get("type")), str(part.get("type", "{…}"))
    )


def _understood(completion: Completion, kind: type[V], faults: Faults[V] | None) -> tuple[V | None, list[str]]:
    found = parse(completion.text, cut=completion.cut)
    if found is None:
        return None, ["There is no JSON object in the answer."]
    value, wrong = _read(found, kind, faults)
    return value, wrong + (["The answer was cut off: be shorter."] if completion.cut and wrong else [])


def _read(found: dict[str, Any], kind: type[V], faults: Faults[V] | None) -> tuple[V | None, list[str]]:
    known = {name: value for name, value in found.items() if name in kind.model_fields}
    try:
        value = kind.model_validate(known)
    except ValidationError as error:
        return None, [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
    return value, faults(value) if faults else []


def _repair(prompt: Prompt, wrong: Completion, faults: list[str]) -> Prompt:
    listed = "\n".join(f"- {fault}" for fault in faults)
    text = (
        f"{prompt.user}\n\nYou answered:\n{wrong.text[:_SHOWN]}\n\n"
        f"That cannot be used:\n{listed}\n\nAnswer again, whole, with every fault mended."
    )
    return prompt.model_copy(update={"user": text})
