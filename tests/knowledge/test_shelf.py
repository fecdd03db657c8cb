"""Cards that were read before: the same as read anew, and never those of a file that has changed since."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.errors import CardError
from assistant.knowledge.derived import Derived
from assistant.knowledge.shelf import open_shelf
from assistant.models.knowledge import Card
from tests.knowledge.conftest import BASE
from tests.owning import own_card


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_every_card_comes_back_as_it_was_read(shelf: Mapping[str, Card], kept: Path) -> None:
    first = open_shelf((BASE,), Derived(kept))
    again = open_shelf((BASE,), Derived(kept))
    assert list(kept.iterdir())
    assert again == first == shelf
    assert list(again) == list(shelf)


def test_a_card_that_changed_is_read_again(with_exercise: Path, kept: Path) -> None:
    path = with_exercise / "assessments" / "exercise.md"
    before = open_shelf((with_exercise,), Derived(kept))
    path.write_text(path.read_text("utf-8").replace("en: ", "en: Revised ", 1), "utf-8")
    after = open_shelf((with_exercise,), Derived(kept))
    assert after["exercise"].title.text("en") != before["exercise"].title.text("en")


def test_a_card_that_went_or_came_is_noticed(with_exercise: Path, kept: Path) -> None:
    own = with_exercise.parent / "own"
    (own / "assessments").mkdir(parents=True)
    open_shelf((with_exercise, own), Derived(kept))
    path = with_exercise / "assessments" / "exercise.md"
    path.rename(own / "assessments" / "drill.md")
    assert set(open_shelf((with_exercise, own), Derived(kept))) == {"drill"}


def test_a_card_that_became_wrong_is_refused(with_exercise: Path, kept: Path) -> None:
    open_shelf((with_exercise,), Derived(kept))
    path = with_exercise / "assessments" / "exercise.md"
    path.write_text(path.read_text("utf-8").replace("bloom:", "blum:", 1), "utf-8")
    with pytest.raises(CardError):
        open_shelf((with_exercise,), Derived(kept))


def test_a_kept_file_that_broke_costs_a_reading(with_exercise: Path, kept: Path) -> None:
    before = open_shelf((with_exercise,), Derived(kept))
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert open_shelf((with_exercise,), Derived(kept)) == before


def test_a_folder_that_is_not_there_is_named(with_exercise: Path, kept: Path) -> None:
    open_shelf((with_exercise,), Derived(kept))
    with pytest.raises(CardError, match="no such folder"):
        open_shelf((with_exercise, with_exercise / "nowhere"), Derived(kept))


def test_cards_over_others_may_lead_to_them_and_replace_those_of_their_kind(
    shelf: Mapping[str, Card], tmp_path: Path, kept: Path
) -> None:
    path = own_card(tmp_path / "own", "role-play", "Notre jeu de rôle")
    found = open_shelf((tmp_path / "own",), Derived(kept), shelf, "own-1")
    assert {name: card.title.fr for name, card in found.items()} == {"role-play": "Notre jeu de rôle"}
    path.rename(path.with_name("mcq.md"))
    with pytest.raises(CardError, match="the id `mcq` is a assessment in an earlier folder"):
        open_shelf((tmp_path / "own",), Derived(kept), shelf, "own-1")


def test_cards_are_read_again_when_those_below_have_changed(
    shelf: Mapping[str, Card], tmp_path: Path, kept: Path
) -> None:
    own_card(tmp_path / "own", "ours", "À nous")
    open_shelf((tmp_path / "own",), Derived(kept), shelf, "own-1")
    fewer = {name: card for name, card in shelf.items() if card.kind != "assessment"}
    with pytest.raises(CardError, match="`assessments` names"):
        open_shelf((tmp_path / "own",), Derived(kept), fewer, "own-1")


def test_shelves_that_are_kept_side_by_side_do_not_sweep_each_other(tmp_path: Path, kept: Path) -> None:
    for name in ("one", "two"):
        own_card(tmp_path / name, f"card-{name}", name)
        open_shelf((tmp_path / name,), Derived(kept), open_shelf((BASE,), Derived(kept)), f"own-{name}")
    assert len(list(kept.iterdir())) == 3
