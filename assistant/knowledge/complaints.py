"""Reads a complaint as the cards' own passages cannot: from every phrase that is known to ask for a card.

« Ce que disent les formateurs » and the situations are pairs of a phrase and the cards that answer it. A kernel ridge
regression over them (closed form, no training loop, the same figures at every start) tells how much each card is asked
for by words that nobody has written down: by their meaning and by the words they share.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.embedder import Vectors
from assistant.knowledge.situations import is_asked, situation_of, situations
from assistant.models.knowledge import Passage

Root = tuple[str, str]
"""Language and root of a word."""

SHARPNESS = 2.0
"""Of the likeness of meanings: higher counts only the nearest phrases."""
WORDS = 0.3
"""What sharing every word counts, where sharing the meaning counts 1."""
RIDGE = 0.6
"""How little one phrase is trusted alone."""
COMPANY = 1.5
"""What a complaint that one card tells says of the cards that answer the same situations."""
SHRINKAGE = 0.5
"""How much of the spread of the phrases is taken to be the same in every direction."""


class Complaints:
    """How much a question asks for each card, by the phrases that ask for one."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors, roots: Sequence[Iterable[Root]]) -> None:
        self.cards = sorted({passage.card for passage in passages})
        self._center = vectors.mean(axis=0)
        self._spread = np.eye(vectors.shape[1], dtype=np.float32)
        self._spread = _evened([_topic(passage) for passage in passages], vectors - self._center)
        self._vectors = self._placed(vectors)
        rows = [set(row) for row in roots]
        counts = Counter(root for row in rows for root in row)
        self._places = {root: place for place, root in enumerate(counts)}
        self._weights = np.array([math.log1p(len(rows) / number) for number in counts.values()], dtype=np.float32)
        words = np.stack([self._bag(row) for row in rows])
        self._answers = self._learnt(words, _targets(passages, self.cards))
        # Root by root: a question holds few of them.
        self._by_root = np.ascontiguousarray(words.T)

    def asked_for(self, vector: Vectors, roots: Iterable[Root]) -> dict[str, float]:
        """Card → how much the question asks for it: near 1 and more for its own words, near 0 for strangers."""
        bag = self._bag(roots)
        held = np.flatnonzero(bag)
        likeness = _likeness(self._placed(vector[None, :])[0] @ self._vectors.T, bag[held] @ self._by_root[held])
        return dict(zip(self.cards, (float(value) for value in likeness @ self._answers), strict=True))

    def _placed(self, vectors: Vectors) -> Vectors:
        """Vectors seen from the middle of the phrases, evened out, of length 1."""
        return _unit((vectors - self._center) @ self._spread)

    def _bag(self, roots: Iterable[Root]) -> Vectors:
        row = np.zeros(len(self._places), dtype=np.float32)
        places = [self._places[root] for root in set(roots) if root in self._places]
        row[places] = self._weights[places]
        bag: Vectors = _unit(row[None, :])[0]
        return bag

    def _learnt(self, words: Vectors, targets: Vectors) -> Vectors:
        likeness = _likeness(self._vectors @ self._vectors.T, words @ words.T)
        likeness[np.diag_indices_from(likeness)] += RIDGE
        solved: Vectors = np.linalg.solve(likeness, targets).astype(np.float32)
        return solved


def _likeness(meanings: Vectors, words: Vectors) -> Vectors:
    """From the cosines of two texts' meanings and of their words."""
    both: Vectors = np.exp(np.float32(SHARPNESS) * (meanings - 1)) + np.float32(WORDS) * words
    return both


def _evened(topics: Sequence[str], vectors: Vectors) -> Vectors:
    """What makes the spread within a topic the same in every direction: how people say it then matters less."""
    width = vectors.shape[1]
    within = np.zeros((width, width), dtype=np.float64)
    names = np.array(topics)
    for name in set(topics):
        rows = vectors[names == name].astype(np.float64)
        rows -= rows.mean(axis=0)
        within += rows.T @ rows
    within /= max(1, len(topics) - len(set(topics)))
    mean = float(np.trace(within)) / width or 1.0
    values, axes = np.linalg.eigh((1 - SHRINKAGE) * within + SHRINKAGE * mean * np.eye(width))
    evened: Vectors = ((axes / np.sqrt(np.maximum(values, 1e-9))) @ axes.T).astype(np.float32)
    return evened


def _topic(passage: Passage) -> str:
    return passage.section if is_asked(passage.section) else passage.card


def _targets(passages: Sequence[Passage], cards: Sequence[str]) -> Vectors:
    """For each phrase, how much it asks for each card, 0 to 1 and more."""
    places = {card: place for place, card in enumerate(cards)}
    company = _company(places)
    own = np.eye(len(cards), dtype=np.float32) + np.float32(COMPANY) * company
    return np.stack(
        [
            _graded(situation_of(passage.section).cards, places)
            if is_asked(passage.section)
            else own[places[passage.card]]
            for passage in passages
        ]
    )


def _graded(grades: Mapping[str, int], places: Mapping[str, int]) -> NDArray[np.float32]:
    row = np.zeros(len(places), dtype=np.float32)
    for card, grade in grades.items():
        if card in places:
            row[places[card]] = grade / 3
    return row


def _company(places: Mapping[str, int]) -> Vectors:
    """How much two cards answer the same situations, 0 to 1; 0 for a card and itself."""
    graded = np.stack([_graded(situation.cards, places) for situation in situations().values()])
    shared = _unit(graded.T) @ _unit(graded.T).T
    np.fill_diagonal(shared, 0)
    return shared


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit
