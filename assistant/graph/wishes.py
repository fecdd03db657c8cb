"""What a wish about a draft comes to: the same in a conversation and at the review desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.engine.protocol import Engine, Restated, Wish
from assistant.engine.revision import Applied, apply_edits
from assistant.interview import ledger
from assistant.interview.assumptions import complete
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Brief
from assistant.models.knowledge import Card
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.models.turn import Reading, ReadingContext
from assistant.review.editing import keep_title


@dataclass(frozen=True)
class Plan:
    """The brief and the directives of the next draft."""

    applied: Applied
    brief: Brief
    changes: bool
    """Whether the next draft can be another one."""


def reading_context(module: Module, language: Language) -> ReadingContext:
    """What an engine knows when it reads a sentence about a draft: all of the brief has a value."""
    brief = module.brief
    return ReadingContext(
        language=language,
        phase="revised",
        known=tuple(name for names in FIELDS_OF_SLOT.values() for name in names),
        duration_minutes=brief.duration_minutes,
        days=brief.days,
        competencies=brief.competencies,
    )


async def restate(
    message: str, reading: Reading, module: Module, language: Language, engine: Engine
) -> tuple[Reading, Restated]:
    """The reading with what the engine makes of a message in which no change was read, and how it put it."""
    context = reading_context(module, language)
    found = await engine.restate(Wish(message=message, reading=reading, module=module, context=context))
    if found.edits:
        reading = reading.model_copy(update={"edits": found.edits})
    return reading, found


def plan(
    before: Module, answers: Answers, reading: Reading, turn: int, cards: Mapping[str, Card], language: Language
) -> Plan:
    """What a reading changes in the brief and in what was decided of a draft."""
    merged = ledger.merge(answers, reading.facts, turn)
    applied = apply_edits(before, merged.answers, reading.edits, cards, language)
    brief = before.brief
    if applied.answers != ledger.answers_of(brief):
        brief = keep_title(complete(applied.answers), applied.directives)
    changes = brief != before.brief or applied.directives != before.directives
    return Plan(applied, brief, changes=changes or wants_anew(reading, before))


def wants_anew(reading: Reading, before: Module) -> bool:
    """Whether the whole draft is to be written anew, with all that was decided of it; "go" where nothing is written."""
    return reading.command == "redraft" or (reading.command == "draft" and not before.sequences())
