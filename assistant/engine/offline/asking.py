"""What a question asks for, and which cards it names."""

import re
from collections.abc import Iterable
from functools import cache

from assistant.engine.protocol import Shelf
from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.models.knowledge import Card, Hit
from assistant.models.terms import Language


@cache
def _patterns(language: Language) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    asks: dict[str, list[str]] = table(f"answers.{language}.yaml")["asks"]
    return tuple((name, tuple(re.compile(pattern) for pattern in rows)) for name, rows in asks.items())


def purpose_of(question: str, language: Language) -> str:
    """What the question asks for; "anything" when it only names something."""
    plain = fold(question).replace("’", "'")
    for name, patterns in _patterns(language):
        if any(pattern.search(plain) for pattern in patterns):
            return name
    return "anything"


def named_cards(question: str, found: Iterable[Hit], cards: Shelf) -> list[str]:
    """Cards that the question names, in the order of the question, the longest name first where two overlap."""
    asked = _words(question)
    places: list[tuple[int, int, str]] = []
    for hit in found:
        for name in _names(cards[hit.card]):
            row = _words(name)
            starts = [i for i in range(len(asked) - len(row) + 1) if row and _same(asked[i : i + len(row)], row)]
            places += [(start, -len(row), hit.card) for start in starts]
    kept: list[str] = []
    taken: set[int] = set()
    for start, minus, card in sorted(places, key=lambda place: (place[1], place[0])):
        span_of = set(range(start, start - minus))
        if card not in kept and not span_of & taken:
            kept.append(card)
            taken |= span_of
    order = {card: min(start for start, _, other in places if other == card) for card in kept}
    if not kept and (best := next(iter(found), None)) and best.score >= 0.7:
        return [best.card]  # the search recognised a name that is misspelt here
    return sorted(kept, key=lambda card: order[card])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _same(words: list[str], name: list[str]) -> bool:
    pairs = zip(words, name, strict=True)
    return all(word in {other, f"{other}s", f"{other}x", f"{other}es"} for word, other in pairs)


def _names(card: Card) -> set[str]:
    titles = (card.title.fr, card.title.en)
    parts = (part.strip() for title in titles for part in re.split(r"[()–]", title))
    products = (re.sub(r"[(,:–—].*", "", product).strip() for product in card.examples)
    return {name for name in (*titles, *parts, *card.aliases.fr, *card.aliases.en, *products) if name}
