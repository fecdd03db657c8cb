"""How a server is made to answer with JSON: found out by asking once, remembered with the other data."""

import asyncio
from pathlib import Path
from typing import Any, get_args

from assistant.engine.completion.files import read_object, write_object
from assistant.engine.completion.models import ModelError, Models
from assistant.engine.completion.parsing import parse
from assistant.engine.completion.values import Prompt, Way

# A key that nobody would write unasked: whoever gives it back has read the schema.
_KEY = "colour_of_the_sky_7"
_PROBE = Prompt(name="probe", version="1", system="Answer in JSON.", user="What colour is a clear sky?")
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {_KEY: {"type": "string"}},
    "required": [_KEY],
    "additionalProperties": False,
}
_ENFORCED: tuple[Way, ...] = ("schema", "object_schema", "tool")
_TOKENS = 60


class Ways:
    """The way of each model at each address."""

    def __init__(self, folder: Path | None = None) -> None:
        """With the folder to remember them in; None = until the program ends."""
        self._file = folder / "ways.json" if folder else None
        self._known: dict[str, Way] = self._read()
        self._asking = asyncio.Lock()

    async def of(self, models: Models, address: str | None = None, *, anew: bool = False) -> Way:
        """The strictest way that works, tried again if `anew`. Raises ModelError when the model gives no answer."""
        key = f"{models.name} {address or ''}".strip()
        async with self._asking:
            if anew or key not in self._known:
                self._known[key] = await _found(models)
                if self._file:
                    write_object(self._file, dict(self._known))
        return self._known[key]

    def _read(self) -> dict[str, Way]:
        kept = (read_object(self._file) if self._file else None) or {}
        return {str(key): way for key, way in kept.items() if way in get_args(Way)}


async def _found(models: Models) -> Way:
    """Raises ModelError "down" where the server fails whatever it is asked: nothing is known of its ways then."""
    faults: list[ModelError] = []
    for way in _ENFORCED:
        if _KEY in (await _tried(models, way, faults) or {}):
            return way
    if await _tried(models, "object", faults):
        return "object"
    if len(faults) == len(_ENFORCED) + 1 and all(error.fault == "down" for error in faults):
        raise faults[-1]
    return "text"


async def _tried(models: Models, way: Way, faults: list[ModelError]) -> dict[str, Any] | None:
    """The object that the way brings; None when the server does not know it, or answers with something else."""
    try:
        completion = await models.complete(_PROBE, way=way, schema=_SCHEMA, most=_TOKENS)
    except ModelError as error:
        if error.fault not in {"format", "broken", "down"}:
            raise
        faults.append(error)
        return None
    return parse(completion.text)
