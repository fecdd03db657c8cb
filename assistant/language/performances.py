"""Performances that no verb at the head of a sentence names: nouns of doing, passives, what a plain verb produces."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.language.clauses import Clause
from assistant.language.data import table
from assistant.language.lemmas import fold, lemma
from assistant.language.lexicon import Context, lexicon
from assistant.models.terms import Language

_ARTICLES: dict[Language, str] = {
    "fr": r"(?:(?:la|le|les|une?|des|du)\s+|(?:l|d)['’]\s?)?",
    "en": r"(?:(?:the|an?)\s+)?(?:\w+(?:al|ful|ive|ed|ic)\s+)?",
}
_OF: dict[Language, str] = {
    "fr": r"\s+(?:\w+\s+)?(?:de|du|des|d['’]|aux?|à|en|sur|avec|par|dans)(?=\W|\w)",
    "en": r"\s+(?:of|for|on|in|between|with)\b",
}
_PASSIVES: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:est|sont|sera|seront|soit|soient|être|(?:a|ont|aura|auront) été)\s+(?:\w+ment\s+|bien\s+)?"
        r"(?P<verb>\w+(?:é|i|u|t|is)e?s?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|being|been)\s+(?:\w+ly\s+)?(?P<verb>\w+(?:ed|en|wn|ne|pt|lt|nt|ade|ept|ght|ut))\b",
        re.IGNORECASE,
    ),
}


def of_noun(sentence: str, language: Language) -> Clause | None:
    """ "Analyse des causes de panne": the verb that the noun of doing stands for, and what it is done to."""
    found = _nouns(language).match(fold(sentence.strip()).replace("’", "'"))
    if found is None:
        return None
    verb = _verbs(language)[found["noun"]]
    return Clause(verb, sentence.strip()[found.end("noun") :].strip(" .;"), "", False)


def of_passive(sentence: str, language: Language) -> Clause | None:
    """ "The accord is applied to new sentences": the verb, and what it is done to, wherever it stands."""
    for found in _PASSIVES[language].finditer(sentence):
        word = found["verb"].lower()
        # The dictionary takes some participles for adjectives: "comparés" is "comparé" there.
        named = (lemma(word, language), re.sub(r"ée?s?$", "er", word), re.sub(r"ie?s?$", "ir", word))
        verb = next((each for each in named if each in lexicon(language)), None)
        if verb is not None:
            around = f"{sentence[: found.start()]} {sentence[found.end() :]}"
            return Clause(verb, around.strip(" .;"), "", False)
    return None


@cache
def products(verb: str, language: Language) -> tuple[Context, ...]:
    """What a plain verb makes decides on its level: "write a summary" is not "write a novel"."""
    rows: Mapping[str, Any] = table("products.yaml")[language]
    if verb not in rows["made_by"]:
        return ()
    return tuple(Context(when=tuple(names), levels=(level,)) for level, names in rows["levels"].items())


@cache
def _nouns(language: Language) -> re.Pattern[str]:
    names = sorted(_verbs(language), key=len, reverse=True)
    return re.compile(rf"{_ARTICLES[language]}(?P<noun>{'|'.join(map(re.escape, names))}){_OF[language]}")


@cache
def _verbs(language: Language) -> Mapping[str, str]:
    """Folded noun of doing → a verb that the lexicon has."""
    rows: Mapping[str, str] = table(f"deverbals.{language}.yaml")["nouns"]
    return {fold(noun).replace("’", "'"): verb for noun, verb in rows.items() if verb in lexicon(language)}
