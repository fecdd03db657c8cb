"""What the nodes need and the state must not hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.engine.protocol import Engine, Shelf
from assistant.errors import StorageError
from assistant.knowledge.retriever import Retriever
from assistant.models.module import Module
from assistant.storage.protocol import Store


@dataclass(frozen=True)
class Context:
    """Dependencies of one run, the clock among them."""

    engine: Engine
    shelf: Shelf
    retriever: Retriever
    store: Store | None
    """None when nothing is stored: a draft from a file."""
    clock: Callable[[], datetime]
    index: str = ""
    """Hash of the knowledge index, for the module's provenance."""
    app: str = ""
    """Version of Jalon."""
    deliver: Callable[[Module], None] | None = None
    """Called with the checked draft; the drafting stages alone hand it over this way."""

    def open_store(self) -> Store:
        """The store. Raises StorageError where there is none."""
        if self.store is None:
            raise StorageError("this run has no store: nothing can be saved")
        return self.store
