"""How many people a group has: "12 personnes", "entre 4 et 6", "une douzaine", "up to 20", "two groups of 10"."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.language.compiled import compiled
from assistant.language.counts.amounts import LARGEST, ONE, Count, amount, bounded, no_measure, values
from assistant.language.counts.announced import groups, stated
from assistant.language.counts.words import any_of
from assistant.language.lemmas import fold
from assistant.language.numbers import WHOLE, value
from assistant.language.people import is_person, trainers

__all__ = ["Count", "bare_count", "find_counts", "listed_count"]

_SOME = 3
"""People of whom something is told and who are so few that they are a part of the group."""


def find_counts(text: str) -> tuple[Count, ...]:
    """The sizes of group in a text, in order; other numbers of people are left out."""
    plain = _plain(text)
    counts = tuple(_halved(item, plain) for item in _without_overlaps(stated(plain)))
    apart = tuple(item for item in counts if not _helps(item, counts, plain) and not _is_a_team(item, counts, plain))
    return _those_at_a_time(_of_the_group(apart, plain), plain)


_HALVES = (
    r"(?!,?\s(?:dont|of wh|including))[^.;!?\d\n]{0,35}?\b"
    r"(?:par moitie|moitie[- ]moitie|(?:la |une )?moitie a la fois|(?:une )?moitie a chaque fois|"
    r"(?:half|half of (?:them|you|us))(?: at a time| each time| per session| in each session))\b"
)
_SHARED_OUT = (
    rf"(?:\s[a-z]+)?,?\s(?:que je )?"
    rf"(?:repartie?s?|divisee?s?|split|divided|spread|coupee?s?|decoupee?s?|scinde\w*)\s"
    rf"(?:en|sur|in|into|over|across|between)\s(?P<n>{WHOLE})\s(?:sessions?|vagues?|waves?|dates?|cohorts?|promos?|fois)\b"
)
"""Sessions that each learner attends one of; groups may be those of an activity."""
_FEWEST = 3


def _halved(count: Count, plain: str) -> Count:
    """ "ils sont 24, je les prends par moitié": twelve are there together."""
    halves, shared = (compiled(source).match(plain, count.end) for source in (_HALVES, _SHARED_OUT))
    parts = 2 if halves else int(value(shared["n"])) if shared else 1
    if parts < 2 or count.low != count.high or count.high < parts * _FEWEST:
        return count
    end = max(found.end() for found in (halves, shared) if found)
    return replace(count, low=count.high // parts, high=-(-count.high // parts), end=end)


def _helps(count: Count, found: tuple[Count, ...], plain: str) -> bool:
    """ "24 kids, I have 2 assistants": they help to train, where others are counted."""
    if count.noun is None or count.high > _SOME or len(found) == 1:
        return False
    return compiled(rf"{any_of('helpers')}\b").match(plain, count.noun) is not None


_TEAM = r"\b(?:par|en|in|into) (?:petit(?:e?s?) |small )?(?:groupes?|equipes?|groups?|teams?) (?:de |d'|of )$"
_LARGEST_TEAM = 6


def _is_a_team(count: Count, found: tuple[Count, ...], plain: str) -> bool:
    """ "28 personnes, par équipes de quatre": a few who work together, where more people are told."""
    amount = compiled(WHOLE).search(plain, count.start, count.end)
    named = amount is not None and compiled(_TEAM).search(plain, 0, amount.start()) is not None
    return named and count.high <= _LARGEST_TEAM and any(other.low > count.high for other in found)


def bare_count(text: str) -> Count | None:
    """A number that is the whole answer to "how many?": "12", "une douzaine", "8 ou 10", "12 je pense"."""
    plain = _plain(text)
    for match in compiled(rf"(?<![\w]){amount()}{no_measure()}(?![\w-])").finditer(plain):
        if match["one"] in ONE - {"one"}:
            continue
        low, high = values(match)
        return _halved(bounded(low, high, plain, match.start(), match.end(), sure=True), plain)
    return None


def listed_count(text: str) -> Count | None:
    """How many people an answer that is a list of them makes: "4 vendeurs, 2 responsables et une caissière"."""
    plain = _plain(text)
    begin = plain.rfind(":") + 1
    listed = plain[begin:].strip(" .!")
    items = [compiled(_ITEM).fullmatch(item) for item in compiled(_JOINT).split(listed)]
    if len(items) < 2 or not all(item and _names_people(item["words"]) for item in items):
        return None
    number = sum(int(value(item["n"])) if item and item["n"] else 1 for item in items)
    start = begin + plain[begin:].index(listed)
    return Count(number, number, start, start + len(listed), sure=True) if number <= LARGEST else None


_ITEM = (
    rf"(?:(?P<n>{WHOLE})\s|(?:the|my|our|their|le|la|notre|mon|ma|leur)\s|l')(?P<words>[a-z'-]+(?: [a-z'-]+){{0,3}})"
)
_JOINT = r"\s*,\s*(?:(?:et|and|plus)\s)?|\s(?:et|and|plus|\+|&)\s"


def _names_people(words: str) -> bool:
    first = words.split()[:3]
    everyone = re.fullmatch(rf"{any_of('learners')}|{any_of('bodies')}|{trainers()}|en|of|d'entre|dont", first[0])
    return not everyone and any(is_person(word) for word in first)


def _plain(text: str) -> str:
    return fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _without_overlaps(found: list[Count]) -> tuple[Count, ...]:
    kept: list[Count] = []
    for count in sorted(found, key=lambda item: (not item.sure, -(item.end - item.start))):
        if not any(count.start < other.end and other.start < count.end for other in kept):
            kept.append(count)
    return tuple(sorted(kept, key=lambda item: item.start))


_ONLY = r"\b(?:only|just|seulement|seuls?)\s$"
"""Before the few who come out of many: "there are 140 of us but only 12 will attend"."""


def _of_the_group(found: tuple[Count, ...], plain: str) -> tuple[Count, ...]:
    """ "9 vendeurs qui n'osent pas" are the group, unless another number is, or they are very few."""
    only = [item for item in found if item.sure and compiled(_ONLY).search(plain, max(0, item.start - 12), item.start)]
    if len(only) == 1:
        return (only[0],)
    others = [item for item in found if not item.told]
    return tuple(item for item in found if not item.told or (not others and item.high > _SOME))


def _those_at_a_time(found: tuple[Count, ...], plain: str) -> tuple[Count, ...]:
    """ "12 personnes en deux groupes de 6": a session is designed for those who are there together, six."""
    divided = {
        one
        for one, two in pairwise(found)
        if two.high < one.high
        and compiled(_into()).fullmatch(plain, one.end, two.start)
        and re.search(groups(), plain[one.end : two.end])
    }
    at_once = [item.high for item in found if compiled(_by_group()).search(plain, max(0, item.start - 12), item.end)]
    return tuple(item for item in found if item not in divided and not (at_once and item.high > min(at_once)))


@cache
def _by_group() -> str:
    return rf"\b(?:par|per|by)\s{groups()}"


@cache
def _into() -> str:
    return (
        r"[\s,(]*(?:[a-z-]+\s)?[\s,(]*(?:repartie?s?|divisee?s?|split|soit|donc)?\s*(?:en|in|into|dans|sur|across|soit)\s"
        rf"(?:{WHOLE}\s)?(?:{groups()}\s?)?"
    )
