"""The hours that a trainer gave: "9h-17h", "finir avant 16 h", "l'après-midi", "start at 8:30"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_TIME = r"(?P<h{n}>\d{{1,2}})(?:\s*(?:h|:|heures?|\.)\s*(?P<m{n}>[0-5]\d)?|\s*(?=[ap]\.?m))\s*(?P<p{n}>[ap]\.?m\b)?"
_BARE = r"(?P<h{n}>\d{{1,2}})(?:\s*(?:h|:|heures?)\s*(?P<m{n}>[0-5]\d)?)?\s*(?P<p{n}>[ap]\.?m\b)?"
_RANGE = re.compile(
    _BARE.format(n=1) + r"\s*(?:-|–|—|à|a|to|until|till|jusqu['’]à|et|and)\s*" + _TIME.format(n=2), re.IGNORECASE
)
_END = re.compile(
    r"(?:fini\w*|termin\w*|fin|finish\w*|end\w*|stop\w*|partir|leave|out|parti\w*)\b[^.;\d]{0,30}?" + _TIME.format(n=1),
    re.IGNORECASE,
)
_LIMIT = re.compile(r"(?:\bavant|\bbefore|\bby|\bau plus tard|\bpas après)\s+" + _TIME.format(n=1), re.IGNORECASE)
_START = re.compile(
    r"(?:commenc\w*|début\w*|démarr\w*|start\w*|begin\w*|à partir de|dès|after|après|pas avant|not before|from)\b"
    r"[^.;\d]{0,20}?" + _TIME.format(n=1),
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"\bl['’]après-midi\b|\baprès-midi seulement|\bin the afternoon|\bafternoons?\b", re.IGNORECASE)
_EVENING = re.compile(r"\ble soir\b|\ben soirée|\bevenings?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """When a day begins and ends, in minutes from midnight; None = the trainer did not say."""

    start: int | None = None
    end: int | None = None
    halves: tuple[tuple[int, int], ...] = ()
    """Two or more intervals as the trainer gave them: "9h-12h30 et 13h30-17h"."""


def read_hours(texts: Iterable[str]) -> Hours:
    """The hours stated in the texts; the first statement of each kind counts."""
    text = " ; ".join(texts)
    ranges = tuple(pair for pair in (_range(match) for match in _RANGE.finditer(text)) if pair)
    if ranges:
        ordered = tuple(sorted(set(ranges)))
        halves = ordered if len(ordered) > 1 and all(a[1] <= b[0] for a, b in pairwise(ordered)) else ()
        return Hours(ordered[0][0], max(end for _, end in ordered) if halves else ordered[0][1], halves)
    end = _first(_END, text) or _first(_LIMIT, text)
    start = _first(_START, text)
    if start is None and end is None:
        start = 13 * 60 + 30 if _AFTERNOON.search(text) else 18 * 60 if _EVENING.search(text) else None
    return Hours(start, end) if start is None or end is None or start < end else Hours(end=end)


def _range(match: re.Match[str]) -> tuple[int, int] | None:
    end = _minutes(match, 2)
    start = _minutes(match, 1)
    if match["p2"] and not match["p1"] and start + 12 * 60 < end and match["p2"].lower().startswith("p"):
        start += 12 * 60 if start < 7 * 60 else 0
    return (start, end) if 6 * 60 <= start < end <= 23 * 60 and 30 <= end - start <= 12 * 60 else None


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    return next(
        (at for at in (_minutes(match, 1) for match in pattern.finditer(text)) if 6 * 60 <= at <= 23 * 60), None
    )


def _minutes(match: re.Match[str], number: int) -> int:
    hour, minute, half = int(match[f"h{number}"]), int(match[f"m{number}"] or 0), (match[f"p{number}"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + minute


def clock_text(minutes: int) -> str:
    """ "09:00" from minutes since midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
