"""The measures that stand in a text, one by one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.language.compiled import compiled
from assistant.language.durations.atoms import Atom, Unit, atom_of, days_of
from assistant.language.durations.clocks import spans_in
from assistant.language.durations.units import DAY, HALF, HOUR, MINUTE, MONTH, SESSION, WEEK
from assistant.language.durations.weekdays import A_DAY, dates_listed, days_listed
from assistant.language.numbers import FIGURES, NUMBER, WORDS, value

_AND_HALF = r"(?P<tail>\s*(?:et demie?s?\b|and a half\b|1/2(?!\d)|½))?"
_HALVES = (
    r"\b(?:trois quarts? d[' ]heure|three[ -]quarters of an hour)\b|\b(?:une? )?demi[ -e]{0,2}heure\b|"
    r"\bhalf[ -](?:an )?hour\b|"
    r"\b(?:un )?quart d[' ]heure\b|\b(?:a )?quarter of an hour\b"
)
_HALF_DAY_WHOLE = r"\bhalf(?: of)? a day\b"
_HOUR_AND_MINUTES = (
    rf"(?P<n>{NUMBER})\s?(?P<unit>h|heures?\b|hours?\b|hrs?\b)(?P<glue>\s?(?:et |and )?)(?P<m>\d{{1,2}}|"
    rf"(?:trois quarts?|three[ -]quarters?|quart|a quarter)\b|{WORDS})"
    rf"(?P<min>\s?(?:minutes?|mins?|mn|m)\b)?(?![\w:])(?!\s?[h:]\s?\d|\s?(?:heures?|hours?|jours?|"
    rf"days?|j\b|pers|x\s?\d))"
)
_AND_HALF_BEFORE = (
    rf"(?P<n>{NUMBER})[ -]+(?:and[ -]a[ -]half|et demie?)[ -]+(?P<unit>hours?|days?|jours?|heures?|weeks?)\b"
)
_ADJECTIVE = (
    r"(?:(?:grosse|petite|bonne|bon|full|whole|weekly|monthly|live|separate|entiere?s?|pleine?s?|training|consecutive|good|"
    r"short|long|seules?|single)s?\s+)?"
)
_MEASURE = (
    rf"(?P<n>{NUMBER}|\b(?:(?:a )?couple(?: of)?|both|another)(?=\s))\s?-?\s?{_ADJECTIVE}"
    rf"(?:(?P<half>{HALF})|(?P<minute>{MINUTE})|(?P<hour>{HOUR})|"
    rf"(?P<day>{DAY})|(?P<week>{WEEK})|(?P<month>{MONTH})|(?P<session>{SESSION})){_AND_HALF}"
)
_A_DAY_AND_A_HALF = r"\b(?P<n>a|an|one|une?)\s(?P<unit>hour|day|heure|jour|journee|week)\s(?:and a half|et demie?)\b"
_ALTERNATIVE = (
    rf"(?P<between>\b(?:entre|between)\s)?(?<![\w.,:/-])(?P<n>\d{{1,3}}(?:[.,]5)?|\b{WORDS})"
    rf"(?:\s?(?P<and>(?:,\s)?(?:voire|maybe|perhaps|peut-etre)|ou|or|a|to|et|and)\s|\s?[–-]\s?)"
    rf"(?P<m>{FIGURES}|{WORDS})\s?-?"
    rf"(?:(?P<half>{HALF})|(?P<hour>{HOUR})(?!\s?\d)|(?P<day>{DAY})|(?P<minute>{MINUTE}))"
)
_ALONE_HALF = (
    r"(?<![\w-])(?:(?:la|cette|toute la|the whole|all|the|en|sur la|sur une)\s)?(?:demi[ -]journee|"
    r"demie[ -]journee|1/2[ -]journee|1/2[ -]?j|"
    r"half[ -]?day)\b|\b(?:toute la matinee|all morning|all afternoon|sur la matinee|sur l'apres-midi|"
    r"the whole morning|"
    r"the whole afternoon|en matinee|tout l'apres-midi)\b"
)
_ALONE_DAY = (
    r"\b(?:toute la journee|sur la journee|all day\b(?! long\b)|the whole day|full[ -]day|one[ -]day|all-day|"
    r"a la journee|journee (?:complete|entiere|pleine|unique)|"
    r"(?:gard\w+|rest\w+ sur|conserv\w+|reven\w+ a|revien\w+ a|retour a|repass\w+ a) la journee(?= |$|[.,;!])|"
    r"(?:keep|kept|stick to|stick with|back to) the (?:full |whole )?day|"
    r"journee du (?=\d|lundi|mardi|mercredi|jeudi|vendredi|samedi))\b"
)
_WEEKEND = (
    r"\b(?:(?:sur |dans |pendant |over |in )?(?:un|une?|a|one|le temps d'un) week-?end\b|"
    r"week-?end(?=[ -](?:course|workshop|training|retreat|programme|class|school|complet|entier))|"
    r"(?<=stage )(?:de |d'un )?week-?end\b)(?!\s(?:sur|on|par|in|a month))"
)
_TWICE = r"\b(?:twice|thrice)\b(?!\s(?:a|per|each|every|as)\b)"
_DAY_THEN_HALF = (
    rf"\b(?:the whole of|all(?: of)?|tout le|toute la journee d[eu]|la journee d[eu])\s{A_DAY}"
    rf"(?P<tail>\s(?:et|and|plus|puis|then)\s(?:le |on )?{A_DAY}\s(?:morning|afternoon|matin|apres[ -]midi))?\b"
)
_A_RATE = (
    r"(?:hours?|hrs?|minutes?|mins?|h|times|days?|once|twice|mornings?|afternoons?|sessions?|half[ -]?days?|"
    r"evenings?)\s$"
)
_ELIDED = (
    rf"\b(?:pas|not|said|dit)\s{NUMBER}\s?-?(?:(?P<half>{HALF})|(?P<hour>{HOUR})|(?P<day>{DAY})|"
    rf"(?P<minute>{MINUTE}))\s?,?\s(?:mais|but|plutot|rather|just)\s"
    rf"(?:(?:c'est|it's|en fait|actually|plutot|rather)\s)*(?P<n>{NUMBER})(?=\s*(?:[.,;!?]|$))"
)
"""Not three days but two: the unit is said once."""


def measures_in(plain: str) -> list[Atom]:
    """The measures in the order of the text; where two overlap, the one that an earlier reader found."""
    taken = bytearray(len(plain) + 1)
    kept: list[Atom] = []
    for atom in _candidates(plain):
        if not any(taken[atom.start : atom.end]):
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            kept.append(atom)
    return sorted(kept, key=lambda atom: atom.start)


def _candidates(plain: str) -> Iterator[Atom]:
    yield from spans_in(plain)
    for match in compiled(_DAY_THEN_HALF).finditer(plain):
        yield _day_then_half(match)
    yield from days_listed(plain)
    yield from dates_listed(plain)
    for source, reader in _READERS:
        for match in compiled(source).finditer(plain):
            if atom := reader(match):
                yield atom


def _part_of_an_hour(match: re.Match[str]) -> Atom:
    written = match.group()
    return atom_of("minute", 45 if written.startswith(("trois", "three")) else 15 if "quar" in written else 30, match)


def _and_a_half(match: re.Match[str]) -> Atom:
    return atom_of(_unit_of(match["unit"]), value(match["n"]) + 0.5, match)


def _elided(match: re.Match[str]) -> Atom:
    unit = next(name for name in _ALTERNATIVE_UNITS if match[name])
    return replace(atom_of(unit, value(match["n"]), match), start=match.start("n"))


def _half_a_day(match: re.Match[str]) -> Atom:
    return atom_of("half", 1, match)


def _a_day(match: re.Match[str]) -> Atom:
    return atom_of("day", 1, match)


def _day_then_half(match: re.Match[str]) -> Atom:
    """ "the whole of Tuesday and Wednesday morning"."""
    return atom_of("day", 1.5 if match["tail"] else 1, match)


def _a_weekend(match: re.Match[str]) -> Atom:
    return atom_of("day", 2, match)


def _twice(match: re.Match[str]) -> Atom:
    return atom_of("session", 2 if match.group() == "twice" else 3, match)


def _alternative(match: re.Match[str]) -> Atom | None:
    """ "2 ou 3 jours": both lengths; the trainer is asked which."""
    unit = next(name for name in _ALTERNATIVE_UNITS if match[name])
    before = match.string[max(0, match.start() - 12) : match.start()]
    joined = match["and"] in {"et", "and"} and not match["between"]
    if joined or value(match["n"]) >= value(match["m"]) or re.search(r"(?:depuis|il y a)\s$", before):
        return None
    return replace(atom_of(unit, value(match["n"]), match), or_days=days_of(unit, value(match["m"])))


_ALTERNATIVE_UNITS: tuple[Unit, ...] = ("half", "hour", "day", "minute")


def _unit_of(written: str) -> Unit:
    units: dict[str, Unit] = {"h": "hour", "d": "day", "j": "day", "w": "week"}
    return units[written[0]]


_WEEKDAY = r"(?:lun|mar|mercre|jeu|vendre|same)di|(?:mon|tues|wednes|thurs|fri|satur)day"
_FRENCH_UNIT = (
    r"(?:jours?|journees?|heures?|semaines?|mois|matinees?|matins?|apres[ -]?midis?|seances?|soirees?|j|fois)$"
)


def _measure(match: re.Match[str]) -> Atom | None:
    unit = next(name for name in ("half", "minute", "hour", "day", "week", "month", "session") if match[name])
    number = match["n"]
    if number in {"a", "an"} and compiled(_A_RATE).search(match.string[max(0, match.start() - 20) : match.start()]):
        return None
    if unit == "day" and match["day"] == "j" and not number[0].isdigit():
        return None
    if unit == "half" and re.match(r"matins?$|apres", match["half"]) and number in {"a", "an"}:
        return None
    if unit == "half" and compiled(_WEEKDAY).match(match["half"]) and value(number) < 2:
        return None  # "un mardi matin" says when
    if number in {"a", "an"} and compiled(_FRENCH_UNIT).search(match.group()):
        return None  # "mettre à jour" is no day
    count = value(number) + (0.5 if match["tail"] else 0)
    return atom_of(unit, count, match) if count else None  # type: ignore[arg-type]


_QUARTERS = {"quar": 15, "a qu": 15, "troi": 45, "thre": 45}


def _hours_and_minutes(match: re.Match[str]) -> Atom | None:
    minutes = _QUARTERS.get(match["m"][:4], 0) if "quar" in match["m"] else value(match["m"])
    if minutes % 1 or not 0 <= minutes < 60:
        return None
    if not match["min"]:
        if match["glue"] or not match["m"].isdigit() or match["unit"] != "h":
            follows = re.match(r"\s[a-z-]{3,}s\b", match.string[match.end() :])
            if match["m"] in {"a", "an", "un", "une"} or minutes not in {5, 10, 15, 20, 25, 30, 40, 45, 50} or follows:
                return None
        elif len(match["m"]) != 2:
            return None
    return atom_of("minute", value(match["n"]) * 60 + minutes, match)


_COUNTED_AFTER = (
    rf"\b(?:(?P<half>{HALF})|(?P<day>{DAY}))(?<=s)(?:\s(?:only|seulement|uniquement|complete?s|entiere?s))?\s?[,:(]\s?"
    rf"(?P<n>{NUMBER})\s(?:of (?:them|those)|en tout|au total|in all|in total|altogether|d'affilee)\b"
)


def _counted_after(match: re.Match[str]) -> Atom | None:
    """ "mornings only, three of them"; after "two days" it is the people who are counted."""
    before = match.string[max(0, match.start() - 20) : match.start()]
    if compiled(rf"{NUMBER}\s$").search(before):
        return None
    return atom_of("half" if match["half"] else "day", value(match["n"]), match)


_READERS: tuple[tuple[str, Callable[[re.Match[str]], Atom | None]], ...] = (
    (_AND_HALF_BEFORE, _and_a_half),
    (_HALVES, _part_of_an_hour),
    (_A_DAY_AND_A_HALF, _and_a_half),
    (_ALTERNATIVE, _alternative),
    (_HOUR_AND_MINUTES, _hours_and_minutes),
    (_ELIDED, _elided),
    (_COUNTED_AFTER, _counted_after),
    (_HALF_DAY_WHOLE, _half_a_day),
    (_MEASURE, _measure),
    (_WEEKEND, _a_weekend),
    (_TWICE, _twice),
    (_ALONE_HALF, _half_a_day),
    (_ALONE_DAY, _a_day),
)
"""What each pattern's matches are worth, the surest first."""
