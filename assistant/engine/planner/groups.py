"""Groups of a given size out of n people, and passages one after the other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passages:
    """How n people take their turn in the minutes that there are."""

    turns: int
    """Passages in all."""
    stations: int
    """Stations that run at the same time."""
    seconds: int
    """Length of one passage."""

    @property
    def minutes(self) -> float:
        """Minutes that the passages take, stations side by side."""
        return -(-self.turns // self.stations) * self.seconds / 60


def group_sizes(n: int, size: int) -> dict[int, int]:
    """How many groups of which size: people who are left over make groups larger, or one smaller group.

    >>> group_sizes(17, 4)
    {4: 3, 5: 1}
    """
    if n <= size + 1:
        return {n: 1}
    count, over = divmod(n, size)
    if size > 2 and over == size - 1:
        return {size: count, over: 1}
    if over > count:
        count += 1
        base, over = divmod(n, count)
        return {base: count - over, **({base + 1: over} if over else {})}
    return {key: value for key, value in {size: count - over, size + 1: over}.items() if value}


def passages(
    n: int, minutes: int, typical_seconds: int, rounds: int = 1, held: int | None = None, longest_turn: int = 0
) -> Passages:
    """Turns for everyone within the minutes: as few stations as possible, none shorter than half the typical turn;
    when so many stations are held, all of them and no more."""
    turns = n * rounds
    if held:
        side = min(held, n)
        return Passages(turns, side, _round(min(minutes * 60 // -(-turns // side), max(typical_seconds, 60) * 2)))
    shortest = max(30, typical_seconds // 2)
    for stations in range(1, turns + 1):
        longest = minutes * 60 // -(-turns // stations)
        if longest >= shortest:
            return Passages(turns, stations, _round(min(longest, longest_turn or max(typical_seconds, 60) * 2)))
    return Passages(turns, turns, _round(min(minutes * 60, typical_seconds)))


def _round(seconds: int) -> int:
    """Down to a length that a trainer can hold with a watch."""
    for unit, least in ((60, 180), (30, 90), (15, 0)):
        if seconds >= least:
            return max(15, seconds // unit * unit)
    return seconds
