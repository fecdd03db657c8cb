"""Durations of a module: "2 jours et demi", "six 90-minute sessions", "7 h sur deux jours", "de 9h à 17h"."""

import re
from dataclasses import dataclass

from assistant.language.durations.atoms import LONGEST, SHORTEST, Atom, split_into_days
from assistant.language.durations.belonging import is_the_modules
from assistant.language.durations.combining import combined
from assistant.language.durations.measuring import measures_in
from assistant.language.lemmas import fold

__all__ = ["Duration", "find_durations", "split_into_days"]


@dataclass(frozen=True)
class Duration:
    """A duration that a text states, as days; `start` and `end` are its place."""

    minutes: int
    days: tuple[int, ...]
    start: int
    end: int


def find_durations(text: str) -> tuple[Duration, ...]:
    """The durations that can be the module's, in order; delays, breaks, ages and clock times are left out."""
    plain = fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    # "qu'une journée", "d'une heure": the number begins a word of its own.
    split = re.sub(r"\b(qu|d)'(?=une?\b|[a-z]+\s)", r"\1 ", plain)
    # "2x3h30": the sign of a product ends the first number.
    atoms = combined(measures_in(re.sub(r"(?<=\d)[x*](?=\s?\d)", "×", split)), plain)
    found = [_duration(atom) for atom in atoms if atom.unit not in {"session", "month", "rate"}]
    return tuple(item for item in found if item and is_the_modules(plain, item.start, item.end))


def _duration(atom: Atom) -> Duration | None:
    days = atom.days
    total = sum(days)
    return Duration(total, days, atom.start, atom.end) if SHORTEST <= total <= LONGEST else None
