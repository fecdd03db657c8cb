"""The six briefs that every comparison drafts from, and the draft that the rules make of one."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

import yaml
from pydantic import TypeAdapter

from assistant.drafts import compose
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Engine
from assistant.interview import ledger
from assistant.interview.assumptions import complete
from assistant.models.brief import Answers, Brief
from assistant.models.module import Directives, Module
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext
from assistant.models.value import Value
from assistant.runtime import Knowledge


class Told(Value):
    """A trainer who says everything at once."""

    id: str
    language: Language
    text: str


class Telling(Protocol):
    """Whatever says everything at once."""

    @property
    def language(self) -> Language:
        """Of the text."""

    @property
    def text(self) -> str:
        """The message."""


@cache
def briefs() -> tuple[Told, ...]:
    """The trainers of `briefs.yaml`."""
    found = yaml.load(Path(__file__).with_name("briefs.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return TypeAdapter(tuple[Told, ...]).validate_python(found)


async def brief_of(case: Telling, knowledge: Knowledge, engine: Engine | None = None) -> Brief:
    """What is read in the message, by the rules unless another engine is given, completed by assumptions."""
    reading = await (engine or OfflineEngine(knowledge.shelf)).read(case.text, ReadingContext(language=case.language))
    return complete(ledger.merge(ledger.heard(Answers(language=case.language), reading), reading.facts, 0).answers)


async def draft(case: Telling, knowledge: Knowledge, engine: Engine | None = None) -> Module:
    """The checked module that is made of it, by the rules unless another engine is given; the same at any time."""
    engine = engine or OfflineEngine(knowledge.shelf)
    brief = await brief_of(case, knowledge, engine)
    return await compose(brief, Directives(), (case.text,), knowledge, engine, _DAY, "evals")


_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
