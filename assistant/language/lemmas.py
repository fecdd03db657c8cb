"""Words of a text, their lemmas and stems, in French and English."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.models.terms import Language

_WORD = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)|\w+(?:-\w+)*(?:['’]\w+)?", re.IGNORECASE)

_STOP: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "le la les l un une des du de d au aux a et ou ni mais donc or car en dans sur sous par pour avec sans ce cet "
        "cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles "
        "me te se y qui que quoi dont ou ne pas plus moins tres est sont etre avoir ont ai as avons avez fait faire "
        "qu c j m n s t lors chaque tout tous toute toutes meme si comme".split()
    ),
    "en": frozenset(
        "the a an of to in on at by for with without and or but nor so as is are be been being was were do does did has "
        "have had this that these those my your his her its our their i you he she it we they me him them who which what "
        "not no than then there here all each every any some can will would should must may if".split()
    ),
}


@dataclass(frozen=True)
class Token:
    """A word and its place in the text."""

    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of the text; a French elision is a word of its own ("l'", "alerte")."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def fold(text: str) -> str:
    """Lower case without accents, character for character: offsets hold."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    lowered = character.lower()
    if len(lowered) != 1:
        return character
    base = unicodedata.normalize("NFD", lowered)[0]
    return base if base.isascii() else lowered


@lru_cache(maxsize=50_000)
def lemma(word: str, language: Language) -> str:
    """The dictionary form of a word, lower case."""
    from simplemma import lemmatize

    return str(lemmatize(word.lower().replace("’", "'"), lang=language)).lower()


@cache
def _stemmer(language: Language) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("french" if language == "fr" else "english")


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """The stem of a word, accents folded."""
    return fold(_stemmer(language).stemWord(word.lower()))


def content_stems(text: str, language: Language) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    words = (fold(token.text).rstrip("'’") for token in tokens(text))
    return frozenset(stem(word, language) for word in words if len(word) > 1 and word not in _STOP[language])
