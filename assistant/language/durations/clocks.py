"""Times of day that say how long: "de 9h à 17h", "9:30 to noon"."""

import re
from collections.abc import Iterator

from assistant.language.compiled import compiled
from assistant.language.durations.atoms import Atom
from assistant.language.durations.weekdays import A_DAY, MONTHS
from assistant.language.numbers import value
from assistant.language.people import is_person

_LUNCH = 60
_WITH_LUNCH = 390
"""A span of six and a half hours or more holds an hour of lunch, which is not training."""


_HOUR = r"(?P<{0}h>[01]?\d|2[0-4])"
_MINUTE = r"\s?(?:h|:|\.(?=[0-5]\d(?!\d))|heures?\b)\s?(?P<{0}m>[0-5]\d)?(?!\d)"
_TWELVE = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,2}}"
_SPOKEN = rf"(?P<{{0}}part>half past|quarter past|quarter to)\s(?P<{{0}}word>{_TWELVE})"
_FIGURES = rf"{_HOUR}(?:{_MINUTE})?(?:\s?o'?clock\b)?\s?(?P<{{0}}p>[ap]\.?m\b\.?)?"
_BARE_CLOCK = rf"(?:{_SPOKEN}|{_FIGURES}|(?P<{{0}}noon>midi|noon|midday))"
_RANGE = (
    rf"(?P<open>(?:\bde|\bfrom|\bentre|\bbetween)\s+)?(?<![\w.,-])(?<!\d/){_BARE_CLOCK.format('a')}\s?(?:-|"
    rf"–|—|\ba\b|\bto\b|\buntil\b|"
    rf"\btill\b|\bjusqu'a\b|\bet\b|\band\b|/)\s?{_BARE_CLOCK.format('b')}(?![\w%])"
)


_DAY_BEFORE = (
    rf"(?:{A_DAY}|\d\s{MONTHS}|{MONTHS}\s\d+|mornings?|afternoons?|evenings?|matins?|apres-midis?|soirs?|soirees?)"
    r"\s?[,:(]?\s?(?:matins?\s|apres-midis?\s|soirs?\s|mornings?\s|afternoons?\s|evenings?\s)?(?:from\s|de\s)?$"
)
"""After a day of the week, figures alone are a time of day."""
_DAY_AFTER = rf"\s?,?\s(?:(?:each|every|chaque|tous les|both)\s(?:morning|day|jour|matin|{A_DAY})|les deux jours)"
_LATE = r"(?:afternoons?|evenings?|apres-midis?|soirs?|soirees?|tonight)\s?[,:(]?\s?(?:from\s|de\s)?$"
_IN_THE_EVENING = r"\s(?:in the (?:evening|afternoon)|du soir|de l'apres-midi|le soir)\b"
_BEFORE = 30


_STARTS = r"(?:commenc|debut|demarr|attaqu|start|begin|kick)[a-z]*"
_ENDS = (
    r"(?:(?:fini|termin|arret|liber|boucl|ferm|leav|end|finish|stop|part|wrap|be done|be out|pack|repart)[a-z]*|"
    r"dehors|out|done|off|home)"
)
_FROM_START_TO_END = (
    rf"(?P<open>\b{_STARTS}\b[^.;\d]{{0,20}}?\b(?:a|vers|des|at|around|from)\s){_BARE_CLOCK.format('a')}"
    rf"[^.;\d]{{1,30}}?\b{_ENDS}\b[^.;\d]{{0,20}}?\b(?:a|vers|pour|at|by|around)\s{_BARE_CLOCK.format('b')}(?![\w%])"
)
"""Where a day begins and where it ends, each in its own words."""
_IN_WORDS = rf"{_STARTS}|jusqu|until|till"
_END_THEN_START = (
    rf"(?P<open>\b(?:jusqu'a|until|till)\s){_BARE_CLOCK.format('b')}[^.;\d]{{1,25}}?\b{_STARTS}\b[^.;\d]{{0,15}}?"
    rf"\b(?:a|des|at|from)\s{_BARE_CLOCK.format('a')}(?![\w%])"
)


def spans_in(plain: str) -> Iterator[Atom]:
    """The spans between two times of day."""
    for source in (_FROM_START_TO_END, _END_THEN_START):
        for match in compiled(source).finditer(plain):
            if span := _range(match):
                yield span
    for match in compiled(_RANGE).finditer(plain):
        if span := _range(match):
            yield span


def _range(match: re.Match[str]) -> Atom | None:
    """Two clock times, if they are a timetable: "3h à 4h" is an estimate."""
    start, end = _minute_of(match, "a"), _minute_of(match, "b")
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    after = compiled(_IN_THE_EVENING).match(match.string, match.end())
    on_a_day = compiled(_DAY_BEFORE).search(before) is not None
    late = (compiled(_LATE).search(before) or after) is not None and start < _NOON and not match["ap"]
    start, end = _same_half(match, start, end)
    dotted = (match["open"] or "").startswith("from") and compiled(_DOTTED).search(match.group()) is not None
    late = late or (
        (on_a_day or (dotted and start % 15 == 0))
        and not _is_money(match)
        and start < end <= _EVENING
        and start < _EARLY
        and not match["ap"]
    )
    if late and start < _NOON:
        start, end = start + _NOON, end if end > start + _NOON else end + _NOON
    if not _is_timetable(match, before, start):
        return None
    if not 5 * 60 <= start < end <= 24 * 60 or end - start > 13 * 60 or (start < 7 * 60 and not match["ap"]):
        return None
    pause = _pause(match)
    if pause is None:
        pause = _LUNCH if end - start >= _WITH_LUNCH else 0
    return Atom(
        "range",
        1,
        match.start(),
        after.end() if after else match.end(),
        (end - start - pause,),
        (start, end),
        hours=True,
    )


_NOON = 12 * 60
_EVENING = 8 * 60
"""Figures after a day of the week that end by here are hours of the afternoon: "Thursdays 2 to 5"."""


def _same_half(match: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """ "9.30 till 3" ends in the afternoon; "6.30-8.30pm" is in the evening."""
    in_the_afternoon = (match["bp"] or "").startswith("p")
    if (match["ap"] is None and end <= start) or (in_the_afternoon and start > end):
        end += _NOON
    if in_the_afternoon and not match["ap"] and start + _NOON < end:
        start += _NOON
    return start, end


_MARKS = ("ap", "apart", "anoon", "bp", "bpart", "bnoon")


def _is_timetable(match: re.Match[str], before: str, start: int) -> bool:
    """Figures alone ("9 to 5") are one only after a day or "from", or with a mark of the hour."""
    if _counts_things(match):
        return False
    if compiled(_IN_THE_EVENING).match(match.string, match.end()):
        return True
    if compiled(_DAY_BEFORE).search(before) or compiled(_DAY_AFTER).match(match.string, match.end()):
        return start >= _EARLY or any(match[name] for name in _MARKS)
    dotted = compiled(_DOTTED).search(match.group()) is not None and start >= _EARLY and not _is_money(match)
    hours = re.search(r"\d ?h|heure|o'?clock|\d:\d", match.group()) is not None
    if compiled(_IN_WORDS).match(match["open"] or ""):
        return start >= _EARLY
    if not (dotted or hours or any(match[name] for name in _MARKS)):
        return (match["open"] or "").startswith("from") and start >= _EARLY
    sure = match["ap"] or match["bp"] or match["apart"] or match["bpart"] or match["bnoon"]
    return bool(dotted or hours or sure or match["open"])


def _counts_things(match: re.Match[str]) -> bool:
    """ "from 9 to 12 people" """
    follows = re.match(r"\s?([a-z]+)", match.string[match.end() : match.end() + 25])
    return follows is not None and (is_person(follows.group(1)) or re.match(_THINGS, follows.group(1)) is not None)


_THINGS = (
    r"(?:ans?|years?|pers|min(?:ute)?s?|j(?:ours?)?|days?|mois|months?|semaines?|weeks?|places|points?|stars?|euros?|kg|[kcm]m|"
    rf"{MONTHS})$"
)


_EARLY = 7 * 60
_DOTTED = r"\d\.[0-5]\d\s?(?:till|until|to|a|jusqu'a|-|–)\s?\d|\d\s?(?:till|until|to|a|jusqu'a|-|–)\s?\d{1,2}\.[0-5]\d"
"""Times of day as the English write them: "9.30 till 3"."""


def _is_money(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - 2) : match.start()] + match.string[match.end() : match.end() + 8]
    return re.search(r"[€£$]|eur|pound|dollar|\bk", around) is not None


_PAUSE = (
    r"[^.;\d\n]{0,12}\b(?:with|less|minus|avec|moins|dont)\s"
    r"(?:(?P<half>(?:a )?half[ -](?:an )?hour|half an hour|(?:une )?demi-heure)|"
    r"(?P<hour>an hour|a one-hour|une heure|1 ?h)|"
    r"(?:a )?(?P<minutes>\d{2})[ -]?(?:min\w*|mn))\s"
    r"(?:(?:for|de|pour|du|d'|a|off for)\s)?(?:the |le |la )?(?:lunch|dejeuner|pause|repas|break|manger)"
)


def _pause(match: re.Match[str]) -> int | None:
    """The break that is named after the hours: "9.30 till 3 with a half hour for lunch"."""
    found = compiled(_PAUSE).match(match.string, match.end())
    if found is None:
        return None
    return 30 if found["half"] else 60 if found["hour"] else int(found["minutes"])


def _minute_of(match: re.Match[str], side: str) -> int:
    if match[f"{side}noon"]:
        return _NOON
    if part := match[f"{side}part"]:
        quarters = {"half past": 30, "quarter past": 15, "quarter to": -15}
        return int(value(match[f"{side}word"])) * 60 + quarters[part]
    hour, minute, half = int(match[f"{side}h"]), int(match[f"{side}m"] or 0), match[f"{side}p"] or ""
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + minute
