"""Reads a complaint as the cards' own passages cannot: from every phrase that is known to ask for a card.

« Ce que disent les formateurs » and the situations are pairs of a phrase and the cards that answer it. A kernel ridge
regression over them (closed form, no training loop, the same figures at every start) tells how much each card is asked
for by words that nobody has written down: by their meaning and by the words they share. Questions that no card answers
are learnt beside them, as if nobody were a card: how much a question asks for nobody says where the cards end.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.derived import Arrays, packed, unpacked
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

MOST = 10_000
"""Phrases that are learnt from: what they take in memory and time grows with their square and their cube."""


@dataclass(frozen=True)
class Asked:
    """What a question asks for, by the phrases that are known."""

    cards: Mapping[str, float]
    """Card → how much it is asked for: near 1 and more for its own words, near 0 for others'."""
    nobody: float = 0.0
    """How much it is like the questions that no card answers: near 1 for those, near 0 for a trainer's."""


class Complaints:
    """How much a question asks for each card, by the phrases that ask for one."""

    def __init__(self, learnt: Arrays) -> None:
        self.cards = unpacked(learnt["cards"])
        self._places = {
            (language, root): place
            for place, line in enumerate(unpacked(learnt["roots"]))
            for language, root in [line.split("\t")]
        }
        self._weights, self._by_root = learnt["weights"], learnt["by_root"]
        self._center, self._spread = learnt["center"], learnt["spread"]
        self._vectors, self._answers = learnt["vectors"], learnt["answers"]

    def asked_for(self, vector: Vectors, roots: Iterable[Root]) -> Asked:
        """What a question asks for, by its vector and its roots."""
        meanings = _placed(vector[None, :], self._center, self._spread)[0] @ self._vectors.T
        asked = _kernel(meanings) @ self._answers
        held = [self._places[root] for root in set(roots) if root in self._places]
        if held:
            asked = asked + _unit(self._weights[held][None, :])[0] @ self._by_root[held]
        *values, nobody = (float(value) for value in asked)
        return Asked(dict(zip(self.cards, values, strict=True)), nobody)


def thinned(passages: Sequence[Passage], most: int = MOST) -> list[Passage]:
    """The phrases to learn from: all, or of a base with too many, every situation and a fair share of each card's."""
    own = [passage for passage in passages if not is_asked(passage.section)]
    asked = len(passages) - len(own)
    kept = {passage.id for passage in own[:: max(1, math.ceil(len(own) / max(1, most - asked)))]}
    return [passage for passage in passages if is_asked(passage.section) or passage.id in kept]


def learn(passages: Sequence[Passage], vectors: Vectors, roots: Sequence[Iterable[Root]]) -> Arrays:
    """What the phrases teach; `roots` are the words of each. Rows beyond the passages are questions for nobody."""
    cards = sorted({passage.card for passage in passages})
    own = vectors[: len(passages)]
    center = own.mean(axis=0)
    spread = _evened([_topic(passage) for passage in passages], own - center)
    placed = _placed(vectors, center, spread)
    rows = [set(row) for row in roots]
    counts = Counter(root for row in rows for root in sorted(row))
    places = {root: place for place, root in enumerate(counts)}
    weights = np.array([math.log1p(len(rows) / number) for number in counts.values()], dtype=np.float32)
    words: Vectors = np.zeros((len(rows), len(places)), dtype=np.float32)
    for bag, row in zip(words, rows, strict=True):
        held = [places[root] for root in row]
        bag[held] = weights[held]
    words = _unit(words)
    answers = _solved(placed, words, _with_nobody(_targets(passages, cards), len(rows)))
    return {
        "cards": packed(cards),
        "roots": packed(f"{language}\t{root}" for language, root in places),
        "weights": weights,
        # The words enter in proportion: what each answers can be summed beforehand.
        "by_root": np.float32(WORDS) * (words.T @ answers),
        "center": center,
        "spread": spread,
        "vectors": placed,
        "answers": answers,
    }


def _placed(vectors: Vectors, center: Vectors, spread: Vectors) -> Vectors:
    """Vectors seen from the middle of the phrases, evened out, of length 1."""
    return _unit(np.asarray((vectors - center) @ spread, dtype=np.float32))


def _solved(placed: Vectors, words: Vectors, targets: Vectors) -> Vectors:
    likeness = _kernel(placed @ placed.T) + np.float32(WORDS) * (words @ words.T)
    likeness[np.diag_indices_from(likeness)] += RIDGE
    solved: Vectors = np.linalg.solve(likeness, targets).astype(np.float32)
    return solved


def _kernel(meanings: Vectors) -> Vectors:
    """How alike two texts are, from the cosine of their meanings."""
    alike: Vectors = np.exp(np.float32(SHARPNESS) * (meanings - 1))
    return alike


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


def _with_nobody(targets: Vectors, rows: int) -> Vectors:
    """The targets with a last column for nobody, which only the rows beyond the passages ask for."""
    count, cards = targets.shape
    whole = np.zeros((rows, cards + 1), dtype=np.float32)
    whole[:count, :cards] = targets
    whole[count:, cards] = 1
    return whole


def _company(places: Mapping[str, int]) -> Vectors:
    """How much two cards answer the same situations, 0 to 1; 0 for a card and itself."""
    graded = np.stack([_graded(situation.cards, places) for situation in situations().values()])
    shared = _unit(graded.T) @ _unit(graded.T).T
    np.fill_diagonal(shared, 0)
    return shared


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit
