"""Family B: what is taught, what is practised and what is assessed are the same thing."""

from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.language.data import table
from assistant.models.module import Assessment, Objective
from assistant.models.review import Finding
from assistant.models.terms import DOING, LearningType, rank

_EVIDENCE = ("formative", "summative", "transfer")
_THINKING: frozenset[LearningType] = DOING | {"inquiry", "discussion"}


def objectives_are_worked(case: Case) -> Iterator[Finding]:
    """B1: every objective has an activity with minutes."""
    worked = {name for sequence in case.worked if sequence.kind == "activity" for name in sequence.objectives}
    for name in case.objectives:
        if name not in worked:
            yield case.find("B1.untaught", name)


def objectives_are_assessed(case: Case) -> Iterator[Finding]:
    """B2: every objective is assessed after it was taught; a diagnostic alone is no evidence."""
    evidenced = {
        name
        for assessment in case.module.assessments
        if assessment.moment in _EVIDENCE
        for name in assessment.objectives
    }
    for name in case.objectives:
        if name not in evidenced:
            yield case.find("B2.unassessed", name)


def nothing_is_orphan(case: Case) -> Iterator[Finding]:
    """B3: no activity and no assessment without an objective, no link to nowhere."""
    for sequence in case.worked:
        if sequence.kind in ("activity", "assessment") and not sequence.objectives:
            yield case.find("B3.activity", sequence.id)
        yield from _broken(sequence.id, sequence.objectives, case)
        for name in sequence.assessments:
            if name not in case.assessments:
                yield case.find("B3.missing", sequence.id, other=name)
    for assessment in case.module.assessments:
        if not assessment.objectives:
            yield case.find("B3.assessment", assessment.id)
        yield from _broken(assessment.id, assessment.objectives, case)
        if assessment.moment != "transfer" and not case.places(assessment.id):
            yield case.find("B3.unplaced", assessment.id)


def _broken(where: str, names: tuple[str, ...], case: Case) -> Iterator[Finding]:
    for name in names:
        if name not in case.objectives:
            yield case.find("B3.unknown", where, other=name)


def evidence_is_of_the_level(case: Case) -> Iterator[Finding]:
    """B4: formative and summative tasks are at the objective's level, with an instrument that can show it.

    A diagnostic may ask for less, and what is seen at work after the module is the work itself.
    """
    for assessment in case.module.assessments:
        if assessment.moment not in ("formative", "summative"):
            continue
        for objective in _targets(assessment, case):
            if rank(assessment.bloom) < rank(objective.bloom):
                level, wanted = case.word("levels", assessment.bloom), case.word("levels", objective.bloom)
                yield case.find("B4.level", assessment.id, level=level, wanted=wanted, objective=objective.id)
            yield from _instrument(assessment, objective, case)


def _instrument(assessment: Assessment, objective: Objective, case: Case) -> Iterator[Finding]:
    admitted = table("instruments.yaml")
    name = assessment.title or case.title(assessment.instrument)
    if objective.performance in ("gesture", "relational") and assessment.instrument in admitted["on_paper"]:
        yield case.find("B4.gesture", assessment.id, instrument=name, objective=objective.id)
        return
    levels = _levels_of(assessment.instrument, case)
    if levels and max(levels) < rank(objective.bloom):
        wanted, instead = case.word("levels", objective.bloom), case.word("instruments", objective.bloom)
        yield case.find(
            "B4.instrument", assessment.id, instrument=name, objective=objective.id, wanted=wanted, instead=instead
        )


def _levels_of(instrument: str, case: Case) -> tuple[int, ...]:
    """Levels that an instrument can evidence: those of its card, else the catalogue's."""
    card = case.cards.get(instrument)
    if card and card.kind == "assessment":
        return tuple(rank(level) for level in card.bloom)
    known = table("instruments.yaml")["evidences"].get(instrument)
    return (rank(known),) if known else ()


def _targets(assessment: Assessment, case: Case) -> tuple[Objective, ...]:
    return tuple(case.objectives[name] for name in assessment.objectives if name in case.objectives)


def practice_precedes_evidence(case: Case) -> Iterator[Finding]:
    """B5: learners practise an objective, at its level, before its summative assessment."""
    for assessment in case.module.assessments:
        places = case.places(assessment.id)
        if assessment.moment != "summative" or not places:
            continue
        for objective in _targets(assessment, case):
            if not _practised_before(objective, places[-1], case):
                yield case.find("B5.unpractised", assessment.id, objective=objective.id)


def _practised_before(objective: Objective, place: int, case: Case) -> bool:
    ways = DOING if objective.bloom in {"apply", "create"} else _THINKING
    earlier = case.worked[:place]
    here = case.worked[place]
    own_practice = here.kind == "activity" and len(here.steps) > 1
    return any(
        objective.id in sequence.objectives and sequence.learning_type in ways
        for sequence in (*earlier, *((here,) if own_practice else ()))
    )


def assessments_follow_each_other(case: Case) -> Iterator[Finding]:
    """B6: a diagnostic opens, and a formative assessment precedes each summative one."""
    diagnostics = [assessment for assessment in case.module.assessments if assessment.moment == "diagnostic"]
    if not diagnostics:
        yield case.find("B6.no_diagnostic", "module")
    elif not any(0 in case.places(assessment.id) for assessment in diagnostics):
        yield case.find("B6.late", diagnostics[0].id)
    for assessment in case.module.assessments:
        if assessment.moment == "summative" and not _prepared(assessment, case):
            yield case.find("B6.no_formative", assessment.id)


def _prepared(assessment: Assessment, case: Case) -> bool:
    places = case.places(assessment.id)
    end = places[-1] if places else len(case.worked)
    for other in case.module.assessments:
        if other.moment != "formative" or not set(other.objectives) & set(assessment.objectives):
            continue
        first = min(case.places(other.id), default=len(case.worked) + 1)
        if first < end or (first == end and places and _listed_before(other.id, assessment.id, end, case)):
            return True
    return False


def _listed_before(first: str, second: str, place: int, case: Case) -> bool:
    listed = case.worked[place].assessments
    return listed.index(first) < listed.index(second)


RULES = {
    "B1": objectives_are_worked,
    "B2": objectives_are_assessed,
    "B3": nothing_is_orphan,
    "B4": evidence_is_of_the_level,
    "B5": practice_precedes_evidence,
    "B6": assessments_follow_each_other,
}
