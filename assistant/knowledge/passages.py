"""Cuts a card into the pieces that are searched and quoted."""

import re
from collections.abc import Iterator
from typing import get_args

from assistant.knowledge.situations import asked_of, is_asked, phrase
from assistant.models.knowledge import Card, Passage
from assistant.models.terms import Language

LONGEST = 480
"""Characters of a passage: a longer paragraph is cut between sentences, for its vector would be a blur."""


def passages(card: Card) -> tuple[Passage, ...]:
    """Every passage of a card in both languages: name, summary, bullets and paragraphs, then the situations it owns."""
    return tuple(_passage(card, *piece) for language in get_args(Language) for piece in _pieces(card, language))


def wording(passage: Passage, card: Card) -> str:
    """What the vector of a passage is made from: its title gives a sentence the context that it lost."""
    if is_asked(passage.section):
        return phrase(passage.section, passage.language, int(passage.id.rsplit("/", 1)[1]))
    if passage.section == "said":
        return passage.text
    if passage.section == "title":
        return ", ".join((passage.title, *card.aliases.texts(passage.language), *card.examples))
    return f"{passage.title} : {passage.text}"


def _passage(card: Card, language: Language, section: str, number: int, text: str) -> Passage:
    return Passage(
        id=f"{card.id}/{language}/{section}/{number}",
        card=card.id,
        kind=card.kind,
        language=language,
        section=section,
        title=card.title.text(language),
        text=text,
        modalities=card.modalities,
    )


def _pieces(card: Card, language: Language) -> Iterator[tuple[Language, str, int, str]]:
    summary = card.summary.text(language)
    # Found by its names, a card answers with what it is: a title says nothing that the reader does not see already.
    yield language, "title", 0, summary
    yield language, "summary", 0, summary
    for section in card.sections[language]:
        for number, text in enumerate(cut(section.text)):
            yield language, section.key, number, text
    # Found by a situation, a card answers with what it is: the phrase is not the card's.
    yield from ((language, section, number, summary) for section, number in asked_of(card.id, language))


def cut(text: str) -> Iterator[str]:
    """Bullets and paragraphs of a section, long paragraphs in runs of sentences; exact substrings of the text."""
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*] )", text):
        piece = re.sub(r"^\s*[-*] +", "", block.strip()).strip()
        spoken = re.fullmatch(r"[«“\"]\s*(.*?)\s*[»”\"]", piece, re.DOTALL)
        yield from _runs(spoken[1] if spoken and not re.search(r"[«»“”\"]", spoken[1]) else piece)


def _runs(paragraph: str) -> Iterator[str]:
    start = 0
    while len(paragraph) - start > LONGEST:
        ends = [found.end() for found in re.finditer(r"[.!?…] ", paragraph[: start + LONGEST]) if found.end() > start]
        if not ends:
            break
        yield paragraph[start : ends[-1]].strip()
        start = ends[-1]
    if paragraph[start:].strip():
        yield paragraph[start:].strip()
