import json
import multiprocessing
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexFaultError
from assistant.knowledge.cards import read_cards
from assistant.knowledge.folders import KEPT, MANIFEST
from assistant.knowledge.index import Index, open_index
from assistant.knowledge.retriever import Retriever
from assistant.models.knowledge import Card
from tests.knowledge.conftest import EXEMPLAR, HashingEmbedder

Write = Callable[..., Path]
ASKED = "Ils ont compris quand je leur montre, mais dès qu’ils sont seuls ils ne savent plus."


@pytest.fixture
def cards(base: Write, with_exercise: Path) -> Mapping[str, Card]:
    base(one=EXEMPLAR)
    return read_cards(with_exercise)


@pytest.fixture
def edited(base: Write, with_exercise: Path) -> Mapping[str, Card]:
    """The same base after one bullet has changed."""
    base(one=EXEMPLAR.replace("Chacun fait à sa sauce", "Chacun invente sa méthode"))
    return read_cards(with_exercise)


def folders(data: Path) -> set[str]:
    return {entry.name for entry in (data / "index").iterdir() if entry.is_dir()}


def nearest(index: Index) -> str:
    return index.query(ASKED, 3)[0][0].text


def test_a_new_base_is_embedded_once_and_found(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    assert nearest(index) == ASKED
    before = len(hashing.embedded)
    again = open_index(tmp_path, None, cards, hashing)
    assert (again.name, nearest(again), len(hashing.embedded)) == (index.name, ASKED, before + 1)


def test_progress_ends_at_the_number_of_passages(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    told: list[tuple[int, int]] = []
    open_index(tmp_path, None, cards, hashing, lambda done, whole: told.append((done, whole)))
    assert told[-1][0] == told[-1][1] == len(set(hashing.embedded))


def test_only_changed_passages_are_embedded_again(
    tmp_path: Path, cards: Mapping[str, Card], edited: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    cards = {name: card for name, card in cards.items() if name == "exercise"} | {"one": edited["one"]}
    first = open_index(tmp_path, None, {"exercise": cards["exercise"]}, hashing)
    hashing.embedded.clear()
    second = open_index(tmp_path, None, cards, hashing)
    assert first.name != second.name
    assert hashing.embedded
    assert not any("Exercise" in text or "Exercice" in text for text in hashing.embedded if text.startswith("Exerc"))


def test_another_embedder_is_another_index_and_shares_no_vector(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    open_index(tmp_path, None, cards, hashing)
    other = HashingEmbedder()
    other.identity = "hashing/64/2"
    open_index(tmp_path, None, cards, other)
    assert set(other.embedded) == set(hashing.embedded)


def test_stored_vectors_come_back_in_the_order_asked_for(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    ids = ["one/fr/said/1", "one/en/said/0"]
    expected = hashing.embed([index.passages[name].text for name in ids])
    assert np.allclose(index.vectors(ids), expected, atol=1e-5)


def test_vectors_that_are_kept_need_no_chroma(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    asked = hashing.embed([ASKED])[0]
    assert Retriever(index, cards).nearest(asked, 1)[0][0].text == ASKED
    expected = index.vectors(list(index.passages))
    index.close()
    again = open_index(tmp_path, None, cards, hashing)
    lose(tmp_path / "index" / index.name)
    hashing.embedded.clear()
    assert np.array_equal(again.vectors(list(again.passages)), expected)
    assert hashing.embedded == [], "the index that lost its database is not built again"


def test_a_search_can_be_narrowed(tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    assert {row.kind for row, _ in index.query(ASKED, 20, {"kind": "assessment"})} == {"assessment"}


def truncate(folder: Path) -> None:
    database = folder / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def scribble(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 500)


def lose(folder: Path) -> None:
    (folder / "chroma.sqlite3").unlink()


def unfinish(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def mangle(folder: Path) -> None:
    (folder / MANIFEST).write_text("{", "utf-8")


@pytest.mark.parametrize("damage", [truncate, scribble, lose, unfinish, mangle])
def test_a_broken_index_is_named_and_built_again(
    tmp_path: Path,
    cards: Mapping[str, Card],
    hashing: HashingEmbedder,
    damage: Callable[[Path], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    index.close()
    damage(tmp_path / "index" / index.name)
    healed = open_index(tmp_path, None, cards, hashing)
    assert nearest(healed) == ASKED
    assert index.name in caplog.text


def test_an_index_that_vanishes_under_a_reader_is_built_again(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    unfinish(tmp_path / "index" / index.name)
    truncate(tmp_path / "index" / index.name)
    assert nearest(index) == ASKED


def test_what_a_killed_builder_left_is_swept(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    left = tmp_path / "index" / ".building-dead"
    left.mkdir(parents=True)
    (left / "chroma.sqlite3").write_bytes(b"half")
    open_index(tmp_path, None, cards, hashing)
    assert not left.exists()


def test_old_indexes_are_swept_but_for_the_last_and_those_in_use(
    tmp_path: Path, base: Write, with_exercise: Path, hashing: HashingEmbedder
) -> None:
    names, kept_open = [], None
    for number in range(4):
        base(one=EXEMPLAR.replace("Chacun fait à sa sauce", f"Chacun fait {number}"))
        index = open_index(tmp_path, None, read_cards(with_exercise), hashing)
        names.append(index.name)
        if number == 0:
            kept_open = index
        else:
            index.close()
    assert folders(tmp_path) == {names[0], *names[-KEPT:]}
    assert kept_open is not None
    assert kept_open.query("Chacun fait 0", 1)


def _read(data: str, base: str, answers: "multiprocessing.Queue[str]") -> None:
    index = open_index(Path(data), None, read_cards(Path(base)), HashingEmbedder())
    answers.put(nearest(index))


def test_several_processes_open_one_index_at_the_same_time(
    tmp_path: Path, cards: Mapping[str, Card], with_exercise: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = context.Queue()
    readers = [
        context.Process(target=_read, args=(str(tmp_path), str(with_exercise), answers), daemon=True) for _ in range(2)
    ]
    for reader in readers:
        reader.start()
    found = [answers.get(timeout=60) for _ in readers]
    for reader in readers:
        reader.join(timeout=30)
    assert found == [ASKED, ASKED]
    assert len(folders(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_is_a_named_fault(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    (tmp_path / "index").write_text("a file in the way", "utf-8")
    with pytest.raises(IndexFaultError, match="cannot"):
        open_index(tmp_path, None, cards, hashing)


def test_the_manifest_names_embedder_and_passages(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    index = open_index(tmp_path, None, cards, hashing)
    told = json.loads((tmp_path / "index" / index.name / MANIFEST).read_text("utf-8"))
    assert (told["embedder"], told["passages"]) == (hashing.identity, len(index.passages))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Chroma server on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path / "served"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the Chroma server does not answer")


def test_a_server_gives_the_same_answers_as_a_folder(
    tmp_path: Path, server: str, cards: Mapping[str, Card], edited: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    embedded, served = (open_index(tmp_path, url, cards, hashing) for url in (None, server))
    left, right = (index.query(ASKED, 10) for index in (embedded, served))
    assert [row.id for row, _ in left[:1]] == [row.id for row, _ in right[:1]]
    assert np.allclose([cosine for _, cosine in left], [cosine for _, cosine in right], atol=1e-4)
    hashing.embedded.clear()
    again = open_index(tmp_path, server, cards, hashing)
    assert (again.name, hashing.embedded) == (served.name, [])
    newer = open_index(tmp_path, server, {**cards, "exercise": edited["exercise"]}, hashing)
    ours = [open_index(tmp_path, server, edited, hashing, over=str(one), whose="ours") for one in range(KEPT + 1)]
    hashing.embedded.clear()
    kept = open_index(tmp_path, server, cards, hashing)
    assert hashing.embedded == [], "indexes that are kept apart sweep none of the others"
    for index in (embedded, served, again, newer, *ours, kept):
        index.close()


def test_a_server_that_does_not_answer_is_a_named_fault(
    tmp_path: Path, cards: Mapping[str, Card], hashing: HashingEmbedder
) -> None:
    with pytest.raises(IndexFaultError, match="JALON_CHROMA_URL"):
        open_index(tmp_path, "http://127.0.0.1:9", cards, hashing)
