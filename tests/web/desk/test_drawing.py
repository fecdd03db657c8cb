"""The days as a drawing, and the numbers of the charts."""

import pytest

from assistant.models.module import Day, Module
from assistant.web.pages.desk.charts import chart
from assistant.web.pages.desk.timeline import timeline

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _without_hours(module: Module) -> Module:
    days = [
        day.model_copy(update={"sequences": tuple(item.model_copy(update={"start": None}) for item in day.sequences)})
        for day in module.progression
    ]
    return module.model_copy(update={"progression": tuple(days)})


def _with_a_meal(module: Module) -> Module:
    """The same morning twice, the second one in the afternoon."""
    (day,) = module.progression
    later = tuple(
        item.model_copy(
            update={"id": f"{item.id}0", "start": f"{int((item.start or '')[:2]) + 5:02}:{(item.start or '')[3:]}"}
        )
        for item in day.sequences
    )
    return module.model_copy(update={"progression": (Day(day=1, sequences=(*day.sequences, *later)),)})


async def test_each_sequence_is_as_long_as_it_takes_and_follows_the_one_before(drafted: Module):
    for module in (drafted, _without_hours(drafted)):
        (line,) = timeline(module).lines
        assert [bar.sequence for bar in line.bars] == list(module.sequences())
        scales = {round(bar.width / bar.sequence.minutes, 1) for bar in line.bars}
        assert len(scales) == 1
        for one, two in zip(line.bars, line.bars[1:], strict=False):
            assert abs(one.x + one.width - two.x) < 1


async def test_hours_stand_above_a_day_that_has_hours(drafted: Module):
    assert [hour for hour, _ in timeline(drafted).hours] == [9, 10, 11, 12]
    assert timeline(_without_hours(drafted)).hours == ()


async def test_a_day_with_a_meal_has_two_halves_and_one_without_is_one(drafted: Module):
    assert [label for label, _ in chart("load", drafted, "fr").rows] == ["Jour 1"]
    halves = chart("load", _with_a_meal(drafted), "fr").rows
    assert [label for label, _ in halves] == ["Jour 1, matin", "Jour 1, après-midi"]
    assert halves[0][1] == halves[1][1] == chart("load", drafted, "fr").rows[0][1]


async def test_levels_are_counted_for_objectives_and_for_assessments(drafted: Module):
    found = chart("bloom", drafted, "en")
    assert found.columns == ("Objectives", "Assessments")
    aimed = {label: numbers[0] for label, numbers in found.rows}
    assert aimed["Apply"] == sum(item.bloom == "apply" for item in drafted.objectives)
