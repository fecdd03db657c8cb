"""Days of the week that say how often: "Mon & Tue, 9-12", "an hour on Monday and another on Friday"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.language.compiled import compiled
from assistant.language.durations.atoms import Atom, atom_of

_LONG = r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|(?:mon|tues|wednes|thurs|fri|satur)days?)"
_SHORT = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|lun|mer|jeu|ven|sam)\.?"
A_DAY = rf"(?:{_LONG}|{_SHORT}(?![\w'-]))"
"""A day of the week, written out or cut short."""

_JOINT = r"(?:\s*[,/&+]\s*(?:et |and |puis |then )?|\s(?:et|and|puis|then|plus)\s)(?:le |on )?"
_LIST = rf"(?<![\w'])(?:le |on )?{A_DAY}(?:{_JOINT}{A_DAY})+(?![\w'])"
_FROM_TO = (
    rf"(?<![\w'])(?:du |de |from )?(?P<first>{A_DAY})\s?(?:au|a|to|through|till|until|-|–)\s?"
    rf"(?P<last>{A_DAY})(?![\w'])"
)
_EACH_WEEK = r"\b(?:every|each|chaque|tous les|toutes les|open|ouvert\w*|les)\s(?:from |du )?$"
_ORDER = ("lun", "mar", "mer", "jeu", "ven", "sam", "mon", "tue", "wed", "thu", "fri", "sat")
_WEEK = 6


_WHOLE_DAYS = (
    r"\s?[,(:]?\s?(?:(?:en |sur des )?(?:les |des )?journees? (?:complete|entiere|pleine)s?|toute la journee|"
    r"(?:for )?(?:(?:two|both) )?(?:full|whole) days?|"
    r"all day)\b"
)


def days_listed(plain: str) -> Iterator[Atom]:
    """How many days are named together; days that come back every week are not counted."""
    for match in compiled(_LIST).finditer(plain):
        count = len(compiled(A_DAY).findall(match.group()))
        if atom := _sessions(match, count):
            yield atom
    for match in compiled(_FROM_TO).finditer(plain):
        first, last = (_ORDER.index(match[name][:3]) % _WEEK for name in ("first", "last"))
        if first < last and (atom := _sessions(match, last - first + 1)):
            yield atom


MONTHS = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|"
    r"april|may|june|july|august|september|october|november|december)"
)
_NTH = r"(?:(?:le |the )?(?:[12]?\d|3[01])(?:er|st|nd|rd|th)?)"
_NTHS = rf"{_NTH}(?:(?:\s?,\s?|\s(?:et|and|puis|then|&)\s){_NTH})+"
_DATES = (
    rf"(?<![\w.,:/-])(?:les |on (?:the )?)?(?:{_NTHS}\s(?:of )?{MONTHS}|{MONTHS}\s{_NTHS})"
    r"(?!\w)(?!\s(?:personnes|people))"
)


def dates_listed(plain: str) -> Iterator[Atom]:
    """How many dates are named together: "les 14, 15 et 16 mars"."""
    for match in compiled(_DATES).finditer(plain):
        count = len(re.findall(r"\d+", match.group()))
        yield _whole_or_not(match, count)


def _sessions(match: re.Match[str], count: int) -> Atom | None:
    before = match.string[max(0, match.start() - 20) : match.start()]
    return None if compiled(_EACH_WEEK).search(before) else _whole_or_not(match, count)


def _whole_or_not(match: re.Match[str], count: int) -> Atom:
    """Days that are said to be whole have a length; others are sessions."""
    whole = compiled(_WHOLE_DAYS).match(match.string, match.end())
    if whole:
        return atom_of("day", count, match, end=whole.end())
    return Atom("session", count, match.start(), match.end())


_PART = r"(?:matin|apres-midi|soir|morning|afternoon|evening)"
_ANOTHER = (
    r"(?:another(?: one| half[ -]?day| hour| day| morning| afternoon)?|the same(?: again)?|autant|pareil|la meme chose|"
    r"idem|une? autre(?: demi-journee| heure| jour| journee| matinee)?)"
)
_AGAIN = (
    rf"\s(?:(?:on |le |the )?{A_DAY}(?: {_PART})?|[a-z ]{{3,25}}?)\s*,?\s*(?:et|and|puis|then|,)\s{_ANOTHER}\s"
    rf"(?:(?:on |le |the )?{A_DAY}|(?:the |la )?(?:next|following|semaine|week|day|lendemain|jour)\b)"
)
"""What says that a length comes twice."""


def repeated(atom: Atom, plain: str) -> Atom:
    """ "an hour on Monday and another on Friday": twice as many days of the same length."""
    again = compiled(_AGAIN).match(plain, atom.end) if atom.unit in {"minute", "hour", "half", "day"} else None
    return replace(atom, end=again.end(), days=atom.days * 2, unit="day", count=2) if again else atom


_NEXT = r"(?:,|et|and|puis|then|\+|&)"
_ON_DAYS = rf"\s*(?:(?:on |le )?{A_DAY}\s*)?{_NEXT}\s*(?:(?:on |le )?{A_DAY}\s?:?)?\s*"
"""Between two lengths of two days: "2h lundi et 3h jeudi"."""


def names_a_day(glue: str) -> bool:
    """Whether the words between two lengths put them on different days."""
    return compiled(_ON_DAYS).fullmatch(glue) is not None and compiled(A_DAY).search(glue) is not None
