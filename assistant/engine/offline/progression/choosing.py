"""Choices of wording: the same brief gives the same words, and no wording comes twice before all have come once."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from zlib import crc32

T = TypeVar("T", bound=Hashable)


def place(seed: str, size: int) -> int:
    """A stable place in a list, from the words of the seed."""
    return crc32(seed.encode()) % size


@dataclass
class Picker:
    """Remembers what was used in one draft."""

    used: Counter[Hashable] = field(default_factory=Counter)
    latest: dict[Hashable, int] = field(default_factory=dict)

    def pick(self, pool: Sequence[T], seed: str) -> T:
        """The least used of the pool, of those the one used longest ago, from the place that the seed points to."""
        start = place(seed, len(pool))
        turned = [*pool[start:], *pool[:start]]
        choice = min(turned, key=lambda item: (self.used[item], self.latest.get(item, 0)))
        self.used[choice] += 1
        self.latest[choice] = len(self.latest) + self.used.total()
        return choice
