"""Cards that a message names by title or alias, with their places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.engine.offline.reading.cues import words
from assistant.engine.protocol import Shelf
from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind


@dataclass(frozen=True)
class Named:
    """A card that a text names, and where."""

    card: str
    kind: CardKind
    start: int
    end: int


def named_in(plain: str, shelf: Shelf, *, ordinary: bool = True) -> tuple[Named, ...]:
    """Names in a folded text, in order, the longest first where two overlap."""
    names = _names(shelf)
    said = [(match.group(), match.start(), match.end()) for match in re.finditer(r"\w+", plain[:4000])]
    found: list[Named] = []
    place = 0
    while place < len(said):
        hit = _longest(said, place, names)
        if hit is None:
            place += 1
            continue
        size, (card, kind) = hit
        key = " ".join(word for word, _, _ in said[place : place + size])
        if ordinary or key not in words("requests", "ordinary_names"):
            found.append(Named(card, kind, said[place][1], said[place + size - 1][2]))
        place += size
    return tuple(found)


_TRAINING = re.compile(
    r"(?:un|une|cet|notre|mon|an?|this|our|my|petit|court|short|small)\s(?P<what>(?:atelier|workshop)s?(?:\s[a-z]+)?)\s"
    r"(?:de|d'|du|pour|sur|autour|avec|on|about|for|with|of)\b"
)
""" "un atelier pratique sur la taille": what the training is called, not how it is to be held."""


def cards_in(plain: str, shelf: Shelf) -> tuple[str, ...]:
    """The cards that a text names otherwise than as the word for the training itself."""
    trainings = [place.span("what") for place in _TRAINING.finditer(plain)]
    named = [
        item
        for item in named_in(plain, shelf, ordinary=False)
        if not any(start <= item.start and item.end <= end for start, end in trainings)
    ]
    return tuple(dict.fromkeys(item.card for item in named))


def _longest(
    words: list[tuple[str, int, int]], place: int, names: Mapping[tuple[str, ...], tuple[str, CardKind]]
) -> tuple[int, tuple[str, CardKind]] | None:
    for size in range(min(7, len(words) - place), 0, -1):
        key = tuple(_singular(word) for word, _, _ in words[place : place + size])
        if key in names:
            return size, names[key]
    return None


@lru_cache(maxsize=20_000)
def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _names(shelf: Shelf) -> Mapping[tuple[str, ...], tuple[str, CardKind]]:
    return _by_words(tuple((card.id, card.kind, _written(card)) for card in shelf.values()))


def _written(card: Card) -> tuple[str, ...]:
    return (card.title.fr, card.title.en, *card.aliases.fr, *card.aliases.en)


@lru_cache(maxsize=8)
def _by_words(rows: tuple[tuple[str, CardKind, tuple[str, ...]], ...]) -> dict[tuple[str, ...], tuple[str, CardKind]]:
    found: dict[tuple[str, ...], tuple[str, CardKind]] = {}
    for card, kind, names in sorted(rows, key=lambda row: row[1] != "method"):
        parts = [part for name in names for part in (name, *re.split(r"[()–]", name))]
        for name in (*parts, card.replace("-", " ")):
            key = tuple(_singular(word) for word in re.findall(r"\w+", fold(name).replace("’", "'")))
            if key:
                found.setdefault(key, (card, kind))
    return found


def as_format(named: Named, shelf: Shelf) -> str | None:
    """The assessment format that a name means: its own card, or the graded twin of a method or a tool."""
    if named.kind == "assessment":
        return named.card
    twins: dict[str, str] = table("reading.fr.yaml")["twins"]
    twin = twins.get(named.card) or f"{named.card}-graded"
    return twin if twin in shelf else None
