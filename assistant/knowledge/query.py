"""Reads a question for the search: its language, its words mended, what it wants and what it refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from assistant.knowledge import refused
from assistant.knowledge.complaints import Root
from assistant.knowledge.lexical import Spelling, roots, stems
from assistant.language.detect import detect
from assistant.models.terms import Language

_LONGEST = 1000
"""Characters that are read."""

_BRIEF, _TELLING = 8, 18
"""Words of a short question, and of a message that tells of a situation."""


@dataclass(frozen=True)
class Wording:
    """Words as the lexical half and the names read them."""

    text: str
    stems: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Query(Wording):
    """A question as both halves of the search read it."""

    language: Language | None
    wanted: Wording
    """The question without what it names only to refuse it; the whole of it when nothing else is left."""
    refused: Wording
    roots: tuple[Root, ...]
    """Dictionary forms, in the question's language, or both when it shows none."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The question's language, or both when it shows none."""
        return _languages(self.language)

    @property
    def telling(self) -> float:
        """How much of a message there is, from a question in a breath (0) to one that tells of a situation (1)."""
        return min(1.0, max(0.0, (len(self.text.split()) - _BRIEF) / (_TELLING - _BRIEF)))


def read(text: str, spelling: Spelling) -> Query:
    """A question with its misspelt words mended."""
    text = " ".join(text.split())[:_LONGEST]
    language = detect(text)
    text = spelling.text(text)
    whole, wanted, unwanted = (_worded(part) for part in (text, *refused.split(text, language)))
    if not any(wanted.stems.values()):
        wanted = whole
    forms = tuple((each, root) for each in _languages(language) for root in roots(text, each))
    return Query(whole.text, whole.stems, language, wanted, unwanted, forms)


def roots_of(rows: Mapping[Language, Iterable[str]]) -> frozenset[Root]:
    """The roots of words, by their language."""
    return frozenset(
        (language, root) for language, row in rows.items() for word in row for root in roots(word, language)
    )


def _languages(shown: Language | None) -> tuple[Language, ...]:
    return (shown,) if shown else get_args(Language)


def _worded(text: str) -> Wording:
    return Wording(text, {language: stems(text, language) for language in get_args(Language)})
