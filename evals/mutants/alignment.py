"""Mutants of alignment."""

from assistant.models.module import Assessment, Module, Sequence
from evals.mutants.changes import (
    Mutant,
    all_at,
    longest_activity,
    mutants,
    summative,
    with_assessment,
    with_each_assessment,
    with_each_sequence,
    with_longest,
    with_sequence,
    without,
    without_moment,
    worked,
)


def _never_worked(module: Module) -> Module:
    name = module.objectives[0].id
    return with_each_sequence(
        module, lambda item: item.model_copy(update={"objectives": without(item.objectives, name)})
    )


def _never_assessed(module: Module) -> Module:
    name = module.objectives[0].id

    def forget(item: Assessment) -> Assessment:
        kept = item.objectives if item.moment == "diagnostic" else without(item.objectives, name)
        return item.model_copy(update={"objectives": kept})

    return with_each_assessment(module, forget)


def _unplaced(module: Module) -> Module:
    placed = next(item for item in module.assessments if item.moment != "transfer").id
    return with_each_sequence(
        module, lambda item: item.model_copy(update={"assessments": without(item.assessments, placed)})
    )


def _dangling(module: Module) -> Module:
    return with_sequence(module, longest_activity(module).id, assessments=("A900",))


def _too_easy(module: Module) -> Module:
    harder = all_at("create")(module)
    return with_each_assessment(harder, lambda item: item.model_copy(update={"bloom": "remember"}))


def _quiz_for_a_creation(module: Module) -> Module:
    harder = all_at("create")(module)
    return with_each_assessment(harder, lambda item: item.model_copy(update={"bloom": "create", "instrument": "mcq"}))


def _quiz_for_a_gesture(module: Module) -> Module:
    objectives = tuple(item.model_copy(update={"performance": "gesture"}) for item in module.objectives)
    changed = module.model_copy(update={"objectives": objectives})
    return with_each_assessment(changed, lambda item: item.model_copy(update={"instrument": "mcq"}))


def _move(module: Module, name: str, place: int) -> Module:
    target = worked(module)[place].id

    def put(item: Sequence) -> Sequence:
        kept = without(item.assessments, name)
        return item.model_copy(update={"assessments": (name, *kept) if item.id == target else kept})

    return with_each_sequence(module, put)


def _judged_first(module: Module) -> Module:
    final = summative(module)
    return _move(module, final.id, 0) if final else module


def _late_diagnostic(module: Module) -> Module:
    changed = module
    for item in module.assessments:
        if item.moment == "diagnostic":
            changed = _move(changed, item.id, -1)
    return changed


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "B1": mutants(never_worked=_never_worked),
    "B2": mutants(never_assessed=_never_assessed),
    "B3": mutants(
        orphan_activity=with_longest(objectives=()),
        orphan_assessment=lambda module: with_assessment(module, module.assessments[0].id, objectives=()),
        unknown_objective=with_longest(objectives=("O900",)),
        unplaced_assessment=_unplaced,
        unknown_assessment=_dangling,
    ),
    "B4": mutants(too_easy=_too_easy, quiz_for_a_creation=_quiz_for_a_creation, quiz_for_a_gesture=_quiz_for_a_gesture),
    "B5": mutants(judged_first=_judged_first),
    "B6": mutants(
        no_diagnostic=without_moment("diagnostic"), late=_late_diagnostic, no_formative=without_moment("formative")
    ),
}
