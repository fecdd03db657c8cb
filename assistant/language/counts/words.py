"""The words around the size of a group, French and English together: trainers mix both."""

from functools import cache
from typing import Any

from assistant.language.data import table
from assistant.models.terms import Language

_LANGUAGES: tuple[Language, Language] = ("fr", "en")


@cache
def any_of(name: str) -> str:
    """A regular expression for any word of a list."""
    return f"(?:{'|'.join(row for rows in _of_both(name) for row in rows)})"


@cache
def free() -> frozenset[str]:
    """What may follow "ils sont 12" without being counted."""
    return frozenset(word for listed in _of_both("free") for word in listed.split())


@cache
def dozens() -> dict[str, int]:
    """How many a dozen is, and its like."""
    return {word: number for listed in _of_both("dozens") for word, number in listed.items()}


@cache
def pairs() -> dict[str, int]:
    """How many work together in a pair, a trio and their like."""
    return {word: number for listed in _of_both("pairs") for word, number in listed.items()}


def _of_both(name: str) -> list[Any]:
    return [table(f"counts.{language}.yaml")[name] for language in _LANGUAGES]
