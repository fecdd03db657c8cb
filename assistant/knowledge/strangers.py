"""Questions that no card answers: what tells the search where its cards end."""

from functools import cache
from typing import get_args

from assistant.language.data import DATA, table
from assistant.models.terms import Language

FILE = DATA / "strangers.yaml"

_SHARE = 20
"""Phrases that a base must have for each stranger it learns from: beside a handful, all would look strange."""


@cache
def strangers() -> tuple[tuple[Language, str], ...]:
    """Each such question with its language."""
    rows = table(FILE.name)
    return tuple((language, str(text)) for language in get_args(Language) for text in rows[language])


def beside(phrases: int) -> tuple[tuple[Language, str], ...]:
    """As many of them as a base with so many phrases is to learn from, in both languages."""
    most = phrases // _SHARE
    return strangers()[:: -(-len(strangers()) // most)] if most else ()
