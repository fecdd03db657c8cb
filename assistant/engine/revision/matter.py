"""Subject matter from version to version: what was proposed stays, as the trainer accepted, reworded or withdrew it."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.models.brief import Brief
from assistant.models.module import Assessment, Day, Directives, Matter, MatterKind, Module, Objective
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import DOING

_OBSERVED = ("summative", "formative", "transfer", "diagnostic")
_ASKED = ("formative", "summative", "diagnostic", "transfer")
_SURROUNDINGS = ("resources", "constraints", "modality", "work_context", "subject", "audience")
"""What a condition or a criterion of the trade may rest on."""


@dataclass(frozen=True)
class Carried:
    """What a new draft takes from the version before."""

    objectives: tuple[Objective, ...]
    matter: tuple[Matter, ...]
    unserved: tuple[Objective, ...]
    """Objectives that the version before did not have: a model is asked for those only."""


def carry(written: tuple[Objective, ...], before: Module | None, brief: Brief) -> Carried:
    """The objectives as they were worded, with their matter, where they are the same."""
    if before is None:
        return Carried(written, (), written)
    old = {item.id: item for item in before.objectives}
    same = {item.id for item in written if item.id in old and item.statement == old[item.id].statement}
    alike = all(getattr(brief, name) == getattr(before.brief, name) for name in _SURROUNDINGS)
    return Carried(
        objectives=tuple(
            _worded(item, old[item.id], before) if item.id in same and alike else item for item in written
        ),
        matter=tuple(piece for piece in before.matter if piece.objective in same),
        unserved=tuple(item for item in written if item.id not in same),
    )


def _worded(item: Objective, was: Objective, before: Module) -> Objective:
    """With the parts that were proposed before, while they still are proposals, and those that somebody reworded."""
    edited = {wording.path for wording in before.directives.wordings}
    parts = [
        name
        for name in ("condition", "criterion")
        if name in item.assumed and (name in was.assumed or f"{item.id}.{name}" in edited)
    ]
    return item.model_copy(update={name: getattr(was, name) for name in parts})


def number_matter(carried: tuple[Matter, ...], fresh: tuple[Matter, ...], before: Module | None) -> tuple[Matter, ...]:
    """The matter in one list, new pieces with ids that nothing had."""
    taken = [piece.id for piece in before.matter] if before else []
    taken += before.directives.withdrawn_matter if before else ()
    first = 1 + max((int(name[1:]) for name in taken), default=0)
    return (*carried, *(piece.model_copy(update={"id": f"M{first + n}"}) for n, piece in enumerate(fresh)))


def as_decided(
    matter: tuple[Matter, ...], directives: Directives, objectives: Iterable[Objective]
) -> tuple[Matter, ...]:
    """The pieces in the order of the objectives, without those that were withdrawn, in the trainer's words."""
    order = {item.id: place for place, item in enumerate(objectives)}
    kept = [piece for piece in matter if piece.id not in directives.withdrawn_matter and piece.objective in order]
    kept.sort(key=lambda piece: order[piece.objective])
    return tuple(_decided(piece, directives) for piece in kept)


def _decided(piece: Matter, directives: Directives) -> Matter:
    text = directives.reworded_matter.get(piece.id)
    accepted = text is not None or piece.id in directives.accepted_matter
    return piece.model_copy(update={"text": text or piece.text, "accepted": accepted})


def place_matter(
    matter: tuple[Matter, ...], days: tuple[Day, ...], assessments: tuple[Assessment, ...], before: Module | None
) -> tuple[Matter, ...]:
    """Each piece with the sequence or the assessment in which it is used.

    An instruction goes with the activity that it was written for, and goes when that is run in another way.
    """
    lessons = [item for day in days for item in day.sequences if item.kind == "activity"]
    was = {item.id: item for item in before.sequences()} if before else {}
    standing = {item.id for item in lessons}
    alike = {item.id for item in lessons if item.id not in was or _run(item) == _run(was[item.id])}
    kept = [piece for piece in matter if piece.kind != "task" or piece.where in (standing if piece.accepted else alike)]
    return tuple(piece.model_copy(update={"where": _place(piece, lessons, assessments)}) for piece in kept)


def _run(lesson: ModuleSequence) -> tuple[object, ...]:
    return lesson.objectives, lesson.methods, lesson.grouping


def _place(piece: Matter, lessons: list[ModuleSequence], assessments: tuple[Assessment, ...]) -> str | None:
    if piece.kind == "task":
        return piece.where
    kinds: dict[MatterKind, tuple[str, ...]] = {"sign": _OBSERVED, "question": _ASKED}
    if piece.kind in kinds:
        serving = [item for item in assessments if piece.objective in item.objectives]
        ranked = sorted(serving, key=lambda item: kinds[piece.kind].index(item.moment))
        return ranked[0].id if ranked else None
    own = [item for item in lessons if piece.objective in item.objectives]
    if piece.kind == "case":
        own = [item for item in own if item.learning_type in DOING] or own
    # The sequence that is about this objective alone, before those that take several together.
    alone = [item for item in own if len(item.objectives) == 1]
    return next((item.id for item in (*alone, *own)), None)
