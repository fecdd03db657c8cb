"""Vectors of a model on a server: each text is asked for once, and two models never mix, whatever their names."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EmbeddingError, ModelChangedError
from assistant.knowledge.cards import read_cards
from assistant.knowledge.index import open_index
from assistant.knowledge.remote import BATCH, SAMPLE, RemoteEmbedder
from assistant.knowledge.retriever import Retriever
from assistant.knowledge.steady import Steady
from assistant.knowledge.words_only import WordsOnly
from assistant.models.knowledge import Card
from tests.engine.completion.vectors import VectorServer
from tests.knowledge.conftest import EXEMPLAR
from tests.knowledge.test_index import Write


class Source:
    """A model that is away when it is told to be."""

    name = "openai/bag"

    def __init__(self) -> None:
        self.model = VectorServer()
        self.away = False
        self.left = 10**9
        """Requests until it goes away."""
        self.asked: list[str] = []
        self.requests = 0

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        self.requests += 1
        if self.away or self.left <= 0:
            raise EmbeddingError("the embedding model openai/bag does not answer", "ne répond pas")
        self.left -= 1
        self.asked += texts
        return [self.model.vector(text) for text in texts]

    def load(self) -> None:
        """Nothing."""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cards(base: Write, with_exercise: Path) -> Mapping[str, Card]:
    base(one=EXEMPLAR)
    return read_cards(with_exercise)


def test_a_text_is_asked_for_once_in_its_life(source: Source, tmp_path: Path) -> None:
    first = RemoteEmbedder(source, tmp_path)
    vectors = first.embed(["poser un garrot", "poser un garrot", "tenir une caisse"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert source.asked == [SAMPLE, "poser un garrot", "tenir une caisse"]
    source.away = True
    again = RemoteEmbedder(source, tmp_path).embed(["tenir une caisse", "poser un garrot"])
    assert np.allclose(again, vectors[[2, 0]])


def test_texts_go_in_batches_and_what_came_before_a_failure_is_kept(source: Source, tmp_path: Path) -> None:
    texts = [f"texte {number}" for number in range(3 * BATCH)]
    source.left = 3
    embedder = RemoteEmbedder(source, tmp_path)
    with pytest.raises(EmbeddingError):
        embedder.embed(texts)
    source.left = 10**9
    source.asked.clear()
    assert RemoteEmbedder(source, tmp_path).embed(texts).shape == (3 * BATCH, 64)
    assert source.asked == [SAMPLE, *texts[2 * BATCH :]]


def test_a_model_that_is_away_is_left_alone_for_a_while(source: Source, tmp_path: Path, clock: Clock) -> None:
    embedder = RemoteEmbedder(source, tmp_path, clock)
    embedder.embed(["connu"])
    source.away, before = True, source.requests
    for _ in range(5):
        with pytest.raises(EmbeddingError):
            embedder.embed(["nouveau"])
    assert source.requests == before + 1
    assert embedder.embed(["connu"]).shape == (1, 64), "what is known needs no model"
    source.away, clock.now = False, 61.0
    assert embedder.embed(["nouveau"]).shape == (1, 64)


@pytest.mark.parametrize(("dimension", "salt"), [(32, ""), (64, "other")])
def test_another_model_under_the_same_name_is_noticed_and_the_first_one_known_again(
    source: Source, tmp_path: Path, dimension: int, salt: str
) -> None:
    before = RemoteEmbedder(source, tmp_path)
    vectors, identity = before.embed(["un geste"]), before.identity
    source.model.dimension, source.model.salt = dimension, salt
    changed = RemoteEmbedder(source, tmp_path)
    assert changed.identity == identity, "nobody was asked yet"
    with pytest.raises(ModelChangedError, match="openai/bag"):
        changed.embed(["autre chose"])
    assert changed.identity != identity
    assert changed.embed(["un geste"]).shape == (1, dimension)
    source.model.dimension, source.model.salt = 64, ""
    back = RemoteEmbedder(source, tmp_path)
    with pytest.raises(ModelChangedError):
        back.check()
    source.away = True
    assert back.identity == identity
    assert np.allclose(back.embed(["un geste"]), vectors), "its vectors were kept"


def test_a_dimension_that_changes_while_the_program_runs_is_noticed(source: Source, tmp_path: Path) -> None:
    embedder = RemoteEmbedder(source, tmp_path)
    embedder.embed(["un geste"])
    source.model.dimension = 32
    with pytest.raises(ModelChangedError):
        embedder.embed(["un autre"])
    assert embedder.embed(["un autre"]).shape == (1, 32)


def test_a_damaged_cache_costs_requests_and_nothing_else(source: Source, tmp_path: Path) -> None:
    RemoteEmbedder(source, tmp_path).embed(["un geste"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"no database" * 1000)
    assert RemoteEmbedder(source, tmp_path).embed(["un geste"]).shape == (1, 64)
    with sqlite3.connect(file) as database:
        assert database.execute("select count(*) from vectors").fetchone() == (1,)
    database.close()


def test_no_text_is_kept_on_disk(source: Source, tmp_path: Path) -> None:
    RemoteEmbedder(source, tmp_path).embed(["Madame Durand pleure"])
    assert all(b"Durand" not in file.read_bytes() for file in tmp_path.iterdir())


def test_long_and_empty_texts_are_sent_as_models_take_them(source: Source, tmp_path: Path) -> None:
    RemoteEmbedder(source, tmp_path).embed(["", "  ", "mot " * 5000, "l’outil"])
    assert source.asked[1] == "."
    assert len(source.asked[2]) <= 1500
    assert source.asked[3] == "l'outil"


def opened(source: Source, folder: Path, cards: Mapping[str, Card], clock: Clock) -> Steady:
    embedder = RemoteEmbedder(source, folder / "embeddings", clock)
    return Steady(
        lambda: Retriever(open_index(folder, None, cards, embedder), cards),
        Retriever(WordsOnly(cards), cards),
        clock,
    )


ASKED = "Mes apprenants ne savent plus faire seuls après la démonstration"


def names(folder: Path) -> set[str]:
    return {entry.name for entry in (folder / "index").iterdir() if entry.is_dir()}


def test_an_index_bears_the_name_of_its_model_and_dimension(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock
) -> None:
    search = opened(source, tmp_path, cards, clock)
    assert search.fault is None
    assert search.index.name.startswith("openai-bag-64-")
    assert names(tmp_path) == {search.index.name}


def test_only_what_changed_in_a_card_is_asked_for_again(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock, base: Write, with_exercise: Path
) -> None:
    opened(source, tmp_path, cards, clock)
    source.asked.clear()
    base(one=EXEMPLAR.replace("Chacun fait à sa sauce", "Chacun invente sa méthode"))
    search = opened(source, tmp_path, read_cards(with_exercise), clock)
    assert 0 < len(source.asked) <= 2
    assert all(text == SAMPLE or "Chacun invente" in text for text in source.asked)
    assert len(names(tmp_path)) == 2
    source.asked.clear()
    assert opened(source, tmp_path, cards, clock).index.name != search.index.name
    assert source.asked == [], "the index of before is still there"


def test_a_server_that_is_away_at_the_start_leaves_the_words_and_comes_back(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock
) -> None:
    source.away = True
    search = opened(source, tmp_path, cards, clock)
    assert search.search(ASKED)[0].card == "one"
    assert search.fault is not None
    assert "does not answer" in str(search.fault)
    source.away, clock.now = False, 61.0
    search.search(ASKED)
    search.wait()
    assert search.search(ASKED)[0].card == "one"
    assert search.fault is None
    assert search.index.name.startswith("openai-bag-64-")


def test_a_server_that_dies_while_the_cards_are_embedded_loses_nothing(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock
) -> None:
    source.left = 2
    search = opened(source, tmp_path, cards, clock)
    assert search.fault is not None
    assert search.search(ASKED)[0].card == "one"
    first = set(source.asked)
    source.left = 10**9
    source.asked.clear()
    search = opened(source, tmp_path, cards, clock)
    assert search.fault is None
    assert first & set(source.asked) <= {SAMPLE}


def test_a_server_that_dies_in_the_middle_of_a_talk_leaves_the_words(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock
) -> None:
    search = opened(source, tmp_path, cards, clock)
    assert search.search(ASKED)[0].card == "one"
    source.away = True
    assert search.search("Ils ne savent plus faire seuls la démonstration")[0].card == "one"
    assert search.fault is not None
    assert search.search(ASKED)[0].card == "one"
    assert search.fault is None, "what was asked before is still known"


def test_a_dimension_that_changes_under_the_same_name_makes_another_index(
    source: Source, tmp_path: Path, cards: Mapping[str, Card], clock: Clock
) -> None:
    search = opened(source, tmp_path, cards, clock)
    before = search.index.name
    source.model.dimension = 48
    assert search.search("Ils ne savent plus faire seuls la démonstration")[0].card == "one"
    search.wait()
    assert search.fault is None
    assert search.index.name.startswith("openai-bag-48-")
    assert names(tmp_path) == {before, search.index.name}
    source.asked.clear()
    source.model.dimension = 64
    again = opened(source, tmp_path, cards, clock)
    again.search("Une question toute neuve sur la démonstration")
    again.wait()
    assert again.index.name == before
    assert set(source.asked) <= {SAMPLE, "Une question toute neuve sur la démonstration"}
