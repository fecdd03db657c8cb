"""What a timetable may look like, and what it may not."""
# ruff: noqa: E501 - a timetable is read in one line.

import pytest

from assistant.checks import check
from assistant.models.module import Day, StepPlan


def timetable(module, *rows, modality="onsite"):
    """A day of rows (start, minutes, kind), filled with steps from the module."""
    model = module.progression[0].sequences[1]
    sequences = [
        model.model_copy(
            update={
                "id": f"S{index}",
                "start": start,
                "minutes": minutes,
                "kind": kind,
                "modality": modality,
                "steps": ()
                if kind == "break"
                else (StepPlan(minutes=minutes, trainer="passe", learners="travaillent"),),
            }
        )
        for index, (start, minutes, kind) in enumerate(rows, start=1)
    ]
    total = sum(minutes for _, minutes, _ in rows)
    brief = module.brief.model_copy(update={"duration_minutes": total, "days": (total,), "modality": modality})
    day = Day(day=1, sequences=tuple(sequences))
    return module.model_copy(update={"progression": (day,), "brief": brief})


TIMETABLES = [
    ("lunch is a gap", [("09:00", 90, "activity"), ("10:30", 15, "break"), ("10:45", 90, "activity"), ("13:15", 60, "activity")], "onsite", set()),
    ("a gap in the morning", [("09:00", 60, "activity"), ("10:30", 60, "activity")], "onsite", {"C2"}),
    ("two lunches", [("10:30", 60, "activity"), ("12:00", 60, "activity"), ("14:00", 60, "activity")], "onsite", {"C2"}),
    ("a lunch of three hours", [("09:00", 90, "activity"), ("13:30", 60, "activity")], "onsite", {"C2"}),
    ("an overlap", [("09:00", 60, "activity"), ("09:50", 30, "activity")], "onsite", {"C2"}),
    ("no start on site", [("09:00", 60, "activity"), (None, 30, "activity")], "onsite", {"C2"}),
    ("no start at one's own pace", [(None, 60, "activity"), (None, 120, "activity")], "async", set()),
    ("ninety minutes", [("09:00", 45, "activity"), ("09:45", 45, "activity")], "onsite", set()),
    ("a hundred minutes", [("09:00", 50, "activity"), ("09:50", 50, "activity")], "onsite", {"C3"}),
    ("a break in between", [("09:00", 60, "activity"), ("10:00", 10, "break"), ("10:10", 60, "activity")], "onsite", set()),
    ("three hours of screen", [("09:00", 90, "activity"), ("10:30", 90, "activity")], "remote", {"C3"}),
    ("an evening", [("18:00", 90, "activity")], "onsite", set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "modality", "expected"), TIMETABLES, ids=[row[0] for row in TIMETABLES])
def test_a_timetable_is_judged_by_its_clock(name, rows, modality, expected, french, cards):
    findings = check(timetable(french, *rows, modality=modality), cards)
    assert {finding.check for finding in findings} & {"C1", "C2", "C3"} == expected


EXPOSITIONS = [
    ("acquisition", (25, "écoutent"), True),
    ("acquisition", (20, "écoutent"), False),
    ("acquisition", (25, "répondent à trois questions"), False),
    ("practice", (25, "écoutent le formateur"), True),
    ("practice", (25, "écoutent, puis reformulent à deux"), False),
    ("practice", (60, "s'entraînent en binômes"), False),
    ("discussion", (45, "observent l'essai et cochent la grille"), False),
]


@pytest.mark.parametrize(("kind", "step", "is_long"), EXPOSITIONS)
def test_only_sitting_and_listening_is_an_exposition(kind, step, is_long, french, cards):
    minutes, learners = step
    module = timetable(french, ("09:00", minutes, "activity"))
    sequence = (
        module.progression[0]
        .sequences[0]
        .model_copy(
            update={"learning_type": kind, "steps": (StepPlan(minutes=minutes, trainer="expose", learners=learners),)}
        )
    )
    module = module.model_copy(update={"progression": (Day(day=1, sequences=(sequence,)),)})
    assert ("C4" in {finding.check for finding in check(module, cards)}) is is_long


STEPS = [
    ("un tour de table à 12", 6, "lance un tour de table", "se présentent", False),
    ("un tour de table trop court", 5, "lance un tour de table", "se présentent", True),
    ("trois restitutions", 6, "écoute", "chaque groupe présente son choix", False),
    ("trois restitutions trop courtes", 5, "écoute", "chaque groupe présente son choix", True),
    ("des passages qui tiennent", 30, "observe", "font 24 passages de 75 secondes", False),
    ("des passages qui débordent", 29, "observe", "font 24 passages de 75 secondes", True),
    ("deux ateliers en parallèle", 15, "observe", "font 24 passages de 75 secondes, deux ateliers en parallèle", False),
    ("un tour de table raconté", 2, "rappelle « pas de tour de table »", "écrivent", False),
]


@pytest.mark.parametrize(("name", "minutes", "trainer", "learners", "overflows"), STEPS, ids=[row[0] for row in STEPS])
def test_what_is_planned_fits_twelve_people(name, minutes, trainer, learners, overflows, french, cards):
    module = timetable(french, ("09:00", minutes, "activity"))
    sequence = (
        module.progression[0]
        .sequences[0]
        .model_copy(
            update={
                "grouping": "groups",
                "steps": (StepPlan(minutes=minutes, trainer=trainer, learners=learners),),
            }
        )
    )
    module = module.model_copy(update={"progression": (Day(day=1, sequences=(sequence,)),)})
    assert ("C5" in {finding.check for finding in check(module, cards)}) is overflows
