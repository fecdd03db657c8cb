"""Every text of a module that a person reads, with the element it belongs to."""

from collections.abc import Iterator

from assistant.models.module import Assessment, Module, Sequence


def texts(module: Module) -> Iterator[tuple[str, str]]:
    """(where, text) for all that was written for the module; the trainer's own words are left out."""
    for objective in module.objectives:
        for text in (objective.statement, objective.condition, objective.criterion, objective.rewritten or ""):
            yield objective.id, text
    for sequence in module.sequences():
        yield from ((sequence.id, text) for text in _of_sequence(sequence))
    for assessment in module.assessments:
        yield from ((assessment.id, text) for text in _of_assessment(assessment))
    for piece in module.matter:
        options = (text for option in piece.options for text in (option.text, option.feedback))
        yield from ((piece.id, text) for text in (piece.text, piece.answer, *options))
    for choice in module.methods:
        yield from (("methods", text) for text in (choice.title, *choice.reasons, choice.quote))
    for other in module.runners_up:
        yield from (("runners_up", text) for text in (other.title, *other.failed))
    for use in module.tools:
        yield from (("tools", text) for text in (use.why, use.fallback))
    for row in module.impact:
        fields = (row.indicator, row.formula, row.instrument, row.moment, row.target, row.owner)
        yield from (("impact", text) for text in fields)
    yield from (("left_to_trainer", text) for text in module.left_to_trainer)


def _of_sequence(sequence: Sequence) -> Iterator[str]:
    yield sequence.title
    for step in sequence.steps:
        yield from (step.trainer, step.learners)
    yield from (sequence.feedback, *sequence.materials, sequence.accessibility)


def _of_assessment(assessment: Assessment) -> Iterator[str]:
    yield from (assessment.title, assessment.description, assessment.mastery)
    for row in assessment.rubric:
        yield from (row.criterion, *row.bands)
    for item in assessment.items:
        yield item.stem
        for option in item.options:
            yield from (option.text, option.feedback)


def stems(module: Module) -> frozenset[str]:
    """The stems of all items: a gap to fill is part of some."""
    return frozenset(item.stem for assessment in module.assessments for item in assessment.items)
