"""French or English? By the small words that only one of the two has, then by how its words are spelled."""

import re
from functools import lru_cache

from assistant.language.data import word_list
from assistant.language.dictionary import is_word
from assistant.language.lemmas import fold, tokens
from assistant.language.memory import remembered
from assistant.models.terms import Language

_FRENCH_ENDINGS = re.compile(
    r"(?:[aeiou]ux|eaux|[eé]es?|ements?|issant|aient|ait|eurs?|euses?|trices?|ique|iques|isme|aison|ette|"
    r"elle|[^u]ez|oir|tre|dre|quer|ger|iser|fier|"
    r"itude|esse|enne|iers?|ieres?)$"
)
_ENGLISH_ENDINGS = re.compile(
    r"(?:ing|ings|ed|ness|ship|ful|less|ly|ght|th|ck|ish|tch|sh|wn|ow|ew|ee|ies|ys|ll|w|ify|[^aeiou]y|ize|"
    r"yze|ledge|ics?|al)$"
)


@remembered(2048)
def detect(text: str) -> Language | None:
    """The language of the text; None when it is too short or says neither ("ok", "12", "Excel")."""
    found = tokens(text)
    words = [fold(token.text).replace("’", "'") for token in found]
    words = [word for word in words if re.search(r"[a-z]", word)]
    elisions = sum(word.endswith("'") for word in words)
    bare = [word.rstrip("'") for word in words]
    plain = [token.text.lower() for token in found]
    french = 1.0 * elisions + _weight(bare, word_list("fr", "telling"))
    english = _weight(bare, word_list("en", "telling"))
    french += min(2.0, 0.5 * len(re.findall(r"[éèêàçùâîôœ«]", text.lower())))
    french += sum(_spelling(word, "fr") for word in plain)
    english += sum(_spelling(word, "en") for word in plain)
    strong, weak = max(french, english), min(french, english)
    if strong < 0.7 or strong - weak < max(0.4, 0.12 * strong) or len(found) < 2:
        return None
    return "fr" if french > english else "en"


def is_in(text: str, language: Language) -> bool:
    """Whether the text may be in the language: it is in no other, as far as small words and the dictionary tell."""
    if detect(text) not in {language, None}:
        return False
    words = [token.text.lower() for token in tokens(text) if len(token.text) > _SMALL and token.text.isalpha()]
    known = sum(is_word(word, language) for word in words)
    return len(words) < _FEW or known >= _KNOWN * len(words)


_SMALL, _FEW = 3, 4
"""Letters of the words that languages share; words that tell nothing of a language, so few as they are."""
_KNOWN = 0.5
"""Share of words in the dictionary: sentences of a trade have four in five at least, those of a third language one."""


def _weight(words: list[str], known: frozenset[str]) -> float:
    return sum(0.5 if word in word_list("fr", "shared") else 1.0 for word in words if word in known)


@lru_cache(maxsize=8192)
def _spelling(word: str, language: Language) -> float:
    """Evidence of an open-class word: its ending, and whether it is a verb of the lexicon."""
    if len(word) < 4 or not word.isalpha() or fold(word) in word_list("fr", "telling") | word_list("en", "telling"):
        return 0.0
    endings = _FRENCH_ENDINGS if language == "fr" else _ENGLISH_ENDINGS
    other: Language = "en" if language == "fr" else "fr"
    verb = 0.4 if _is_verb(word, language) and not _is_verb(word, other) else 0.0
    alone = 0.45 if is_word(word, language) and not is_word(word, other) else 0.0
    return (0.3 if endings.search(word) else 0.0) + verb + alone


def _is_verb(word: str, language: Language) -> bool:
    from assistant.language.lexicon import forms, infinitives

    folded = fold(word)
    return folded in infinitives(language) or folded in forms(language)
