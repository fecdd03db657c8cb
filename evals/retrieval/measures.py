"""Figures of one search over one file of questions."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import get_args

from assistant.models.terms import Language
from evals.retrieval.cases import Pair, Questions
from evals.retrieval.rankers import Ranker

K = 5
"""Cards that a trainer is shown."""
GOOD = 2
"""The grade from which a card counts as found."""


@dataclass(frozen=True)
class Answer:
    """What a search found for one question."""

    pair: Pair
    language: Language
    cards: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """Normalised discounted gain of the first five, the grade being the gain."""
        ideal = sorted(self.pair.cards.values(), reverse=True)[:K]
        return _gain([self.pair.cards.get(card, 0) for card in self.cards[:K]]) / _gain(ideal)

    @property
    def recall(self) -> float:
        """Share of the good cards among the first five; of five of them where there are more."""
        good = {card for card, grade in self.pair.cards.items() if grade >= GOOD}
        return len(good & set(self.cards[:K])) / min(K, len(good))

    @property
    def reciprocal(self) -> float:
        """One over the place of the first good card."""
        places = [place for place, card in enumerate(self.cards, 1) if self.pair.cards.get(card, 0) >= GOOD]
        return 1 / places[0] if places else 0.0


@dataclass(frozen=True)
class Figures:
    """The measures of one search."""

    ndcg: Mapping[Language, float]
    recall: Mapping[Language, float]
    reciprocal: Mapping[Language, float]
    twins: float
    """Mean share of the first five cards that both twins of a pair find."""
    silent: int
    unanswerable: int
    p95: float
    """Milliseconds of processor time of a search, the vector of the question included; a busy machine adds nothing."""

    @property
    def gap(self) -> float:
        """How far apart the two languages are."""
        return abs(self.ndcg["fr"] - self.ndcg["en"])


def answers(ranker: Ranker, asked: Questions) -> tuple[tuple[Answer, ...], list[float]]:
    """Every answer, and the milliseconds of processor time that each took."""
    found, times = [], []
    for pair, language in asked.asked():
        start = time.process_time()
        cards = ranker(pair.text(language))
        times.append(1000 * (time.process_time() - start))
        found.append(Answer(pair, language, cards))
    return tuple(found), times


def measure(ranker: Ranker, asked: Questions) -> Figures:
    """All figures of one search over one file."""
    ranker("?")
    found, times = answers(ranker, asked)
    by_language = {language: [row for row in found if row.language == language] for language in get_args(Language)}
    return Figures(
        ndcg={language: fmean(row.ndcg for row in rows) for language, rows in by_language.items()},
        recall={language: fmean(row.recall for row in rows) for language, rows in by_language.items()},
        reciprocal={language: fmean(row.reciprocal for row in rows) for language, rows in by_language.items()},
        twins=fmean(_shared(fr, en) for fr, en in zip(by_language["fr"], by_language["en"], strict=True)),
        silent=sum(not ranker(row.query) for row in asked.unanswerable),
        unanswerable=len(asked.unanswerable),
        p95=sorted(times)[round(0.95 * (len(times) - 1))],
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def _shared(left: Answer, right: Answer) -> float:
    both = set(left.cards[:K]) & set(right.cards[:K])
    return len(both) / max(1, min(K, len(left.cards), len(right.cards)))
