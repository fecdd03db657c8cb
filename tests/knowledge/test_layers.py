"""An index over another: found as if all were in one, and nothing of the cards below is embedded again."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.cards import read_cards
from assistant.knowledge.folders import KEPT
from assistant.knowledge.index import Index, open_index
from assistant.knowledge.layers import Layered
from assistant.models.knowledge import Card
from tests.knowledge.conftest import EXEMPLAR, HashingEmbedder
from tests.knowledge.test_index import ASKED

NEAR = ASKED.removesuffix(" ne savent plus.") + " ne font rien."
OURS = EXEMPLAR.replace("Chacun fait à sa sauce", "Chacun invente sa méthode").replace(ASKED, "Une phrase à nous.")


@pytest.fixture
def below(base: Callable[..., Path], with_exercise: Path) -> Mapping[str, Card]:
    base(one=EXEMPLAR, two=EXEMPLAR.replace(ASKED, NEAR))
    return read_cards(with_exercise)


@pytest.fixture
def above(base: Callable[..., Path], below: Mapping[str, Card]) -> Mapping[str, Card]:
    """A card that replaces one of those below, and a new one."""
    return read_cards(base("own", one=OURS, three=EXEMPLAR.replace(ASKED, "Personne ne se lance.")), beside=below)


@pytest.fixture
def lower(tmp_path: Path, below: Mapping[str, Card], hashing: HashingEmbedder) -> Index:
    return open_index(tmp_path, None, below, hashing)


@pytest.fixture
def layered(tmp_path: Path, lower: Index, above: Mapping[str, Card], hashing: HashingEmbedder) -> Layered:
    hashing.embedded.clear()
    return Layered(lower, open_index(tmp_path, None, above, hashing, over=lower.name, whose="ours"))


def test_both_are_found_as_if_they_were_in_one(
    layered: Layered, tmp_path: Path, below: Mapping[str, Card], above: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    whole = open_index(tmp_path / "whole", None, {**below, **above}, hashing)
    assert layered.passages == whole.passages
    for asked in (ASKED, "Une phrase à nous.", "Personne ne se lance."):
        found, expected = layered.query(asked, 12), whole.query(asked, 12)
        assert np.allclose([cosine for _, cosine in found], [cosine for _, cosine in expected], atol=1e-5)
    assert np.allclose(layered.vectors(list(whole.passages)), whole.vectors(list(whole.passages)), atol=1e-6)


def test_the_words_of_a_card_that_is_replaced_are_not_found(layered: Layered) -> None:
    found = layered.query(ASKED, len(layered.passages))
    assert {row.id for row, _ in found} == set(layered.passages)
    assert ASKED not in {row.text for row, _ in found}
    assert [row.text for row, _ in layered.query(ASKED, 1)] == [NEAR]
    assert {row.card for row, _ in layered.query(ASKED, 200, {"kind": "method"})} == {"one", "two", "three"}


def test_only_the_cards_above_are_embedded(layered: Layered, hashing: HashingEmbedder) -> None:
    assert 0 < len(hashing.embedded) <= sum(passage.card in {"one", "three"} for passage in layered.passages.values())


def test_what_is_worked_out_of_both_holds_for_these_two_alone(
    tmp_path: Path, lower: Index, layered: Layered, above: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    fewer = open_index(tmp_path, None, {"exercise": above["three"]}, hashing)
    other = Layered(fewer, open_index(tmp_path, None, above, hashing, over=fewer.name, whose="ours"))
    made = [
        index.derived.arrays("x", "1", lambda n=n: {"n": np.array([n])})["n"]
        for n, index in enumerate((layered, other))
    ]
    assert [int(numbers[0]) for numbers in made] == [0, 1]


def test_indexes_of_one_do_not_sweep_those_of_another(
    tmp_path: Path, below: Mapping[str, Card], above: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    owned = {"": below["exercise"], "a": below["one"], "b": above["one"], "c": above["three"]}
    assert len(owned) > KEPT
    for _ in range(2):
        hashing.embedded.clear()
        for whose, card in owned.items():
            open_index(tmp_path, None, {card.id: card}, hashing, whose=whose).close()
    assert hashing.embedded == []
