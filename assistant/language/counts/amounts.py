"""How a number of people is written, and what it is worth."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.compiled import compiled
from assistant.language.counts.words import any_of, dozens, pairs
from assistant.language.numbers import WHOLE, value

LARGEST = 1000
ONE = frozenset({"un", "une", "a", "an", "one"})
"""A number that is an article as well."""
_MAYBE = (
    r"(?:(?:(?:or |ou )?(?:voire(?: meme)?|maybe|perhaps|possibly|peut-etre|(?:could|might|may) be|even|meme|"
    r"(?:ca |on |ils )?(?:peut|pourrait|peuvent|pourraient) etre))\s)"
)
_PAIR = (
    rf"(?P<low>{WHOLE})(?:\s?(?:-|–|/)\s?(?=\d)|\s(?:a|et|ou|to|and|or|jusqu'a)\s(?:{_MAYBE})?|,?\s{_MAYBE})"
    rf"(?P<high>{WHOLE})"
)


@dataclass(frozen=True)
class Count:
    """A size of group that a text states; `start` and `end` are its place."""

    low: int
    high: int
    start: int
    end: int
    sure: bool
    """Whether the words can only mean the group ("ils seront 12"), not some people ("12 vendeurs")."""
    noun: int | None = None
    """Where the noun of people begins, if one was said."""
    told: bool = False
    """Whether something is told of these people ("2 personnes qui lisent mal"): some of the group, or all."""


@cache
def amount() -> str:
    """A number, two of them, or a dozen, as a regular expression."""
    # "un binôme", "three pairs": without a number before it, the word says how people work.
    collective = rf"(?P<dozen>{'|'.join(dozens())}|(?(times)(?:{'|'.join(pairs())})|(?!)))s?"
    one = rf"(?P<one>{WHOLE}(?:(?:-?ish|[- ]odd)\b)?)"
    return rf"(?P<amount>{_PAIR}|(?:(?P<times>{WHOLE})\s)?{collective}|{one})"


@cache
def about() -> str:
    """What may come before it and changes nothing."""
    return rf"(?:{any_of('about')}\s){{0,3}}"


@cache
def no_measure() -> str:
    """Nothing after it makes it a length, an age or a price."""
    age = r"\s?(?:to|a|-|–|et|and|ou|or)\s?\d+\s?(?:years?|ans|yrs?)\b"
    return rf"(?!\s?(?:{any_of('units')}|[.,:/]\d|\d)|{age})"


def values(match: re.Match[str]) -> tuple[int, int]:
    """The least and the most that a match of an amount says."""
    if match["low"]:
        low, high = int(value(match["low"])), int(value(match["high"]))
        return (low, high) if low <= high else (high, high)
    if match["dozen"]:
        times = int(value(match["times"])) if match["times"] else 1
        number = (dozens() | pairs())[match["dozen"]] * times
        return number, number
    alone = int(value(match["one"]))
    return alone, alone


def bounded(low: int, high: int, plain: str, start: int, end: int, *, sure: bool, noun: int | None = None) -> Count:
    """Reads "max" and "au moins" around the number."""
    most, behind, least = any_of("most"), any_of("most_after"), any_of("least")
    before, after = plain[max(0, start - 25) : start], plain[end : end + 30]
    inside = plain[start:end]
    if low == high:
        most_before = re.search(rf"\b{most}\s?(?:de\s|d'|of\s|:\s?)?(?:une?\s|an?\s)?$", before) or re.search(
            rf"\b(?:{most}|{behind})\b", inside
        )
        most_after = re.match(rf"\s?,?\s?\(?(?:[a-z'-]+\s){{0,2}}?{behind}\b", after)
        if (most_before or most_after) and not re.search(rf"\b{least}\b", inside):
            if most_before and not re.search(rf"{most}|{behind}", inside):
                start -= len(most_before.group())
            if most_after:
                end += most_after.end()
            low = 1
        if at_least := re.search(rf"\b{least}\s$", before):
            start -= len(at_least.group())
    low, high, end = _rising(low, high, plain, end)
    return Count(low, high, start, end, sure, noun)


_TOO_MANY = 3
"""Times as many: such a number is another one."""


def _rising(low: int, high: int, plain: str, end: int) -> tuple[int, int, int]:
    """ "autour de 15, ça peut monter à 18": from the one to the other."""
    found = compiled(_more_in_the_end()).match(plain, end) if low == high else None
    if found is None:
        return low, high, end
    number = int(value(found["then"] or found["perhaps"] or found["most"]))
    return (low, number, found.end()) if low < number <= _TOO_MANY * low else (low, high, end)


@cache
def _more_in_the_end() -> str:
    return (
        rf"(?:\s[a-z'-]+)?\s?[,;(]?\s(?:{any_of('rising')}\s(?P<then>{WHOLE}){no_measure()}|"
        rf"(?P<perhaps>{WHOLE})\s(?:si|s'|if|quand|when)\b|"
        rf"(?P<most>{WHOLE})\s(?:en |at )?{any_of('most_after')}(?![\w]))"
    )
