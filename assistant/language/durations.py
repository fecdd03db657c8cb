"""Durations of a module: "2 jours et demi", "six 90-minute sessions", "7 h sur deux jours", "de 9h à 17h"."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.numbers import NUMBER, WORDS, value
from assistant.models.brief import DAY_MINUTES, HALF_DAY_MINUTES

Unit = Literal["minute", "hour", "half", "day", "week", "month", "session", "range", "rate"]

_MINUTES: dict[str, float] = {
    "minute": 1, "hour": 60, "half": HALF_DAY_MINUTES, "day": DAY_MINUTES, "week": 5 * DAY_MINUTES
}  # fmt: skip
_SHORTEST, _LONGEST = 15, 60 * DAY_MINUTES
_LUNCH = 60
_WITH_LUNCH = 390
"""A span of six and a half hours or more holds an hour of lunch, which is not training."""


@dataclass(frozen=True)
class Duration:
    """A duration that a text states, as days; `start` and `end` are its place."""

    minutes: int
    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True)
class _Atom:
    """One measure before it is combined with its neighbours."""

    unit: Unit
    count: float
    start: int
    end: int
    days: tuple[int, ...] = ()
    of_day: tuple[int, int] = (0, 0)
    hours: bool = False
    """Whether the length was given in hours, not in days."""
    per: str = ""
    """What a rate is counted by: "semaine", "day"."""


def split_into_days(minutes: int) -> tuple[int, ...]:
    """Days of 7 hours and a remainder: 14 hours are two days."""
    full, rest = divmod(minutes, DAY_MINUTES)
    return (DAY_MINUTES,) * full + ((rest,) if rest else ())


def find_durations(text: str) -> tuple[Duration, ...]:
    """The durations that can be the module's, in order; delays, breaks, ages and clock times are left out."""
    plain = fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    # "qu'une journée", "d'une heure": the number begins a word of its own.
    split = re.sub(r"\b(qu|d)'(?=une?\b|[a-z]+\s)", r"\1 ", plain)
    # "2x3h30": the sign of a product ends the first number.
    atoms = _combined(_atoms(re.sub(r"(?<=\d)[x*](?=\s?\d)", "×", split)), plain)
    found = [_duration(atom) for atom in atoms if atom.unit not in {"session", "month", "rate"}]
    return tuple(item for item in found if item and _is_the_modules(plain, item.start, item.end))


def _duration(atom: _Atom) -> Duration | None:
    days = atom.days
    total = sum(days)
    return Duration(total, days, atom.start, atom.end) if _SHORTEST <= total <= _LONGEST else None


# --- Atoms ---------------------------------------------------------------------------------------------------------

_HOUR_UNIT = r"(?:heures?|hours?|hrs?|h)(?![\w])"
_MINUTE_UNIT = r"(?:minutes?|mins?|mn)(?!\w)"
_DAY_UNIT = r"(?:journees?|jours?|days?|j)(?!\w)"
_HALF_UNIT = (
    r"(?:(?:demi[ -]?|demie[ -]|1/2[ -]?|½[ -]?)(?:journees?|jours?|j)\b|half[ -]?days?\b|half(?: of)? a day\b|"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?\s(?:matins?|apres[ -]?midis?)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur)days?\s(?:mornings?|afternoons?)\b)|"
    r"matinees?\b|matins?\b(?!\w)|apres[ -]?midis?\b|mornings?\b|afternoons?\b)"
)
_WEEK_UNIT = r"(?:semaines?|weeks?)(?!\w)"
_MONTH_UNIT = r"(?:mois|months?)(?!\w)"
_SESSION_UNIT = (
    r"(?:(?:seances?|sessions?|fois|creneaux?|ateliers?|rencontres?|soirees?|soirs?|evenings?|times|modules?|"
    r"classes|webinaires?|webinars?|visios?|rendez-vous|rdv|workshops?|lessons?|meetings?|slots?|"
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|"
    r"saturdays?)\b(?! par\b| a (?:day|week|month)\b| per\b)|[x×*](?=\s*(?:\d|une?\s|demi|half)))"
)
_AND_HALF = r"(?P<tail>\s*(?:et demie?s?\b|and a half\b|1/2(?!\d)|½))?"
_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4])\s?(?:h|:|heures?\b)\s?(?P<{0}m>[0-5]\d)?(?!\d)\s?(?P<{0}p>[ap]\.?m\b\.?)?"
_BARE_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:\s?(?:h|:|heures?\b)\s?(?P<{0}m>[0-5]\d)?(?!\d))?\s?(?P<{0}p>[ap]\.?m\b\.?)?|"
    r"(?P<{0}noon>midi|noon|midday))"
)
_RANGE = re.compile(
    rf"(?P<open>(?:\bde|\bfrom|\bentre|\bbetween)\s+)?(?<![\w.,/-]){_BARE_CLOCK.format('a')}\s?(?:-|"
    rf"–|—|\ba\b|\bto\b|\buntil\b|"
    rf"\btill\b|\bjusqu'a\b|\bet\b|\band\b|/)\s?{_BARE_CLOCK.format('b')}(?![\w%])"
)
_HALVES = re.compile(
    r"\b(?:trois quarts? d'heure|three[ -]quarters of an hour)\b|\b(?:une? )?demi[ -e]{0,2}heure\b|"
    r"\bhalf[ -](?:an )?hour\b|"
    r"\b(?:un )?quart d'heure\b|\b(?:a )?quarter of an hour\b"
)
_HALF_DAY_WHOLE = re.compile(r"\bhalf(?: of)? a day\b")
_HOUR_AND_MINUTES = re.compile(
    rf"(?P<n>{NUMBER})\s?(?P<unit>h|heures?\b|hours?\b|hrs?\b)(?P<glue>\s?(?:et |and )?)(?P<m>\d{{1,2}}|"
    rf"(?:trois quarts?|three[ -]quarters?|quart|a quarter)\b|{WORDS})"
    rf"(?P<min>\s?(?:minutes?|mins?|mn|m)\b)?(?![\w:])(?!\s?[h:]\s?\d|\s?(?:heures?|hours?|jours?|"
    rf"days?|j\b|pers|x\s?\d))"
)
_AND_HALF_BEFORE = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:and a half|et demie?)\s+(?P<unit>hours?|days?|jours?|heures?|weeks?)\b"
)
_ADJECTIVE = (
    r"(?:(?:grosse|petite|bonne|bon|full|whole|weekly|monthly|live|separate|entiere?s?|pleine?s?|training|consecutive|good|"
    r"short|long|seules?|single)s?\s+)?"
)
_MEASURE = re.compile(
    rf"(?P<n>{NUMBER})\s?-?\s?{_ADJECTIVE}(?:(?P<half>{_HALF_UNIT})|(?P<minute>{_MINUTE_UNIT})|(?P<hour>{_HOUR_UNIT})|"
    rf"(?P<day>{_DAY_UNIT})|(?P<week>{_WEEK_UNIT})|(?P<month>{_MONTH_UNIT})|(?P<session>{_SESSION_UNIT})){_AND_HALF}"
)
_A_DAY_AND_A_HALF = re.compile(
    r"\b(?P<n>a|an|one|une?)\s(?P<unit>hour|day|heure|jour|journee|week)\s(?:and a half|et demie?)\b"
)
_ALTERNATIVE = re.compile(
    rf"(?P<n>(?:\d{{1,2}}(?:[.,]5)?|\b(?:une?|deux|trois|quatre|cinq|one|two|three|four|five)))\s?(?:ou|"
    rf"or|a|to|-|–|/)\s?"
    rf"(?=(?P<m>{NUMBER})\s?-?(?:(?P<half>{_HALF_UNIT})|(?P<hour>{_HOUR_UNIT})(?!\s?\d)|(?P<day>{_DAY_UNIT})|"
    rf"(?P<minute>{_MINUTE_UNIT})))"
)
_ALONE_HALF = re.compile(
    r"(?<![\w-])(?:(?:la|cette|toute la|the whole|all|the|en|sur la|sur une)\s)?(?:demi[ -]journee|"
    r"demie[ -]journee|1/2[ -]journee|1/2[ -]?j|"
    r"half[ -]?day)\b|\b(?:toute la matinee|all morning|all afternoon|sur la matinee|sur l'apres-midi|"
    r"the whole morning|"
    r"the whole afternoon|en matinee|tout l'apres-midi)\b"
)
_ALONE_DAY = re.compile(
    r"\b(?:toute la journee|sur la journee|all day\b(?! long\b)|the whole day|full[ -]day|one[ -]day|all-day|"
    r"a la journee|journee (?:complete|entiere|pleine))\b"
)


_A_RATE = re.compile(
    r"(?:hours?|minutes?|min|h|times|days?|once|twice|mornings?|afternoons?|sessions?|half[ -]?days?|evenings?)\s$"
)


_ELIDED = re.compile(
    rf"\b(?:pas|not)\s{NUMBER}\s?-?(?:(?P<half>{_HALF_UNIT})|(?P<hour>{_HOUR_UNIT})|(?P<day>{_DAY_UNIT})|"
    rf"(?P<minute>{_MINUTE_UNIT}))\s?,?\s(?:mais|but|plutot|rather|just)\s(?P<n>{NUMBER})(?=\s*(?:[.,;!?]|$))"
)
"""Not three days but two: the unit is said once."""


def _atoms(plain: str) -> list[_Atom]:
    taken = bytearray(len(plain) + 1)
    atoms: list[_Atom] = []

    def keep(atom: _Atom | None) -> None:
        if atom and not any(taken[atom.start : atom.end]):
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            atoms.append(atom)

    for match in _RANGE.finditer(plain):
        keep(_range(match))
    for match in _HALVES.finditer(plain):
        minutes = 45 if match.group().startswith(("trois", "three")) else 15 if "quar" in match.group() else 30
        keep(_atom("minute", minutes, match))
    for pattern in (_A_DAY_AND_A_HALF, _AND_HALF_BEFORE):
        for match in pattern.finditer(plain):
            keep(_atom(_unit_of(match["unit"]), value(match["n"]) + 0.5, match))
    for match in _ALTERNATIVE.finditer(plain):
        keep(_alternative(match, plain))
    for match in _HOUR_AND_MINUTES.finditer(plain):
        keep(_hours_and_minutes(match, plain))
    for match in (*_ELIDED.finditer(plain), *_HALF_DAY_WHOLE.finditer(plain)):
        keep(_elided(match) if match.re is _ELIDED else _atom("half", 1, match))
    for match in _MEASURE.finditer(plain):
        if not (match["n"] in {"a", "an"} and _A_RATE.search(plain[max(0, match.start() - 20) : match.start()])):
            keep(_measure(match))
    alone: tuple[tuple[Unit, re.Pattern[str]], ...] = (("half", _ALONE_HALF), ("day", _ALONE_DAY))
    for unit, pattern in alone:
        for match in pattern.finditer(plain):
            keep(_atom(unit, 1, match))
    return sorted(atoms, key=lambda atom: atom.start)


def _elided(match: re.Match[str]) -> _Atom:
    unit = next(name for name in _ALTERNATIVE_UNITS if match[name])
    return replace(_atom(unit, value(match["n"]), match), start=match.start("n"))


def _alternative(match: re.Match[str], plain: str) -> _Atom | None:
    """ "2 ou 3 jours": the shorter of the two; the longer is read on its own."""
    unit = next(name for name in _ALTERNATIVE_UNITS if match[name])
    if value(match["n"]) >= value(match["m"]) or re.search(r"(?:depuis|il y a)\s$", plain[: match.start()][-12:]):
        return None
    return _atom(unit, value(match["n"]), match, end=match.end("n"))


_ALTERNATIVE_UNITS: tuple[Unit, ...] = ("half", "hour", "day", "minute")


def _unit_of(written: str) -> Unit:
    units: dict[str, Unit] = {"h": "hour", "d": "day", "j": "day", "w": "week"}
    return units[written[0]]


def _atom(unit: Unit, count: float, match: re.Match[str], *, end: int | None = None) -> _Atom:
    stop = match.end() if end is None else end
    return _Atom(unit, count, match.start(), stop, _days_of(unit, count), hours=unit in {"minute", "hour"})


def _days_of(unit: Unit, count: float) -> tuple[int, ...]:
    if unit == "half":
        return (HALF_DAY_MINUTES,) * int(count) + ((HALF_DAY_MINUTES // 2,) if count % 1 else ())
    if unit not in _MINUTES or count * _MINUTES[unit] > _LONGEST:
        return ()
    return split_into_days(round(count * _MINUTES[unit]))


_WEEKDAY = re.compile(r"(?:lun|mar|mercre|jeu|vendre|same)di|(?:mon|tues|wednes|thurs|fri|satur)day")
_FRENCH_UNIT = re.compile(
    r"(?:jours?|journees?|heures?|semaines?|mois|matinees?|matins?|apres[ -]?midis?|seances?|soirees?|j|fois)$"
)


def _measure(match: re.Match[str]) -> _Atom | None:
    unit = next(name for name in ("half", "minute", "hour", "day", "week", "month", "session") if match[name])
    number = match["n"]
    if unit == "day" and match["day"] == "j" and not number[0].isdigit():
        return None
    if unit == "half" and re.match(r"matins?$|apres", match["half"]) and number in {"a", "an"}:
        return None
    if unit == "half" and _WEEKDAY.match(match["half"]) and value(number) < 2:
        return None  # "un mardi matin" says when
    if number in {"a", "an"} and _FRENCH_UNIT.search(match.group()):
        return None  # "mettre à jour" is no day
    count = value(number) + (0.5 if match["tail"] else 0)
    return _atom(unit, count, match) if count else None  # type: ignore[arg-type]


_QUARTERS = {"quar": 15, "a qu": 15, "troi": 45, "thre": 45}


def _hours_and_minutes(match: re.Match[str], plain: str) -> _Atom | None:
    minutes = _QUARTERS.get(match["m"][:4], 0) if "quar" in match["m"] else value(match["m"])
    if minutes % 1 or not 0 <= minutes < 60:
        return None
    if not match["min"]:
        if match["glue"] or not match["m"].isdigit() or match["unit"] != "h":
            follows = re.match(r"\s[a-z-]{3,}s\b", plain[match.end() :])
            if match["m"] in {"a", "an", "un", "une"} or minutes not in {5, 10, 15, 20, 25, 30, 40, 45, 50} or follows:
                return None
        elif len(match["m"]) != 2:
            return None
    return _atom("minute", value(match["n"]) * 60 + minutes, match)


def _range(match: re.Match[str]) -> _Atom | None:
    """Two clock times; figures alone ("9 to 5") count only after "from" or with a mark of the hour on one side."""
    start, end = _minute_of(match, "a"), _minute_of(match, "b")
    marked = any(match[name] for name in ("am", "ap", "bm", "bp", "anoon", "bnoon")) or re.search(
        r"\dh|\d h|heure", match.group()
    )
    if not marked and not (match["open"] and re.match(r"from", match["open"]) and int(match["ah"] or 0) >= 7):
        return None
    if not re.search(r"(?:h|:|heures?)", match.group()) and not (
        match["ap"] or match["bp"] or match["bnoon"] or match["open"]
    ):
        return None
    if (match["ap"] is None and end <= start) or (match["bp"] and match["bp"][0] == "p" and start > end):
        end += 12 * 60
    if not 5 * 60 <= start < end <= 24 * 60 or end - start > 13 * 60:
        return None
    # "3h à 4h" is an estimate, not a timetable.
    if start < 7 * 60 and not match["ap"]:
        return None
    minutes = end - start - (_LUNCH if end - start >= _WITH_LUNCH else 0)
    return _Atom("range", 1, match.start(), match.end(), (minutes,), (start, end), hours=True)


def _minute_of(match: re.Match[str], side: str) -> int:
    if match[f"{side}noon"]:
        return 12 * 60
    hour, minute, half = int(match[f"{side}h"]), int(match[f"{side}m"] or 0), match[f"{side}p"] or ""
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + minute


# --- Combination ---------------------------------------------------------------------------------------------------

_IN_ORDER = r"(?:\s(?:consecuti|succes|plein|entier|separe|distinct|espace|different)[a-z]*)?"
_OF = re.compile(
    rf"{_IN_ORDER}\s*(?:(?:,\s*)?(?:chacune?s?|each|toutes)?\s*(?:de|d'|of|lasting|at|a raison de|a|for)\s*"
    r"(?:chacune?\s*(?:de|"
    r"d')\s*)?|"
    r"[x×*@(]|-|,|:|(?:de\s)?(?:formation|training)\s(?:de|of)|)\s*"
)
_TIMES = re.compile(
    rf"{_IN_ORDER}\s*(?:de|d'|of|x|×|\*|a|at|@|lasting|,?\s*(?:chacune?|each)\s*(?:de|of)|(?:en \w+|in \w+),?|\()\s*"
)
_OVER = re.compile(
    r"\s*(?:au total|en tout|in total|in all|of \w+|de \w+)?\s*,?\s*(?:reparti(?:es?|s)?|etale(?:e?s)?|"
    r"decoupe(?:e?s)?|spread|split|divided|organise(?:e?s)?)?\s*"
    r"(?:sur|en|over|across|in|into|dans)\s*(?:les?\s|the\s)?"
)
_THAT_IS = re.compile(
    r"\s*(?:,|\(|=|:|,?\s*soit|,?\s*c'est-a-dire|,?\s*i\.?e\.?,?|,?\s*ie|,?\s*or|/|-|–|,?\s*donc)?\s*(?:au total\s|"
    r"en tout\s|so\s)?(?:de\s)?"
)
_AND = re.compile(
    r"\s*(?:(?:de|d'|en|of|in)\s?(?:theorie|pratique|cours|salle|presentiel|distanciel|visio|"
    r"terrain|ateliers?|e-?learning|"
    r"ligne|theory|practice|classroom|person|online)\s*)?(?:et|and|\+|plus|puis|,?\s*then)\s*"
)
_BETWEEN_RANGES = re.compile(r"\s*(?:et|and|puis|/|,|;|\+|le matin,? et|then)?\s*(?:de\s|from\s)?")
_PER = re.compile(
    r"\s*(?:par|a|per|each|every|/|chaque|tous les|toutes les|le|l')\s*(?P<what>semaine|week|mois|month|jours?|day|"
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|mondays?|tuesdays?|wednesdays?|thursdays?|"
    r"fridays?|seance|session)\b"
)
_FOR = re.compile(r"\s*,?\s*(?:pendant|sur|for|over|during|durant|x|×|across|in|the)?\s*(?:the\s|les\s|next\s)?")
_AT_RATE = re.compile(r"\s*(?:,|:)?\s*(?:a raison de|at|de|d'|of|avec|with|,)\s*")


def _combined(atoms: list[_Atom], plain: str) -> list[_Atom]:
    done: list[_Atom] = []
    for atom in _rated(_before_sessions(atoms, plain), plain):
        joined = _join(done[-1], atom, plain[done[-1].end : atom.start]) if done else None
        if joined:
            done[-1] = joined
        else:
            done.append(atom)
    return done


def _before_sessions(atoms: list[_Atom], plain: str) -> list[_Atom]:
    """ "six 90-minute sessions": the number of sessions stands before the length of each."""
    out: list[_Atom] = []
    for atom in atoms:
        after = re.match(rf"\s*(?:online |live |virtual )?{_SESSION_UNIT}", plain[atom.end :])
        before = re.search(rf"({NUMBER})\s$", plain[max(0, atom.start - 25) : atom.start])
        if after and before and atom.unit in {"minute", "hour", "half", "day"} and atom.days:
            count = int(value(before.group(1)))
            start = atom.start - len(before.group())
            out.append(_Atom("hour", 1, start, atom.end, atom.days * count, hours=atom.hours))
        else:
            out.append(atom)
    return out


def _rated(atoms: list[_Atom], plain: str) -> list[_Atom]:
    """Marks "2h par semaine" as a rate, to be multiplied by the weeks that follow or precede."""
    out: list[_Atom] = []
    for atom in atoms:
        per = _PER.match(plain, atom.end) if atom.unit not in {"range", "month", "week"} else None
        if per and not (per["what"].startswith("jour") and "tous les" in per.group()):
            out.append(replace(atom, unit="rate", end=per.end(), per=per["what"]))
        else:
            out.append(atom)
    return out


_NEXT_DAY = re.compile(
    r"\s*\)?\s*[,;./\n+]?\s*(?:et|and|puis|then)?\s*(?:le\s|the\s)?(?:j|jour|day|journee)\s?[2-9]\s?[:=(–-]?\s*(?:de\s)?"
)


def _labelled(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    """ "J1 : 7h, J2 : 3h30": the length of each day, one after the other."""
    if not one.days or not two.days or not _NEXT_DAY.fullmatch(glue):
        return None
    days = one.days if one.unit == "day" else (sum(one.days),)
    return replace(two, unit="day", days=(*days, sum(two.days)), hours=True)


def _join(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if len(glue) > 45 or ("\n" in glue.strip(" ") and not _NEXT_DAY.fullmatch(glue)):
        return None
    for rule in (_labelled, _rate_times, _sessions_of, _total_over, _ranges, _days_by_range, _same_thing, _sum):
        joined = rule(one, two, glue)
        if joined:
            return replace(joined, start=one.start, end=two.end)
    return None


def _times(count: float, atom: _Atom) -> _Atom:
    return replace(atom, unit="hour", count=1, days=atom.days * round(count))


_REPEATS: frozenset[Unit] = frozenset({"week", "month", "session", "day", "half"})


def _rate_times(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if one.unit == "rate" and two.unit in _REPEATS and _FOR.fullmatch(glue):
        return _times(two.count * _turns(one.per, two.unit), one)
    if two.unit == "rate" and one.unit in _REPEATS and _AT_RATE.fullmatch(glue):
        return _times(one.count * _turns(two.per, one.unit), two)
    return None


def _turns(per: str, unit: Unit) -> int:
    """How often a rate comes round in a unit: a weekly one four times a month, a daily one five times a week."""
    weekly, daily = per.startswith(("sem", "week")), per.startswith(("jour", "day"))
    if unit == "month":
        return 4 if weekly else 20 if daily else 1
    return 5 if daily and unit == "week" else 1


def _sessions_of(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if not two.days or two.unit == "rate":
        return None
    if one.unit == "session" and _OF.fullmatch(glue):
        return _times(one.count, two)
    if one.unit in {"week", "month"} and two.unit in {"day", "half", "hour"} and _TIMES.fullmatch(glue):
        return _times(one.count, two)
    if one.unit in {"day", "half"} and two.unit in {"hour", "minute"} and _TIMES.fullmatch(glue):
        if glue.strip() == "(" and sum(two.days) > DAY_MINUTES + 60:
            return None
        if sum(two.days) > DAY_MINUTES + 120 or one.count % 1 or (glue.strip() == "(" and one.count > 1):
            return None
        return replace(two, unit="hour", days=(sum(two.days),) * int(one.count))
    if two.unit == "session" and one.unit in {"hour", "minute"}:
        return None
    return None


_LONG_SESSION = 240
"""Minutes beyond which hours given beside a number of sessions are those of all together."""


def _total_over(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if (
        one.unit in {"hour", "minute"}
        and one.hours
        and two.unit in {"day", "half", "session", "week"}
        and two.count % 1 == 0
    ):
        if _OVER.fullmatch(glue) and two.unit == "week":
            return one
        if _OVER.fullmatch(glue):
            return replace(one, days=_spread(sum(one.days), int(two.count)))
        if two.unit == "session" and re.fullmatch(r"\s*[,:(/–-]\s*", glue):
            # "14 h, 4 séances" is a total; "2 h, 4 séances" the length of each.
            total = sum(one.days)
            return (
                replace(one, days=_spread(total, int(two.count))) if total > _LONG_SESSION else _times(two.count, one)
            )
    if (
        one.unit in {"half", "day"}
        and two.unit in {"session", "week", "month"}
        and re.fullmatch(r"\s*(?:sur|en|over|across|in)\s*", glue)
    ):
        return one
    return None


def _spread(minutes: int, count: int) -> tuple[int, ...]:
    if not 1 <= count <= 60:
        return split_into_days(minutes)
    each = minutes // count // 5 * 5
    rest = minutes - each * count
    return tuple(each + (5 if place < rest // 5 else 0) + (rest % 5 if place == 0 else 0) for place in range(count))


def _ranges(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if one.unit == two.unit == "range" and one.of_day[1] <= two.of_day[0] and _BETWEEN_RANGES.fullmatch(glue):
        # Lunch lies between the two, so none is taken off either.
        total = sum(end - start for start, end in (one.of_day, two.of_day))
        return replace(two, days=(total,), of_day=(one.of_day[0], two.of_day[1]))
    return None


def _days_by_range(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if not re.fullmatch(
        r"\s*(?:,|\(|:|-|de|from|sur|pendant|x|for|over|,?\s*tous les jours|each)?\s*(?:de\s|from\s)?", glue
    ):
        return None
    if one.unit in {"day", "half"} and two.unit == "range" and one.count % 1 == 0:
        return replace(two, unit="hour", days=two.days * int(one.count))
    if one.unit == "range" and two.unit in {"day", "half"} and two.count % 1 == 0:
        return replace(one, unit="hour", days=one.days * int(two.count))
    return None


def _same_thing(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    """ "2 jours (14 h)", "14h soit 2 jours": hours decide how long, days how many."""
    if not _THAT_IS.fullmatch(glue) or one.hours == two.hours or "range" in (one.unit, two.unit):
        return None
    hours, days = (one, two) if one.hours else (two, one)
    if days.unit not in {"day", "half"} or hours.unit not in {"hour", "minute"} or days.count % 1:
        return None
    each, usual = sum(hours.days) / days.count, _MINUTES[days.unit]
    if not 0.7 * usual <= each <= 1.2 * usual:
        return None
    return replace(hours, days=_spread(sum(hours.days), int(days.count)))


def _sum(one: _Atom, two: _Atom, glue: str) -> _Atom | None:
    if not _AND.fullmatch(glue) or not one.days or not two.days:
        return None
    if one.unit in {"day", "half"} and two.unit in {"half", "day", "hour"}:
        return replace(two, unit="day", days=one.days + two.days, hours=False)
    if re.search(r"theor|prati|prac|sall|visio|ligne|online|presen|dist|cours", glue) and one.hours and two.hours:
        return replace(two, days=split_into_days(sum(one.days) + sum(two.days)))
    return None


# --- Whose duration? -----------------------------------------------------------------------------------------------


@cache
def _pattern(name: str) -> re.Pattern[str]:
    rows = [row for language in ("fr", "en") for row in table(f"reading.{language}.yaml")["durations"][name]]
    return re.compile("(?:" + "|".join(rows) + (r")\s*$" if name == "before" else ")"))


def _is_the_modules(plain: str, start: int, end: int) -> bool:
    if _pattern("before").search(plain[max(0, start - 60) : start]):
        return False
    if _pattern("after").match(plain[end : end + 40]):
        return False
    written = plain[start:end]
    if _is_clock(plain, start, written):
        return False
    if re.fullmatch(r"(?:un jour|one day|a day|a week|a morning|an? afternoon|a minute|an hour|un matin)", written):
        return _stands_for_a_length(plain, start, end, written)
    return True


def _is_clock(plain: str, start: int, written: str) -> bool:
    """ "à 9h", "avant 16h", "at 9:30" say when, not how long."""
    if not re.fullmatch(r"(?:[5-9]|1\d|2[0-3])\s?(?:h|heures)(?:\s?[0-5]\d)?", written):
        return False
    before = plain[max(0, start - 40) : start]
    if re.search(
        r"(?:pass|limit|redui|raccourci|ramen|mont|augment|fix|prolong|"
        r"etend|etal|estim)[a-z]*\s(?:[\w' ]{0,20}\s)?a\s$",
        before,
    ):
        return False
    return re.search(
        r"\b(?:a|vers|avant|apres|des|jusqu'a|at|before|by|until|de|from|pour)\s$", before
    ) is not None and not re.search(
        r"(?:formation|module|stage|cours|duree|atelier|parcours|total|seance|journee|session|programme|"
        r"volume|format|creneau)s?\s(?:[\w'-]+\s){0,4}(?:de|est de|pour)\s$|d'une duree de\s$|pour\s$",
        before,
    )


def _stands_for_a_length(plain: str, start: int, end: int, written: str) -> bool:
    before, after = plain[max(0, start - 30) : start], plain[end : end + 25]
    if re.match(
        r"\s*(?:de formation|of training|course|session|workshop|en presentiel|en salle|en visio|online|in person)",
        after,
    ):
        return True
    if re.search(
        r"(?:\b(?:sur|en|pendant|dure|durera|duree|for|over|in|lasts?|within|prevu|dispose\w*|have|"
        r"it's|about|say|fait|:|ai|avons|a|to|into|make it|"
        r"make that|rather|plutot|que|mets)\s(?:about |environ |just |only |seulement )?|^\W*|[,.;:(\n]\s?)$",
        before,
    ):
        return not re.match(r"\s*,?\s*(?:un|une|a|an|il|he|she|i|we|on|le|la|the|my)\b", after) or written.startswith(
            "an hour"
        )
    return not plain[:start].strip() and len(plain) < 40
