"""A search that never fails with its embedding model: it goes on by words, says why, and comes back by itself."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from assistant.errors import EmbeddingError, IndexFaultError, ModelChangedError
from assistant.knowledge.indexed import Indexed
from assistant.knowledge.remote import PAUSE
from assistant.knowledge.retriever import Retriever
from assistant.models.knowledge import Hit
from assistant.models.terms import CardKind, Language, Modality

T = TypeVar("T")
_log = logging.getLogger("jalon.search")


class Steady:
    """Two searches over the same cards: by meaning and words, and by words alone. Safe to call from several threads."""

    def __init__(
        self, opened: Callable[[], Retriever], words: Retriever, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`opened` opens or builds the index of meanings. Raises IndexFaultError where that cannot be."""
        self.local = words
        """The search that asks nobody."""
        self.fault: EmbeddingError | None = None
        """Why the last search was by words alone; None when it was not."""
        self._open, self._clock = opened, clock
        self._full: Retriever | None = None
        self._building = threading.Lock()
        self._next = 0.0
        self._reopen()

    @property
    def index(self) -> Indexed:
        """What is searched now."""
        return (self._full or self.local).index

    def search(
        self,
        query: str,
        *,
        kind: CardKind | None = None,
        lang: Language | None = None,
        modality: Modality | None = None,
        k: int = 5,
    ) -> tuple[Hit, ...]:
        """See `knowledge.retriever.Retriever.search`."""
        return self.use(lambda retriever: retriever.search(query, kind=kind, lang=lang, modality=modality, k=k))

    def use(self, work: Callable[[Retriever], T]) -> T:
        """What the work makes of a search that answers, done again by words where meanings fail in the middle."""
        full = self._full
        if full is None:
            self._come_back()
            return work(self.local)
        try:
            done = work(full)
        except ModelChangedError as error:
            self._told(error)
            self._full, self._next = None, 0.0
            self._come_back()
        except EmbeddingError as error:
            self._told(error)
        else:
            self.fault = None
            return done
        return work(self.local)

    def prepare(self) -> None:
        """Nothing: what was asked before needs no model, and what was not loads it."""

    def load(self) -> None:
        """Load what the first search would wait for."""
        if self._full is not None:
            self._full.load()

    def settle(self) -> None:
        """Work out now what is kept on disk. Raises IndexFaultError."""
        self.use(lambda retriever: retriever.settle())

    def wait(self) -> None:
        """Until an index that is being built is there, or cannot be."""
        with self._building:
            pass

    def _reopen(self) -> None:
        """Open the index of meanings, or note why it cannot be."""
        self._next = self._clock() + PAUSE
        try:
            try:
                self._full = self._open()
            except ModelChangedError as error:
                _log.warning("%s", error)
                self._full = self._open()
            self.fault = None
        except EmbeddingError as error:
            self._told(error)

    def _come_back(self) -> None:
        """Try again beside what goes on, once in a while: to embed every card takes longer than a talk waits."""
        if self._clock() < self._next or not self._building.acquire(blocking=False):
            return

        def build() -> None:
            try:
                self._reopen()
            except IndexFaultError as error:
                _log.warning("%s", error)
            finally:
                self._building.release()

        threading.Thread(target=build, name="index", daemon=True).start()

    def _told(self, error: EmbeddingError) -> None:
        if self.fault is None or str(self.fault) != str(error):
            _log.warning("the search goes on by words alone: %s", error)
        self.fault = error


Search = Retriever | Steady
"""What finds cards, whatever stands behind it."""
