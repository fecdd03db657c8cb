"""An index without vectors: what is left to search in while no embedding model answers."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant.knowledge.contents import Contents
from assistant.knowledge.derived import Derived
from assistant.knowledge.embedder import Vectors
from assistant.models.knowledge import Card, Passage


class NoMeaning:
    """Takes every text for the same: what rests on meanings then decides nothing."""

    identity, label = "none", "words"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        return np.zeros((len(texts), 1), dtype=np.float32)

    def load(self) -> None:
        """Nothing to wait for."""


class WordsOnly:
    """The passages, with nothing near anything by its meaning."""

    meaningful = False

    def __init__(self, cards: Mapping[str, Card]) -> None:
        contents = Contents(cards)
        self.embedder = NoMeaning()
        self.name = contents.name(self.embedder)
        self.passages: Mapping[str, Passage] = {passage.id: passage for passage in contents.passages}
        self.derived = Derived(None)

    def query(
        self,
        asked: str | Vectors,  # noqa: ARG002
        k: int,  # noqa: ARG002
        where: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> list[tuple[Passage, float]]:
        """Nothing."""
        return []

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """One row a passage, all the same."""
        return self.embedder.embed(ids)

    def close(self) -> None:
        """Nothing is open."""
