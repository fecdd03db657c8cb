"""Finds the names of cards in a text: titles and aliases, whatever their accents, plurals and hyphens."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from assistant.knowledge.lexical import stems
from assistant.language.lemmas import fold, tokens
from assistant.models.knowledge import Card
from assistant.models.terms import Language

LONGEST = 6
"""Words of the longest name that is looked for."""


@dataclass(frozen=True)
class Named:
    """A card that a text names."""

    card: str
    words: int
    """How many words of the text the name takes."""
    title: bool
    """Whether it is the card's own title to the letter, not an alias nor a word of the same stem."""


class Names:
    """Every name of every card."""

    def __init__(self, cards: Mapping[str, Card]) -> None:
        # Joined stems → card → its title as it is spelt, "" where the name is an alias.
        self._by_key: dict[Language, dict[str, dict[str, str]]] = {"fr": {}, "en": {}}
        self._phrases: dict[str, tuple[str, bool]] = {}
        for card in cards.values():
            for language in get_args(Language):
                for name, is_title in _names(card, language):
                    row = stems(name, language)
                    if len(row) < 2 <= len(name.replace("-", " ").split()):
                        # "pour ou contre" keeps one ordinary word of its three: only the whole phrase names the card.
                        self._phrases.setdefault(spaced_out(name), (card.id, is_title))
                    elif key := _key(row):
                        # Joined, "world café", "world-café" and "worldcafé" are one name.
                        rows = self._by_key[language].setdefault(key, {})
                        rows[card.id] = rows.get(card.id) or (spaced_out(name) if is_title else "")

    def found(self, text: str, query: Mapping[Language, tuple[str, ...]]) -> dict[str, Named]:
        """Cards that a text names, by id, each by its longest name; also given as stems in each language."""
        spaced = spaced_out(text)
        found = {
            card: Named(card, 2, is_title) for phrase, (card, is_title) in self._phrases.items() if phrase in spaced
        }
        rows = [(language, row, self._spans(language, row)) for language, row in query.items()]
        longest = max((end - start for _, _, spans in rows for start, end in spans), default=0)
        for language, row, spans in rows:
            # The other language reads a piece of a longer name as a name: it only counts where it reads as much.
            if max((end - start for start, end in spans), default=0) < longest:
                continue
            for start, end in spans:
                for card, title in self._by_key[language][_key(row[start:end])].items():
                    named = Named(card, end - start, bool(title) and title in spaced)
                    before = found.get(card)
                    if before is None or (named.words, named.title) > (before.words, before.title):
                        found[card] = named
        return found

    def _spans(self, language: Language, row: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where names stand, save inside a longer one: "étude de cas évaluée" does not name "étude de cas"."""
        spans = [
            (start, end)
            for start in range(len(row))
            for end in range(start + 1, min(start + LONGEST, len(row)) + 1)
            if _key(row[start:end]) in self._by_key[language]
        ]
        return [
            (start, end)
            for start, end in spans
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
        ]


def _key(row: Iterable[str]) -> str:
    """Stems joined; "inversé" and "inversée" are one name."""
    return "".join(name.rstrip("e") or name for name in row)


def spaced_out(text: str) -> str:
    """Folded words between spaces, so that a phrase is found only at the edges of words."""
    return f" {' '.join(token.text for token in tokens(fold(text)))} "


def _names(card: Card, language: Language) -> Iterator[tuple[str, bool]]:
    title = card.title.text(language)
    for part in (title, *re.split(r"[()–]", title)):
        if part.strip():
            yield part, True
    if language == "en":
        # An id is English: read as French, "timer" would be heard in "times".
        yield card.id.replace("-", " "), True
    for alias in card.aliases.texts(language):
        yield alias, False
    for product in card.examples:
        yield re.sub(r"[(,:–—].*", "", product), False
