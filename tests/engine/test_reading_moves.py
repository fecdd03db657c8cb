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
