"""What was understood and what is assumed, to confirm or correct."""

from assistant.interview import display
from assistant.interview.assumptions import complete
from assistant.interview.words import words
from assistant.language.grammar import capitalized, uncapitalized
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Assumption, Brief, Slot
from assistant.models.terms import Language

_LEFT_OUT: frozenset[Slot] = frozenset({"title", "constraints"})
"""Assumptions that there is nothing to say about."""


def recap(answers: Answers, title: str) -> str:
    """The whole brief as Markdown: what the trainer said, what documents say, then what is assumed, with the reason."""
    language = answers.language
    brief, texts = complete(answers), words(language)["recap"]
    assumed = {item.field: item for item in brief.assumptions}
    facts: list[str] = []
    read: list[str] = []
    guesses: list[str] = []
    for slot, names in FIELDS_OF_SLOT.items():
        found = assumed.get(names[0])
        if found is None:
            (read if brief.rests_on_files(names[0]) else facts).append(
                _line(slot, display.value_of(slot, brief, language), language)
            )
        elif slot not in _LEFT_OUT:
            guesses.append(_line(slot, _guess(slot, found, brief), language))
    blocks = [f"### {title}"]
    for heading, lines in (("facts", facts), ("read", read), ("assumptions", guesses)):
        if lines:
            blocks += [f"**{texts[heading]}**", "\n".join(lines)]
    return "\n\n".join(blocks)


def _guess(slot: Slot, found: Assumption, brief: Brief) -> str:
    short = words(brief.language)["recap"]["guesses"].get(slot)
    if isinstance(short, dict):
        short = short.get(brief.modality, short["elsewhere"])
    if short:
        return str(short.format(value=display.value_of(slot, brief, brief.language)))
    return uncapitalized(found.reason)


def _line(slot: Slot, value: str, language: Language) -> str:
    mark = " :" if language == "fr" else ":"
    return f"- **{capitalized(display.name_of(slot, language))}**{mark} {value}"
