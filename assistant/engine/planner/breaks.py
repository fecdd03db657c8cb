"""Breaks of a half-day, and the stretches of work between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.engine.planner.budget import Want, share
from assistant.models.terms import Modality

_LONGEST_STRETCH = 90
_REMOTE_STRETCH = 75
_BREAK, _LONG_BREAK = 10, 15
_SHORTEST_STRETCH = 20


@dataclass(frozen=True)
class Stretches:
    """Minutes of each sequence, stretch by stretch; a break stands between two stretches."""

    minutes: tuple[tuple[int, ...], ...]


def break_minutes(half: int, modality: Modality) -> tuple[int, ...]:
    """Lengths of the breaks of a half-day of so many minutes; () when it is short enough for none."""
    if modality == "async" or half <= _LONGEST_STRETCH:
        return ()
    limit = _REMOTE_STRETCH if modality == "remote" else _LONGEST_STRETCH
    count = 1
    while half - _length(count, half) * count > limit * (count + 1):
        count += 1
    return (_length(count, half),) * count


def _length(count: int, half: int) -> int:
    return _LONG_BREAK if count == 1 and half > 150 else _BREAK


def stretches(wants: Sequence[Want], minutes: int, breaks: int) -> Stretches:
    """Cut sequences, in order, into `breaks + 1` stretches of at most 90 minutes that add up to `minutes`."""
    count = max(1, min(breaks + 1, len(wants)))
    groups = _cut(tuple(wants), minutes, count)
    bounds = [_bounds(group) for group in groups]
    totals = share(minutes, bounds)
    return Stretches(tuple(tuple(share(total, group)) for total, group in zip(totals, groups, strict=True)))


def _bounds(group: Sequence[Want]) -> Want:
    low, high = sum(want.low for want in group), sum(want.high for want in group)
    return Want(sum(want.weight for want in group), low, max(low, min(_LONGEST_STRETCH, high)))


def _cut(wants: tuple[Want, ...], minutes: int, count: int) -> list[tuple[Want, ...]]:
    """The contiguous cut whose stretches are the most even and that keeps each in its bounds."""
    weight = sum(want.weight for want in wants) or 1.0
    ideal = [max(want.low, min(want.high, minutes * want.weight / weight)) for want in wants]
    target = minutes / count

    def cost(first: int, last: int) -> float:
        length, low = sum(ideal[first:last]), sum(want.low for want in wants[first:last])
        high = sum(want.high for want in wants[first:last])
        misfit = max(0.0, low - _LONGEST_STRETCH) + max(0.0, _SHORTEST_STRETCH - high)
        return (length - target) ** 2 + 10_000 * misfit

    @cache
    def best(first: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return cost(first, len(wants)), (len(wants),)
        options = []
        for last in range(first + 1, len(wants) - left + 2):
            later, ends = best(last, left - 1)
            options.append((cost(first, last) + later, (last, *ends)))
        return min(options)

    ends = best(0, count)[1]
    return [wants[first:last] for first, last in zip((0, *ends), ends, strict=False)]
