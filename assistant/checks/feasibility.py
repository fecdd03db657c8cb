"""Check C5: what is planned fits the time with that many people."""

import re
from collections.abc import Iterator
from math import ceil

from assistant.checks.case import Case
from assistant.language import marks
from assistant.models.module import Sequence, StepPlan
from assistant.models.review import Finding

_NUMBERS = {
    word: number
    for number, row in enumerate(
        (
            "deux two",
            "trois three",
            "quatre four",
            "cinq five",
            "six",
            "sept seven",
            "huit eight",
            "neuf nine",
            "dix ten",
        ),
        start=2,
    )
    for word in row.split()
}


def fits_the_group(case: Case) -> Iterator[Finding]:
    """C5: round-tables, presentations and turns take n × t; groups need instructions and a debrief."""
    for sequence in case.worked:
        for step in sequence.steps:
            yield from _rounds(sequence, step, case)
            yield from _passages(sequence, step, case)
        if sequence.grouping in ("groups", "pairs") and sequence.kind == "activity" and len(sequence.steps) > 1:
            yield from _frame(sequence, case)


def _rounds(sequence: Sequence, step: StepPlan, case: Case) -> Iterator[Finding]:
    said = marks.unquoted(f"{step.trainer} ; {step.learners}")
    people = case.module.brief.group_size_max
    wanted = ceil(people * case.limit("round_table_each"))
    # Who learns to run a round of the table speaks of one without holding it.
    learnt = any(case.shows("round_table", item.statement) for item in case.module.objectives)
    if case.shows("round_table", said) and not learnt and wanted > step.minutes:
        yield case.find("C5.round_table", sequence.id, count=people, wanted=wanted, found=step.minutes)
    if case.shows("group_presentation", said):
        groups = ceil(people / _team(said, sequence, case))
        due = ceil(groups * case.limit("presentation_each"))
        if groups > 1 and due > step.minutes:
            yield case.find("C5.presentations", sequence.id, count=groups, wanted=due, found=step.minutes)


def _team(said: str, sequence: Sequence, case: Case) -> int:
    everything = " ; ".join((said, *(f"{step.trainer} ; {step.learners}" for step in sequence.steps)))
    sizes = [_number(found.group(1)) for found in marks.find_all("team", everything, case.language)]
    if sizes:
        return max(sizes)
    return 2 if sequence.grouping == "pairs" else int(case.limit("team_size"))


def _passages(sequence: Sequence, step: StepPlan, case: Case) -> Iterator[Finding]:
    said = f"{step.trainer} ; {step.learners}"
    found = marks.find("passages", said, case.language)
    if found is None:
        return
    seconds = float(found.group(2).replace(",", ".")) * (1 if found.group(3).startswith("s") else 60)
    wanted = ceil(int(found.group(1)) * seconds / 60 / _stations(said, case))
    whole = sequence.minutes if len(sequence.steps) == 1 else step.minutes
    if wanted > whole:
        yield case.find("C5.passages", sequence.id, count=int(found.group(1)), wanted=wanted, found=whole)


def _stations(said: str, case: Case) -> int:
    found = marks.find("parallel", said, case.language)
    return next((_number(group) for group in found.groups() if group), 1) if found else 1


def _number(word: str) -> int:
    return int(word) if re.fullmatch(r"\d+", word) else _NUMBERS.get(word, 1)


def _frame(sequence: Sequence, case: Case) -> Iterator[Finding]:
    """Instructions at the start, a debrief at the end: the last step counts as one whatever its words."""
    first, last = sequence.steps[0], sequence.steps[-1]
    if first.minutes < case.limit("instructions"):
        yield case.find("C5.instructions", sequence.id, found=first.minutes, wanted=case.limit("instructions"))
    told = sum(
        step.minutes
        for step in sequence.steps[1:-1]
        if case.shows("debrief", step.trainer) or case.shows("debrief", step.learners)
    )
    wanted = int(sequence.minutes * case.limit("debrief_share"))
    found = last.minutes + told
    if found < wanted:
        gap = wanted - found
        yield case.find("C5.debrief", sequence.id, found=found, minutes=sequence.minutes, wanted=wanted, gap=gap)
