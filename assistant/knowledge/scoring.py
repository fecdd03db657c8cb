"""How well each method suits a brief: what it trains first, then everything that can stand in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.knowledge.calls import STRONG, barred, called
from assistant.knowledge.circumstances import Circumstances, Goal
from assistant.knowledge.needs import Verdict, test_needs
from assistant.knowledge.retriever import Retriever
from assistant.language.data import table
from assistant.models.knowledge import Card
from assistant.models.terms import Level, Performance

Obstacle = Literal["modality", "too_few", "too_many", "time", "level", "said"]
"""What stands in the way of a method besides its preconditions."""

_PLACES = (1.0, 0.85, 0.68, 0.5, 0.38)
"""What a kind of doing is worth by its place in the card's list."""
_HINDERED: dict[Obstacle, float] = {
    "modality": 0.05,
    "too_few": 0.12,
    "too_many": 0.15,
    "time": 0.2,
    "level": 0.78,
    "said": 0.04,
}
_FAILED: dict[str, float] = {"prior_work": 0.3, "equipment": 0.35, "experience": 0.45, "deliverable": 0.6, "trust": 0.5}
"""What is left of a method whose precondition fails; 0.4 for the others."""

_MET: dict[str, float] = {"prior_work": 1.25, "real_cases": 1.1, "equipment": 1.1}
"""What a method gains from a precondition that the trainer's words meet; 1.06 for the others."""

_UNTOLD = 0.45
"""What a method is worth for goals that nobody told."""
_A_FEW = 15
"""Minutes that are spent on one thing."""
_A_STAND = 0.15
"""Share of attitudes in the goals from which positions are worth discussing."""
_MUCH_TALK, _MOSTLY_TALK = 0.3, 0.45
"""Share of exchanges in the goals from which other things train them little, and from which they train them not."""
_ASKED_FOR = 0.35
"""What a method is worth at least that the facts call for at once, whatever the goals."""
_CALLED = 0.75
"""How readily a method is taken that the facts call for."""


@dataclass(frozen=True)
class Weighed:
    """A method, weighed against a brief."""

    card: Card
    appeal: float
    """What it would be worth if nothing stood in its way."""
    score: float
    verdicts: tuple[Verdict, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def fails(self) -> tuple[Verdict, ...]:
        """The preconditions that do not hold."""
        return tuple(verdict for verdict in self.verdicts if verdict.state == "fails")

    @property
    def possible(self) -> bool:
        """Whether it can be run at all with this group, time and modality."""
        return not set(self.obstacles) & {"modality", "too_few", "too_many", "time", "said"}


def weigh(case: Circumstances, cards: Mapping[str, Card], retriever: Retriever) -> tuple[Weighed, ...]:
    """Every method, best first."""
    methods = [card for card in cards.values() if card.kind == "method"]
    near = likeness(case.text, retriever)
    rows = (_weigh(card, case, near.get(card.id, 0.0)) for card in methods)
    return tuple(sorted(rows, key=lambda row: (-row.score, row.card.id)))


def likeness(text: str, retriever: Retriever) -> dict[str, float]:
    """How much each card speaks like the brief, 0 to 1 for the nearest."""
    best: dict[str, float] = {}
    for passage, cosine in retriever.nearest(retriever.vector(text), 160):
        best.setdefault(passage.card, cosine)
    top, low = max(best.values(), default=1.0), min(best.values(), default=0.0)
    return {card: (cosine - low) / (top - low or 1) for card, cosine in best.items()}


def _weigh(card: Card, case: Circumstances, near: float) -> Weighed:
    lists = table("selection.yaml")
    standing: Mapping[str, float] = lists["standing"] | (lists["alone"] if case.brief.modality == "async" else {})
    appeal = fit(card, case.goals) * (0.65 + 0.35 * _level_fit(card, case.goals))
    if case.brief.assumed("competencies") is not None:
        # Goals that nobody told decide little: what was told of the situation decides more.
        appeal = 0.3 * appeal + 0.7 * _UNTOLD
    call = called(card.id, case.calls)
    # Where the facts call for a method, it is worth trying though it trains the goals by another way than their verbs.
    appeal = max(appeal, _ASKED_FOR * min(1.0, (call - 1) / 2))
    backbone = standing.get(card.id, standing["other"])
    # Where the facts call for it, a method need not be one that a designer reaches for every day.
    appeal *= 0.4 + 0.6 * (max(backbone, _CALLED) if call >= STRONG else backbone)
    appeal *= max(1.0, call)
    appeal *= 1 + 0.15 * near
    speaks: Mapping[str, Any] = lists["speaks_for"]
    appeal *= 1 + 0.18 * min(2, sum(card.id in speaks[sign] for sign in case.signs if sign in speaks))
    appeal *= _steering(card, case.brief.audience_level) * _rehearsing(card, case)
    mention = case.mentions(card)
    if mention is not None and mention[1]:
        appeal *= 1.6
    verdicts, obstacles = test_needs(card, case), find_obstacles(card, case)
    score = appeal * (0.02 if mention is not None and not mention[1] else 1) * min(1.0, call)
    for obstacle in obstacles:
        score *= _HINDERED[obstacle]
    for verdict in verdicts:
        if verdict.state == "fails":
            # Equipment that goes unmentioned may be there all the same; one that is refused is not.
            unsaid = verdict.need == "equipment" and not verdict.evidence
            score *= 0.75 if unsaid else _FAILED.get(verdict.need, 0.4)
        elif verdict.state == "holds":
            score *= _MET.get(verdict.need, 1.06) if verdict.evidence else 1.02
        else:
            score *= 0.94
    return Weighed(card, appeal, score, verdicts, obstacles)


def _rehearsing(card: Card, case: Circumstances) -> float:
    """Where no stance is at stake, positions train nothing; where exchanges are to be learnt, neither does what is
    explained, solved on paper or recalled."""
    if case.mentions(card) is not None or called(card.id, case.calls) >= STRONG:
        return 1.0
    talks, stands = case.kinds.get("relational", 0), case.kinds.get("attitude", 0)
    of_stance = card.performance[:1] == ("attitude",) and "practice" not in card.learning_types
    if of_stance and stands < _A_STAND and not {"stance", "peers"} & case.signs:
        return 0.25 if talks > _MUCH_TALK else 0.5
    unspoken = "relational" not in card.performance and card.performance[:1] != ("attitude",)
    # A card that names exchanges last, after what is understood or decided, has people talk about them.
    unspoken |= card.performance[:1] in (("concept",), ("decision",)) and "practice" not in card.learning_types[:2]
    # Alone, nobody is there to talk to.
    return 0.45 if unspoken and talks > _MOSTLY_TALK and case.brief.modality != "async" else 1.0


def _steering(card: Card, level: Level) -> float:
    """Beginners want to be led; those who know want to be left to it."""
    if level == "beginner":
        return {"low": 1.1, "medium": 1.0, "high": 0.9}[card.autonomy]
    return {"low": 0.88, "medium": 1.0, "high": 1.05}[card.autonomy] if level == "advanced" else 1.0


def fit(card: Card, goals: tuple[Goal, ...]) -> float:
    """How well the method trains what the goals are about, 0 to 1."""
    return sum(goal_fit(card, goal) for goal in goals) / len(goals)


def goal_fit(card: Card, goal: Goal) -> float:
    """How well the method trains one goal, 0 to 1."""
    worth: dict[Performance, float] = dict(zip(card.performance, _PLACES, strict=False))
    return sum(weight * worth.get(kind, 0.08) for kind, weight in goal.kinds.items())


def _level_fit(card: Card, goals: tuple[Goal, ...]) -> float:
    places = [card.bloom.index(goal.bloom) if goal.bloom in card.bloom else None for goal in goals]
    return sum(0.3 if place is None else (1.0, 0.9, 0.75)[min(place, 2)] for place in places) / len(places)


def find_obstacles(card: Card, case: Circumstances) -> tuple[Obstacle, ...]:
    """What stands in the way: modality, size, time, level, what is said of the situation."""
    brief, found = case.brief, list[Obstacle]()
    if brief.modality not in card.modalities:
        found.append("modality")
    # Alone at one's own hours, the number of the others does not matter.
    alone = brief.modality == "async" and "individual" in card.grouping
    if brief.group_size_max < card.group_size.min and not alone:
        found.append("too_few")
    if brief.group_size_max > card.group_size.max and not alone:
        found.append("too_many")
    if card.minutes.min > available(case):
        found.append("time")
    if brief.audience_level not in card.levels:
        found.append("level")
    if barred(card, case.calls):
        found.append("said")
    return tuple(found)


def available(case: Circumstances) -> int:
    """Minutes that one method may take: the module, less its opening and closing, which a few minutes have not."""
    minutes = case.brief.duration_minutes
    return minutes if minutes <= _A_FEW else max(_A_FEW, round(minutes * 0.85))
