"""The steps of a sequence in the plan, each with the subject matter that is used in it."""

from collections.abc import Iterator
from typing import Any

from assistant.export.blocks import PlanStep
from assistant.export.labels import listed
from assistant.models.module import Matter, Module, Sequence, StepPlan


def steps(item: Sequence, module: Module, texts: dict[str, Any]) -> Iterator[PlanStep]:
    """Who does what for how long: what is shown, worked on and taken up again stands where it is used."""
    own = [piece for piece in module.matter if piece.where == item.id]
    for step in item.steps:
        used = [piece for piece in own if _step_of(piece, item) is step]
        shown = [piece.id for piece in used if piece.kind in _TRAINER]
        worked = [piece.id for piece in used if piece.kind == "case"]
        said = [_instruction(piece, texts) for piece in used if piece.kind == "task"]
        learners = _with_ids(step.learners, worked)
        yield PlanStep(
            texts["minutes"].format(n=step.minutes),
            _with_ids(step.trainer, shown),
            " ".join((f"{learners}.", *said)) if said else learners,
        )


def in_no_step(item: Sequence, module: Module) -> list[str]:
    """Ids of the matter that is used in a sequence, or in its assessments, at no step in particular."""
    places = {item.id, *item.assessments}
    return [piece.id for piece in module.matter if piece.where in places and _step_of(piece, item) is None]


_TRAINER = frozenset({"point", "error"})
"""What the trainer brings up."""


def _step_of(piece: Matter, item: Sequence) -> StepPlan | None:
    """Points are used where something is shown, errors in the last exchange, the rest where the work begins."""
    if piece.where != item.id:
        return None
    if piece.kind == "point":
        return next((step for step in item.steps if step.phase == "demonstrate"), None)
    if piece.kind == "error":
        return next((step for step in reversed(item.steps) if step.phase == "integrate"), None)
    return item.main_step if piece.kind in {"task", "case"} else None


def _instruction(piece: Matter, texts: dict[str, Any]) -> str:
    marked = piece.text if piece.accepted else f"{piece.text} {texts['assumed']}"
    label = texts["matter"]["said"].format(id=piece.id)
    # The closing space is outside the bold: Markdown takes a mark after a space for an opening one.
    return f"**{label.rstrip()}** {marked}"


def _with_ids(text: str, ids: list[str]) -> str:
    return f"{text} ({listed(ids)})" if ids else text
