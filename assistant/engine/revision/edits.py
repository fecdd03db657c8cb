"""What each edit changes in the answers and the directives, or why it cannot be done."""

from collections.abc import Mapping
from typing import assert_never

from assistant.engine.revision import parts, proofs
from assistant.engine.revision.applied import Applied
from assistant.engine.revision.deciding import decide
from assistant.engine.revision.shape import reorder, set_hours, stretch
from assistant.engine.revision.timing import practice_figures
from assistant.engine.revision.words import say
from assistant.language.grammar import listing
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
    for edit in _once(edits):
        applied = _apply(applied, edit, module, cards)
    if applied.directives.minutes and not _has_shape(module, answers):
        # The timetable is laid out anew: minutes fixed for a sequence of the old one would land on another.
        applied = applied.direct(minutes={}).refuse("minutes_dropped")
    return parts.crowded(applied, module, cards)


def _once(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """ "moins de théorie et plus d'exercices" asks once."""
    asked = [edit for edit in edits if edit.kind == "more_practice"][1:]
    return tuple(edit for edit in edits if not any(edit is other for other in asked))


def _has_shape(module: Module, answers: Answers) -> bool:
    """Whether the timetable stays; what the trainer never said is as it was assumed."""
    said = ((getattr(answers, name), getattr(module.brief, name)) for name in ("days", "competencies", "modality"))
    return all(new is None or new == old for new, old in said)


def _apply(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    match edit.kind:
        case "more_practice" | "instrument" | "exclude_method" | "use_method":
            return _teach(applied, edit, module, cards)
        case "retitle" | "reword" | "remove" | "keep_objectives" | "add_competency":
            return _write(applied, edit, module, cards)
        case "minutes" | "lengthen" | "shorten":
            return stretch(applied, edit, module)
        case "swap" | "before" | "after":
            return reorder(applied, edit, module)
        case "start" | "end":
            return set_hours(applied, edit, module)
        case "sequence_method":
            return parts.set_method(applied, edit, module, cards)
        case "exclude_in_sequence":
            return parts.exclude_in(applied, edit, module, cards)
        case "remove_sequence":
            return parts.remove_sequence(applied, edit, module, cards)
        case "add_assessment" | "fewer_assessments" | "exclude_instrument":
            return _assess(applied, edit, module, cards)
        case "accept_matter" | "withdraw_matter" | "reword_matter":
            return decide(applied, edit, module)
        case _:
            assert_never(edit.kind)


def _assess(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """More, fewer or other assessments."""
    if edit.kind == "add_assessment":
        return proofs.add(applied, edit, module, cards)
    if edit.kind == "exclude_instrument":
        return proofs.leave_out(applied, str(edit.value), module, cards)
    lighter = proofs.fewer(applied, edit.moment or "formative", module, cards)
    if lighter:
        return lighter
    trial = next((item for item in reversed(module.assessments) if item.minutes), module.assessments[-1])
    where = next((item for item in module.sequences() if trial.id in item.assessments), module.sequences()[-1])
    names = {"assessment": trial.id, "sequence": where.id, "objective": module.objectives[-1].id}
    return applied.refuse("fewer_assessments", **names)


def _teach(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """How learners work and are assessed."""
    if edit.kind == "instrument":
        return _set_instrument(applied, edit, module, cards)
    if edit.kind == "exclude_method":
        return _exclude(applied, edit, cards)
    if edit.kind == "use_method":
        return _use(applied, edit, cards)
    if applied.directives.practice >= _MOST_PRACTICE:
        return applied.refuse("practice", **practice_figures(module))
    return applied.direct(practice=applied.directives.practice + 1)


def _write(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """What the module says, and which competencies it serves."""
    if edit.kind == "retitle":
        return _retitle(applied, edit, module)
    if edit.kind == "reword":
        return _reword(applied, edit, module)
    if edit.kind == "remove":
        return _remove(applied, edit, module, cards)
    if edit.kind == "keep_objectives":
        return _keep(applied, edit, module)
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
    unseen = [item for item in module.objectives if item.id in found.objectives and not proofs.shows(card, item)]
    if unseen and found.moment in ("formative", "summative"):
        title = card.title.text(applied.language)
        return applied.refuse("cannot_show", instrument=title, objective=unseen[0].id)
    return proofs.with_instrument(applied, found, card)


def admits(card: Card, level: Bloom) -> bool:
    """Whether the format can evidence the level: its highest level is at least that (check B4)."""
    return max(rank(own) for own in card.bloom) >= rank(level)


def _exclude(applied: Applied, edit: Edit, cards: Mapping[str, Card]) -> Applied:
    if str(edit.value) not in cards:
        return applied.refuse("unknown_method")
    excluded = tuple(dict.fromkeys((*applied.directives.excluded_methods, str(edit.value))))
    chosen = tuple(card for card in applied.directives.chosen_methods if card != edit.value)
    single = {name: card for name, card in applied.directives.sequence_methods.items() if card != edit.value}
    return applied.direct(excluded_methods=excluded, chosen_methods=chosen, sequence_methods=single)


def _use(applied: Applied, edit: Edit, cards: Mapping[str, Card]) -> Applied:
    if str(edit.value) not in cards:
        return applied.refuse("unknown_method")
    others = tuple(card for card in applied.directives.chosen_methods if card != edit.value)
    excluded = tuple(card for card in applied.directives.excluded_methods if card != edit.value)
    return applied.direct(chosen_methods=(str(edit.value), *others), excluded_methods=excluded)


def _retitle(applied: Applied, edit: Edit, module: Module) -> Applied:
    if edit.target is None:
        return applied.state("title", str(edit.value), edit.quote)
    found = next((item for item in module.sequences() if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target)
    titled = parts.remember(applied, found)
    return titled.direct(titles={**applied.directives.titles, edit.target: str(edit.value)})


def _reword(applied: Applied, edit: Edit, module: Module) -> Applied:
    if not any(item.id == edit.target for item in module.objectives):
        return applied.refuse("unknown_id", id=edit.target or "O")
    return applied.direct(statements={**applied.directives.statements, str(edit.target): str(edit.value)})


def _remove(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    if edit.target and edit.target[0] in "SB":
        return parts.remove_sequence(applied, edit, module, cards)
    if edit.target and edit.target[0] == "A":
        return proofs.remove(applied, edit.target, module, cards)
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


def _keep(applied: Applied, edit: Edit, module: Module) -> Applied:
    """Only the objectives that are named stay; which ones, is the trainer's choice."""
    ids = [item.id for item in module.objectives]
    if isinstance(edit.value, int):
        if not 0 < edit.value < len(ids):
            return applied.refuse("few_objectives", names=listing(ids, applied.language))
        some = listing(ids[: edit.value], applied.language)
        return applied.refuse("which_objectives", first=some, last=listing(ids[-edit.value :], applied.language))
    unknown = next((one for one in edit.value if one not in ids), None)
    if unknown:
        return applied.refuse("unknown_id", id=unknown)
    kept = {module.brief.competencies[item.competency] for item in module.objectives if item.id in edit.value}
    goals = applied.answers.competencies or module.brief.competencies
    return applied.state("competencies", tuple(goal for goal in goals if goal in kept), edit.quote)


def _objective(edit: Edit, module: Module) -> Objective | None:
    """The objective that is named by its id, or by its competency."""
    goals = module.brief.competencies
    for item in module.objectives:
        if item.id == edit.target or (edit.target is None and goals[item.competency] == edit.value):
            return item
    return None
