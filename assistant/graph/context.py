"""What the nodes need and the state must not hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from assistant.engine.protocol import Engine, Shelf
from assistant.errors import StorageError
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.selection import Choice, choose_methods
from assistant.models.brief import Brief
from assistant.models.module import Directives, Module
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
    _choices: Callable[[Brief, str], Choice] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # What is proposed is asked for again when it is accepted, and by each change that leaves the methods alone.
        object.__setattr__(self, "_choices", lru_cache(maxsize=64)(self._choose))

    def choose_methods(self, brief: Brief, directives: Directives) -> Choice:
        """See `knowledge.selection.choose_methods`; remembered. Raises IndexFaultError."""
        return self._choices(brief, directives.model_dump_json())

    def _choose(self, brief: Brief, directives: str) -> Choice:
        return choose_methods(brief, Directives.model_validate_json(directives), self.shelf, self.retriever)

    def open_store(self) -> Store:
        """The store. Raises StorageError where there is none."""
        if self.store is None:
            raise StorageError("this run has no store: nothing can be saved")
        return self.store
