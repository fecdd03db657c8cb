"""Whether one card serves one module, and why: what a designer answers to "would I use it for mine?"."""

from collections.abc import Mapping
from typing import Literal

from assistant.knowledge.circumstances import Circumstances
from assistant.knowledge.reasons import Advocate
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.scoring import weigh
from assistant.knowledge.selection import best_reason, choose_methods
from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import Directives, Module
from assistant.models.value import Value
from assistant.tooling.conditions import situated
from assistant.tooling.ranking import Ranking, rank_tools

_LITTLE = 0.25
"""Share of the best method's worth below which one is not what the module is about."""

Standing = Literal["chosen", "possible", "held_back", "no_use"]
"""Part of the module already; would serve; something stands in its way; not what the module is about."""


class Fit(Value):
    """What speaks for a card in a module and what against it."""

    standing: Standing
    reasons: tuple[str, ...] = ()
    """What speaks for it, in sentences that name facts of the brief."""
    against: tuple[str, ...] = ()
    """What speaks against it."""
    quote: str = ""
    """The sentence of the card that is nearest to the brief; an exact substring of it."""


def fit(card: Card, module: Module, cards: Mapping[str, Card], retriever: Retriever) -> Fit:
    """Whether the card serves the module. Raises IndexFaultError."""
    match card.kind:
        case "method":
            return _method(card, module, cards, retriever)
        case "tool":
            return _tool(card, module, cards)
        case "assessment":
            return _assessment(card, module)
        case "design":
            return Fit(standing="possible", quote=_nearest(card, module.brief, retriever))


def _nearest(card: Card, brief: Brief, retriever: Retriever) -> str:
    return best_reason(card, Circumstances(brief), retriever)


def _method(card: Card, module: Module, cards: Mapping[str, Card], retriever: Retriever) -> Fit:
    case = Circumstances(module.brief)
    ranked = weigh(case, cards, retriever)
    row = next(row for row in ranked if row.card.id == card.id)
    chosen = choose_methods(module.brief, Directives(), cards, retriever).methods
    main = next((other for other in ranked if other is not row and chosen and other.card.id == chosen[0].card), None)
    hindered = bool(row.obstacles or row.fails)
    standing: Standing = "held_back" if hindered else "possible"
    if card.id in {name for sequence in module.sequences() for name in sequence.methods}:
        standing = "chosen"
    elif not hindered and row.score < _LITTLE * max(1.0, ranked[0].score):
        standing = "no_use"
    advocate = Advocate(case)
    against = advocate.oppose(row, main) if hindered or standing == "no_use" else ()
    said = advocate.argue(row, case.goals, main=None) if standing != "no_use" else ()
    # What to watch is said once, among what speaks against it.
    watched = {typeset(text, case.brief.language) for text in advocate.watch(row, prepared=False)}
    reasons = tuple(reason for reason in said if reason not in watched)
    return Fit(standing=standing, reasons=reasons, against=against, quote=best_reason(card, case, retriever))


def _tool(card: Card, module: Module, cards: Mapping[str, Card]) -> Fit:
    """By what learners do in the module's activities, at its highest level."""
    brief, language = module.brief, module.brief.language
    activities = [sequence for sequence in module.sequences() if sequence.kind == "activity"]
    levels = dict.fromkeys(objective.bloom for objective in module.objectives)
    doing = dict.fromkeys(sequence.learning_type for sequence in activities if sequence.learning_type)
    reasons: dict[str, None] = {}
    against: dict[str, None] = {}
    for learning_type in doing or {"practice": None}:
        for level in levels or {"apply": None}:
            ranking = rank_tools(situated(brief, learning_type, level), cards, language)
            _gather(card, ranking, reasons, against)
    if card.id in {use.card for use in module.tools}:
        return Fit(standing="chosen", reasons=tuple(reasons), against=tuple(against))
    standing: Standing = "possible" if reasons else "held_back" if against else "no_use"
    return Fit(standing=standing, reasons=tuple(reasons), against=tuple(against) if not reasons else ())


def _gather(card: Card, ranking: Ranking, reasons: dict[str, None], against: dict[str, None]) -> None:
    best = next((row for row in ranking.tools if row.card is None), None)
    for row in ranking.tools:
        if row.card == card.id and best is not None and row.score >= best.score:
            reasons.update(dict.fromkeys(row.why))
        elif row.card == card.id and best is not None:
            against.update(dict.fromkeys(best.why))
    for out in ranking.left_out:
        if out.card == card.id:
            against.update(dict.fromkeys(out.why))


def _assessment(card: Card, module: Module) -> Fit:
    """By the levels that it can give evidence of."""
    language = module.brief.language
    texts = table(f"fitting.{language}.yaml")
    able = [item.id for item in module.objectives if item.bloom in card.bloom]
    unable = [item.id for item in module.objectives if item.bloom not in card.bloom]
    reasons = [texts["evidences"].format(ids=", ".join(able))] if able else []
    against = [texts["cannot"].format(ids=", ".join(unable))] if unable else []
    if module.brief.modality not in card.modalities:
        against.append(texts["apart"])
    size = card.group_size
    if not size.holds(module.brief.group_size_max, module.brief.group_size_max):
        against.append(texts["group"].format(low=size.min, high=size.max))
    standing: Standing = "possible" if able and len(against) <= len(unable[:1]) else "held_back"
    if card.id in {item.instrument for item in module.assessments}:
        standing = "chosen"
    typed = [tuple(typeset(text, language) for text in told) for told in (reasons, against)]
    return Fit(standing=standing, reasons=typed[0], against=typed[1])
