"""Messages in a hurry ("quil sache", "smth 4 my team"), spelled out for the readers; quotes stay the trainer's own."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from assistant.engine.offline.reading.message import plain_of
from assistant.language.data import table
from assistant.models.terms import Language
from assistant.models.turn import Reading


@dataclass(frozen=True)
class Change:
    """A passage of the message and what stands for it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Spelled:
    """The text that is read, and the message that it came from."""

    text: str
    message: str
    changes: tuple[Change, ...] = ()

    def quoting(self, reading: Reading) -> Reading:
        """The reading with its quotes in the words of the message."""
        if not self.changes:
            return reading
        return reading.model_copy(
            update={
                "facts": tuple(one.model_copy(update={"quote": self._said(one.quote)}) for one in reading.facts),
                "edits": tuple(one.model_copy(update={"quote": self._said(one.quote)}) for one in reading.edits),
                "question": self._said(reading.question) if reading.question else None,
                "vague": tuple(self._said(one) for one in reading.vague),
            }
        )

    def _said(self, quote: str) -> str:
        start = self.text.find(quote)
        return self.message[self._place(start) : self._place(start + len(quote), after=True)] if start >= 0 else quote

    def _place(self, place: int, *, after: bool = False) -> int:
        """The place in the message of a place in the text; a replaced word counts as a whole."""
        gains = [0, *accumulate(len(one.text) - (one.end - one.start) for one in self.changes)]
        starts = [one.start + gain for one, gain in zip(self.changes, gains, strict=False)]
        index = bisect_right(starts, place - 1 if after else place) - 1
        if index < 0:
            return place
        change = self.changes[index]
        if place < starts[index] + len(change.text) or (after and place == starts[index] + len(change.text)):
            return change.end if after else change.start
        return place - gains[index + 1]


def spell(message: str, language: Language | None) -> Spelled:
    """The message with hurried spellings written out; as it is when it has none."""
    if language is None:
        return Spelled(message, message)
    plain = plain_of(message)
    found: list[Change] = []
    for pattern, text in _spellings(language):
        for match in pattern.finditer(plain):
            if all(match.end() <= one.start or match.start() >= one.end for one in found):
                found.append(Change(match.start(), match.end(), text))
    found += _slashes(plain)
    found += [Change(one.end(), one.end() + 1, "'") for one in _elided(language).finditer(plain)]
    cased = (Change(one.start, one.end, _cased(one.text, message[one.start : one.end])) for one in found)
    return changed(message, [*cased])


def changed(message: str, changes: list[Change]) -> Spelled:
    """The message with these passages, of which none lies in another, replaced."""
    ordered = tuple(sorted(changes, key=lambda one: one.start))
    pieces, place = [], 0
    for one in ordered:
        pieces += [message[place : one.start], one.text]
        place = one.end
    return Spelled("".join([*pieces, message[place:]]), message, ordered)


def _slashes(plain: str) -> list[Change]:
    """ "atelier compost / habitants / construire un bac": strokes between the parts of a telegram."""
    strokes = [place for line in _LINE.finditer(plain) for place in _strokes(line)]
    return [Change(place, place + 1, ";") for place in strokes]


_LINE = re.compile(r"[^\n]+")


def _strokes(line: re.Match[str]) -> list[int]:
    places = [line.start() + one.start(1) for one in re.finditer(r"(?<=\S)\s+([/|])\s+(?=\S)", line.group())]
    return places if len(places) > 1 else []


def _cased(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


@cache
def _spellings(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows: list[list[str]] = table(f"spelling.{language}.yaml")["spellings"]
    return tuple((re.compile(rf"(?<![\w'-])(?:{row}){'' if '(?=' in row else _AFTER}"), text) for row, text in rows)


_AFTER = r"(?![\w'-])"


@cache
def _elided(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'.-]){table(f'spelling.{language}.yaml')['elided']}")
