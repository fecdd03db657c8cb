"""Days as people work them: when each half-day begins, how long it lasts, lunch as the gap between."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine.planner.hours import Hours, read_hours
from assistant.models.brief import DAY_MINUTES, Brief

_MORNING = 9 * 60
_LUNCH, _SHORT_LUNCH, _LONG_LUNCH = 60, 45, 120
_LONGEST_HALF = 240
_USUAL_HALF = 210
_LONGEST_MORNING = 300
"""A longer one would push lunch into the afternoon."""
_LUNCH_FROM, _LUNCH_UNTIL = 11 * 60, 14 * 60 + 30
_LONGEST_DAY = 720
"""A longer day does not fit between morning and night: it is cut into ordinary ones."""


@dataclass(frozen=True)
class Half:
    """A half-day: its beginning in minutes from midnight (None when asynchronous) and its length, breaks included."""

    start: int | None
    minutes: int


@dataclass(frozen=True)
class DayFrame:
    """A day of one or more half-days."""

    halves: tuple[Half, ...]

    @property
    def minutes(self) -> int:
        """Minutes of the day, lunch not counted."""
        return sum(half.minutes for half in self.halves)


def frames(brief: Brief) -> tuple[DayFrame, ...]:
    """The days of a brief, at the hours that the trainer gave or from nine o'clock."""
    if brief.modality == "async":
        return tuple(DayFrame((Half(None, minutes),)) for minutes in brief.days)
    quotes = (quote for field in ("duration_minutes", "days", "constraints") for quote in brief.quotes_of(field))
    hours = read_hours((*brief.constraints, *quotes))
    return tuple(_day(minutes, hours) for minutes in _ordinary(brief.days))


def _ordinary(days: tuple[int, ...]) -> Iterator[int]:
    for minutes in days:
        left = minutes
        while left > _LONGEST_DAY:
            yield DAY_MINUTES
            left -= DAY_MINUTES
        yield left


def _day(minutes: int, hours: Hours) -> DayFrame:
    if sum(end - start for start, end in hours.halves) == minutes:
        return DayFrame(tuple(Half(start, end - start) for start, end in hours.halves))
    lengths = _lengths(minutes, hours)
    gaps = len(lengths) - 1
    lunch = _lunch(minutes, gaps, hours)
    start = _start(minutes + lunch * gaps, hours)
    halves = []
    for length in lengths:
        halves.append(Half(start, length))
        start += length + lunch
    if gaps and hours != Hours() and not _LUNCH_FROM <= (halves[0].start or 0) + lengths[0] <= _LUNCH_UNTIL:
        # "In the evening" cannot be said of a whole day: lunch would fall at night.
        return _day(minutes, Hours())
    return DayFrame(tuple(halves))


def _lengths(minutes: int, hours: Hours) -> tuple[int, ...]:
    evening = hours.start is not None and hours.start >= 12 * 60
    if minutes <= _LONGEST_HALF or (evening and minutes <= _LONGEST_HALF + 30):
        return (minutes,)
    if minutes <= 2 * _LONGEST_HALF:
        morning = min(_USUAL_HALF, max(180, round(minutes / 10) * 5))
        morning = max(morning, minutes - _LONGEST_HALF)
        return (morning, minutes - morning)
    morning = min(_LONGEST_MORNING, round(minutes / 10) * 5)
    return (morning, minutes - morning)


def _lunch(minutes: int, gaps: int, hours: Hours) -> int:
    """An hour, or what the trainer's hours leave for it."""
    if not gaps or hours.end is None:
        return _LUNCH
    free = (hours.end - (hours.start if hours.start is not None else _MORNING) - minutes) // gaps
    if hours.start is not None:
        return free if _SHORT_LUNCH <= free <= _LONG_LUNCH else _LUNCH
    return max(_SHORT_LUNCH, min(_LUNCH, free))


def _start(length: int, hours: Hours) -> int:
    latest = 23 * 60 + 55 - length
    if hours.start is not None:
        return max(0, min(hours.start, latest))
    start = _MORNING if hours.end is None else min(_MORNING, hours.end - length)
    if start < 7 * 60 and hours.end is not None:
        start = 7 * 60
    return max(0, min(start, latest))
