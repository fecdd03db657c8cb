import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import check
from assistant.models.module import Module, Provenance
from tests.engine.progression_cases import (
    DURATIONS,
    USUAL,
    brief,
    methods,
    minutes_of,
    objectives,
    shelf,
    texts,
    worked,
    write,
)

any_module = given(
    days=st.sampled_from(DURATIONS),
    people=st.sampled_from((1, 2, 3, 5, 8, 12, 17, 30, 60, 200)),
    modality=st.sampled_from(("onsite", "remote", "hybrid", "async")),
    goals=st.sampled_from((1, 2, 3, 5, 8, 12)),
)
many = settings(max_examples=30, deadline=None)


@any_module
@many
def test_minutes_add_up_and_times_chain(days: tuple[int, ...], people: int, modality: str, goals: int) -> None:
    found = write(brief(days, people, goals, modality=modality))
    assert [sum(item.minutes for item in day.sequences) for day in found] == list(days)
    for item in worked(found):
        assert sum(step.minutes for step in item.steps) == item.minutes
    for day in found:
        lunches = 0
        for before, after in zip(day.sequences, day.sequences[1:], strict=False):
            if modality == "async":
                assert before.start is after.start is None
                continue
            assert before.start is not None
            assert after.start is not None
            gap = minutes_of(after.start) - minutes_of(before.start) - before.minutes
            lunches += gap > 0
            assert gap == 0 or 30 <= gap <= 120
        assert lunches <= 1


@any_module
@many
def test_every_objective_is_worked_before_it_is_judged(
    days: tuple[int, ...], people: int, modality: str, goals: int
) -> None:
    found = worked(write(brief(days, people, goals, modality=modality)))
    judged = max(place for place, item in enumerate(found) if "A3" in item.assessments)
    met = {name for item in found[: judged + 1] if item.kind == "activity" for name in item.objectives}
    assert met == {f"O{number}" for number in range(1, goals + 1)}
    assert "A1" in found[0].assessments
    assert "A4" in found[-1].assessments
    assert any("A2" in item.assessments for item in found[: judged + 1])


@any_module
@many
def test_every_sequence_says_how_it_is_run(days: tuple[int, ...], people: int, modality: str, goals: int) -> None:
    found = worked(write(brief(days, people, goals, modality=modality)))
    for item in found:
        assert 1 <= len(item.methods) <= 2
        assert all(shelf()[name].kind == "method" for name in item.methods)
        assert item.feedback
        assert item.accessibility
        assert item.learning_type
        assert item.objectives
    assert not [text for text in texts(found) if re.search(r"[{}|]|\bNone\b|  | ,|\.\.", text)]


@given(days=st.sampled_from(DURATIONS[3:]), people=st.sampled_from((6, 8, 12, 25)), goals=st.sampled_from((1, 3, 5, 8)))
@many
def test_no_step_comes_three_times_in_a_day(days: tuple[int, ...], people: int, goals: int) -> None:
    for day in write(brief(days, people, goals)):
        said = Counter(text for item in day.sequences for step in item.steps for text in (step.trainer, step.learners))
        assert [text for text, times in said.items() if times > 2] == []


@pytest.mark.parametrize("days", DURATIONS, ids=str)
def test_titles_are_all_different(days: tuple[int, ...]) -> None:
    said = Counter(item.title for item in worked(write(brief(days, 8, 3))))
    assert [title for title, times in said.items() if times > 1] == []


@pytest.mark.parametrize("days", [(210,), (420,), (420, 420)], ids=str)
@pytest.mark.parametrize("people", [6, 12, 24])
def test_the_judges_of_time_and_mix_have_nothing_to_say(days: tuple[int, ...], people: int) -> None:
    facts = brief(days, people, 4)
    module = Module(
        id="m",
        version=1,
        created_at="2026-03-02T09:00:00Z",
        brief=facts,
        methods=methods(*USUAL),
        objectives=objectives(4),
        progression=write(facts),
        assessments=(),
        provenance=Provenance(engine="offline"),
    )
    judged = {"B1", "C1", "C2", "C3", "C4", "C5", "C6", "D1", "D3", "D6", "F3", "J1", "J2"}
    found = [finding for finding in check(module, shelf()) if finding.check in judged]
    assert [f"{finding.where} {finding.message}" for finding in found] == []
