"""Times of day that say how long: "de 9h à 17h", "9:30 to noon"."""

import re
from collections.abc import Iterator

from assistant.language.compiled import compiled
from assistant.language.durations.atoms import Atom

_LUNCH = 60
_WITH_LUNCH = 390
"""A span of six and a half hours or more holds an hour of lunch, which is not training."""


_CLOCK = r"(?P<{0}h>[01]?\d|2[0-4])\s?(?:h|:|heures?\b)\s?(?P<{0}m>[0-5]\d)?(?!\d)\s?(?P<{0}p>[ap]\.?m\b\.?)?"
_BARE_CLOCK = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:\s?(?:h|:|\.(?=[0-5]\d(?!\d))|heures?\b)\s?(?P<{0}m>[0-5]\d)?(?!\d))?\s?(?P<{0}p>[ap]\.?m\b\.?)?|"
    r"(?P<{0}noon>midi|noon|midday))"
)
_RANGE = (
    rf"(?P<open>(?:\bde|\bfrom|\bentre|\bbetween)\s+)?(?<![\w.,/-]){_BARE_CLOCK.format('a')}\s?(?:-|"
    rf"–|—|\ba\b|\bto\b|\buntil\b|"
    rf"\btill\b|\bjusqu'a\b|\bet\b|\band\b|/)\s?{_BARE_CLOCK.format('b')}(?![\w%])"
)


_WEEKDAY = (
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|(?:mon|tues|wednes|thurs|fri|satur)days?|mon|tues?|wed|thurs?|fri|mornings?|afternoons?)"
    r"\s?[,:(]?\s?(?:matins?\s|apres-midis?\s)?$"
)
"""After a day of the week, figures alone are a time of day."""


def spans_in(plain: str) -> Iterator[Atom]:
    """The spans between two times of day."""
    for match in compiled(_RANGE).finditer(plain):
        if span := _range(match):
            yield span


def _range(match: re.Match[str]) -> Atom | None:
    """Two clock times; figures alone ("9 to 5") count only after "from" or with a mark of the hour on one side."""
    start, end = _minute_of(match, "a"), _minute_of(match, "b")
    marked = any(match[name] for name in ("am", "ap", "bm", "bp", "anoon", "bnoon")) or re.search(
        r"\dh|\d h|heure", match.group()
    )
    of_a_day = compiled(_WEEKDAY).search(match.string[max(0, match.start() - 24) : match.start()]) is not None
    dotted = compiled(_DOTTED).search(match.group()) is not None and start >= 7 * 60 and not _is_money(match)
    opened = match["open"] and re.match(r"from", match["open"])
    if not marked and not dotted and not ((opened or of_a_day) and int(match["ah"] or 0) >= 7):
        return None
    if (
        not of_a_day
        and not re.search(r"(?:h|:|heures?)", match.group())
        and not (match["ap"] or match["bp"] or match["bnoon"] or match["open"] or dotted)
    ):
        return None
    if (match["ap"] is None and end <= start) or (match["bp"] and match["bp"][0] == "p" and start > end):
        end += 12 * 60
    if match["bp"] and match["bp"][0] == "p" and not match["ap"] and start + 12 * 60 < end:
        start += 12 * 60  # "6.30-8.30pm"
    if not 5 * 60 <= start < end <= 24 * 60 or end - start > 13 * 60:
        return None
    # "3h à 4h" is an estimate, not a timetable.
    if start < 7 * 60 and not match["ap"]:
        return None
    pause = _pause(match)
    if pause is None:
        pause = _LUNCH if end - start >= _WITH_LUNCH else 0
    minutes = end - start - pause
    return Atom("range", 1, match.start(), match.end(), (minutes,), (start, end), hours=True)


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
        return 12 * 60
    hour, minute, half = int(match[f"{side}h"]), int(match[f"{side}m"] or 0), match[f"{side}p"] or ""
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + minute
