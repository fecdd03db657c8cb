"""What the search asks of an index, whatever holds it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.knowledge.derived import Derived
from assistant.knowledge.embedder import Embedder, Vectors
from assistant.models.knowledge import Passage

TABLE = "vectors"
"""Under which every vector is kept beside an index."""


class Indexed(Protocol):
    """Passages, and what is near a text by its meaning. Every question raises IndexFaultError, EmbeddingError."""

    name: str
    passages: Mapping[str, Passage]
    derived: Derived
    meaningful: bool
    """False where nothing is near anything."""

    @property
    def embedder(self) -> Embedder:
        """What makes its vectors."""

    def query(
        self, asked: str | Vectors, k: int, where: Mapping[str, Any] | None = None
    ) -> list[tuple[Passage, float]]:
        """The k nearest passages with their cosine, best first."""

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The vectors of passages, in the order of their ids."""

    def close(self) -> None:
        """Let go of the files."""
