"""The kept vocabulary is the encoder's own: the same vectors, to the last bit."""

from pathlib import Path

from assistant.knowledge.embedder import SentenceEncoder

TEXTS = ("ils décrochent après le déjeuner", "Où est l’œuf ? ½ ﬁn…", "how do I check?", "日本語 🎉", "")


def test_an_encoder_that_finds_its_vocabulary_kept_gives_the_same_vectors(tmp_path: Path) -> None:
    parsed = SentenceEncoder(tmp_path).embed(TEXTS)
    restored = SentenceEncoder(tmp_path).embed(TEXTS)
    assert [file.suffix for file in tmp_path.iterdir()] == [".npz"]
    assert (parsed == restored).all()
