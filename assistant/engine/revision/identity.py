"""Ids that keep their meaning from one version to the next.

A new draft numbers its elements from 1. Each element that the version before already had gets its old id back; a
new one gets a number that was never used, so that "S3" in a comment of last week still means the same sequence.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from assistant.models.module import AssessmentPlan, Day, Directives, Module, Objective
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
    """The planned assessments with the ids that the same evidence had before, those that were removed included."""
    if before is None:
        return fresh
    added = {item.id for item in before.directives.added_assessments}
    known = [item for item in before.assessments if item.id not in added] + list(before.directives.removed_assessments)

    def exact(item: AssessmentPlan) -> Hashable:
        return item.moment, item.objectives

    def loose(item: AssessmentPlan) -> Hashable:
        return item.moment

    ids = _match("A", fresh, known, [(exact, exact), (loose, loose)], used=_used(before, "A"))
    return tuple(item.model_copy(update={"id": id_}) for item, id_ in zip(fresh, ids, strict=True))


def number_sequences(
    fresh: tuple[Day, ...], before: Module | None, directives: Directives | None = None
) -> tuple[Day, ...]:
    """The days with the ids that the same sequences had before, as they were before the trainer's changes."""
    if before is None:
        return fresh
    directives = directives or before.directives
    kept: dict[int, str] = {}
    for prefix, is_break in (("S", False), ("B", True)):
        new = [item for day in fresh for item in day.sequences if (item.kind == "break") == is_break]
        old = [item for item in _as_drafted(before, directives) if (item.kind == "break") == is_break]

        def exact(item: ModuleSequence) -> Hashable:
            return item.kind, item.objectives, item.title

        def loose(item: ModuleSequence) -> Hashable:
            return item.kind, item.objectives, item.methods

        def named(item: ModuleSequence) -> Hashable:
            # The opening is the opening, with one objective fewer.
            return item.kind, item.title

        keys = [(exact, exact), (loose, loose), (named, named)]
        ids = _match(prefix, new, old, keys, used=_used(before, prefix))
        kept.update({id(item): id_ for item, id_ in zip(new, ids, strict=True)})
    return tuple(
        day.model_copy(
            update={"sequences": tuple(item.model_copy(update={"id": kept[id(item)]}) for item in day.sequences)}
        )
        for day in fresh
    )


def _as_drafted(before: Module, directives: Directives) -> list[ModuleSequence]:
    """The sequences of a version as Jalon drafted them: those that the trainer removed are back, added ones are not."""
    added = {item.sequence for item in before.directives.added_assessments if item.apart}
    origins = {**before.directives.origins, **directives.origins}
    there = [item for item in before.sequences() if item.id not in added]
    found = [
        item.model_copy(update=origins[item.id].model_dump(exclude={"minutes"})) if item.id in origins else item
        for item in there
    ]
    ids = {item.id for item in there}
    gone = [
        ModuleSequence(id=name, **{**origin.model_dump(), "minutes": max(1, origin.minutes)})
        for name, origin in origins.items()
        if name not in ids
    ]
    return found + gone


def _used(before: Module, prefix: str) -> list[str]:
    """Ids that the module has or had, as far as it remembers: they never mean another thing."""
    said = before.directives
    names = [item.id for item in before.objectives]
    names += [item.id for item in before.sequences()]
    names += [item.id for item in before.assessments]
    names += [*said.origins, *(plan.id for plan in said.removed_assessments)]
    names += [plan.id for plan in said.added_assessments]
    names += [item.sequence for item in said.added_assessments if item.sequence]
    return [name for name in names if name.startswith(prefix)]


def next_id(prefix: str, before: Module, directives: Directives) -> str:
    """An id that nothing in the module has or had."""
    copy = before.model_copy(update={"directives": directives})
    return f"{prefix}{1 + max((int(name[1:]) for name in (*_used(copy, prefix), *_used(before, prefix))), default=0)}"


Key = Callable[..., Hashable]


def _match(
    prefix: str, fresh: Sequence[T], old: Sequence[T], keys: Iterable[tuple[Key, Key]], used: Sequence[str] = ()
) -> list[str]:
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
    taken = [*used, *(item.id for item in old)]
    numbers = iter(range(1 + max((int(name[1:]) for name in taken), default=0), 100_000))
    return [ids[index] if index in ids else f"{prefix}{next(numbers)}" for index in range(len(fresh))]
