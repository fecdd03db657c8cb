"""Whether a message asks to apply what reviewers said of the draft: which comments, and whose."""

import pytest

from assistant.engine.offline.reading.remarked import wish_of
from assistant.models.terms import Language
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


@pytest.mark.parametrize(
    ("text", "where", "language", "wish"),
    [
        ("Plus de pratique.", "module", "fr", "Plus de pratique."),
        ("À raccourcir de 5 minutes", "S3", "fr", "S3 : À raccourcir de 5 minutes"),
        ("Plutôt une étude de cas", "A1", "fr", "A1 : Plutôt une étude de cas"),
        ("S4 est trop longue, pas S3", "S3", "fr", "S4 est trop longue, pas S3"),
        ("À supprimer", "S4", "fr", "supprime S4"),
        ("Supprimer cet objectif.", "O2", "fr", "supprime O2"),
        ("Please remove this objective", "O2", "en", "remove O2"),
        ("Très bien vu.", "O2", "fr", "Très bien vu."),
        ("À préciser", "O1", "fr", "À préciser"),
        ("Plutôt bien", "O1", "fr", "Plutôt bien"),
        ("Vraiment utile ?", "O2", "fr", "Vraiment utile ?"),
        ("Préférer « identifier l’extincteur adapté »", "O2", "fr", "O2 : plutôt identifier l’extincteur adapté"),
        ("Je dirais plutôt : choisir un extincteur adapté", "O2", "fr", "O2 : plutôt choisir un extincteur adapté"),
        ("Replace with “choose the right extinguisher”", "O2", "en", "O2 : rather choose the right extinguisher"),
        ("I'd say: choose the right extinguisher", "O2", "en", "O2 : rather choose the right extinguisher"),
        ("Nice one", "O2", "en", "Nice one"),
        ("Should be more precise", "O2", "en", "Should be more precise"),
    ],
)
def test_a_comment_asks_for_what_it_says_of_its_element(text: str, where: str, language: Language, wish: str) -> None:
    assert wish_of(text, where, language) == wish
