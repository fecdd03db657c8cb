"""Numbers, short answers and changes to a draft, in messages that were written before they were read."""

from collections.abc import Iterator

import pytest

from assistant.models.turn import Reading
from tests.engine.reading_cases import Row, faults, reading_of, rows

_SLOTS = (
    "duration",
    "group",
    "modality",
    "level",
    "skip",
    "command",
    "pick",
    "switch_to",
    "question",
    "edits",
    "consent",
)
_ROWS = rows("reading_moves.yaml")


def _faults(row: Row, reading: Reading) -> Iterator[str]:
    """What is wrong among the slots of numbers and moves."""
    yield from (fault for fault in faults(row, reading) if fault.startswith(tuple(f"{slot}:" for slot in _SLOTS)))
    for field in row.get("corrects", ()):
        if not any(fact.field == field and fact.corrects for fact in reading.facts):
            yield f"{field} is not taken back"
    for words in (*row.get("constraints", ()), *([row["wish"]] if "wish" in row else [])):
        if not any(words in str(fact.value) for fact in reading.facts):
            yield f"{words!r} is lost"


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["say"][:60])
def test_a_number_or_a_move_is_read_for_what_it_is(row: Row) -> None:
    assert list(_faults(row, reading_of(row))) == []


@pytest.mark.parametrize(
    "talk",
    [
        "mes gars n'aiment pas se donner en spectacle",
        "nos caissières sont fatiguées à 16h",
        "my people hate acting in front of others",
        "our volunteers get bored quickly",
        "on pourrait pas gagner un peu de temps sur l'accueil",
    ],
)
def test_talk_about_people_who_are_known_does_not_change_who_they_are(talk: str) -> None:
    reading = reading_of({"say": talk, "with": {"phase": "drafted", "known": ["audience", "competencies"]}})
    assert not [fact for fact in reading.facts if fact.field in {"audience", "competencies"}]


@pytest.mark.parametrize("said", ["en fait c'est pour des chefs d'équipe", "they are nurses, not doctors"])
def test_who_they_are_can_still_be_said_of_a_draft(said: str) -> None:
    reading = reading_of({"say": said, "with": {"phase": "drafted", "known": ["audience"]}})
    assert [fact.field for fact in reading.facts] == ["audience"]


_DRAFTED = {"phase": "drafted", "known": ["subject", "audience", "competencies", "duration"], "duration_minutes": 420}


@pytest.mark.parametrize(
    "said",
    [
        "refais le module", "Refais-le.", "rédige-le", "Rédigez-le, s'il vous plaît", "réécris tout",
        "tu peux le refaire ?", "peux-tu refaire le module à partir de ma demande ?", "écris-le à nouveau",
        "non, refais le module", "redraft it", "write it again", "Redo the whole module please", "do it again",
        "can you rewrite the module from scratch?", "draft the module",
    ],
)  # fmt: skip
def test_a_wish_for_the_whole_draft_anew_is_read(said: str) -> None:
    reading = reading_of({"say": said, "with": _DRAFTED})
    assert (reading.command, reading.edits, reading.facts, reading.question) == ("redraft", (), (), None)
    assert reading_of({"say": said, "with": {"pending": "duration"}}).command == "draft"


@pytest.mark.parametrize(
    "said",
    [
        "refais S3", "réécris O2", "ne refais pas le module", "rédige un quiz", "refais les évaluations",
        "refais le module sur deux jours", "refais le module, sur deux jours", "on refait le module chaque année",
        "ils doivent rédiger le module", "on recommence", "write it shorter", "redo the assessments",
        "rewrite the second objective", "rewrite it for nurses", "write O1 again", "generate a quiz for S2", "do it",
    ],
)  # fmt: skip
def test_what_looks_like_a_wish_for_the_whole_draft_is_not(said: str) -> None:
    assert reading_of({"say": said, "with": _DRAFTED}).command != "redraft"
