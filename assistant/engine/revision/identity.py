"""Ids that keep their meaning from one version to the next.

A new draft numbers its elements from 1. Each element that the version before already had gets its old id back; a
new one gets a number that was never used, so that "S3" in a comment of last week still means the same sequence.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from assistant.models.module import AssessmentPlan, Day, Module, Objective
from assistant.models.module import Sequence as ModuleSequence

T = TypeVar("T", Objective, AssessmentPlan, ModuleSequence)


def number_objectives(
    fresh: tuple[Objective, ...], competencies: tuple[str, ...], before: Module | None
) -> tuple[Objective, ...]:
    """The objectives with the ids that the same competency had before."""
    if before is None:
        return fresh
    old_goals = before.brief.competencies
    keys = (
        lambda item, goals: (goals[item.competency], item.statement),
        lambda item, goals: goals[item.competency],
    )
    ids = _match(
        "O",
        fresh,
        before.objectives,
        [(lambda item, key=key: key(item, competencies), lambda item, key=key: key(item, old_goals)) for key in keys],
    )
    return tuple(item.model_copy(update={"id": id_}) for item, id_ in zip(fresh, ids, strict=True))


def number_plans(fresh: tuple[AssessmentPlan, ...], before: Module | None) -> tuple[AssessmentPlan, ...]:
    """The planned assessments with the ids that the same evidence had before."""
    if before is None:
        return fresh

    def exact(item: AssessmentPlan) -> Hashable:
        return item.moment, item.objectives

    def loose(item: AssessmentPlan) -> Hashable:
        return item.moment

    ids = _match("A", fresh, before.assessments, [(exact, exact), (loose, loose)])
    return tuple(item.model_copy(update={"id": id_}) for item, id_ in zip(fresh, ids, strict=True))


def number_sequences(fresh: tuple[Day, ...], before: Module | None) -> tuple[Day, ...]:
    """The days with the ids that the same sequences had before."""
    if before is None:
        return fresh
    kept: dict[int, str] = {}
    for prefix, is_break in (("S", False), ("B", True)):
        new = [item for day in fresh for item in day.sequences if (item.kind == "break") == is_break]
        old = [item for item in before.sequences() if (item.kind == "break") == is_break]

        def exact(item: ModuleSequence) -> Hashable:
            return item.kind, item.objectives, item.title

        def loose(item: ModuleSequence) -> Hashable:
            return item.kind, item.objectives, item.methods

        def named(item: ModuleSequence) -> Hashable:
            # The opening is the opening, with one objective fewer.
            return item.kind, item.title

        ids = _match(prefix, new, old, [(exact, exact), (loose, loose), (named, named)])
        kept.update({id(item): id_ for item, id_ in zip(new, ids, strict=True)})
    return tuple(
        day.model_copy(
            update={"sequences": tuple(item.model_copy(update={"id": kept[id(item)]}) for item in day.sequences)}
        )
        for day in fresh
    )


Key = Callable[..., Hashable]


def _match(prefix: str, fresh: Sequence[T], old: Sequence[T], keys: Iterable[tuple[Key, Key]]) -> list[str]:
    """One id for each fresh element: the old one where a key agrees (strictest first), else the next free number."""
    ids: dict[int, str] = {}
    free = list(old)
    for new_key, old_key in keys:
        waiting: dict[Hashable, list[T]] = defaultdict(list)
        for item in free:
            waiting[old_key(item)].append(item)
        for index, item in enumerate(fresh):
            if index not in ids and waiting.get(new_key(item)):
                found = waiting[new_key(item)].pop(0)
                ids[index] = found.id
                free = [other for other in free if other.id != found.id]
    numbers = iter(range(1 + max((int(item.id[1:]) for item in old), default=0), 100_000))
    return [ids[index] if index in ids else f"{prefix}{next(numbers)}" for index in range(len(fresh))]
