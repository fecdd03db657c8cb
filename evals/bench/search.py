"""The search over 2,000 and 100,000 passages, and what a change of the cards costs.

The small base is a part of ours. The large one is synthetic: our cards again and again, each time under another name,
every vector moved aside at random, so that no two passages lie in one place; their words stay real.
"""

import re
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

import numpy as np

from assistant.knowledge.cards import read_cards
from assistant.knowledge.embedder import Embedder, Vectors, default_embedder
from assistant.knowledge.index import open_index
from assistant.knowledge.passages import passages
from assistant.knowledge.retriever import Retriever
from assistant.models.knowledge import Card
from assistant.runtime import open_knowledge
from assistant.settings import Settings
from evals.bench.places import data_folder
from evals.bench.table import Row, row
from evals.retrieval.cases import questions

_SMALL, _LARGE = 2_000, 100_000
_SYNCS = 7
_MARK = " n° "
"""What stands before the number of a copy."""
_ASIDE = 0.35
"""Length of what is added to a vector of length 1."""


def measure() -> list[Row]:
    """The rows of the search, each base in a data folder of its own."""
    rows = _alone(_syncs)
    for size, goal in ((_SMALL, 10.0), (_LARGE, 30.0)):
        rows += _alone(_searches, size, goal)
    return rows


def _alone(measured: Callable[..., list[Row]], *given: float) -> list[Row]:
    """In a process of its own, whose memory is nobody else's."""
    with data_folder() as folder, ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(measured, folder, *given).result()


def _searches(folder: Path, size: int, goal: float) -> list[Row]:
    cards = dict(_at_least(size, read_cards(*Settings(_env_file=None).card_folders)))
    embedder = Scattered(default_embedder(folder / "encoder"))
    before = time.perf_counter()
    index = open_index(folder, None, cards, embedder)
    retriever = Retriever(index, cards)
    retriever.settle()
    built = time.perf_counter() - before
    # Every question is new to the search: nothing of it is remembered.
    asked = [text for pair in questions("tuned").pairs for text in (pair.fr, pair.en)]
    retriever.search("une première question, pour que tout soit chargé")
    times = [_timed(retriever, text) for text in asked]
    base = f"{len(index.passages):,} passages"
    index.close()
    return [
        row(f"search of the cards, {base}", times, "ms", goal),
        row(f"building that index, {base}", [built], "s", None),
        row(f"memory at its height, {base}", [_height()], "MB", None),
    ]


def _timed(retriever: Retriever, text: str) -> float:
    began = time.perf_counter()
    retriever.search(text)
    return 1000 * (time.perf_counter() - began)


def _syncs(folder: Path) -> list[Row]:
    """What `jalon kb sync` does after its imports."""
    settings = Settings(data_dir=folder / "data", _env_file=None)
    built = _synced(settings)
    unchanged = [_synced(settings) for _ in range(_SYNCS)]
    base = folder / "base"
    own = settings.card_folders[0]
    card = next((own / "methods").glob("*.md"))
    (base / "methods").mkdir(parents=True)
    changed = (base / "methods" / card.name).write_text
    text = card.read_text("utf-8")
    after = settings.model_copy(update={"knowledge_paths": str(base)})
    times = []
    for number in range(3):
        changed(text.replace("\n## Pièges\n\n", f"\n## Pièges\n\n- Un piège de plus, le {number + 1}e.\n", 1), "utf-8")
        times.append(_synced(after))
    return [
        row("building our index", [built], "s", None),
        row("memory at its height, building our index", [_height()], "MB", None),
        row("sync of an unchanged base", unchanged, "s", 0.5),
        row("sync after one card changed", times, "s", None),
    ]


def _height() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _synced(settings: Settings) -> float:
    began = time.perf_counter()
    knowledge = open_knowledge(settings)
    knowledge.retriever.settle()
    took = time.perf_counter() - began
    knowledge.retriever.index.close()
    return took


def _at_least(size: int, own: Mapping[str, Card]) -> Iterator[tuple[str, Card]]:
    """Cards until they have that many passages: ours, then ours again under other names."""
    found = 0
    for number in count():
        for card in own.values():
            if found >= size:
                return
            copy = _again(card, number) if number else card
            found += len(passages(copy))
            yield copy.id, copy


def _again(card: Card, number: int) -> Card:
    """The card under another name; every passage bears its number, so that none is another's."""
    mark = f"{_MARK}{number}"
    sections = {
        language: tuple(
            each.model_copy(update={"text": re.sub(r"(?m)(?<=\S)$", mark, each.text)})
            for each in card.sections[language]
        )
        for language in card.sections
    }
    title = type(card.title)(fr=card.title.text("fr") + mark, en=card.title.text("en") + mark)
    return card.model_copy(update={"id": f"{card.id}-{number}", "title": title, "sections": sections})


class Scattered:
    """The embedder, with the same words of another card in another place."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.identity, self.label = f"scattered/{embedder.identity}", embedder.label

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `knowledge.embedder.Embedder`."""
        plain = [re.sub(rf"{_MARK}\d+", "", text) for text in texts]
        fresh = list(dict.fromkeys(text for text in plain if text not in self._known))
        if fresh:
            self._known.update(zip(fresh, self._embedder.embed(fresh), strict=True))
        rows = [
            self._known[base] if base == text else self._moved(base, text)
            for base, text in zip(plain, texts, strict=True)
        ]
        return np.asarray(rows, dtype=np.float32)

    def _moved(self, base: str, text: str) -> Vectors:
        own = self._known[base]
        aside = np.random.default_rng(crc32(text.encode())).normal(size=own.shape)
        moved: Vectors = own + _ASIDE * aside / np.linalg.norm(aside)
        return moved / np.linalg.norm(moved)

    def load(self) -> None:
        """Load the encoder."""
        self._embedder.load()
