"""What each edit changes in the answers and the directives, or why it cannot be done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from assistant.engine.revision.words import say
from assistant.models.brief import Answers, BriefField, Source
from assistant.models.knowledge import Card
from assistant.models.module import Directives, Module
from assistant.models.terms import Bloom, Language, rank
from assistant.models.turn import Edit

_MOST_PRACTICE = 3
_SHORTEST = 5
"""Minutes of the shortest sequence that still holds instructions and an action."""


@dataclass(frozen=True)
class Applied:
    """The answers and directives after the edits, and what was refused, as sentences."""

    answers: Answers
    directives: Directives
    language: Language
    """What the trainer speaks; the draft may be written in another."""
    refused: tuple[str, ...] = ()

    def refuse(self, key: str, **values: Any) -> "Applied":
        """The same, with one more refusal."""
        return replace(self, refused=(*self.refused, say("refused", key, self.language, **values)))

    def direct(self, **changes: Any) -> "Applied":
        """The same, with other directives."""
        return replace(self, directives=self.directives.model_copy(update=changes))


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
        case "more_practice":
            if applied.directives.practice >= _MOST_PRACTICE:
                return applied.refuse("practice")
            return applied.direct(practice=applied.directives.practice + 1)
        case "instrument":
            return _set_instrument(applied, edit, module, cards)
        case "exclude_method":
            return _exclude(applied, edit, cards)
        case "use_method":
            return _use(applied, edit, cards)
        case "minutes":
            return _set_minutes(applied, edit, module)
        case "retitle":
            return _retitle(applied, edit, module)
        case "reword":
            return _reword(applied, edit, module)
        case "remove":
            return _remove(applied, edit, module)
        case "add_competency":
            goals = (*(applied.answers.competencies or ()), str(edit.value))
            return _state(applied, "competencies", goals, edit.quote)
        case _:
            assert_never(edit.kind)


def _state(applied: Applied, field: BriefField, value: Any, quote: str) -> Applied:
    turn = max((source.turn for source in applied.answers.sources), default=0)
    sources = (*applied.answers.sources, Source(field=field, quote=quote, turn=turn))
    fields = {**applied.answers.model_dump(), field: value, "sources": [item.model_dump() for item in sources]}
    return replace(applied, answers=Answers.model_validate(fields))


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


def _set_minutes(applied: Applied, edit: Edit, module: Module) -> Applied:
    found = next((item for item in module.sequences() if item.id == edit.target), None)
    if found is None or found.kind == "break":
        return applied.refuse("unknown_id", id=edit.target or "S")
    day = next(day for day in module.progression if found in day.sequences)
    room = sum(item.minutes for item in day.sequences if item.kind == "activity" or item.id == found.id)
    minutes = int(edit.value)
    if not _SHORTEST <= minutes <= room - _SHORTEST:
        return applied.refuse("minutes", id=found.id, low=_SHORTEST, high=room - _SHORTEST)
    return applied.direct(minutes={**applied.directives.minutes, found.id: minutes})


def _retitle(applied: Applied, edit: Edit, module: Module) -> Applied:
    if edit.target is None:
        return _state(applied, "title", str(edit.value), edit.quote)
    if not any(item.id == edit.target for item in module.sequences()):
        return applied.refuse("unknown_id", id=edit.target)
    return applied.direct(titles={**applied.directives.titles, edit.target: str(edit.value)})


def _reword(applied: Applied, edit: Edit, module: Module) -> Applied:
    if not any(item.id == edit.target for item in module.objectives):
        return applied.refuse("unknown_id", id=edit.target or "O")
    return applied.direct(statements={**applied.directives.statements, str(edit.target): str(edit.value)})


def _remove(applied: Applied, edit: Edit, module: Module) -> Applied:
    found = next((item for item in module.objectives if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target or "O")
    goal = module.brief.competencies[found.competency]
    kept = tuple(item for item in applied.answers.competencies or module.brief.competencies if item != goal)
    if not kept:
        return applied.refuse("last_objective", id=found.id)
    return _state(applied, "competencies", kept, edit.quote)
