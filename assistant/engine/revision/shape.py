"""Changes to the shape of a draft: lengths, order and hours."""

from assistant.engine.planner import read_hours
from assistant.engine.revision.applied import Applied
from assistant.engine.revision.words import say
from assistant.language.typography import clock
from assistant.models.brief import HALF_DAY_MINUTES, BriefField
from assistant.models.module import Module
from assistant.models.turn import Edit, EditKind

_SHORTEST = 5
"""Minutes of the shortest sequence that still holds instructions and an action."""


_A_LITTLE = 1 / 4
"""By how much a sequence that is "too long" gets shorter, when nobody says by how much."""


def stretch(applied: Applied, edit: Edit, module: Module) -> Applied:
    """As long as was said; longer or shorter by what was said, else by a quarter, to the nearest five minutes."""
    if edit.kind == "minutes":
        return _set_minutes(applied, edit, module)
    if edit.target is None:
        short = "module_shorter" if module.brief.duration_minutes > HALF_DAY_MINUTES else "module_much_shorter"
        return applied.refuse("module_longer" if edit.kind == "lengthen" else short)
    found = next((item for item in module.sequences() if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target)
    now = applied.directives.minutes.get(found.id, found.minutes)
    by = int(edit.value) if isinstance(edit.value, int) else max(5, round(now * _share(edit) / 5) * 5)
    wanted = now + by if edit.kind == "lengthen" else now - by
    return _set_minutes(applied, edit.model_copy(update={"value": wanted}), module)


def _share(edit: Edit) -> float:
    return 1 / 2 if edit.value == "half" else _A_LITTLE


def reorder(applied: Applied, edit: Edit, module: Module) -> Applied:
    """Two objectives change places, or one goes before or after others, first or last."""
    if edit.value in _ENDS:
        kind, end = _ENDS[edit.value]
        edit = edit.model_copy(update={"kind": kind, "value": module.objectives[end].id})
        if edit.target == edit.value:
            return applied.refuse("already_in_place", id=edit.target)
    others = _named(edit.value)
    ids = (str(edit.target), *others)
    if any(one.startswith("S") for one in ids):
        one, two = (*(item.id for item in module.objectives), "O1", "O2")[:2]
        return applied.refuse("sequence_order", one=one, two=two)
    goals = {item.id: module.brief.competencies[item.competency] for item in module.objectives}
    unknown = next((one for one in ids if one not in goals), None)
    if unknown:
        return applied.refuse("unknown_id", id=unknown)
    if not others:
        return _somewhere(applied, edit, module)
    known = list(applied.answers.competencies or module.brief.competencies)
    order = _moved(known, goals[ids[0]], [goals[one] for one in others], edit.kind)
    if order == known:
        return applied.refuse("already_in_place", id=edit.target)
    return applied.state("competencies", tuple(order), edit.quote)


_ENDS: dict[object, tuple[EditKind, int]] = {"first": ("before", 0), "last": ("after", -1)}


def _moved(known: list[str], goal: str, others: list[str], kind: EditKind) -> list[str]:
    """The goals with one in another place; as they are where it stands there already."""
    order, places = list(known), [known.index(one) for one in others]
    here = order.index(goal)
    if kind == "swap":
        order[here], order[places[0]] = order[places[0]], order[here]
        return order
    if (here < min(places)) if kind == "before" else (here > max(places)):
        return order
    order.remove(goal)
    places = [order.index(one) for one in others]
    order.insert(min(places) if kind == "before" else max(places) + 1, goal)
    return order


def _named(value: object) -> tuple[str, ...]:
    """The objectives beside which one goes; none where nobody said which."""
    if isinstance(value, tuple | list):
        return tuple(str(one) for one in value)
    return (str(value),) if value else ()


def _somewhere(applied: Applied, edit: Edit, module: Module) -> Applied:
    """ "fais remonter O3": before which one, is the trainer's to say."""
    other = next((item.id for item in module.objectives if item.id != edit.target), None)
    if other is None:
        return applied.refuse("already_in_place", id=edit.target)
    return applied.refuse("which_place", id=edit.target, other=other)


def set_hours(applied: Applied, edit: Edit, module: Module) -> Applied:
    """The hour becomes a constraint of the brief, in place of an older one."""
    if module.brief.modality == "async":
        return applied.refuse("no_hours")
    at = int(str(edit.value)[:2]) * 60 + int(str(edit.value)[3:])
    text = say("hours", edit.kind, module.brief.language, time=clock(at, module.brief.language))
    old = applied.answers.constraints if applied.answers.constraints is not None else module.brief.constraints
    lead = say("hours", edit.kind, module.brief.language, time="").strip()
    kept = tuple(item for item in old if not item.startswith(lead) and not _tells(item, edit.kind))
    quotes = (quote for field in _TIMED for quote in applied.answers.quotes_of(field))
    hours = read_hours((text, *kept, *quotes))
    if (hours.start if edit.kind == "start" else hours.end) != at:
        # A timetable in the trainer's own words ("9h-12h30 et 13h30-17h") fixes both ends of the day.
        return applied.refuse("hours_given")
    return applied.state("constraints", (text, *kept), edit.quote)


_TIMED: tuple[BriefField, ...] = ("duration_minutes", "days", "constraints")


def _tells(constraint: str, kind: str) -> bool:
    hours = read_hours([constraint])
    return (hours.start if kind == "start" else hours.end) is not None


def _set_minutes(applied: Applied, edit: Edit, module: Module) -> Applied:
    found = next((item for item in module.sequences() if item.id == edit.target), None)
    if found is None or found.kind == "break":
        return applied.refuse("unknown_id", id=edit.target or "S")
    day = next(day for day in module.progression if found in day.sequences)
    room = sum(item.minutes for item in day.sequences if item.kind == "activity" or item.id == found.id)
    minutes = int(edit.value)
    if not _SHORTEST <= minutes <= room - _SHORTEST:
        low, high = _SHORTEST, room - _SHORTEST
        return applied.refuse("minutes", id=found.id, low=low, high=high, nearest=low if minutes < low else high)
    return applied.direct(minutes={**applied.directives.minutes, found.id: minutes})
