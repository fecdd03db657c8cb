"""Situations that trainers keep running into, and the cards that an experienced designer hands them then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.language.data import table
from assistant.models.terms import Language

SECTION = "asked"
"""Section of the passages whose vectors are made from the phrases of a situation."""


@dataclass(frozen=True)
class Situation:
    """One recurring problem: how trainers say it, and what answers it."""

    id: str
    cards: Mapping[str, int]
    """Card → 3 the best answer, 2 good, 1 useful; the first one owns the phrases in the index."""
    phrases: Mapping[Language, Sequence[str]]

    @property
    def owner(self) -> str:
        """The card under which the index keeps the phrases."""
        return next(iter(self.cards))


@cache
def situations() -> Mapping[str, Situation]:
    """Every situation by its id."""
    rows = table("situations.yaml")["situations"]
    return {row["id"]: Situation(row["id"], row["cards"], {"fr": row["fr"], "en": row["en"]}) for row in rows}


@cache
def _owned() -> Mapping[str, Sequence[Situation]]:
    """The situations whose phrases the index keeps under each card: asked for every card whenever a program begins."""
    found: dict[str, list[Situation]] = {}
    for situation in situations().values():
        found.setdefault(situation.owner, []).append(situation)
    return found


def asked_of(card: str, language: Language) -> Iterator[tuple[str, int]]:
    """Section and number of each phrase that the index keeps under a card."""
    for situation in _owned().get(card, ()):
        for number in range(len(situation.phrases[language])):
            yield f"{SECTION}-{situation.id}", number


def is_asked(section: str) -> bool:
    """Whether a passage stands for a phrase of a situation."""
    return section.startswith(f"{SECTION}-")


def situation_of(section: str) -> Situation:
    """The situation of such a passage."""
    return situations()[section.removeprefix(f"{SECTION}-")]


def phrase(section: str, language: Language, number: int) -> str:
    """The phrase that such a passage stands for."""
    return situation_of(section).phrases[language][number]
