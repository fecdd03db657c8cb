import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.planner import (
    Piece,
    Want,
    break_minutes,
    clock_text,
    fit,
    frames,
    group_sizes,
    lean,
    passages,
    read_hours,
    share,
    stretches,
)
from assistant.models.brief import Brief
from assistant.models.terms import Modality


def brief(minutes: tuple[int, ...], modality: str = "onsite", *constraints: str) -> Brief:
    return Brief.model_validate(
        {
            "title": "Poser une perfusion",
            "subject": "la perfusion",
            "audience": "élèves infirmiers",
            "audience_level": "beginner",
            "prerequisites": (),
            "duration_minutes": sum(minutes),
            "days": minutes,
            "group_size_min": 8,
            "group_size_max": 12,
            "modality": modality,
            "competencies": ("poser une perfusion",),
            "work_context": "",
            "assessment_wishes": "",
            "resources": (),
            "accessibility": (),
            "constraints": constraints,
        }
    )


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("9h-17h", 540, 1020),
        ("de 8h30 à 12h", 510, 720),
        ("finir avant 16 h", None, 960),
        ("l'après-midi", 810, None),
        ("le soir", 1080, None),
        ("start at 8:30", 510, None),
        ("9am to 5pm", 540, 1020),
        ("6 à 8 personnes", None, None),
    ],
)
def test_hours_are_read_as_trainers_say_them(said: str, start: int | None, end: int | None) -> None:
    hours = read_hours([said])
    assert (hours.start, hours.end) == (start, end)


def test_two_half_days_are_kept_as_the_trainer_gave_them() -> None:
    day = frames(brief((420,), "onsite", "9h-12h30 et 13h30-17h"))[0]
    assert [(half.start, half.minutes) for half in day.halves] == [(540, 210), (810, 210)]


def test_a_day_has_lunch_between_its_halves() -> None:
    first, second = frames(brief((420,)))[0].halves
    assert first.start is not None
    assert second.start is not None
    assert second.start - first.start - first.minutes == 60


@pytest.mark.parametrize("said", ["le soir", "l'après-midi", "finir avant 16 h", "de 8h30 à 17h"])
@pytest.mark.parametrize("minutes", [300, 420, 540, 660])
def test_lunch_is_at_lunch_time_whatever_was_said(said: str, minutes: int) -> None:
    first, second = frames(brief((minutes,), "onsite", said))[0].halves
    assert first.start is not None
    assert second.start is not None
    assert 11 * 60 <= first.start + first.minutes <= 14 * 60 + 30
    assert first.minutes + second.minutes == minutes


def test_an_asynchronous_module_has_no_clock() -> None:
    assert [half.start for day in frames(brief((90, 60), "async")) for half in day.halves] == [None, None]


@pytest.mark.parametrize(
    ("half", "modality", "count"),
    [
        (90, "onsite", 0),
        (120, "onsite", 1),
        (180, "onsite", 1),
        (210, "onsite", 2),
        (210, "remote", 2),
        (240, "async", 0),
    ],
)
def test_breaks_come_at_most_every_ninety_minutes(half: int, modality: Modality, count: int) -> None:
    assert len(break_minutes(half, modality)) == count


@given(
    total=st.integers(10, 600),
    parts=st.lists(st.tuples(st.floats(0.1, 5), st.integers(1, 20), st.integers(20, 90)), min_size=1, max_size=8),
)
def test_shares_add_up_and_leave_nobody_without_a_minute(total: int, parts: list[tuple[float, int, int]]) -> None:
    found = share(total, [Want(*part) for part in parts])
    assert sum(found) == total
    assert min(found) >= 1


def test_shares_are_times_that_a_clock_shows() -> None:
    assert share(120, [Want(1), Want(1), Want(2)]) == [30, 30, 60]


@given(minutes=st.integers(60, 240), count=st.integers(3, 9))
def test_stretches_add_up(minutes: int, count: int) -> None:
    cut = stretches([Want(1, 5, 60)] * count, minutes, 2)
    assert sum(map(sum, cut.minutes)) == minutes
    assert len(cut.minutes) == 3


@pytest.mark.parametrize(
    ("people", "size", "groups"),
    [
        (17, 4, {4: 3, 5: 1}),
        (7, 2, {2: 2, 3: 1}),
        (12, 4, {4: 3}),
        (11, 4, {4: 2, 3: 1}),
        (3, 4, {3: 1}),
        (1, 2, {1: 1}),
    ],
)
def test_nobody_is_left_out_of_the_groups(people: int, size: int, groups: dict[int, int]) -> None:
    assert group_sizes(people, size) == groups


@given(people=st.integers(1, 200), minutes=st.integers(2, 120))
def test_passages_fit_the_time(people: int, minutes: int) -> None:
    found = passages(people, minutes, 180)
    assert found.turns == people
    assert found.minutes <= minutes


def test_twenty_four_passages_hold_in_half_an_hour() -> None:
    found = passages(12, 30, 75, rounds=2)
    assert (found.turns, found.stations, found.seconds) == (24, 1, 75)


PIECES = [Piece("activate", 4), Piece("demonstrate", 8), Piece("apply", 20), Piece("integrate", 8)]


@given(minutes=st.integers(8, 90), tenths=st.integers(0, 10))
def test_a_collective_activity_keeps_its_instructions_and_its_debriefing(minutes: int, tenths: int) -> None:
    fitted = fit(PIECES, minutes, collective=True)
    own, debrief = [PIECES[index] for index, _ in fitted], -(-minutes // 5)
    spent = lean(own, [each for _, each in fitted], collective=True, share=tenths / 10, debrief=debrief)
    assert sum(spent) == minutes
    assert spent[-1] >= minutes // 5
    if minutes >= 12:
        assert spent[0] >= 3


def test_leaning_to_practice_takes_from_what_is_shown_and_said_as_far_as_it_is_asked() -> None:
    usual = [each for _, each in fit(PIECES, 40, collective=True)]
    half, whole = (lean(PIECES, usual, collective=True, share=share, debrief=8) for share in (0.5, 1.0))
    assert usual[2] < half[2] < whole[2]
    assert whole[0] == 3
    assert whole[1] == 2
    assert whole[3] == 8


def test_what_is_free_goes_to_those_who_act_at_once_rather_than_to_longer_turns() -> None:
    pieces = [Piece("demonstrate", 10), Piece("apply", 10, "fixed"), Piece("apply", 10), Piece("integrate", 8)]
    assert lean(pieces, [10, 10, 10, 8], collective=True, share=1.0, debrief=8)[1:3] == [10, 17]


def test_a_clock_has_two_digits() -> None:
    assert clock_text(545) == "09:05"
