"""Numbers, circumstances and answers in context, in messages that were written before they were read."""

from collections.abc import Iterator

import pytest

from assistant.interview import courtesies
from assistant.models.brief import FIELDS_OF_SLOT
from assistant.models.turn import Reading
from tests.engine.reading_cases import Row, faults, reading_of, rows

_JUDGED = ("duration", "group", "modality", "level", "skip", "question", "edits", "command")
"""What is always judged; subjects, audiences and goals are, in other rows."""
_NAMED = ("context", "prerequisites", "resources", "accessibility", "constraints")
"""What is judged where the row names it."""


_KNOWN = ("subject", "audience")
"""What the interview always knows when it asks for the rest."""


def _read(row: Row) -> Reading:
    """The row's reading, in the state in which the interview asks its question."""
    given = row.get("with", {})
    known = [*_KNOWN, *given.get("known", ())] if given.get("pending") else given.get("known", ())
    return reading_of({**row, "with": {**given, "known": known}})


def _faults(row: Row, reading: Reading) -> Iterator[str]:
    judged = (*_JUDGED, *(slot for slot in _NAMED if slot in row), "quote of")
    yield from (fault for fault in faults(row, reading) if fault.startswith(judged))
    for field in row.get("corrects", ()):
        if not any(fact.field == field and fact.corrects for fact in reading.facts):
            yield f"{field} is not taken back"
    for slot in row.get("without", ()):
        fields = FIELDS_OF_SLOT[{"group": "group_size"}.get(slot, slot)]
        yield from (f"{slot}: invented {fact.value!r}" for fact in reading.facts if fact.field in fields)
    for field, words in row.get("quote", {}).items():
        if not any(fact.field == field and words in fact.quote for fact in reading.facts):
            yield f"{field} is not quoted as {words!r}"
    if "wish" in row and not any(
        fact.field == "assessment_wishes" and row["wish"] in str(fact.value) for fact in reading.facts
    ):
        yield f"{row['wish']!r} is lost"
    if "change" in row and not _asks_for_the_new(row):
        yield f"the new {row['change']} is not asked for"


def _asks_for_the_new(row: Row) -> bool:
    """Whether a bare "la durée change" is answered by a question."""
    heard = courtesies.hear(row["say"], row["with"].get("language", "fr"), row["with"]["phase"])
    return heard is not None and heard.alone and [topic.name for topic in heard.topics] == [f"new_{row['change']}"]


def _right(name: str) -> float:
    """The share of a file's rows that are read without a fault."""
    found = [list(_faults(row, _read(row))) for row in rows(name)]
    return sum(not faults for faults in found) / len(found)


def test_numbers_and_circumstances_are_read_for_what_they_are() -> None:
    assert _right("reading_numbers.yaml") >= 0.96


def test_they_are_read_in_messages_that_were_kept_for_the_end() -> None:
    assert _right("reading_numbers_held_out.yaml") >= 0.97


@pytest.mark.parametrize(
    ("name", "share"),
    [("reading_numbers_3.yaml", 0.96), ("reading_numbers_4.yaml", 0.92), ("reading_numbers_5.yaml", 0.97)],
)
def test_they_are_read_in_everyday_words(name: str, share: float) -> None:
    assert _right(name) >= share


_MENDED = rows("reading_numbers_2.yaml")


@pytest.mark.parametrize("row", _MENDED, ids=lambda row: row["say"][:60])
def test_a_number_or_a_move_that_was_misread_once_is_read_for_what_it_is(row: Row) -> None:
    assert list(_faults(row, _read(row))) == []


_NUMBERS = [row for row in rows("reading_numbers.yaml") if "change" in row]


@pytest.mark.parametrize("row", _NUMBERS, ids=lambda row: row["say"])
def test_a_change_that_says_no_value_is_answered_by_a_question(row: Row) -> None:
    assert _asks_for_the_new(row)


def test_a_range_of_lengths_gives_both_in_the_words_that_say_it() -> None:
    reading = reading_of({"say": "entre 2 et 3 jours", "with": {"pending": "duration"}})
    stated = [(fact.value, fact.quote) for fact in reading.facts if fact.field == "duration_minutes"]
    assert stated == [(840, "entre 2 et 3 jours"), (1260, "entre 2 et 3 jours")]
