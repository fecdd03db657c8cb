"""One measure of a text before it is combined with its neighbours."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.models.brief import DAY_MINUTES, HALF_DAY_MINUTES

Unit = Literal["minute", "hour", "half", "day", "week", "month", "session", "range", "rate"]


MINUTES: dict[str, float] = {
    "minute": 1, "hour": 60, "half": HALF_DAY_MINUTES, "day": DAY_MINUTES, "week": 5 * DAY_MINUTES
}  # fmt: skip
"""Minutes of one of a unit."""
SHORTEST, LONGEST = 15, 60 * DAY_MINUTES
"""Minutes of the shortest and of the longest module."""


@dataclass(frozen=True)
class Atom:
    """One measure before it is combined with its neighbours."""

    unit: Unit
    count: float
    start: int
    end: int
    days: tuple[int, ...] = ()
    of_day: tuple[int, int] = (0, 0)
    hours: bool = False
    """Whether the length was given in hours, not in days."""
    per: str = ""
    """What a rate is counted by: "semaine", "day"."""
    or_days: tuple[int, ...] = ()
    """The longer of the two lengths of a range ("2 ou 3 jours")."""


def split_into_days(minutes: int) -> tuple[int, ...]:
    """Days of 7 hours and a remainder: 14 hours are two days."""
    full, rest = divmod(minutes, DAY_MINUTES)
    return (DAY_MINUTES,) * full + ((rest,) if rest else ())


def atom_of(unit: Unit, count: float, match: re.Match[str], *, end: int | None = None) -> Atom:
    """A number of units, where a pattern found it."""
    stop = match.end() if end is None else end
    return Atom(unit, count, match.start(), stop, days_of(unit, count), hours=unit in {"minute", "hour"})


def days_of(unit: Unit, count: float) -> tuple[int, ...]:
    """The days of a number of units; none for what has no length of its own."""
    if unit == "half":
        return (HALF_DAY_MINUTES,) * int(count) + ((HALF_DAY_MINUTES // 2,) if count % 1 else ())
    if unit not in MINUTES or count * MINUTES[unit] > LONGEST:
        return ()
    return split_into_days(round(count * MINUTES[unit]))
