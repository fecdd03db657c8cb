"""A bakery's module in every size: briefs, objectives, plans and methods for tests of progressions."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from assistant.engine.offline.progression import write_progression
from assistant.knowledge.cards import read_cards
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import AssessmentPlan, Day, Directives, MethodChoice, Objective
from assistant.models.module import Sequence as ModuleSequence
from assistant.settings import PROJECT_ROOT

GOALS = (
    ("Peser les ingrédients", "procedure", "apply"),
    ("Réaliser un tour double", "gesture", "apply"),
    ("Choisir le beurre de tourage", "decision", "analyze"),
    ("Expliquer le rôle du repos", "concept", "understand"),
    ("Annoncer un retard au client", "relational", "apply"),
    ("Composer une gamme de viennoiseries", "creation", "create"),
    ("Régler le laminoir", "tool_use", "apply"),
    ("Défendre son choix de farine", "attitude", "evaluate"),
    ("Façonner un croissant", "gesture", "apply"),
    ("Contrôler la pousse", "decision", "analyze"),
    ("Nettoyer le fournil", "procedure", "apply"),
    ("Rattraper une pâte trop molle", "procedure", "apply"),
)
SITUATION = "les viennoiseries sortent plates un jour sur trois"
DURATIONS = ((45,), (60,), (90,), (150,), (210,), (420,), (420, 420), (90,) * 4, (420,) * 5, (420,) * 10)


@cache
def shelf() -> Mapping[str, Card]:
    return read_cards(PROJECT_ROOT / "knowledge_base")


def brief(days: tuple[int, ...] = (420,), people: int = 8, goals: int = 4, **facts: Any) -> Brief:
    stated = {
        "title": "Le tourage de la pâte feuilletée",
        "subject": "le tourage",
        "audience": "apprentis boulangers",
        "audience_level": "mixed",
        "prerequisites": (),
        "duration_minutes": sum(days),
        "days": days,
        "group_size_min": people,
        "group_size_max": people,
        "modality": "onsite",
        "competencies": tuple(goal[0].lower() for goal in GOALS[:goals]),
        "work_context": SITUATION,
        "assessment_wishes": "",
        "resources": ("un laminoir",),
        "accessibility": (),
        "constraints": (),
    }
    return Brief.model_validate({**stated, **facts})


def objectives(goals: int = 4) -> tuple[Objective, ...]:
    return tuple(
        Objective.model_validate(
            {
                "id": f"O{number}",
                "statement": statement,
                "verb": statement.split()[0].lower(),
                "bloom": bloom,
                "performance": kind,
                "condition": f"sur le plan de travail numéro {number}",
                "criterion": f"{number} réussites sur douze",
                "competency": number - 1,
            }
        )
        for number, (statement, kind, bloom) in enumerate(GOALS[:goals], start=1)
    )


def plans(goals: int = 4, trial: int = 20) -> tuple[AssessmentPlan, ...]:
    everything = tuple(f"O{number}" for number in range(1, goals + 1))
    rows = (
        ("diagnostic", "self-positioning", "understand", 5),
        ("formative", "observed-gesture", "evaluate", 0),
        ("summative", "simulation-graded", "evaluate", trial),
        ("transfer", "action-plan", "apply", 0),
    )
    return tuple(
        AssessmentPlan.model_validate(
            {
                "id": f"A{number}",
                "moment": moment,
                "instrument": name,
                "bloom": bloom,
                "objectives": everything,
                "minutes": minutes,
            }
        )
        for number, (moment, name, bloom, minutes) in enumerate(rows, start=1)
    )


def methods(*names: str) -> tuple[MethodChoice, ...]:
    return tuple(
        MethodChoice(
            card=name, title=shelf()[name].title.fr, role="support" if place else "main", reasons=(), quote="", score=1
        )
        for place, name in enumerate(names)
    )


USUAL = ("demonstration-practice", "case-study")


def write(
    facts: Brief, directives: Directives | None = None, chosen: tuple[str, ...] = USUAL, trial: int = 20
) -> tuple[Day, ...]:
    count = len(facts.competencies)
    trial = min(trial, max(5, facts.duration_minutes // 8))
    return write_progression(
        facts, directives or Directives(), methods(*chosen), objectives(count), plans(count, trial), shelf()
    )


def sequences(days: tuple[Day, ...]) -> tuple[ModuleSequence, ...]:
    return tuple(item for day in days for item in day.sequences)


def worked(days: tuple[Day, ...]) -> tuple[ModuleSequence, ...]:
    return tuple(item for item in sequences(days) if item.kind != "break")


def texts(items: tuple[ModuleSequence, ...]) -> Iterator[str]:
    for item in items:
        yield from (item.title, item.feedback, item.accessibility, *item.materials)
        for step in item.steps:
            yield from (step.trainer, step.learners)


def minutes_of(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
