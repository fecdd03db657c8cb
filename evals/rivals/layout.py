"""From what a rival wrote to a module: what nobody asked it for is filled in in its favour."""

import re
from collections.abc import Sequence as Row
from datetime import UTC, datetime

from assistant.models.brief import Brief
from assistant.models.module import Assessment, Day, MethodChoice, Module, Objective, Provenance, Sequence
from assistant.models.terms import Bloom, Moment, rank

_MORNING = 9 * 60
"""Minutes from midnight: each day begins there, as nobody asked the model for hours."""
_PAUSE = re.compile(r"\b(?:pause|break|lunch|déjeuner)\b", re.IGNORECASE)
_ORDER: tuple[Moment, ...] = ("diagnostic", "formative", "summative", "transfer")


def is_pause(title: str) -> bool:
    """Whether the title is that of a break ("Pause café", "Lunch break")."""
    return len(title.split()) <= 3 and _PAUSE.search(title) is not None


def first_word(statement: str) -> str:
    """What is taken for the verb of an objective."""
    return statement.partition(" ")[0].lower()


def highest(objectives: Row[Objective]) -> Bloom:
    """The highest level among the objectives, at which what assesses them is said to be."""
    return max((one.bloom for one in objectives), default="apply", key=rank)


def laid_out(
    brief: Brief,
    objectives: tuple[Objective, ...],
    sequences: Row[Sequence],
    assessments: tuple[Assessment, ...],
    engine: str,
    methods: tuple[MethodChoice, ...] = (),
) -> Module:
    """A module with its days, its hours and a place for each assessment."""
    return Module(
        id="rival",
        version=1,
        created_at=datetime.now(UTC),
        brief=brief,
        methods=methods,
        objectives=objectives,
        progression=_days(_placed(sequences, assessments), brief),
        assessments=assessments,
        provenance=Provenance(engine=engine),
    )


def _placed(sequences: Row[Sequence], assessments: tuple[Assessment, ...]) -> list[Sequence]:
    """A diagnostic stands in the first sequence, formative ones half-way, summative ones in the last."""
    worked = [item.id for item in sequences if item.kind != "break"]
    if not worked:
        return list(sequences)
    places = {"diagnostic": worked[0], "formative": worked[len(worked) // 2], "summative": worked[-1]}
    rows = sorted(assessments, key=lambda item: _ORDER.index(item.moment))
    return [
        item.model_copy(update={"assessments": tuple(row.id for row in rows if places.get(row.moment) == item.id)})
        for item in sequences
    ]


def _days(sequences: Row[Sequence], brief: Brief) -> tuple[Day, ...]:
    """The announced days: each takes sequences until its minutes are there, the last one all that is left."""
    days: list[list[Sequence]] = [[] for _ in brief.days]
    number = spent = 0
    for item in sequences:
        if number + 1 < len(days) and spent >= brief.days[number]:
            number, spent = number + 1, 0
        days[number].append(item.model_copy(update={"start": _hour(_MORNING + spent)}))
        spent += item.minutes
    return tuple(Day(day=n, sequences=tuple(each)) for n, each in enumerate(days, 1) if each)


def _hour(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
