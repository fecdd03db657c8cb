"""Words of a text, their lemmas and stems, in French and English."""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.language.data import word_list
from assistant.language.dictionary import is_word, lemma_of
from assistant.models.terms import Language

_WORD = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)|\w+(?:-\w+)*(?:['’]\w+)?", re.IGNORECASE)


class Token(NamedTuple):
    """A word and its place in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of the text; a French elision is a word of its own ("l'", "alerte")."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def fold(text: str) -> str:
    """Lower case without accents, character for character: offsets hold."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """Each character that was met, folded."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lowered = character.lower()
        folded = character
        if len(lowered) == 1:
            base = unicodedata.normalize("NFD", lowered)[0]
            folded = base if base.isascii() else lowered
        if len(self) < _CHARACTERS:
            self[code] = folded
        return folded


_CHARACTERS = 4096
"""Characters that are remembered at most."""
_FOLDED = _Folded()


@lru_cache(maxsize=50_000)
def lemma(word: str, language: Language) -> str:
    """The dictionary form of a word, lower case."""
    return lemma_of(word.lower().replace("’", "'"), language).lower()


class _Stemmers(threading.local):
    """The stemmers of one thread: in C (PyStemmer) they must not be shared."""

    def __init__(self) -> None:
        import snowballstemmer

        self.fr: Any = snowballstemmer.stemmer("french")
        self.en: Any = snowballstemmer.stemmer("english")


@cache
def _stemmers() -> _Stemmers:
    return _Stemmers()


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """The stem of a word, accents folded."""
    own = _stemmers()
    return fold((own.fr if language == "fr" else own.en).stemWord(word.lower()))


@lru_cache(maxsize=8192)
def content_stems(text: str, language: Language) -> frozenset[str]:
    """Stems of the words that carry meaning; what several do ("reformulent") has the stem of its infinitive."""
    words = ((token.text.rstrip("'’"), fold(token.text).rstrip("'’")) for token in tokens(text))
    return frozenset(
        stem(_infinitive(written) if language == "fr" and word.endswith("nt") else word, language)
        for written, word in words
        if len(word) > 1 and word not in word_list(language, "stop")
    )


def _infinitive(word: str) -> str:
    """The infinitive of a French verb in the third person plural, folded; any other word as it is.

    Snowball cuts "-ent" off no word, since nouns and adverbs end with it too: "client", "moment".
    """
    word = word.lower()
    regular = f"{word.removesuffix('ent')}er"
    known = lemma(word, "fr")
    if known == word and not is_word(word, "fr") and is_word(regular, "fr"):
        known = regular
    return fold(known if known.endswith(("er", "ir", "re")) else word)
