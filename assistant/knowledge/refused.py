"""What a question has too much of or wants to do without: "autre chose que des diapos", "instead of a test"."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.models.terms import Language


def split(text: str, language: Language | None) -> tuple[str, str]:
    """What a question asks with, and what it names only to refuse it.

    In a language that does not show, nothing is refused.
    """
    wanted, refused, at = "", "", 0
    for start, end in _spans(text, language) if language else ():
        wanted, refused, at = f"{wanted} {text[at:start]}", f"{refused} {text[start:end]}", end
    return " ".join(f"{wanted} {text[at:]}".split()), refused.strip()


def _spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """From the end of each sign of refusal to the end of its clause."""
    for match in _refusals(language).finditer(fold(text)):
        before = fold(text[: match.start()]).split()[-_BEFORE:]
        if not _innocent(language).intersection(before):
            yield match.span("clause")


_BEFORE = 2
"""Words before a sign that may make it innocent: "plus utile que des jeux"."""


@cache
def _refusals(language: Language) -> re.Pattern[str]:
    rows = table("craft.yaml")["refused"][language]
    signs, ends = _either(rows["signs"]), _either(rows["until"])
    return re.compile(rf"(?<!\w)(?:{signs})(?P<clause>.*?)(?=[,.;:?!()]|\s(?:{ends})(?!\w)|$)")


@cache
def _innocent(language: Language) -> frozenset[str]:
    """Words after which the sign says something else: "est-ce que des…"."""
    return frozenset(map(fold, table("craft.yaml")["refused"][language]["unless_after"]))


def _either(words: list[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
