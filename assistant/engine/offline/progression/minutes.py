"""Minutes that the trainer fixed for a sequence: taken from its neighbours, nobody else's change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from assistant.engine.offline.progression.draft import Draft

_SHORTEST = 5


class Timed(Protocol):
    """A draft with its minutes and its place."""

    draft: Draft
    minutes: int
    half: int
    stretch: int


P = TypeVar("P", bound=Timed)


def honoured(placed: Sequence[P], wanted: Mapping[str, int]) -> list[P]:
    """The sequences with the minutes asked for, by the id that each will have; each half-day keeps its length."""
    lengths = [item.minutes for item in placed]
    fixed = {int(name[1:]) - 1: minutes for name, minutes in wanted.items() if _is_sequence(name, len(placed))}
    for place, minutes in sorted(fixed.items()):
        _give(place, minutes - lengths[place], placed, lengths, frozenset(fixed))
    return [replace(item, minutes=length) for item, length in zip(placed, lengths, strict=True)]  # type: ignore[type-var]


def _is_sequence(name: str, count: int) -> bool:
    return name[:1] == "S" and name[1:].isdigit() and 1 <= int(name[1:]) <= count


def _give(place: int, change: int, placed: Sequence[Timed], lengths: list[int], fixed: frozenset[int]) -> None:
    """Move minutes between a sequence and the others of its half-day, its own stretch first."""
    own = placed[place]
    others = [i for i, item in enumerate(placed) if i != place and i not in fixed and item.half == own.half]
    order = sorted(
        others,
        key=lambda i: (placed[i].draft.kind != "activity", placed[i].stretch != own.stretch, -lengths[i], i),
    )
    for other in order:
        if change > 0:
            moved = min(change, max(0, lengths[other] - _SHORTEST))
        else:
            moved = change
        lengths[other] -= moved
        lengths[place] += moved
        change -= moved
        if change == 0:
            return
