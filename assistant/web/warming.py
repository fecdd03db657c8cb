"""What the first conversation would wait for, done while nobody waits: the encoder, the index, the word lists."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import get_args

from assistant.drafts import compose
from assistant.engine.offline.engine import OfflineEngine
from assistant.interview.assumptions import can_complete, complete
from assistant.interview.ledger import merge
from assistant.models.brief import Answers
from assistant.models.module import Directives
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext
from assistant.runtime import Knowledge, Program, app_version
from assistant.web.labels import page

_log = logging.getLogger("jalon.web")


def warm(program: Program, leaving: threading.Event) -> None:
    """Find, read and draft what the page itself proposes to say, in both languages; ends soon when the server does."""
    for step in _steps(program):
        if leaving.is_set():
            return
        try:
            step()
        except Exception:  # noqa: BLE001 - nobody asked for this: whoever meets the fault in a conversation is told
            _log.debug("warming up failed", exc_info=True)


def _steps(program: Program) -> Iterator[Callable[[], object]]:
    """Short ones: the server waits for the one that has begun."""
    retriever = program.knowledge.retriever
    yield retriever.load
    yield retriever.settle
    # Never a model on a server: nobody has asked for anything yet.
    near = replace(program.knowledge, retriever=retriever.local)
    engine = OfflineEngine(near.shelf)
    starters = zip(*(_starters(language) for language in get_args(Language)), strict=False)
    for language, message in chain.from_iterable(starters):
        yield partial(retriever.local.search, message, lang=language)
        yield partial(_draft, near, engine, language, message)


def _starters(language: Language) -> list[tuple[Language, str]]:
    return [(language, str(starter["message"])) for starter in page(language)["chat"]["starters"]]


def _draft(near: Knowledge, engine: OfflineEngine, language: Language, message: str) -> None:
    reading = asyncio.run(engine.read(message, ReadingContext(language=language)))
    answers = merge(Answers(language=language), reading.facts, 0).answers
    if can_complete(answers):
        brief, now = complete(answers), datetime.now(UTC)
        asyncio.run(compose(brief, Directives(), (message,), near, engine, now, app_version()))
