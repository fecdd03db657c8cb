"""Nouns of people: who can be an audience, and who counts in a group."""

import re
from functools import cache, lru_cache

from assistant.language.data import table
from assistant.models.terms import Language


@lru_cache(maxsize=8192)
def is_person(word: str) -> bool:
    """Whether a folded word names people ("caristes", "nurses"), by a list and by its ending."""
    forms = _singulars(word)
    if any(form in _words(language, "things") for language in _LANGUAGES for form in forms):
        named = any(form in _words(language, "nouns") for language in _LANGUAGES for form in forms)
        return named and not any(word in _words(language, "things") for language in _LANGUAGES)
    return any(_names(word, language) for language in _LANGUAGES)


@cache
def trainers() -> str:
    """A pattern of those who train, who are not in the group."""
    return "|".join(str(table(f"reading.{language}.yaml")["people"]["trainers"]) for language in _LANGUAGES)


_LANGUAGES: tuple[Language, Language] = ("fr", "en")


def _names(word: str, language: Language) -> bool:
    forms = _singulars(word)
    if any(form in _words(language, "nouns") for form in forms):
        return True
    return len(word) > 4 and _ending(language).search(word) is not None


@lru_cache(maxsize=8192)
def _singulars(word: str) -> tuple[str, ...]:
    parts = [word, *word.split("-")[:1]] if "-" in word else [word]
    return tuple(
        form
        for part in parts
        for form in (part, part.removesuffix("s"), part.removesuffix("es"), re.sub("ies$", "y", part))
    )


@cache
def _words(language: Language, name: str) -> frozenset[str]:
    listed: str = table(f"reading.{language}.yaml")["people"][name]
    return frozenset(listed.split())


@cache
def _ending(language: Language) -> re.Pattern[str]:
    return re.compile(str(table(f"reading.{language}.yaml")["people"]["endings"]) + "$")
