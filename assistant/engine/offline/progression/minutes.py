"""Minutes of each sequence: shared by stretches, lent to methods that need more, fixed where the trainer said so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.engine.offline.progression.draft import Draft
from assistant.engine.offline.progression.outline import HalfOutline
from assistant.engine.planner import Want, stretches
from assistant.models.knowledge import Card

_SHORTEST = 5
_SHORTEST_DONOR = 20
_LONGEST_STRETCH = 90
_MOST_LENT = 25
_EASED = 0.6


@dataclass(frozen=True)
class Placed:
    """A draft with its minutes, its half-day and the stretch that it stands in."""

    draft: Draft
    minutes: int
    half: int
    stretch: int
    id: str = ""


def laid(halves: Sequence[HalfOutline], drafts: Sequence[Sequence[Draft]]) -> list[Placed]:
    """The drafts of each half-day in stretches between breaks, adding up to the half-day."""
    found: list[Placed] = []
    for number, (half, parts) in enumerate(zip(halves, drafts, strict=True)):
        cut = _cut(_wants(parts, half), half)
        flat = [(minutes, place) for place, run in enumerate(cut) for minutes in run]
        found += [Placed(draft, minutes, number, place) for draft, (minutes, place) in zip(parts, flat, strict=True)]
    return found


def _cut(wants: Sequence[Want], half: HalfOutline) -> tuple[tuple[int, ...], ...]:
    """Stretches that nobody sits through for too long; methods give up some of their time for it where they must."""
    cut = stretches(wants, half.net, len(half.breaks)).minutes
    if half.half.start is None or max(sum(run) for run in cut) <= _LONGEST_STRETCH:
        return cut
    eased = [replace(want, low=min(want.low, max(_SHORTEST, round(want.low * _EASED)))) for want in wants]
    other = stretches(eased, half.net, len(half.breaks)).minutes
    return min(cut, other, key=lambda runs: max(sum(run) for run in runs))


def _wants(parts: Sequence[Draft], half: HalfOutline) -> list[Want]:
    """Weights of activities are shares of what the moments leave; in minutes they can be compared."""
    fixed = sum(draft.want.weight for draft in parts if draft.kind != "activity")
    running = sum(draft.want.weight for draft in parts if draft.kind == "activity")
    each = max(5.0, (half.net - fixed) / max(1.0, running))
    wants = [_want(draft, each) for draft in parts]
    lacking = sum(want.low for want in wants) - half.net
    if lacking <= 0:
        return wants
    # Methods cannot all have the time that they ask for: each gives up the same share.
    share = max(0.0, 1 - lacking / max(1, sum(want.low for want in wants)))
    return [replace(want, low=max(1, _fives(int(want.low * share)))) for want in wants]


def _want(draft: Draft, each: float) -> Want:
    want = draft.want
    if draft.kind != "activity":
        return Want(want.weight, _fives(want.low), max(_fives(want.high), _fives(want.low)))
    low = _fives(min(want.low, max(8, round(want.weight * each * 1.3))))
    return Want(want.weight * each, low, max(_fives(want.high), low))


def _fives(minutes: int) -> int:
    """Down to a time that a clock shows; short times stay as they are."""
    return minutes if minutes < 10 else minutes // 5 * 5


def lent(placed: Sequence[Placed], cards: Mapping[str, Card]) -> list[Placed]:
    """The sequences, with some minutes of their neighbours for methods that would otherwise be too short."""
    lengths = [item.minutes for item in placed]
    spent: Counter[str] = Counter()
    for item in placed:
        spent.update(dict.fromkeys(item.draft.methods, item.minutes))
    for name, minutes in spent.items():
        lacking = -(-(cards[name].minutes.min - minutes) // 5) * 5
        own = [i for i, item in enumerate(placed) if item.draft.kind == "activity" and name in item.draft.methods]
        if own and 0 < lacking <= _MOST_LENT:
            _lend(max(own, key=lambda i: (lengths[i], -i)), lacking, name, placed, lengths)
    return _with(placed, lengths)


def _lend(place: int, lacking: int, name: str, placed: Sequence[Placed], lengths: list[int]) -> None:
    own = placed[place]
    run = [i for i, item in enumerate(placed) if (item.half, item.stretch) == (own.half, own.stretch)]
    half = [i for i, item in enumerate(placed) if item.half == own.half]
    room = _LONGEST_STRETCH - sum(lengths[i] for i in run)
    donors = [i for i in half if placed[i].draft.kind == "activity" and name not in placed[i].draft.methods]
    for donor in sorted(donors, key=lambda i: (i not in run, -lengths[i], i)):
        least = max(_SHORTEST_DONOR, round(placed[donor].minutes * 0.6))
        moved = max(0, min(lacking, lengths[donor] - least, lacking if donor in run else room))
        lengths[donor] -= moved
        lengths[place] += moved
        lacking -= moved
        room -= 0 if donor in run else moved


def honoured(placed: Sequence[Placed], wanted: Mapping[str, int]) -> list[Placed]:
    """The sequences with the minutes asked for, by id; each half-day keeps its length."""
    lengths = [item.minutes for item in placed]
    fixed = {place: wanted[item.id] for place, item in enumerate(placed) if item.id in wanted}
    for place, minutes in sorted(fixed.items()):
        _give(place, minutes - lengths[place], placed, lengths, frozenset(fixed))
    return _with(placed, lengths)


def _give(place: int, change: int, placed: Sequence[Placed], lengths: list[int], fixed: frozenset[int]) -> None:
    """Move minutes between a sequence and the others of its half-day, its own stretch first."""
    own = placed[place]
    others = [i for i, item in enumerate(placed) if i != place and i not in fixed and item.half == own.half]
    order = sorted(
        others, key=lambda i: (placed[i].draft.kind != "activity", placed[i].stretch != own.stretch, -lengths[i], i)
    )
    for other in order:
        moved = min(change, max(0, lengths[other] - _SHORTEST)) if change > 0 else change
        lengths[other] -= moved
        lengths[place] += moved
        change -= moved
        if change == 0:
            return


def _with(placed: Sequence[Placed], lengths: Sequence[int]) -> list[Placed]:
    return [replace(item, minutes=length) for item, length in zip(placed, lengths, strict=True)]
