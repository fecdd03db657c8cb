"""The patterns by which statements are recognised, from knowledge_base/data/reading.<language>.yaml."""

import re
from functools import cache
from typing import Any

from assistant.language.data import table
from assistant.models.terms import Language

_LANGUAGES: tuple[Language, Language] = ("fr", "en")


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """One pattern of a section, French and English together: trainers mix both."""
    rows = [row for language in _LANGUAGES for row in _rows(section, name, language)]
    return re.compile("|".join(f"(?:{row})" for row in rows) if rows else r"(?!)")


@cache
def patterns(section: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section one by one, so that each has its own groups."""
    return tuple(re.compile(row) for language in _LANGUAGES for row in _rows(section, name, language))


@cache
def native(section: str, name: str, language: Language) -> re.Pattern[str]:
    """The pattern in one language alone, where the other's words would mislead."""
    return re.compile("|".join(f"(?:{row})" for row in _rows(section, name, language)))


@cache
def natives(section: str, name: str, language: Language) -> tuple[re.Pattern[str], ...]:
    """The patterns of one language one by one."""
    return tuple(re.compile(row) for row in _rows(section, name, language))


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of folded words, both languages together."""
    return frozenset(word for language in _LANGUAGES for row in _rows(section, name, language) for word in row.split())


@cache
def whole(section: str, name: str) -> re.Pattern[str]:
    """Matches a text that says nothing else than the pattern, politeness and marks aside."""
    said = pattern(section, name).pattern
    polite = pattern("replies", "polite").pattern
    edge = rf"(?:[\W_]|\b(?:{polite})\b)*"
    return re.compile(rf"^{edge}(?:{said})(?!\w){edge}$")


def cue(name: str) -> re.Pattern[str]:
    """A pattern of what a statement is about."""
    return pattern("cues", name)


def _rows(section: str, name: str, language: Language) -> list[str]:
    found: Any = table(f"reading.{language}.yaml")[section].get(name, [])
    return [found] if isinstance(found, str) else list(found)
