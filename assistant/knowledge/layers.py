"""An index over another: a few cards are searched with thousands of passages, which nobody copies for them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.indexed import Indexed
from assistant.models.knowledge import Passage


class Layered:
    """The passages of the cards above, and those below of every card that is not above too: see `Indexed`."""

    def __init__(self, below: Indexed, above: Indexed) -> None:
        """Both by the same embedder."""
        replaced = {passage.card for passage in above.passages.values()}
        kept = {name: passage for name, passage in below.passages.items() if passage.card not in replaced}
        self.passages: Mapping[str, Passage] = {**kept, **above.passages}
        self.name = f"{below.name}+{above.name}"
        self.meaningful = below.meaningful
        self.derived = above.derived
        self._below, self._above = below, above
        self._hidden = len(below.passages) - len(kept)

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors of both."""
        return self._below.embedder

    def query(
        self, asked: str | Vectors, k: int, where: Mapping[str, Any] | None = None
    ) -> list[tuple[Passage, float]]:
        """The k nearest of both, best first."""
        vector = self.embedder.embed([asked])[0] if isinstance(asked, str) else asked
        # Those that are hidden may be nearer than any other.
        below = self._below.query(vector, k + self._hidden, where)
        shown = [row for row in below if self.passages.get(row[0].id) is row[0]]
        return sorted((*shown, *self._above.query(vector, k, where)), key=lambda row: -row[1])[:k]

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The vectors of passages, in the order of their ids."""
        above = [name for name in ids if name in self._above.passages]
        if len(above) == len(ids):
            return self._above.vectors(ids)
        if not above:
            return self._below.vectors(ids)
        rows = dict(zip(above, self._above.vectors(above), strict=True))
        below = [name for name in ids if name not in rows]
        rows.update(zip(below, self._below.vectors(below), strict=True))
        return np.stack([rows[name] for name in ids])

    def close(self) -> None:
        """Let go of the files above; those below may serve others."""
        self._above.close()
