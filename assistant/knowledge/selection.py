"""Chooses methods for a brief and says why: what holds, what fails, and for which facts."""

from collections.abc import Mapping

from assistant.knowledge.calls import STRONG, called
from assistant.knowledge.circumstances import Circumstances, Goal, supports
from assistant.knowledge.needs import State
from assistant.knowledge.reasons import Advocate
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.scoring import Weighed, available, goal_fit, weigh
from assistant.language.data import table
from assistant.models.brief import Brief
from assistant.models.knowledge import Card, Need
from assistant.models.module import Directives, MethodChoice, RunnerUp
from assistant.models.value import Value

CLOSE = 0.4
"""A support is worth at least this share of the main method."""
_MOMENT = 0.08
"""Share of a day below which a method is a moment of it, even where the facts call for it."""
_LIKE_THE_BEST = 1.4
"""Worth beyond which a main method that the facts call for makes no support look worthless."""
_ANSWERS = 1.25
"""What a support gains from answering what is said of the situation."""
_LONE = 0.3
"""The same where nothing else comes near it; below, the main method does better alone."""
RUNNERS_UP = 2


class Scored(Value):
    """A method with what it is worth for the brief."""

    card: str
    title: str
    score: float
    """0 to 1, comparable within one brief."""
    needs: dict[Need, State]
    """Its preconditions, tested on the brief."""


class Choice(Value):
    """The methods chosen, those left out, and all of them in order."""

    methods: tuple[MethodChoice, ...]
    runners_up: tuple[RunnerUp, ...]
    ranking: tuple[Scored, ...]


def choose_methods(brief: Brief, directives: Directives, cards: Mapping[str, Card], retriever: Retriever) -> Choice:
    """One main method and what supports it, argued; the trainer's own choices are kept, with what to watch.

    Raises IndexFaultError.
    """
    case = Circumstances(brief)
    ranked = [row for row in weigh(case, cards, retriever) if row.card.id not in directives.excluded_methods]
    picked = _pick(case, ranked, directives)
    advocate = Advocate(case)
    methods = tuple(
        _choice(row, picked[:place], advocate, retriever, _share(row, ranked)) for place, row in enumerate(picked)
    )
    left_out = _left_out(case, ranked, picked)
    title = brief.language
    runners_up = tuple(
        RunnerUp(
            card=row.card.id,
            title=row.card.title.text(title),
            failed=advocate.oppose(row, picked[0] if picked else None),
        )
        for row in left_out
    )
    return Choice(methods=methods, runners_up=runners_up, ranking=tuple(_scored(row, ranked, brief) for row in ranked))


def _scored(row: Weighed, ranked: list[Weighed], brief: Brief) -> Scored:
    needs = {verdict.need: verdict.state for verdict in row.verdicts}
    title = row.card.title.text(brief.language)
    return Scored(card=row.card.id, title=title, score=_share(row, ranked), needs=needs)


def _share(row: Weighed, ranked: list[Weighed]) -> float:
    """The score, 0 to 1: absolute where the best is a good one, never above it."""
    return round(row.score / max(1.0, ranked[0].score), 3)


def _pick(case: Circumstances, ranked: list[Weighed], directives: Directives) -> list[Weighed]:
    """The main method, then its supports, the trainer's own choices first."""
    by_id = {row.card.id: row for row in ranked}
    picked = [by_id[name] for name in dict.fromkeys(directives.chosen_methods) if name in by_id]
    if not picked:
        mains = [row for row in ranked if row.possible and _carries(row.card, case)]
        picked = (mains or [row for row in ranked if row.possible] or ranked)[:1]
    while picked and len(picked) <= _most_supports(case):
        support = _support(case, ranked, picked)
        if support is None:
            break
        picked.append(support)
    return picked


def _carries(card: Card, case: Circumstances) -> bool:
    """Whether the method is long enough to be the backbone: ten minutes of voting are not a day."""
    if not _belongs(card, case):
        return False
    brief = case.brief
    if called(card.id, case.calls) >= STRONG:
        return brief.assumed("duration_minutes") is not None or card.minutes.max >= _MOMENT * max(brief.days)
    return brief.modality == "async" or card.minutes.max >= min(60, 0.3 * brief.duration_minutes)


def _belongs(card: Card, case: Circumstances) -> bool:
    """Whether the method may be proposed unasked: what lasts months beside the work is no part of a module."""
    lists = table("selection.yaml")
    spoken_for = any(card.id in lists["speaks_for"].get(sign, ()) for sign in case.signs)
    spoken_for = spoken_for or called(card.id, case.calls) >= STRONG
    standing = lists["standing"] | (lists["alone"] if case.brief.modality == "async" else {})
    return bool(standing.get(card.id, 1)) or spoken_for or case.mentions(card) is not None


def _most_supports(case: Circumstances) -> int:
    minutes = case.brief.duration_minutes
    limits = ((50, 0), (150, 1), (840, 2), (1680, 3))
    return next((number for limit, number in limits if minutes <= limit), 4)


def _support(case: Circumstances, ranked: list[Weighed], picked: list[Weighed]) -> Weighed | None:
    """The method that adds most to those picked, if one is worth it and there is time for it."""
    time = available(case) - sum(row.card.minutes.min for row in picked)
    values = {
        row.card.id: row.score
        * (0.6 + 2 * _gain(row.card, case.goals, picked))
        * _variety(row.card, picked)
        * (_ANSWERS if called(row.card.id, case.calls) > 1 else 1)
        for row in ranked
        if row not in picked
        and row.possible
        and _belongs(row.card, case)
        and row.card.minutes.min <= time
        and row.score >= CLOSE * min(picked[0].score, ranked[0].score, _LIKE_THE_BEST)
        and not row.fails
    }
    if not values and len(picked) == 1:
        values = {
            row.card.id: row.score
            for row in ranked
            if row not in picked and row.possible and not row.fails and _belongs(row.card, case)
        }
        least = _LONE * min(picked[0].score, _LIKE_THE_BEST)
        values = {name: value for name, value in values.items() if value >= least}
    best = max(values, key=lambda name: values[name], default=None)
    return next((row for row in ranked if row.card.id == best), None)


def _gain(card: Card, goals: tuple[Goal, ...], picked: list[Weighed]) -> float:
    """How much better some goals would be trained than by the methods picked."""
    gains = (max(0.0, goal_fit(card, goal) - max(goal_fit(row.card, goal) for row in picked)) for goal in goals)
    return sum(gains) / len(goals)


def _variety(card: Card, picked: list[Weighed]) -> float:
    """A support that makes people learn in another way is worth more."""
    same = sum(card.learning_types[:1] == row.card.learning_types[:1] for row in picked)
    twins = sum(card.performance[:1] == row.card.performance[:1] for row in picked)
    return (1.0 if same else 1.15) * (0.75 if twins else 1.0)


def _choice(
    row: Weighed, before: list[Weighed], advocate: Advocate, retriever: Retriever, share: float
) -> MethodChoice:
    """One of the methods picked, argued for the goals that it trains at least as well as those before it."""
    case = advocate.case
    better = [
        goal
        for goal in case.goals
        if goal_fit(row.card, goal) >= max((goal_fit(other.card, goal) for other in before), default=0) - 0.05
    ]
    return MethodChoice(
        card=row.card.id,
        title=row.card.title.text(case.brief.language),
        role="support" if before else "main",
        reasons=advocate.argue(row, tuple(better) or case.goals, main=before[0] if before else None),
        quote=best_reason(row.card, case, retriever),
        score=share,
    )


def best_reason(card: Card, case: Circumstances, retriever: Retriever) -> str:
    """The sentence of the card's "when to use it" that is nearest to the brief; an exact substring of the card."""
    language = case.brief.language
    near = retriever.section(card.id, language, "when")
    if not near:
        return card.summary.text(language)
    kind = next(iter(case.kinds))
    asked = f"{table(f'selection.{language}.yaml')['wanted'][kind]}. {case.text}"
    vectors = retriever.index.vectors([passage.id for passage in near])
    scores = vectors @ retriever.vector(asked)
    fits = [float(score) + supports(passage.text, case) for score, passage in zip(scores, near, strict=True)]
    return near[fits.index(max(fits))].text


def _left_out(case: Circumstances, ranked: list[Weighed], picked: list[Weighed]) -> list[Weighed]:
    """Methods that the trainer could have expected: named, well known or near, those with a clear reason first."""
    popular = set(table("selection.yaml")["popular"])

    def expected(row: Weighed) -> float:
        named = 4.0 if case.mentions(row.card) else 1.0
        clear = 1.2 if row.fails or row.obstacles else 1.0
        return row.appeal * named * clear * (1.4 if row.card.id in popular else 1.0)

    # Nobody expects a method that would not be proposed unasked, unless it is one that all have heard of.
    others = [row for row in ranked if row not in picked and (row.card.id in popular or _belongs(row.card, case))]
    return sorted(others, key=lambda row: (-expected(row), row.card.id))[:RUNNERS_UP]
