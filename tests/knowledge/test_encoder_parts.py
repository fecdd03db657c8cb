"""What is kept of the encoder is its own: the same vectors, to the last bit."""

from pathlib import Path

from assistant.knowledge.embedder import SentenceEncoder

TEXTS = ("ils décrochent après le déjeuner", "Où est l’œuf ? ½ ﬁn…", "how do I check?", "日本語 🎉", "")


def test_an_encoder_that_finds_its_parts_kept_gives_the_same_vectors(tmp_path: Path) -> None:
    parsed = SentenceEncoder(tmp_path).embed(TEXTS)
    restored = SentenceEncoder(tmp_path).embed(TEXTS)
    assert sorted(file.name.split("-")[0] for file in tmp_path.iterdir()) == ["table", "vocabulary", "weights"]
    assert (parsed == restored).all()


def test_a_table_that_is_cut_short_is_unpacked_again(tmp_path: Path) -> None:
    parsed = SentenceEncoder(tmp_path).embed(TEXTS)
    (table,) = tmp_path.glob("table-*.npy")
    with table.open("r+b") as file:
        file.truncate(1000)
    assert (SentenceEncoder(tmp_path).embed(TEXTS) == parsed).all()
    assert table.stat().st_size > 60_000_000


def test_an_encoder_without_a_folder_gives_the_same_vectors(tmp_path: Path) -> None:
    assert (SentenceEncoder(None).embed(TEXTS) == SentenceEncoder(tmp_path).embed(TEXTS)).all()
