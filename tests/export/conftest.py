"""Modules of several lengths, made from the clean ones of the checks: the same words, more days."""

from collections.abc import Mapping

import pytest

from assistant.knowledge.cards import read_cards
from assistant.models.knowledge import Card
from assistant.models.module import Day, Item, Module, Sequence
from assistant.settings import PROJECT_ROOT
from tests.checks.conftest import english_module, french_module

CLEAN = {"fr": french_module, "en": english_module}


@pytest.fixture(scope="session")
def shelf() -> Mapping[str, Card]:
    """The cards that ship with Jalon."""
    return read_cards(PROJECT_ROOT / "knowledge_base")


@pytest.fixture(params=["fr", "en"])
def half_day(request: pytest.FixtureRequest) -> Module:
    """A half-day module, in each language."""
    return CLEAN[request.param]()


def lasting(module: Module, days: int) -> Module:
    """The same module over whole days: its morning, a lunch hour, and its morning again, day after day."""
    laid = tuple(Day(day=number, sequences=_day(module, number)) for number in range(1, days + 1))
    brief = module.brief.model_copy(update={"days": (420,) * days, "duration_minutes": 420 * days})
    return module.model_copy(update={"id": f"{module.id}-{days}", "brief": brief, "progression": laid})


def asynchronous(module: Module) -> Module:
    """The same module, at each learner's own pace: no hours."""
    sequences = tuple(item.model_copy(update={"start": None, "modality": "async"}) for item in module.sequences())
    brief = module.brief.model_copy(update={"modality": "async"})
    return module.model_copy(update={"brief": brief, "progression": (Day(day=1, sequences=sequences),)})


def questioned(module: Module, count: int) -> Module:
    """The same module with more questions in its second assessment."""
    first = module.assessments[1].items[0]
    items = tuple(Item(stem=f"{first.stem} ({number})", options=first.options) for number in range(1, count + 1))
    assessments = list(module.assessments)
    assessments[1] = assessments[1].model_copy(update={"items": items})
    return module.model_copy(update={"assessments": tuple(assessments)})


def _day(module: Module, number: int) -> tuple[Sequence, ...]:
    count = len(module.sequences())
    halves = [
        _moved(item, 2 * count * (number - 1) + place + 1, shift)
        for place, (item, shift) in enumerate(
            [*((item, 0) for item in module.sequences()), *((item, 270) for item in module.sequences())]
        )
    ]
    return tuple(halves)


def _moved(item: Sequence, number: int, shift: int) -> Sequence:
    hours, minutes = map(int, (item.start or "09:00").split(":"))
    start = hours * 60 + minutes + shift
    letter = "B" if item.kind == "break" else "S"
    return item.model_copy(update={"id": f"{letter}{number}", "start": f"{start // 60:02d}:{start % 60:02d}"})
