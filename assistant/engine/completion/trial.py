"""What a model is seen to do when it is asked one thing."""

import time
from dataclasses import dataclass

from assistant.engine.completion.models import ModelError, Models
from assistant.engine.completion.values import Prompt, Way

_PROMPT = Prompt(name="trial", version="1", system="Answer briefly.", user="Name ten kinds of bread, as a list.")
_TOKENS = 80


@dataclass(frozen=True)
class Trial:
    """What a model was seen to do."""

    model: str
    way: Way
    first: float | None
    """Seconds to the first words of a streamed answer; None = it comes in one piece."""
    speed: float
    """Tokens a second; where it streams, once it has begun."""
    context: int | None
    """Tokens that it takes, where that is known."""


async def try_out(models: Models, way: Way) -> Trial:
    """Ask for something, to see what works. Raises ModelError when nothing does."""
    heard: list[tuple[float, str]] = []
    began = time.perf_counter()
    try:
        done = await models.complete(
            _PROMPT,
            way="text",
            schema={},
            most=_TOKENS,
            heard=lambda piece: heard.append((time.perf_counter() - began, piece)),
        )
    except ModelError as error:
        if error.fault not in {"format", "broken", "down"}:
            raise
        # A server that does not stream may answer all the same.
        heard.clear()
        done = await models.complete(_PROMPT, way="text", schema={}, most=_TOKENS)
    # A stream that broke off was asked for again in one piece; one piece is no stream.
    streams = len(heard) > 1 and "".join(piece for _, piece in heard).strip() == done.text.strip()
    first = heard[0][0] if streams else None
    seconds = heard[-1][0] - heard[0][0] if streams else done.usage.seconds
    return Trial(done.model, way, first, done.usage.received / max(seconds, 0.001), await models.context())
