"""The wish to have the comments of a review applied: all of them, those on an element, or somebody's."""

import re
from dataclasses import dataclass

from assistant.engine.offline.reading.cues import pattern, patterns, whole
from assistant.engine.offline.reading.pointing import ids_in
from assistant.language.dictionary import is_word
from assistant.models.turn import ReadingContext

_LONGEST = 160
"""Characters of a message that asks for nothing else."""
_DRAFTED = frozenset({"drafted", "revised", "submitted"})


@dataclass(frozen=True)
class Applying:
    """Which comments are meant."""

    about: tuple[str, ...]
    """Ids of elements; () = any."""
    whose: str
    """Name of a person; "" = anybody."""


def find_applying(raw: str, plain: str, context: ReadingContext) -> Applying | None:
    """What the message wants applied, when it asks for that; nobody reviews what is not drafted yet."""
    if context.phase not in _DRAFTED or len(plain) > _LONGEST:
        return None
    asks = whole("requests", "applying")
    pieces = [found.span() for found in re.finditer(r"[^.;!?\n]+", plain)]
    pieces += [found.span() for found in re.finditer(r"[^,.;!?\n]+", plain)]
    for start, end in ((0, len(plain)), *pieces):
        if asks.match(plain[start:end]):
            named = _name(raw, plain, start, end)
            return None if named is None else Applying(ids_in(plain[start:end]), named)
    return None


def _name(raw: str, plain: str, start: int, end: int) -> str | None:
    """The name of the person whose comments they are, "" where nobody is named; None where it names no reviewer."""
    for form in patterns("requests", "applying_whose"):
        found = form.search(plain, start, end)
        if found is None:
            continue
        said = raw[slice(*found.span("who"))]
        if ids_in(plain[slice(*found.span("who"))]) or pattern("requests", "reviewers").fullmatch(found["who"]):
            continue
        if not said[:1].isupper() and is_word(found["who"].split()[0], "fr", "en"):
            return None  # "les remarques de satisfaction"
        return said
    return ""
