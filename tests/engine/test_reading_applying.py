"""Whether a message asks to apply what reviewers said of the draft: which comments, and whose."""

import pytest

from assistant.models.turn import Phase
from tests.engine.reading_cases import Row, reading_of, rows

_ROWS = rows("reading_applying.yaml")
_ASKING = [row for row in _ROWS if "not" not in row]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["say"])
def test_comments_are_applied_where_that_is_asked_and_nowhere_else(row: Row) -> None:
    reading = reading_of({**row, "with": {"phase": "revised"}})
    if "not" in row:
        assert reading.command is None
        return
    assert reading.command == "apply"
    assert list(reading.about) == row.get("about", [])
    assert reading.whose == row.get("whose", "")


@pytest.mark.parametrize("phase", ["interview", "methods"])
def test_nothing_is_applied_before_there_is_a_draft(phase: Phase) -> None:
    read = [reading_of({**row, "with": {"phase": phase, "pending": "competencies"}}) for row in _ASKING]
    assert {reading.command for reading in read} <= {None, "draft"}
