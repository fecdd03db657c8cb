"""Fits the steps of an activity to its minutes exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.planner.budget import Want, share
from assistant.models.knowledge import Scale
from assistant.models.terms import Merrill

_LONGEST_TALK = 15
"""Minutes of talk or demonstration at a stretch; the norm is twenty."""
_INSTRUCTIONS = 3
_DEBRIEF = 0.2


@dataclass(frozen=True)
class Piece:
    """A step to fit: what it is for, how long it takes in a typical run, how it grows."""

    phase: Merrill
    minutes: int
    scale: Scale = "stretch"
    fixed: bool = False
    """Its minutes are given (an assessment's own time): kept to the minute when there is room."""


def fit(pieces: Sequence[Piece], minutes: int, *, collective: bool, practice: int = 0) -> list[tuple[int, int]]:
    """Indexes of the pieces that are kept, each with its minutes; they add up to `minutes`.

    A collective activity keeps three minutes of instructions and a debriefing of a fifth of its time.
    """
    kept = _kept(pieces, minutes)
    wants = [_want(pieces[index], minutes, practice) for index in kept]
    if collective and len(kept) > 1:
        first, last = wants[0], wants[-1]
        least = -(-minutes // 5) if minutes >= 8 else 1
        wants[0] = Want(first.weight, min(max(first.low, _INSTRUCTIONS), max(1, minutes // 3)), first.high)
        wants[-1] = Want(max(last.weight, least), least, max(least, last.high, round(minutes * 0.3)))
    return list(zip(kept, share(minutes, wants, unit=1), strict=True))


def _kept(pieces: Sequence[Piece], minutes: int) -> list[int]:
    """As many pieces as the time can hold, the dispensable ones dropped first."""
    room = max(1, minutes // 4) if minutes < 12 else max(3, minutes // 5)
    indexes = list(range(len(pieces)))
    while len(indexes) > room:
        indexes.remove(max(indexes, key=lambda i: (_dispensable(pieces, indexes, i), i)))
    return indexes


def _dispensable(pieces: Sequence[Piece], indexes: Sequence[int], index: int) -> int:
    """From 0, what the activity cannot do without, to 9."""
    phase = pieces[index].phase
    applied = [i for i in indexes if pieces[i].phase == "apply"]
    if phase == "apply":
        return 0 if len(applied) == 1 else 5 if index != applied[0] else 2
    order: dict[Merrill, int] = {"activate": 6, "demonstrate": 3, "integrate": 1, "apply": 0}
    return order[phase]


def _want(piece: Piece, minutes: int, practice: int) -> Want:
    if piece.fixed:
        return Want(piece.minutes, min(piece.minutes, minutes), piece.minutes)
    match piece.phase:
        case "demonstrate":
            typical = min(piece.minutes, max(2, round(minutes * 0.3)))
            return Want(typical * (1 - 0.15 * practice), 2 if minutes >= 12 else 1, min(_LONGEST_TALK, max(2, typical)))
        case "activate":
            typical = min(piece.minutes, max(2, round(minutes * 0.2)))
            return Want(typical, 1, max(typical, _INSTRUCTIONS))
        case "integrate":
            return Want(max(piece.minutes, minutes * 0.2), 1, max(3, round(minutes * 0.3)))
        case "apply":
            grown = piece.minutes if piece.scale == "fixed" else max(piece.minutes, minutes * 0.35)
            return Want(grown * (1 + 0.25 * practice), 1 if minutes < 12 else 3)
