"""What a mutant changes: one element of a module, the rest left as it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assistant.models.module import Assessment, Module, Sequence, StepPlan


@dataclass(frozen=True)
class Mutant:
    """One way to break a clean module; it gives the module back when there is nothing to break."""

    name: str
    break_: Callable[[Module], Module]


def say(module: Module, fr: str, en: str) -> str:
    """The text in the module's language."""
    return fr if module.brief.language == "fr" else en


def with_objective(module: Module, index: int = 0, **changes: Any) -> Module:
    """The module with one objective changed."""
    objectives = list(module.objectives)
    objectives[index] = objectives[index].model_copy(update=changes)
    return module.model_copy(update={"objectives": tuple(objectives)})


def with_brief(module: Module, **changes: Any) -> Module:
    """The module with its brief changed."""
    return module.model_copy(update={"brief": module.brief.model_copy(update=changes)})


def with_each_sequence(module: Module, change: Callable[[Sequence], Sequence]) -> Module:
    """The module with every sequence changed."""
    days = (
        day.model_copy(update={"sequences": tuple(change(item) for item in day.sequences)})
        for day in module.progression
    )
    return module.model_copy(update={"progression": tuple(days)})


def with_sequence(module: Module, name: str, **changes: Any) -> Module:
    """The module with one sequence changed."""
    return with_each_sequence(module, lambda item: item.model_copy(update=changes) if item.id == name else item)


def with_each_assessment(module: Module, change: Callable[[Assessment], Assessment]) -> Module:
    """The module with every assessment changed."""
    return module.model_copy(update={"assessments": tuple(change(item) for item in module.assessments)})


def with_assessment(module: Module, name: str, **changes: Any) -> Module:
    """The module with one assessment changed."""
    return with_each_assessment(module, lambda item: item.model_copy(update=changes) if item.id == name else item)


def longest_activity(module: Module) -> Sequence:
    """The longest activity."""
    return max((item for item in module.sequences() if item.kind == "activity"), key=lambda item: item.minutes)


def worked(module: Module) -> tuple[Sequence, ...]:
    """All sequences but breaks."""
    return tuple(item for item in module.sequences() if item.kind != "break")


def summative(module: Module) -> Assessment | None:
    """The first summative assessment."""
    return next((item for item in module.assessments if item.moment == "summative"), None)


def without(names: Iterable[str], name: str) -> tuple[str, ...]:
    """The names but one."""
    return tuple(item for item in names if item != name)


def one_step(minutes: int, trainer: str, learners: str) -> StepPlan:
    """A step."""
    return StepPlan(minutes=minutes, trainer=trainer, learners=learners)


def all_at(bloom: str) -> Callable[[Module], Module]:
    """Every objective at one level."""

    def break_(module: Module) -> Module:
        objectives = tuple(item.model_copy(update={"bloom": bloom}) for item in module.objectives)
        return module.model_copy(update={"objectives": objectives})

    return break_


def without_moment(moment: str) -> Callable[[Module], Module]:
    """No assessment of that moment, nowhere."""

    def break_(module: Module) -> Module:
        gone = {item.id for item in module.assessments if item.moment == moment}
        kept = tuple(item for item in module.assessments if item.id not in gone)
        changed = module.model_copy(update={"assessments": kept})
        return with_each_sequence(
            changed,
            lambda item: item.model_copy(
                update={"assessments": tuple(name for name in item.assessments if name not in gone)}
            ),
        )

    return break_


def longer_by(extra: int) -> Callable[[Module], Module]:
    """The longest activity, and its last step, longer."""

    def break_(module: Module) -> Module:
        item = longest_activity(module)
        last = item.steps[-1]
        steps = (*item.steps[:-1], last.model_copy(update={"minutes": last.minutes + extra}))
        return with_sequence(module, item.id, minutes=item.minutes + extra, steps=steps)

    return break_


def without_kind(place: int) -> Callable[[Module], Module]:
    """A sequence that is no opening and no closing any more."""
    return lambda module: with_sequence(module, worked(module)[place].id, kind="activity")


def mute(module: Module) -> Module:
    """Every step loses its words."""
    trainer, learners = say(module, "passe", "goes round"), say(module, "travaillent", "work")

    def hush(item: Sequence) -> Sequence:
        steps = tuple(step.model_copy(update={"trainer": trainer, "learners": learners}) for step in item.steps)
        return item.model_copy(update={"steps": steps})

    return with_each_sequence(module, hush)


def with_longest(**changes: Any) -> Callable[[Module], Module]:
    """The longest activity changed."""
    return lambda module: with_sequence(module, longest_activity(module).id, **changes)


def mutants(**breaks: Callable[[Module], Module]) -> tuple[Mutant, ...]:
    """Mutants from named functions."""
    return tuple(Mutant(name.replace("_", " ").strip(), break_) for name, break_ in breaks.items())
