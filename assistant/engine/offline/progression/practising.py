"""More practice: minutes of openings, of talk and of closings that go to the steps in which learners act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.engine.offline.progression.draft import timed
from assistant.engine.offline.progression.minutes import Placed
from assistant.engine.offline.progression.setting import Setting

POINTS = 0.11
"""Of the working time, that one request moves where there is room: ten points, with a margin for whole minutes."""
_TENTHS = 10
_FRAME = 6
"""Minutes of an opening beside its diagnostic: a situation, and where the module goes."""
_SHORTEST: dict[str, int] = {"opening": 10, "recall": 8, "day": 5}
_CLOSING, _SHORT_CLOSING, _SHORT_MODULE = 10, 5, 60
_LONGEST_STRETCH = 90


@dataclass(frozen=True)
class Practice:
    """The sequences, and the share of what each step can give that goes to practice."""

    placed: list[Placed]
    leaning: float


def practised(placed: list[Placed], setting: Setting, times: int) -> Practice:
    """As much as was asked for, or all that there is."""
    if not times:
        return Practice(placed, 0.0)
    now, work = acting(Practice(placed, 0.0), setting), sum(item.minutes for item in placed)
    wanted = now + POINTS * times * work
    found = Practice(placed, 0.0)
    for tenth in range(1, _TENTHS + 1):
        found = Practice(_from_moments(placed, setting, tenth / _TENTHS), tenth / _TENTHS)
        if acting(found, setting) >= wanted:
            break
    return found


def acting(practice: Practice, setting: Setting) -> int:
    """Minutes in which learners act, in activities and in assessments."""
    return sum(
        step.minutes
        for item in practice.placed
        if item.draft.kind in ("activity", "assessment")
        for step in timed(item.draft, item.minutes, setting, practice.leaning)
        if step.phase == "apply"
    )


def _from_moments(placed: list[Placed], setting: Setting, share: float) -> list[Placed]:
    """Openings and closings give to the activities of their stretch, else of their half-day, by fives."""
    lengths = [item.minutes for item in placed]
    for place, item in enumerate(placed):
        if item.draft.kind not in ("opening", "closing"):
            continue
        free = max(0, item.minutes - _least(item, setting)) * share
        given = int(free) if item.minutes % 5 else round(free / 5) * 5
        while given > 0 and item.minutes - given < _least(item, setting):
            given -= 1 if item.minutes % 5 else 5
        for _ in range(-(-given // 5)):
            step = min(5, given)
            taker = _taker(place, step, placed, lengths)
            if taker is None:
                break
            lengths[place] -= step
            lengths[taker] += step
            given -= step
    return [replace(item, minutes=length) for item, length in zip(placed, lengths, strict=True)]


def _least(item: Placed, setting: Setting) -> int:
    draft = item.draft
    if draft.role == "opening":
        given = sum(line.piece.minutes for line in draft.lines if line.piece.fixed)
        return max(5, given + _FRAME) if given else _SHORTEST["opening"]
    if draft.role == "closing":
        short = setting.brief.duration_minutes < _SHORT_MODULE
        return _SHORT_CLOSING if short else _CLOSING
    return _SHORTEST.get(draft.role, item.minutes)


def _taker(place: int, step: int, placed: Sequence[Placed], lengths: Sequence[int]) -> int | None:
    own = placed[place]
    able = [i for i, item in enumerate(placed) if item.draft.kind == "activity" and item.half == own.half]
    beside = [i for i in able if placed[i].stretch == own.stretch]

    def stretch(index: int) -> int:
        key = placed[index].half, placed[index].stretch
        return sum(length for item, length in zip(placed, lengths, strict=True) if (item.half, item.stretch) == key)

    fit = beside or [i for i in able if stretch(i) + step <= _LONGEST_STRETCH]
    return min(fit, key=lambda i: (lengths[i], i), default=None)
