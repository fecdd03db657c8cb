"""The least and the most people of a group, each with its word: "mini 4 – maxi 10", "8 (min.) à 12 (max.)"."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.language.compiled import compiled
from assistant.language.counts.amounts import LARGEST, Count, no_measure
from assistant.language.counts.words import any_of
from assistant.language.numbers import WHOLE, value
from assistant.language.people import is_person

_NOUN = r"(?:\s(?P<{0}>[a-z][a-z'-]*)(?:\s[a-z][a-z'-]*)?\.?)??"
"""Who is counted, in a word or two; the first or the second must name people."""
_JOINT = (
    r"[\s,;:/()–—.-]{0,6}(?:(?:et|and|mais|but|puis|a|to|jusqu'a|up to|avec|with)\s)?"
    r"(?:(?:de|d'|an?|une?|le|the)\s)?"
)


def between(plain: str) -> list[Count]:
    """The sizes that are said by their two bounds, in either order."""
    return [
        count for source in _both_orders() for match in compiled(source).finditer(plain) for count in _bounds(match)
    ]


def _bounds(match: re.Match[str]) -> Iterator[Count]:
    low, high = (int(value(match[f"{name}before"] or match[f"{name}after"])) for name in ("least", "most"))
    nouns = [name for name in match.groupdict() if name.endswith("noun") and match[name]]
    if 0 < low <= high <= LARGEST and all(_names_people(match, name) for name in nouns):
        place = min((match.start(name) for name in nouns), default=None)
        yield Count(low, high, match.start(), match.end(), sure=True, noun=place)


def _names_people(match: re.Match[str], name: str) -> bool:
    words = match.string[match.start(name) :].split()[:2]
    return any(is_person(word.strip(".,;:()")) or _SHORT.match(word) for word in words)


_SHORT = re.compile(r"pers\b|pax\b|places?\b|seats?\b|inscrits?\b|presents?\b")


@cache
def _both_orders() -> tuple[str, str]:
    least, most = _marked("least", "least", "least_after"), _marked("most", "most", "most_after")
    return rf"{least}{_JOINT}{most}", rf"{most}{_JOINT}{least}"


@cache
def _marked(name: str, words: str, behind: str) -> str:
    """A number with its word before ("mini : 4") or after ("4 personnes minimum", "4 (min.)")."""
    before = (
        rf"\b{any_of(words)}\.?\s?:?\s?(?:de\s|d'|of\s|=\s?)?(?P<{name}before>{WHOLE}){no_measure()}"
        rf"{_NOUN.format(f'{name}beforenoun')}(?![\w-])"
    )
    after = (
        rf"(?:\b(?:de|d'|entre|from|between)\s)?(?P<{name}after>{WHOLE}){_NOUN.format(f'{name}afternoun')}"
        rf"\s?(?:\(\s?{any_of(words)}\b\.?\s?\)?|(?:{any_of(behind)}(?![\w])\.?))"
    )
    return rf"(?:{before}|{after})"
