"""The brief as a designer reads it: each fact with the words that it comes from, or why it was supposed."""

from dataclasses import dataclass

from assistant.interview.display import name_of, value_of
from assistant.language.typography import typeset
from assistant.language.wording import capitalized
from assistant.models.brief import FIELDS_OF_SLOT, Brief, Slot, Source
from assistant.models.terms import Language


@dataclass(frozen=True)
class Fact:
    """What is known of one point."""

    slot: Slot
    name: str
    values: tuple[str, ...]
    quotes: tuple[Source, ...]
    """Where it was said, each once."""
    reasons: tuple[str, ...]
    """Why it was supposed; () = it was said."""


def facts(brief: Brief, language: Language) -> list[Fact]:
    """Every point of the brief, named in the language of the page."""
    return [_fact(slot, brief, language) for slot in FIELDS_OF_SLOT]


def _fact(slot: Slot, brief: Brief, language: Language) -> Fact:
    fields = FIELDS_OF_SLOT[slot]
    said = {(source.quote, source.file): source for source in brief.sources if source.field in fields}
    supposed = [item.reason for item in brief.assumptions if item.field in fields]
    values = brief.competencies if slot == "competencies" else (value_of(slot, brief, brief.language),)
    return Fact(
        slot=slot,
        name=capitalized(name_of(slot, language)),
        values=tuple(capitalized(typeset(value, brief.language)) for value in values),
        quotes=tuple(said.values()),
        reasons=tuple(dict.fromkeys(supposed)),
    )
