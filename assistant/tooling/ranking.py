"""Ranks digital tools for what learners have to do, "none" among them: the objective chooses the tool."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.language.wording import listing
from assistant.models.knowledge import Card
from assistant.models.terms import (
    BLOOM_ORDER,
    Asked,
    Barrier,
    Bloom,
    Language,
    LearningType,
    Modality,
    Performance,
    rank,
)
from assistant.models.value import Value


class Situation(Value):
    """What learners do, and what has to be done without."""

    learning_type: LearningType
    bloom: Bloom
    modality: Modality = "onsite"
    performance: Performance | None = None
    """What kind of doing it is; None = any."""
    without: frozenset[Asked] = frozenset()
    """What nobody may be asked for: an account, a network, personal data, equipment."""
    barriers: frozenset[Barrier] = frozenset()
    """What somebody in the group cannot do with ease: see, hear, use a hand, read."""
    group: int | None = Field(default=None, ge=1)
    owned: frozenset[str] = frozenset()
    """Ids of the tools that are there already: what they ask for is settled."""

    def asks_in_vain(self, card: Card) -> tuple[Asked, ...]:
        """What a tool asks for that nobody may be asked for."""
        return tuple(thing for thing in card.requires if thing in self.without)

    def shut_out(self, card: Card) -> tuple[Barrier, ...]:
        """What a tool takes for granted that somebody cannot do with ease."""
        return tuple(name for name in card.barriers if name in self.barriers)


class Ranked(Value):
    """A tool, or none, with what it is worth there."""

    card: str | None
    """Id of the tool; None = no digital tool."""
    title: str
    score: float
    """0 to 1, comparable within one ranking."""
    why: tuple[str, ...]
    """Sentences whose subject is the tool, unsaid."""
    fallback: str
    """What to do without network or account."""


class LeftOut(Value):
    """A tool that would serve what is to be done, and what keeps it out."""

    card: str
    title: str
    why: tuple[str, ...]


class Ranking(Value):
    """The tools that serve, best first, and those that are kept out by a constraint."""

    tools: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...] = ()

    def worth_it(self) -> dict[str, float]:
        """What the tools are worth that are worth more than none at all, best first."""
        named = [row.card for row in self.tools]
        return {row.card: row.score for row in self.tools[: named.index(None)] if row.card}


def rank_tools(situation: Situation, shelf: Mapping[str, Card], language: Language) -> Ranking:
    """Every tool that serves the situation, by what it is worth, and none at all in its place among them; what is there
    already comes first where it is worth more than none."""
    rules, texts = table("tools.yaml"), table(f"tools.{language}.yaml")
    found, kept_out = [_none(situation, rules, texts, language)], []
    for card in shelf.values():
        worth = _worth(card, situation, rules) if card.kind == "tool" else 0.0
        if not worth:
            continue
        title = card.title.text(language)
        if obstacles := tuple(typeset(why, language) for why in _obstacles(card, situation, texts, language)):
            kept_out.append((worth, LeftOut(card=card.id, title=title, why=obstacles)))
            continue
        why = tuple(typeset(text, language) for text in _reasons(card, situation, texts, language))
        fallback = card.fallback.text(language) if card.fallback else ""
        found.append(Ranked(card=card.id, title=title, score=worth, why=why, fallback=fallback))
    bar = found[0].score
    found.sort(key=lambda row: (row.card not in situation.owned or row.score < bar, -row.score, row.card or ""))
    kept_out.sort(key=lambda pair: (-pair[0], pair[1].card))
    return Ranking(tools=tuple(found), left_out=tuple(row for _, row in kept_out))


def _worth(card: Card, situation: Situation, rules: dict[str, Any]) -> float:
    """0 to 1; 0 = it does not serve that."""
    if situation.learning_type not in card.learning_types or situation.modality not in card.modalities:
        return 0.0
    if situation.performance and card.performance and situation.performance not in card.performance:
        return 0.0
    away = min((abs(rank(situation.bloom) - rank(level)) for level in card.bloom), default=len(BLOOM_ORDER))
    if away > 1:
        return 0.0
    served: float = rules["by_place"][card.learning_types.index(situation.learning_type)]
    asked = () if card.id in situation.owned else card.requires
    cost: float = sum(rules["costs"][thing] for thing in asked)
    return round(max(0.01, served * (rules["next_level"] if away else 1.0) - cost), 3)


def _obstacles(card: Card, situation: Situation, texts: dict[str, Any], language: Language) -> Iterator[str]:
    """What keeps a tool out."""
    if refused := [texts["things"][thing] for thing in situation.asks_in_vain(card)]:
        yield texts["refused"].format(things=listing(refused, language))
    if shut_out := [texts["people"][name] for name in situation.shut_out(card)]:
        yield texts["shuts_out"].format(people=listing(shut_out, language))
    size = card.group_size
    if situation.group is not None and not size.holds(situation.group, situation.group):
        yield texts["group"].format(low=size.min, high=size.max)


def _reasons(card: Card, situation: Situation, texts: dict[str, Any], language: Language) -> Iterator[str]:
    """Why a tool serves, and what it asks for."""
    first = card.learning_types[0] == situation.learning_type
    yield texts["fits" if first else "serves"].format(served=texts["served"][situation.learning_type])
    level = table(f"document.{language}.yaml")["bloom"][situation.bloom].lower()
    yield texts["level" if situation.bloom in card.bloom else "near_level"].format(bloom=level)
    asked = [texts["things"][thing] for thing in card.requires]
    yield texts["asks"].format(things=listing(asked, language)) if asked else texts["asks_nothing"]


def _none(situation: Situation, rules: dict[str, Any], texts: dict[str, Any], language: Language) -> Ranked:
    done, how = texts["learning_types"][situation.learning_type], texts["modalities"][situation.modality]
    why = texts["none_apart"]
    if situation.modality == "onsite":
        why = texts["none"]["why"].format(modality=how, learning_type=done)
    fallback = table(f"progression.{language}.yaml")["tools"]["fallback"]
    return Ranked(
        card=None,
        title=texts["none"]["title"],
        score=rules["without"][situation.modality][situation.learning_type],
        why=(typeset(why, language),),
        fallback=typeset(fallback, language),
    )
