"""What is kept beside the index is only faster: broken, missing or unwritable, the answers stay the same."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.knowledge.derived import Arrays, Derived, packed, unpacked


class Work:
    """Something that takes long, counted."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return {"words": packed(["été", "", "a b"]), "numbers": np.arange(3)}


def test_work_is_done_once_for_all_who_come_later(tmp_path: Path) -> None:
    work = Work()
    for _ in range(2):
        found = Derived(tmp_path / "kept").arrays("stems", "one", work)
        assert unpacked(found["words"]) == ["été", "", "a b"]
        assert found["numbers"].tolist() == [0, 1, 2]
    assert work.times == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes()[:60] + b"?" + file.read_bytes()[61:]),
    ],
    ids=["missing", "empty", "cut short", "one byte changed"],
)
def test_a_spoilt_file_is_made_again(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    work = Work()
    Derived(tmp_path / "kept").arrays("stems", "one", work)
    spoil(next((tmp_path / "kept").iterdir()))
    found = Derived(tmp_path / "kept").arrays("stems", "one", work)
    assert found["numbers"].tolist() == [0, 1, 2]
    assert work.times == 2


def test_what_comes_from_other_words_is_made_anew_and_takes_the_place_of_the_old(tmp_path: Path) -> None:
    work, kept = Work(), Derived(tmp_path / "kept")
    kept.arrays("stems", "one", work)
    kept.arrays("stems", "two", work)
    assert work.times == 2
    assert [file.name for file in (tmp_path / "kept").iterdir()] == ["stems-two.npz"]


def test_where_nothing_can_be_written_the_work_is_done_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, not a folder", "utf-8")
    work = Work()
    assert Derived(tmp_path / "kept").arrays("stems", "one", work)["numbers"].tolist() == [0, 1, 2]
    assert Derived(None).arrays("stems", "one", work)["numbers"].tolist() == [0, 1, 2]


def test_a_large_array_is_read_from_disk_and_made_again_when_it_is_cut_short(tmp_path: Path) -> None:
    made: list[int] = []

    def rows() -> NDArray[np.int64]:
        made.append(1)
        return np.arange(3000)

    for _ in range(2):
        assert Derived(tmp_path / "kept").mapped("rows", "one", rows)[2999] == 2999
    assert len(made) == 1
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(file.read_bytes()[:500])
    assert Derived(tmp_path / "kept").mapped("rows", "one", rows)[2999] == 2999
    assert len(made) == 2
