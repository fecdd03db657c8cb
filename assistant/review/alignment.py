"""What serves what: objective × activity × assessment, and what would fill an empty cell."""

from assistant.language.typography import typeset
from assistant.models.module import Module
from assistant.models.terms import Language, Moment
from assistant.models.value import Value

_EVIDENCE: frozenset[Moment] = frozenset({"formative", "summative", "transfer"})
"""When an assessment shows something: a diagnostic alone is no evidence."""
_REPAIRS: dict[Language, dict[str, str]] = {
    "fr": {
        "activity": "Plus de pratique",
        "inside": "Ajoute une évaluation à la fin de {sequence}",
    },
    "en": {
        "activity": "More practice",
        "inside": "Add an assessment at the end of {sequence}",
    },
}


class Row(Value):
    """An objective, the activities in which it is practised, the assessments that show it."""

    objective: str
    activities: tuple[str, ...]
    assessments: tuple[str, ...]
    repair: str = ""
    """A wish that the engine can be asked for, in the module's language, where a cell is empty; "" where none is."""


def matrix(module: Module) -> tuple[Row, ...]:
    """One row an objective, in their order."""
    return tuple(_row(objective.id, module) for objective in module.objectives)


def _row(name: str, module: Module) -> Row:
    serving = [item for item in module.sequences() if item.kind == "activity" and name in item.objectives]
    proofs = [item for item in module.assessments if item.moment in _EVIDENCE and name in item.objectives]
    repair, where = "", ""
    if not serving:
        # Every draft has an activity for each objective: drafting again is what brings it back.
        repair = "activity"
    elif not proofs:
        # In the sequence that is about the fewest other things, the assessment is about this objective.
        where = min(serving, key=lambda item: len(item.objectives)).id
        repair = "inside"
    return Row(
        objective=name,
        activities=tuple(item.id for item in serving),
        assessments=tuple(item.id for item in proofs),
        repair=_wish(repair, where, module.brief.language) if repair else "",
    )


def _wish(repair: str, sequence: str, language: Language) -> str:
    return typeset(_REPAIRS[language][repair].format(sequence=sequence), language)
