"""Shares a number of minutes between several wants, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Want:
    """What one part would like: its weight, and the bounds that it keeps where the total allows it."""

    weight: float
    low: int = 1
    high: int = 10_000


def share(total: int, wants: Sequence[Want], unit: int = 5) -> list[int]:
    """Whole minutes for each want, adding up to `total`; multiples of `unit` where the bounds and the total allow."""
    if not wants:
        return []
    ideal = _ideal(float(total), wants)
    found = [
        min(max(round(value / unit) * unit, want.low), want.high) for value, want in zip(ideal, wants, strict=True)
    ]
    while (rest := total - sum(found)) != 0:
        step = min(unit, abs(rest)) * (1 if rest > 0 else -1)
        index = _best(found, ideal, wants, step)
        if index is None:
            step = 1 if rest > 0 else -1
            index = _best(found, ideal, wants, step)
        if index is None:
            # The bounds cannot hold together: the largest part gives or takes, nobody goes under a minute.
            index = max(range(len(found)), key=lambda i: (found[i], -i))
        found[index] += step
    return found


def _best(found: Sequence[int], ideal: Sequence[float], wants: Sequence[Want], step: int) -> int | None:
    """The part that a step brings nearest to its ideal, among those that stay in their bounds."""
    sign = 1 if step > 0 else -1
    able = [i for i, want in enumerate(wants) if max(want.low, 1) <= found[i] + step <= want.high]
    return max(able, key=lambda i: ((ideal[i] - found[i]) * sign, -i), default=None)


def _ideal(total: float, wants: Sequence[Want]) -> list[float]:
    """Proportional shares, held between the bounds by filling and emptying in turn."""
    held: dict[int, float] = {}
    while True:
        free = [i for i in range(len(wants)) if i not in held]
        left = total - sum(held.values())
        weight = sum(wants[i].weight for i in free) or 1.0
        shares = {i: left * wants[i].weight / weight for i in free}
        over = {i: float(wants[i].high) for i in free if shares[i] > wants[i].high}
        under = {i: float(wants[i].low) for i in free if shares[i] < wants[i].low}
        # Only the side that overflows more is held, or parts would be held that have room again a round later.
        excess = sum(shares[i] - value for i, value in over.items())
        lack = sum(value - shares[i] for i, value in under.items())
        if not over and not under:
            return [held.get(i, shares.get(i, 0.0)) for i in range(len(wants))]
        held.update(over if excess >= lack and over else under)
