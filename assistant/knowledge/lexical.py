"""The lexical half of the search: BM25 over stems, one index a language, tolerant of typing errors."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.derived import Arrays, Derived, packed, stamp, unpacked
from assistant.language import lemmas
from assistant.language.data import DATA, table, word_list
from assistant.language.dictionary import is_word
from assistant.language.lemmas import fold, lemma, stem, tokens
from assistant.models.knowledge import Passage
from assistant.models.terms import Language

SHORTEST_MENDED = 5
"""Letters of the shortest word that is taken for a misspelling: shorter ones resemble too many others."""


def words(text: str, language: Language) -> tuple[str, ...]:
    """Folded words that carry meaning, in order; a compound with hyphens is several."""
    found = (fold(token.text).rstrip("'") for token in tokens(text.replace("-", " ").replace("’", "'")))
    return tuple(word for word in found if len(word) > 1 and word not in word_list(language, "stop"))


def stems(text: str, language: Language) -> tuple[str, ...]:
    """Stems of those words, in order."""
    return tuple(stem(word, language) for word in words(text, language))


@cache
def _synonyms(language: Language) -> Mapping[str, str]:
    """Stem → the first stem of its list of synonyms."""
    rows: list[list[str]] = table("craft.yaml")["synonyms"][language]
    lists = [[name for word in row for name in stems(word, language)] for row in rows]
    return {name: row[0] for row in reversed(lists) for name in row}


def ideas(row: Iterable[str], language: Language) -> tuple[str, ...]:
    """The stems with synonyms made one: what the lexical half compares."""
    known = _synonyms(language)
    return tuple(known.get(name, name) for name in row)


def roots(text: str, language: Language) -> tuple[str, ...]:
    """Stems of the dictionary forms, synonyms made one: "retiennent" and "retenir" are the same."""
    found = []
    for token in tokens(text.replace("-", " ").replace("’", "'")):
        word = token.text.lower().rstrip("'")
        if len(word) > 1 and fold(word) not in word_list(language, "stop"):
            found.append(stem(lemma(word, language), language))
    return ideas(found, language)


class Lexical:
    """BM25 over texts of one language, each with the passage that stands for it."""

    def __init__(
        self,
        pairs: Iterable[tuple[Passage, str]],
        language: Language,
        kept: Derived | None = None,
        name: str = "lexical",
    ) -> None:
        spoken = [(passage, text) for passage, text in pairs if passage.language == language]
        self.language = language
        self.passages = tuple(passage for passage, _ in spoken)
        texts = [text for _, text in spoken]
        # `kept` lies beside one index: its passages are these.
        made = (kept or Derived(None)).arrays(
            f"{name}-{language}", stamp_of_words(), lambda: _weighted(texts, language)
        )
        self.vocabulary = frozenset(unpacked(made["words"]))
        self._columns = {name: place for place, name in enumerate(unpacked(made["stems"]))}
        self._starts, self._rows, self._weights = made["starts"], made["rows"], made["weights"]

    def scores(self, query: Iterable[str]) -> NDArray[np.float32]:
        """BM25 of each passage for the stems of a query, in the order of `passages`."""
        scores = np.zeros(len(self.passages), dtype=np.float32)
        for name in ideas(query, self.language):
            if name in self._columns:
                column = self._columns[name]
                part = slice(self._starts[column], self._starts[column + 1])
                scores[self._rows[part]] += self._weights[part]
        return scores

    def knows(self, name: str) -> bool:
        """Whether some passage uses the stem or a synonym."""
        return ideas((name,), self.language)[0] in self._columns


def _weighted(texts: Iterable[str], language: Language) -> Arrays:
    """What each stem weighs in each text: a sparse matrix, stem by stem."""
    import bm25s

    spoken = [words(text, language) for text in texts]
    rows = [ideas((stem(word, language) for word in row), language) for row in spoken]
    index = bm25s.BM25()
    index.index([list(row) or [""] for row in rows] or [[""]], show_progress=False)
    columns = sorted((column, name) for name, column in index.vocab_dict.items())
    return {
        "words": packed(sorted({word for row in spoken for word in row})),
        "stems": packed(name for _, name in columns),
        "starts": np.append(index.scores["indptr"], len(index.scores["data"])),
        "rows": index.scores["indices"],
        "weights": index.scores["data"],
    }


@cache
def stamp_of_words() -> str:
    """Changes with the code and the words that roots, stems and weights are made from."""
    code = (Path(__file__), Path(lemmas.__file__))
    data = (DATA / "craft.yaml", *(DATA / f"words.{language}.yaml" for language in get_args(Language)))
    return stamp(*code, *data, version("snowballstemmer"), version("simplemma"), version("bm25s"))


class Spelling:
    """Finds the word of the cards that a misspelt one means ("gamificasion")."""

    def __init__(self, vocabulary: Iterable[str], names: Iterable[str] = ()) -> None:
        self.names = frozenset(names)
        self.vocabulary = frozenset(vocabulary) | self.names
        self._by_part: dict[str, list[str]] = {}
        for word in sorted(self.vocabulary):
            for part in _parts(word):
                self._by_part.setdefault(part, []).append(word)

    def text(self, text: str) -> str:
        """The text with its misspelt words mended, the others as they are."""
        parts, end = [], 0
        for token in tokens(text):
            parts += [text[end : token.start], self._read(token.text)]
            end = token.end
        return "".join([*parts, text[end:]])

    def _read(self, word: str) -> str:
        # With its accents: "démission" is a word, "demission" is near "émission".
        return word if _exists(word.lower()) else self.mended(fold(word)) or word

    def mended(self, word: str) -> str | None:
        """The nearest word of the cards; None when the word is known, too short, or near none."""
        if len(word) < SHORTEST_MENDED or word in self.vocabulary or _exists(word):
            return None
        shared = Counter(other for part in _parts(word) for other in self._by_part.get(part, ()))
        allowed = 1 if len(word) < 8 else 2
        near = [
            (_distance(word, other), other not in self.names, -count, other)
            for other, count in shared.most_common(12)
            if abs(len(other) - len(word)) <= allowed and len(other) >= SHORTEST_MENDED - (other in self.names)
        ]
        best = min(near, default=None)
        return best[-1] if best and best[0] <= allowed else None


@lru_cache(maxsize=4096)
def _exists(word: str) -> bool:
    """Whether it is a word of French or English, only one that the cards do not use."""
    return is_word(word, "fr", "en")


def _parts(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def _distance(left: str, right: str) -> int:
    """Letters to change, add, drop or swap to get from one word to the other."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
    return row[-1]
