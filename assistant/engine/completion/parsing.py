"""The JSON in what a model wrote: thoughts, greetings, fences and small slips of syntax do not matter."""

import re
from typing import Any

from pydantic_core import from_json

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```(?:json|JSON)?\s*(.*?)(?:```|\Z)", re.DOTALL)
_LONGEST = 200_000
"""Characters that are read: a model that repeats itself without end is not read to the end."""


def parse(text: str, *, cut: bool = False) -> dict[str, Any] | None:
    """The object in the text; None when there is none.

    `cut`: the text ends in the middle, and so may its last words: they are left out.
    """
    import json_repair

    said = _THOUGHT.sub("", text[:_LONGEST]).strip()
    fenced = _FENCE.search(said)
    for piece in ([fenced[1]] if fenced else []) + [said]:
        start = piece.find("{")
        if start < 0:
            continue
        if cut and (whole := _finished(piece[start:])):
            return whole
        try:
            found = json_repair.loads(piece[start:], skip_json_loads=False)
        except (RecursionError, ValueError):
            # Brackets without end: no value is that deep.
            return None
        if isinstance(found, list):
            found = next((item for item in found if isinstance(item, dict)), None)
        if isinstance(found, dict) and found:
            return found
    return None


def _finished(text: str) -> dict[str, Any] | None:
    """What was written to its end of an object that breaks off; None where its syntax is broken before."""
    try:
        found = from_json(text, allow_partial=True)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
