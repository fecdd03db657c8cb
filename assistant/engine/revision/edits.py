"""What each edit changes in the answers and the directives, or why it cannot be done."""

from collections.abc import Mapping
from typing import Any, assert_never

from assistant.engine.revision.applied import Applied
from assistant.engine.revision.shape import keep, refuse, reorder, set_hours, stretch
from assistant.engine.revision.words import say
from assistant.models.brief import Answers
from assistant.models.knowledge import Card
from assistant.models.module import Module, Objective
from assistant.models.terms import Bloom, Language, rank
from assistant.models.turn import Edit

_MOST_PRACTICE = 3


def apply_edits(
    module: Module, answers: Answers, edits: tuple[Edit, ...], cards: Mapping[str, Card], language: Language
) -> Applied:
    """Apply every edit in order; what cannot be done is refused with its reason, the rest is done."""
    applied = Applied(answers, module.directives, language)
    for edit in edits:
        applied = _apply(applied, edit, module, cards)
    if applied.directives.minutes and _shape(answers) != _shape(module.brief):
        # The timetable is laid out anew: minutes fixed for a sequence of the old one would land on another.
        applied = applied.direct(minutes={}).refuse("minutes_dropped")
    return applied


def _shape(answers: Answers) -> tuple[Any, ...]:
    return answers.days, answers.competencies, answers.modality


def _apply(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    match edit.kind:
        case "more_practice" | "instrument" | "exclude_method" | "use_method":
            return _teach(applied, edit, module, cards)
        case "retitle" | "reword" | "remove" | "add_competency":
            return _write(applied, edit, module)
        case "minutes" | "lengthen" | "shorten":
            return stretch(applied, edit, module)
        case "swap" | "before":
            return reorder(applied, edit, module)
        case "start" | "end":
            return set_hours(applied, edit, module)
        case "sequence_method" | "add_assessment" | "fewer_assessments":
            return refuse(applied, edit, module, cards)
        case _:
            assert_never(edit.kind)


def _teach(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """How learners work and are assessed."""
    if edit.kind == "instrument":
        return _set_instrument(applied, edit, module, cards)
    if edit.kind == "exclude_method":
        return _exclude(applied, edit, cards)
    if edit.kind == "use_method":
        return _use(applied, edit, cards)
    if applied.directives.practice >= _MOST_PRACTICE:
        return applied.refuse("practice")
    return applied.direct(practice=applied.directives.practice + 1)


def _write(applied: Applied, edit: Edit, module: Module) -> Applied:
    """What the module says, and which competencies it serves."""
    if edit.kind == "retitle":
        return _retitle(applied, edit, module)
    if edit.kind == "reword":
        return _reword(applied, edit, module)
    if edit.kind == "remove":
        return _remove(applied, edit, module)
    return applied.state("competencies", (*(applied.answers.competencies or ()), str(edit.value)), edit.quote)


def _set_instrument(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    card = cards.get(str(edit.value))
    summative = [item.id for item in module.assessments if item.moment == "summative"]
    target = edit.target or (summative[-1] if summative else None)
    found = next((item for item in module.assessments if item.id == target), None)
    if found is None:
        return applied.refuse("unknown_id", id=target or "A")
    if card is None or card.kind != "assessment":
        return applied.refuse("unknown_instrument")
    if not admits(card, found.bloom):
        level = say("levels", found.bloom, applied.language)
        title = card.title.text(applied.language)
        return applied.refuse("instrument_level", id=found.id, instrument=title, level=level)
    return applied.direct(instruments={**applied.directives.instruments, found.id: card.id})


def admits(card: Card, level: Bloom) -> bool:
    """Whether the format can evidence the level: its highest level is at least that (check B4)."""
    return max(rank(own) for own in card.bloom) >= rank(level)


def _exclude(applied: Applied, edit: Edit, cards: Mapping[str, Card]) -> Applied:
    if str(edit.value) not in cards:
        return applied.refuse("unknown_method")
    excluded = tuple(dict.fromkeys((*applied.directives.excluded_methods, str(edit.value))))
    chosen = tuple(card for card in applied.directives.chosen_methods if card != edit.value)
    return applied.direct(excluded_methods=excluded, chosen_methods=chosen)


def _use(applied: Applied, edit: Edit, cards: Mapping[str, Card]) -> Applied:
    if str(edit.value) not in cards:
        return applied.refuse("unknown_method")
    others = tuple(card for card in applied.directives.chosen_methods if card != edit.value)
    excluded = tuple(card for card in applied.directives.excluded_methods if card != edit.value)
    return applied.direct(chosen_methods=(str(edit.value), *others), excluded_methods=excluded)


def _retitle(applied: Applied, edit: Edit, module: Module) -> Applied:
    if edit.target is None:
        return applied.state("title", str(edit.value), edit.quote)
    if not any(item.id == edit.target for item in module.sequences()):
        return applied.refuse("unknown_id", id=edit.target)
    return applied.direct(titles={**applied.directives.titles, edit.target: str(edit.value)})


def _reword(applied: Applied, edit: Edit, module: Module) -> Applied:
    if not any(item.id == edit.target for item in module.objectives):
        return applied.refuse("unknown_id", id=edit.target or "O")
    return applied.direct(statements={**applied.directives.statements, str(edit.target): str(edit.value)})


def _remove(applied: Applied, edit: Edit, module: Module) -> Applied:
    if edit.target and edit.target[0] in "AS":
        return keep(applied, edit.target, module)
    found = _objective(edit, module)
    if found is None and edit.target is None:
        return applied.refuse("unknown_competency", goal=str(edit.value))
    if found is None:
        return applied.refuse("unknown_id", id=edit.target)
    goal = module.brief.competencies[found.competency]
    kept = tuple(item for item in applied.answers.competencies or module.brief.competencies if item != goal)
    if not kept:
        return applied.refuse("last_objective", id=found.id)
    return applied.state("competencies", kept, edit.quote)


def _objective(edit: Edit, module: Module) -> Objective | None:
    """The objective that is named by its id, or by its competency."""
    goals = module.brief.competencies
    for item in module.objectives:
        if item.id == edit.target or (edit.target is None and goals[item.competency] == edit.value):
            return item
    return None
