"""Cards to break, an embedder without a model, and the real base with its real search."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.cards import read_cards
from assistant.knowledge.embedder import Vectors
from assistant.knowledge.retriever import Retriever
from assistant.models.knowledge import Card
from assistant.runtime import Knowledge
from assistant.settings import PROJECT_ROOT

BASE = PROJECT_ROOT / "knowledge_base"


def plain(text: str) -> str:
    """A card without what links it to others and without findings, for tests to write their own."""
    text = re.sub(r"^relations:\n(?: .*\n)+", "", text, flags=re.MULTILINE)
    return re.sub(r"^## (?:Ce que l’on sait|What is known)\n+(?:- .*\n+)+", "", text, flags=re.MULTILINE)


EXEMPLAR = plain((BASE / "methods" / "demonstration-practice.md").read_text("utf-8"))


class HashingEmbedder:
    """Bags of hashed words: the same text always has the same vector, texts that share words are near."""

    identity, label = "hashing/64/1", ""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def load(self) -> None:
        """Nothing to wait for."""


@pytest.fixture
def hashing() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def base(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small knowledge base: ids of methods → how to change the exemplar's text."""

    def write(folder: str = "base", **texts: str) -> Path:
        methods = tmp_path / folder / "methods"
        methods.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (methods / f"{name.replace('_', '-')}.md").write_text(alone(text), "utf-8")
        return tmp_path / folder

    return write


def alone(text: str) -> str:
    """A card that names no other: a small base has none to name."""
    text = re.sub(r"^tools: \[.*\]$", "tools: []", text, flags=re.MULTILINE)
    return re.sub(r"^assessments: \[.*\]$", "assessments: [exercise]", text, flags=re.MULTILINE)


@pytest.fixture
def with_exercise(base: Callable[..., Path]) -> Path:
    """A base with one assessment, for methods to name."""
    folder = base()
    (folder / "assessments").mkdir()
    text = plain((BASE / "assessments" / "exercise.md").read_text("utf-8"))
    (folder / "assessments" / "exercise.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def shelf() -> Mapping[str, Card]:
    """The cards that ship with Jalon."""
    return read_cards(BASE)


@pytest.fixture(scope="session")
def retriever(knowledge: Knowledge) -> Retriever:
    """The real search."""
    return knowledge.retriever.local
