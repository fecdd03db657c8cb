"""What a trainer says of the situation that calls for a method, or rules it out, whatever the goals are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

from assistant.language.data import table
from assistant.language.signs import everything, matched
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.terms import Language

STRONG = 1.8
"""From such a call on, a method may carry a module that it would not carry unasked."""
_MOST = 6.0
"""Calls that add up speak for one method at most so much."""


@dataclass(frozen=True)
class Call:
    """A circumstance that the brief shows, with what it speaks for and against."""

    name: str
    words: str | None
    """The trainer's own, short enough to quote; None when a level or a length shows it."""
    worth: Mapping[str, float]
    """Card → by how much its worth is multiplied."""
    others: float
    """The same for every other card."""
    bars: frozenset[str]
    """Cards that it rules out."""
    meets: Mapping[str, frozenset[str]]
    """Card → those of its preconditions that hold then."""
    longest: int | None
    """Minutes that a method may take at most; None where it sets no limit."""
    because: str | None
    """Why a card that it calls for fits, with a place for the words."""


def calls_of(brief: Brief) -> tuple[Call, ...]:
    """Every circumstance that the brief shows, in the order of the data."""
    texts, found = everything(brief), list[Call]()
    goals = brief.competencies if brief.assumed("competencies") is None else ()
    for name, row in _rows().items():
        affirmed, read = not row.get("denies", False), goals if row.get("goals") else texts
        words = matched(read, _patterns(name, brief.language), brief.language, affirmed=affirmed)
        if words is None and not _follows(row, brief):
            continue
        if any(call.name in row.get("unless", ()) for call in found):
            continue
        because = row.get("because", {}).get(brief.language)
        meets = {card: frozenset(needs) for card, needs in row.get("meets", {}).items()}
        # Where each works alone in a few minutes at a time, the sum of them is no length of one sitting.
        in_bits = brief.assumed("duration_minutes") is not None or brief.modality == "async"
        longest = row.get("longest") if in_bits else None
        bars = frozenset(row.get("bars", ()))
        found.append(Call(name, words, row.get("calls", {}), row.get("others", 1.0), bars, meets, longest, because))
    return tuple(found)


def called(card: str, calls: tuple[Call, ...]) -> float:
    """By how much all that is said multiplies the worth of a card; 1 when nothing speaks of it."""
    return min(_MOST, prod(call.worth.get(card, call.others) for call in calls))


def barred(card: Card, calls: tuple[Call, ...]) -> Call | None:
    """The first circumstance that rules the card out."""
    return next((call for call in calls if card.id in call.bars or _too_long(card, call)), None)


def _too_long(card: Card, call: Call) -> bool:
    return call.longest is not None and card.minutes.min > call.longest


def met(card: str, need: str, calls: tuple[Call, ...]) -> str | None:
    """The trainer's words that show a precondition of the card to hold; None where nothing that is said does."""
    return next((call.words for call in calls if need in call.meets.get(card, ())), None)


def is_wished(before: str, language: Language) -> bool:
    """Whether words that stand before the name of a method ask for it; folded, as `mentions` reads them."""
    return re.search(table("circumstances.yaml")["wishes"][language].replace("'", " "), before) is not None


def ended_badly(after: str, language: Language) -> bool:
    """Whether words that stand after the name of a method tell that it was tried and nobody wants it again."""
    return re.search(table("circumstances.yaml")["soured"][language], after) is not None


def _follows(row: Mapping[str, Any], brief: Brief) -> bool:
    """Whether a number or the level shows the circumstance."""
    level = row.get("level") == brief.audience_level and brief.assumed("audience_level") is None
    brevity = brief.duration_minutes <= row.get("minutes", 0)
    return level or brevity


def _rows() -> Mapping[str, Mapping[str, Any]]:
    rows: Mapping[str, Mapping[str, Any]] = table("circumstances.yaml")["circumstances"]
    return rows


@cache
def _patterns(name: str, language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _rows()[name].get(language, ()))
