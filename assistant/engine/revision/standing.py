"""The trainer's changes to single parts, carried from one draft to the next: by the ids that each of them knows."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.models.brief import Brief
from assistant.models.module import (
    AddedAssessment,
    Assessment,
    AssessmentPlan,
    Day,
    Directives,
    Module,
    Objective,
)
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import BLOOM_ORDER, Moment

_ORDER: dict[Moment, int] = {"diagnostic": 0, "formative": 1, "summative": 2, "transfer": 3}
_EVIDENCE: frozenset[Moment] = frozenset({"formative", "summative"})


def standing_plans(
    fresh: tuple[AssessmentPlan, ...], directives: Directives, objectives: tuple[Objective, ...]
) -> tuple[AssessmentPlan, ...]:
    """The assessments of a draft, numbered, as the trainer wants them; which removals stand is known."""
    gone = {plan.id for plan in directives.removed_assessments}
    known = {item.id: item for item in objectives}
    found = [_as_wished(plan, directives, known) for plan in fresh if plan.id not in gone]
    for added in directives.added_assessments:
        served = tuple(name for name in added.objectives if name in known)
        if served:
            found.append(plan_of(added).model_copy(update={"objectives": served}))
    return tuple(sorted(found, key=lambda plan: _ORDER[plan.moment]))


def plan_of(item: AssessmentPlan) -> AssessmentPlan:
    """What is decided of an assessment, without its words nor its place."""
    return AssessmentPlan.model_validate({name: getattr(item, name) for name in AssessmentPlan.model_fields})


def standing_removals(
    fresh: tuple[AssessmentPlan, ...], directives: Directives, objectives: tuple[Objective, ...]
) -> tuple[AssessmentPlan, ...]:
    """The assessments of a draft that stay out: not those without which an objective of a new draft has no evidence."""
    removed = {plan.id for plan in directives.removed_assessments}
    out = tuple(plan for plan in fresh if plan.id in removed)
    known = {item.id: item for item in objectives}
    left = [_as_wished(plan, directives, known) for plan in fresh if plan.id not in removed]
    bare = unproven([*left, *directives.added_assessments], known)
    return tuple(plan for plan in out if not set(plan.objectives) & bare)


def unproven(plans: Iterable[AssessmentPlan], known: Iterable[str]) -> set[str]:
    """Objectives that no assessment shows, or only a final one that nothing prepares."""
    plans = list(plans)
    shown = {name for plan in plans if plan.moment in _EVIDENCE for name in plan.objectives}
    tried = {name for plan in plans if plan.moment == "formative" for name in plan.objectives}
    unprepared = [plan for plan in plans if plan.moment == "summative" and not set(plan.objectives) & tried]
    return (set(known) - shown) | {name for plan in unprepared for name in plan.objectives}


def _as_wished(plan: AssessmentPlan, directives: Directives, known: Mapping[str, Objective]) -> AssessmentPlan:
    more = [name for name in directives.covering.get(plan.id, ()) if name in known and name not in plan.objectives]
    ids = tuple(name for name in known if name in {*plan.objectives, *more}) if more else plan.objectives
    level = max((known[name].bloom for name in ids), key=BLOOM_ORDER.index) if more else plan.bloom
    instrument = directives.instruments.get(plan.id, plan.instrument)
    return plan.model_copy(update={"objectives": ids, "bloom": level, "instrument": instrument})


def touches_sequences(directives: Directives) -> bool:
    """Whether the trainer changed single sequences."""
    return bool(
        directives.minutes
        or directives.titles
        or directives.sequence_methods
        or directives.removed_sequences
        or directives.added_assessments
        or directives.removed_assessments
    )


def untouched(directives: Directives) -> Directives:
    """The directives without what the trainer changed in single sequences."""
    nothing: dict[str, object] = {
        "minutes": {},
        "titles": {},
        "sequence_methods": {},
        "removed_sequences": (),
        "added_assessments": (),
        "practice": 0,
    }
    return directives.model_copy(update=nothing)


def drafted_with(directives: Directives, fresh: tuple[Day, ...], numbered: tuple[Day, ...]) -> Directives:
    """The directives in the ids that the engine gives; what the draft no longer has is left out."""
    own = {new.id: old.id for old, new in zip(_all(fresh), _all(numbered), strict=True)}

    def kept(rows: Mapping[str, object]) -> dict[str, object]:
        return {own[name]: value for name, value in rows.items() if name in own}

    added = tuple(
        item.model_copy(
            update={
                "sequence": item.sequence if item.apart else own.get(item.sequence or ""),
                "after": own.get(item.after or ""),
            }
        )
        for item in directives.added_assessments
    )
    return directives.model_copy(
        update={
            # An assessment of the trainer's own has minutes by the id under which the engine places it.
            "minutes": {**kept(directives.minutes), **_of_added(directives.minutes, added)},
            "titles": {**kept(directives.titles), **_of_added(directives.titles, added)},
            "sequence_methods": kept(directives.sequence_methods),
            "removed_sequences": tuple(own[name] for name in directives.removed_sequences if name in own),
            "added_assessments": added,
        }
    )


def _of_added(rows: Mapping[str, object], added: Sequence[AddedAssessment]) -> dict[str, object]:
    own = {item.sequence: item.id for item in added if item.apart and item.sequence}
    return {own[name]: value for name, value in rows.items() if name in own}


def renumbered(
    days: tuple[Day, ...], fresh: tuple[Day, ...], numbered: tuple[Day, ...], directives: Directives
) -> tuple[Day, ...]:
    """The days with the ids that the same sequences have in the module."""
    ids = {old.id: new.id for old, new in zip(_all(fresh), _all(numbered), strict=True)}
    ids |= {item.id: item.sequence for item in directives.added_assessments if item.apart and item.sequence}
    return tuple(
        day.model_copy(
            update={
                "sequences": tuple(item.model_copy(update={"id": ids.get(item.id, item.id)}) for item in day.sequences)
            }
        )
        for day in days
    )


def _all(days: tuple[Day, ...]) -> list[ModuleSequence]:
    return [item for day in days for item in day.sequences]


def kept_as_they_were(worded: tuple[Assessment, ...], module: Module | None, brief: Brief) -> tuple[Assessment, ...]:
    """The assessments, those that no change touches word for word as they were."""
    if module is None or module.brief != brief:
        return worded
    old = {item.id: item for item in module.assessments}
    same = {"id", "moment", "instrument", "bloom", "objectives", "minutes"}

    def is_same(item: Assessment) -> bool:
        was = old.get(item.id)
        return was is not None and all(getattr(was, name) == getattr(item, name) for name in same)

    return tuple(old[item.id] if is_same(item) else item for item in worded)
