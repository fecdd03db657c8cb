import pytest

from tests.engine.reading_cases import Row, faults, reading_of, rows

_ROWS = [*rows("reading_cases.yaml"), *rows("reading_cases_2.yaml"), *rows("reading_cases_held_out.yaml")]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["say"][:60])
def test_a_message_is_read_for_what_it_states_and_for_nothing_else(row: Row) -> None:
    assert list(faults(row, reading_of(row))) == []
