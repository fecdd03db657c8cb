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


def fit(pieces: Sequence[Piece], minutes: int, *, collective: bool) -> list[tuple[int, int]]:
    """Indexes of the pieces that are kept, each with its minutes; they add up to `minutes`.

    A collective activity keeps three minutes of instructions and a debriefing of a fifth of its time.
    """
    kept = _kept(pieces, minutes)
    wants = [_want(pieces[index], minutes) for index in kept]
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


def _want(piece: Piece, minutes: int) -> Want:
    if piece.fixed:
        return Want(piece.minutes, min(piece.minutes, minutes), piece.minutes)
    match piece.phase:
        case "demonstrate":
            typical = min(piece.minutes, max(2, round(minutes * 0.3)))
            return Want(typical, 2 if minutes >= 12 else 1, min(_LONGEST_TALK, max(2, typical)))
        case "activate":
            typical = min(piece.minutes, max(2, round(minutes * 0.2)))
            return Want(typical, 1, max(typical, _INSTRUCTIONS))
        case "integrate":
            return Want(max(piece.minutes, minutes * 0.2), 1, max(3, round(minutes * 0.3)))
        case "apply":
            grown = piece.minutes if piece.scale == "fixed" else max(piece.minutes, minutes * 0.35)
            return Want(grown, 1 if minutes < 12 else 3)


def lean(pieces: Sequence[Piece], spent: Sequence[int], *, collective: bool, share: float, debrief: int) -> list[int]:
    """The same minutes with a share of what is not practice moved to it, as far as each step can give.

    `debrief` is what the steps that integrate keep between them.
    """
    # Turns taken one after the other are long enough: what is free goes to those who all act at once.
    takers = [i for i, piece in enumerate(pieces) if piece.phase == "apply" and piece.scale != "fixed"]
    takers = takers or [i for i, piece in enumerate(pieces) if piece.phase == "apply"]
    if not takers or share <= 0:
        return list(spent)
    total, found = sum(spent), list(spent)
    integrating = [i for i, piece in enumerate(pieces) if piece.phase == "integrate"]
    freed = 0
    for index, piece in enumerate(pieces):
        if piece.phase == "apply":
            continue
        least = _LEAST_SHOWN if piece.phase == "demonstrate" else _LEAST_SAID
        if index == 0 and collective:
            least = _INSTRUCTIONS
        if piece.phase == "integrate":
            others = sum(found[i] for i in integrating if i != index)
            least = max(_LEAST_SAID, debrief - others)
        given = round(max(0, found[index] - min(least, total)) * share)
        found[index] -= given
        freed += given
    for number in range(freed):
        found[takers[number % len(takers)]] += 1
    return found


_LEAST_SHOWN, _LEAST_SAID = 2, 2
"""Minutes of a demonstration, and of a word before or after, that still say something."""
