import pytest

from assistant.language.durations import find_durations, split_into_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2 jours et demi", (420, 420, 210)),
        ("une journée et demie", (420, 210)),
        ("1,5 jour", (420, 210)),
        ("3h30", (210,)),
        ("3 h 30", (210,)),
        ("trois heures et demie", (210,)),
        ("une demi-journée", (210,)),
        ("1/2 journée", (210,)),
        ("une matinée", (210,)),
        ("7 h sur deux jours", (210, 210)),
        ("14 heures", (420, 420)),
        ("20 heures réparties sur 10 séances", (120,) * 10),
        ("6 séances de 2h", (120,) * 6),
        ("2 x 3h30", (210, 210)),
        ("de 9h à 17h", (420,)),
        ("9h-12h", (180,)),
        ("45 minutes", (45,)),
        ("une heure et quart", (75,)),
        ("la formation dure une journée", (420,)),
        ("on n'a qu'une journée", (420,)),
        ("2h par semaine pendant 6 semaines", (120,) * 6),
        ("3 jours (21 h)", (420, 420, 420)),
        ("half a day", (210,)),
        ("two and a half days", (420, 420, 210)),
        ("six 90-minute sessions", (90,) * 6),
        ("four half-days", (210,) * 4),
        ("ninety minutes", (90,)),
        ("from 9 am to 5 pm", (420,)),
        ("an hour and a half", (90,)),
        ("21 hours over six weeks", (420, 420, 420)),
    ],
)
def test_a_duration_is_read_as_days_of_minutes(text: str, days: tuple[int, ...]) -> None:
    assert [found.days for found in find_durations(text)] == [days]


@pytest.mark.parametrize(
    "text",
    [
        "12 ans d'ancienneté",
        "ils ont 2 h de route",
        "une pause de 15 minutes",
        "un QCM de 20 minutes",
        "depuis 3 jours",
        "sous 48 h",
        "ils perdent 2 heures par dossier",
        "avant 16h",
        "a 20-minute break",
        "they spend two hours looking for it",
        "for the last two weeks",
        "12 personnes",
        "la caisse est fausse deux matins sur cinq",
        "the figures are wrong two mornings out of five",
    ],
)
def test_what_does_not_last_as_long_as_the_module_is_left_out(text: str) -> None:
    assert find_durations(text) == ()


def test_the_place_of_a_duration_is_where_it_is_written() -> None:
    text = "Nous avons 2 jours et demi en mars."
    (found,) = find_durations(text)
    assert text[found.start : found.end] == "2 jours et demi"


def test_hours_fill_days_of_seven() -> None:
    assert split_into_days(1050) == (420, 420, 210)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2 jours (12 heures)", (360, 360)),
        ("2 jours, soit 12 h", (360, 360)),
        ("12 h / 2 j", (360, 360)),
        ("18 h, 3 jours consécutifs", (360, 360, 360)),
        ("3 jours – 21 heures", (420, 420, 420)),
        ("14 h sur 2 jours", (420, 420)),
        ("1,5 jour (10h30)", (420, 210)),
        ("2,5 jours - 15 heures", (360, 360, 180)),
        ("1.5 days (9 hours)", (360, 180)),
        ("2 days / 14 hours", (420, 420)),
        ("2 days, 12 hours", (360, 360)),
        ("4 demi-journées de 3 h 30", (210,) * 4),
        ("3 jours de 6 h soit 18 h", (360, 360, 360)),
        ("2 jours de 7 heures (14 heures)", (420, 420)),
        ("18 hours (3 days of 6 hours)", (360, 360, 360)),
        ("4 séances (14 h)", (210,) * 4),
        ("3 séances (2 h)", (120,) * 3),
    ],
)
def test_days_and_hours_that_say_one_length_share_the_hours_out(text: str, days: tuple[int, ...]) -> None:
    assert [found.days for found in find_durations(text)] == [days]
