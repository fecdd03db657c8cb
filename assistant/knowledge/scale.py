"""The cosines of any embedding model, read on the scale of the one that ships: each crowds its texts in its own way."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assistant.knowledge.derived import Arrays, stamp
from assistant.knowledge.embedder import Vectors
from assistant.knowledge.indexed import Indexed
from assistant.knowledge.situations import is_asked
from assistant.knowledge.strangers import FILE, strangers

STRANGE, ASKED = 0.3, 0.42
"""How near the strangers and the phrases of the situations come to the cards, on average, with the one that ships."""
_TOLD_APART = 0.02
"""A model that hardly tells them apart is not stretched: that would be noise."""
_PHRASES = 40
_DEEP = 2500
"""Neighbours among which there is a passage that is no phrase of a situation."""


@dataclass(frozen=True)
class Scale:
    """Where strangers and situations lie with some model."""

    strange: float = STRANGE
    asked: float = ASKED

    def read(self, cosine: float) -> float:
        """What the cosine would be with the model that ships."""
        spread = self.asked - self.strange
        stretched = (ASKED - STRANGE) / spread if spread > _TOLD_APART else 1.0
        return STRANGE + (cosine - self.strange) * stretched


def scale_of(index: Indexed) -> Scale:
    """Where the model of the index puts strangers and situations. Raises IndexFaultError, EmbeddingError."""
    phrases = [passage.id for passage in index.passages.values() if is_asked(passage.section)]
    if not index.meaningful or not index.embedder.label or not phrases:
        return Scale()

    def measured() -> Arrays:
        beyond = index.embedder.embed([text for _, text in strangers()])
        asked = index.vectors(phrases[:: max(1, len(phrases) // _PHRASES)][:_PHRASES])
        return {"places": np.array([_nearest(index, beyond), _nearest(index, asked)])}

    kept = index.derived.arrays("scale", stamp(FILE, str(_PHRASES)), measured)
    strange, asked = (float(place) for place in kept["places"])
    return Scale(strange, asked)


def _nearest(index: Indexed, vectors: Iterable[Vectors]) -> float:
    """How near these come to the cards' own passages, on average."""
    found = [
        max((cosine for passage, cosine in index.query(row, _DEEP) if not is_asked(passage.section)), default=0.0)
        for row in vectors
    ]
    return sum(found) / max(1, len(found))
