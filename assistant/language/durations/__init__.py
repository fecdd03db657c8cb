"""Durations of a module: "2 jours et demi", "six 90-minute sessions", "7 h sur deux jours", "de 9h à 17h"."""

import re
from dataclasses import dataclass

from assistant.language.durations.atoms import LONGEST, SHORTEST, Atom, split_into_days
from assistant.language.durations.belonging import is_the_modules
from assistant.language.durations.combining import combined, is_session
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
    found = [item for atom in atoms for item in _lengths(atom)]
    return tuple(item for item in found if is_the_modules(plain, item.start, item.end))


_FULL_WEEKS = 2
"""Weeks that may be meant as full-time training; more of them are a stretch of the calendar."""


def _lengths(atom: Atom) -> list[Duration]:
    """What a measure says of the module: one length, two for a range, none for a number of sessions."""
    if atom.unit == "week" and atom.count > _FULL_WEEKS:
        return []  # "a 12-week programme" says when, not how much
    if atom.unit in {"session", "month"} or (atom.unit == "rate" and not is_session(atom.per)):
        return []
    return [
        Duration(sum(days), days, atom.start, atom.end)
        for days in (atom.days, atom.or_days)
        if SHORTEST <= sum(days) <= LONGEST
    ]
