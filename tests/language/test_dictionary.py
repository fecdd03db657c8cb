"""The dictionary says the same from memory and from disk, whatever happened to the files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.language.dictionary import is_word, keep_in, lemma_of, prepare

WORDS = ("mangeons", "eaten", "Paris", "l'outil", "zzyzx", "e\u0301te\u0301", "")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder to keep the dictionary in, for one test."""
    keep_in(None)
    yield tmp_path / "words"
    keep_in(None)


def told() -> list[tuple[bool, str]]:
    return [(is_word(word, "fr", "en"), lemma_of(word, "fr") if word else "") for word in WORDS]


def test_what_is_kept_on_disk_says_what_memory_says(folder: Path) -> None:
    from_memory = told()
    assert from_memory[0] == (True, "manger")
    assert from_memory[4] == (False, "zzyzx")
    keep_in(folder)
    assert told() == from_memory, "nothing is kept yet"
    prepare()
    assert {file.name for file in folder.rglob("*.dic")} == {"fr.dic", "en.dic"}
    assert told() == from_memory


@pytest.mark.parametrize("length", [0, 5000])
def test_a_broken_file_is_made_again(folder: Path, length: int) -> None:
    from_memory = told()
    keep_in(folder)
    prepare()
    file = next(folder.rglob("fr.dic"))
    file.write_bytes(file.read_bytes()[:length])
    keep_in(None)
    keep_in(folder)
    assert told() == from_memory
    assert file.stat().st_size > 500_000


def test_a_folder_that_cannot_be_written_costs_no_answer(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder.write_text("a file, not a folder", "utf-8")
    keep_in(folder)
    prepare()
    assert told()[0] == (True, "manger")
    assert capfd.readouterr().err == ""
