"""What an index holds: passages, what their vectors are made from, and the name that follows from both."""

import hashlib
from collections.abc import Callable, Mapping

import numpy as np

from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.passages import passages, wording
from assistant.models.knowledge import Card

LAYOUT = "3"
"""Part of an index's name: raise it when what is stored about a passage, or how it is stored, changes."""
BATCH = 256

Progress = Callable[[int, int], None]
"""Called with the passages embedded so far and their number."""


class Contents:
    """The passages of all cards, in a stable order, with a digest of what each vector is made from."""

    def __init__(self, cards: Mapping[str, Card], over: str = "") -> None:
        """`over` is the name of the index that these cards are laid over, if any."""
        self._over = over
        pairs = [(passage, card) for _, card in sorted(cards.items()) for passage in passages(card)]
        self.passages = tuple(passage for passage, _ in pairs)
        self.wordings = tuple(wording(passage, card) for passage, card in pairs)
        self.digests = tuple(hashlib.sha256(text.encode()).hexdigest()[:32] for text in self.wordings)

    def name(self, embedder: Embedder) -> str:
        """The name of the index that holds exactly this, in this embedder's vectors.

        What lies below is in it: what is worked out from both, and kept beside the index, holds for these two alone.
        """
        whole = hashlib.sha256(f"{LAYOUT}\n{embedder.identity}\n{self._over}".encode())
        for passage, digest in zip(self.passages, self.digests, strict=True):
            whole.update(f"{passage.id}\t{passage.text}\t{','.join(passage.modalities)}\t{digest}\n".encode())
        return "-".join(part for part in (embedder.label, whole.hexdigest()[:24]) if part)

    def vectors(self, known: Mapping[str, Vectors], embedder: Embedder, progress: Progress | None = None) -> Vectors:
        """One row a passage; only wordings that are not known by their digest are embedded."""
        wanted = zip(self.digests, self.wordings, strict=True)
        fresh = {digest: text for digest, text in wanted if digest not in known}
        made, digests = dict(known), list(fresh)
        for start in range(0, len(digests), BATCH):
            batch = digests[start : start + BATCH]
            made.update(zip(batch, embedder.embed([fresh[digest] for digest in batch]), strict=True))
            if progress is not None:
                progress(start + len(batch), len(digests))
        return np.stack([made[digest] for digest in self.digests]) if self.digests else np.zeros((0, 1), np.float32)
