"""What the nodes need and the state must not hold."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import ParamSpec, TypeVar

from assistant.engine.protocol import Argument, Engine, Proposal, Shelf, Watch
from assistant.errors import EmbeddingError, StorageError
from assistant.knowledge.selection import Choice, choose_methods
from assistant.knowledge.steady import Search, Steady
from assistant.mail import News, Post
from assistant.models.brief import Brief
from assistant.models.module import Directives, Module
from assistant.storage.protocol import Store

P = ParamSpec("P")
T = TypeVar("T")
_REMEMBERED = 64
"""Choices and arguments that are remembered."""


@dataclass(frozen=True)
class Context:
    """Dependencies of one run, the clock among them."""

    engine: Engine
    shelf: Shelf
    retriever: Search
    store: Store | None
    """None when nothing is stored: a draft from a file."""
    clock: Callable[[], datetime]
    index: str = ""
    """Hash of the knowledge index, for the module's provenance."""
    app: str = ""
    """Version of Jalon."""
    deliver: Callable[[Module], None] | None = None
    """Called with the checked draft; the drafting stages alone hand it over this way."""
    post: Post | None = None
    """Writes to those whom an act concerns."""
    _told: set[str] = field(default_factory=set, init=False, repr=False)
    """Conversations that know why the search is by words alone."""
    _choices: Callable[[Brief, str], Choice] = field(init=False, repr=False)
    _arguments: dict[Proposal, Argument] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        # What is proposed is asked for again when it is accepted, and by each change that leaves the methods alone.
        object.__setattr__(self, "_choices", lru_cache(maxsize=_REMEMBERED)(self._choose))

    def choose_methods(self, brief: Brief, directives: Directives) -> Choice:
        """See `knowledge.selection.choose_methods`; remembered. Raises IndexFaultError."""
        return self._choices(brief, directives.model_dump_json())

    async def argue_methods(
        self, brief: Brief, directives: Directives, before: Module | None = None, watch: Watch | None = None
    ) -> tuple[Choice, Argument]:
        """The same choice in the engine's words, and what the engine says of them; asked once for the same brief.

        What is as in the version before is not asked for again.

        Raises IndexFaultError.
        """
        choice = await self.searching(self.choose_methods, brief, directives)
        was = (*before.methods, *before.runners_up) if before else ()
        key = Proposal(brief=brief, methods=choice.methods, runners_up=choice.runners_up, before=was)
        if key not in self._arguments:
            while len(self._arguments) >= _REMEMBERED:
                self._arguments.pop(next(iter(self._arguments)))
            self._arguments[key] = await self.engine.argue(key, watch)
        argued = self._arguments[key]
        return choice.model_copy(update={"methods": argued.methods, "runners_up": argued.runners_up}), argued

    async def searching(self, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
        """What some work with the search returns; beside the loop where an embedding model may take its time.

        A search on this machine is work for the interpreter alone: threads would only take turns away from the page.
        """
        if isinstance(self.retriever, Steady):
            return await asyncio.to_thread(work, *given, **more)
        return work(*given, **more)

    def _choose(self, brief: Brief, directives: str) -> Choice:
        given = Directives.model_validate_json(directives)
        return self.retriever.use(lambda retriever: choose_methods(brief, given, self.shelf, retriever))

    def without_meaning(self, thread: str) -> EmbeddingError | None:
        """Why the search is by words alone; said once to each conversation until it is by meaning again."""
        fault = self.retriever.fault
        if fault is None:
            self._told.discard(thread)
            return None
        if thread in self._told:
            return None
        self._told.add(thread)
        return fault

    def tell(self, news: News) -> None:
        """Have those written to whom it concerns, once it is done and kept; returns at once."""
        if self.post is not None:
            self.post.tell(news)

    def open_store(self) -> Store:
        """The store. Raises StorageError where there is none."""
        if self.store is None:
            raise StorageError("this run has no store: nothing can be saved")
        return self.store


ContextOf = Callable[[str], Awaitable[Context]]
"""What a run of an organisation works with, by its id: its own cards, and what is remembered of them."""
