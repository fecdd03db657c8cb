"""The searches that are compared: Jalon's, each of its halves alone, and the two fused as textbooks do."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import get_args

import numpy as np

from assistant.knowledge.index import open_index
from assistant.knowledge.lexical import Lexical, stems
from assistant.knowledge.passages import wording
from assistant.knowledge.retriever import Retriever
from assistant.language.detect import detect
from assistant.models.knowledge import Card, Passage
from assistant.models.terms import Language

Ranker = Callable[[str], tuple[str, ...]]
"""Cards for a question, best first; () says that none answers."""

DEEP = 200
"""Passages read by the baselines: enough for ten cards."""
USUAL = 60
"""The constant of reciprocal rank fusion in the paper that introduced it."""


def rankers(retriever: Retriever, k: int) -> Mapping[str, Ranker]:
    """Every search by its name in the table."""
    lexical = _lexical(retriever)

    def dense(query: str) -> tuple[str, ...]:
        return _cards(row for row, _ in retriever.index.query(retriever.vector(query), DEEP))

    def fused(query: str) -> tuple[str, ...]:
        scores: dict[str, float] = {}
        for half in (dense(query), lexical(query)):
            for place, card in enumerate(half, 1):
                scores[card] = scores.get(card, 0.0) + 1 / (USUAL + place)
        return tuple(sorted(scores, key=lambda card: (-scores[card], card)))

    return {
        "Jalon": lambda query: tuple(hit.card for hit in retriever.search(query, k=k)),
        "Chroma alone": lambda query: dense(query)[:k],
        "words alone (BM25)": lambda query: lexical(query)[:k],
        "plain fusion": lambda query: fused(query)[:k],
    }


def english(folder: Path, shelf: Mapping[str, Card], k: int) -> Ranker:
    """Chroma with the English model that it takes by default. Raises ModuleNotFoundError where it is not installed."""
    from evals.retrieval.minilm import MiniLM

    model = MiniLM()
    index = open_index(folder, None, shelf, model)
    return lambda query: _cards(row for row, _ in index.query(model.embed([query])[0], DEEP))[:k]


def _lexical(retriever: Retriever) -> Ranker:
    pairs = [(row, wording(row, retriever.cards[row.card])) for row in retriever.index.passages.values()]
    halves = {language: Lexical(pairs, language) for language in get_args(Language)}

    def ranked(query: str) -> tuple[str, ...]:
        language: Language = detect(query) or "fr"
        half = halves[language]
        scores = half.scores(stems(query, language))
        order = np.argsort(-scores, kind="stable")[:DEEP]
        return _cards(half.passages[place] for place in order if scores[place] > 0)

    return ranked


def _cards(rows: Iterable[Passage]) -> tuple[str, ...]:
    """Each card once, at the place of its best passage."""
    return tuple(dict.fromkeys(row.card for row in rows))
