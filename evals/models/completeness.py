"""How much of what a whole module needs is there, whoever wrote it and however well."""

from collections.abc import Callable, Iterable
from statistics import fmean

from assistant.language import marks
from assistant.models.module import Day, Module, Sequence
from assistant.models.terms import Moment

_STRETCH = 90
"""Minutes of work after which a break is due."""
_EVIDENCE: tuple[Moment, ...] = ("formative", "summative", "transfer")


def completeness(module: Module) -> float:
    """From 0 to 1, the mean of ten parts, each the share of it that is there.

    Competencies that have an objective; objectives that have a condition, a criterion, an activity with minutes, an
    assessment; the announced length; breaks where they are due; a diagnostic, a formative and a summative assessment;
    a closing; activities that say what feedback there is. Nothing is said of how good any of it is.
    """
    return fmean(part(module) for part in PARTS)


def competencies(module: Module) -> float:
    """Competencies of the brief for which there is an objective."""
    covered = {item.competency for item in module.objectives}
    return _share(number in covered for number in range(len(module.brief.competencies)))


def conditions(module: Module) -> float:
    """Objectives with a condition."""
    return _share(bool(item.condition.strip()) for item in module.objectives)


def criteria(module: Module) -> float:
    """Objectives with a criterion."""
    return _share(bool(item.criterion.strip()) for item in module.objectives)


def activities(module: Module) -> float:
    """Objectives that an activity works on."""
    worked = {name for item in _activities(module) for name in item.objectives}
    return _share(item.id in worked for item in module.objectives)


def assessments(module: Module) -> float:
    """Objectives that something assesses after they were taught."""
    assessed = {name for item in module.assessments if item.moment in _EVIDENCE for name in item.objectives}
    return _share(item.id in assessed for item in module.objectives)


def length(module: Module) -> float:
    """Whether the minutes add up to the announced length."""
    return float(sum(item.minutes for item in module.sequences()) == module.brief.duration_minutes)


def breaks(module: Module) -> float:
    """Announced days with a break where they need one; whoever works at their own pace takes theirs."""
    days = module.progression
    if module.brief.modality == "async":
        return float(bool(days))
    rested = [_is_rested(day, minutes) for day, minutes in zip(days, module.brief.days, strict=False)]
    return sum(rested) / len(module.brief.days)


def moments(module: Module) -> float:
    """Moments at which something is assessed: before, on the way, at the end."""
    found = {item.moment for item in module.assessments}
    return _share(moment in found for moment in ("diagnostic", "formative", "summative"))


def closing(module: Module) -> float:
    """Whether the last sequence closes the module."""
    return float([item.kind for item in module.sequences()][-1:] == ["closing"])


def feedback(module: Module) -> float:
    """Activities that say what feedback there is, in a sentence of its own or in their steps."""
    return _share(_tells_feedback(item, module) for item in _activities(module))


PARTS: tuple[Callable[[Module], float], ...] = (
    competencies,
    conditions,
    criteria,
    activities,
    assessments,
    length,
    breaks,
    moments,
    closing,
    feedback,
)


def _share(held: Iterable[bool]) -> float:
    rows = list(held)
    return sum(rows) / len(rows) if rows else 0.0


def _activities(module: Module) -> list[Sequence]:
    return [item for item in module.sequences() if item.kind == "activity"]


def _tells_feedback(sequence: Sequence, module: Module) -> bool:
    said = " ; ".join(f"{step.trainer} ; {step.learners}" for step in sequence.steps)
    return bool(sequence.feedback.strip()) or marks.shows("debrief", said, module.brief.language)


def _is_rested(day: Day, announced: int) -> bool:
    """Whether no stretch of work is too long; a day that lacks minutes does not go without its break for that."""
    stretches = _stretches(day)
    return max(stretches, default=0) <= _STRETCH and (len(stretches) > 1 or announced <= _STRETCH)


def _stretches(day: Day) -> list[int]:
    """Minutes of work between one break and the next; lunch is a gap between two sequences."""
    found, end = [0], None
    for item in day.sequences:
        start = _minutes(item.start)
        if item.kind == "break" or (end is not None and start > end):
            found.append(0)
        if item.kind != "break":
            found[-1] += item.minutes
        end = start + item.minutes
    return [minutes for minutes in found if minutes]


def _minutes(start: str | None) -> int:
    hours, minutes = (start or "00:00").split(":")
    return 60 * int(hours) + int(minutes)
