"""The days of a module as a drawing that needs no script: one line a day, each sequence as long as it takes."""

from dataclasses import dataclass

from assistant.export.plan import minutes_of
from assistant.models.module import Day, Module, Sequence
from assistant.models.terms import DOING

LEFT, ROW, GAP = 64, 40, 10
"""Room for the name of a day, height of a line, and between two."""
WIDTH = 960
_NARROW = 26
"""Narrower than that has no room for its id."""


@dataclass(frozen=True)
class Bar:
    """A sequence on the line of its day."""

    sequence: Sequence
    x: float
    width: float

    @property
    def kind(self) -> str:
        """What it looks like: who acts in it."""
        if self.sequence.kind in {"break", "assessment"}:
            return self.sequence.kind
        return "doing" if self.sequence.learning_type in DOING else "receiving"

    @property
    def label(self) -> str:
        """Its id, where there is room for it."""
        return self.sequence.id if self.width >= _NARROW and self.sequence.kind != "break" else ""


@dataclass(frozen=True)
class Line:
    """A day."""

    day: Day
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """All days on one scale."""

    lines: tuple[Line, ...]
    hours: tuple[tuple[int, float], ...]
    """Full hours and where they stand; () where the days have no hours."""

    @property
    def height(self) -> int:
        """Of the drawing."""
        return len(self.lines) * (ROW + GAP) + 24


def timeline(module: Module) -> Timeline:
    """Where each sequence stands; days without hours begin at the left."""
    spans = [_spans(day) for day in module.progression]
    first = min((start for day in spans for start, _ in day), default=0)
    last = max((start + item.minutes for day in spans for start, item in day), default=first + 1)
    scale = (WIDTH - LEFT - 24) / max(1, last - first)
    timed = any(item.start for item in module.sequences())

    def place(minute: int) -> float:
        return round(LEFT + (minute - first) * scale, 1)

    lines = tuple(
        Line(
            day,
            24 + number * (ROW + GAP),
            tuple(Bar(item, place(start), round(item.minutes * scale, 1)) for start, item in spans[number]),
        )
        for number, day in enumerate(module.progression)
    )
    hours = range(-(-first // 60), last // 60 + 1) if timed else range(0)
    return Timeline(lines, tuple((hour, place(hour * 60)) for hour in hours))


def _spans(day: Day) -> list[tuple[int, Sequence]]:
    """Each sequence with the minute at which it begins."""
    found: list[tuple[int, Sequence]] = []
    now = 0
    for item in day.sequences:
        start = minutes_of(item.start) if item.start else now
        found.append((start, item))
        now = start + item.minutes
    return found
