"""How long and for how many: durations and sizes of group, without what is refused, supposed or said of others."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from assistant.engine.offline.reading.lengths import settled_lengths, stated_lengths
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.sizes import find_sizes
from assistant.engine.offline.reading.stating import corrects
from assistant.language.counts import Count
from assistant.language.durations import Duration
from assistant.language.numbers import WHOLE
from assistant.language.people import trainers
from assistant.models.brief import BriefField
from assistant.models.turn import ReadingContext

T = TypeVar("T", Duration, Count)


@dataclass(frozen=True)
class Measures:
    """The facts, their places, and where the people who were counted are named."""

    facts: tuple[Found, ...]
    spans: tuple[tuple[int, int], ...]
    people: tuple[int, ...] = ()


def find_measures(message: Message, context: ReadingContext) -> Measures:
    """Durations and sizes of group that the message states of the module."""
    stated = stated_lengths(message, context)
    counts = find_sizes(message, stated, context)
    durations, moved = settled_lengths(message, stated, context)
    lengths = _pairs(message, durations, ("duration_minutes", "days"), lambda item: (item.minutes, item.days))
    sizes = _pairs(message, counts, ("group_size_min", "group_size_max"), lambda item: (item.low, item.high))
    counted = [(item.start, item.end) for item in counts]
    spans = (*(_masked(message, item) for item in durations), *counted, *_of_the_trainer(message))
    lengths = [replace(item, corrects=item.corrects or (item.start, item.end) in moved) for item in lengths]
    return Measures(
        (*lengths, *sizes),
        spans,
        tuple(
            min(item.noun, item.end) if item.noun >= item.end else item.noun for item in counts if item.noun is not None
        ),
    )


def _of_the_trainer(message: Message) -> list[tuple[int, int]]:
    """ "moniteur 15 ans d'expérience", "I've been a trainer for 12 years": nothing of it is said of the learners."""
    return [match.span() for match in _trained_for_years().finditer(message.plain)]


@cache
def _trained_for_years() -> re.Pattern[str]:
    one = rf"(?:{trainers()}|moniteur|monitrice|animat(?:eur|rice)|intervenante?|encadrante?|prof|teacher|lecturer)"
    years = (
        rf"(?:depuis |for |with |avec )?(?:plus de |over )?{WHOLE}\+? (?:ans?|annees?|years?)\b(?: (?:of |d')?[a-z']+)?"
    )
    myself = rf"(?:je suis|j'ai ete|i am|i'm|i've been|i have been)(?: an?| une?)? (?:[a-z]+ )?{one}"
    return re.compile(rf"\b(?:{myself}|{one}(?<!s),?)\s(?:[a-z]+\s)?{years}")


_ONE_SESSION = re.compile(
    r"(?:une?|an?|one|1)\s(?:ateliers?|modules?|seances?|sessions?|cours|workshops?|class|webinars?|"
    r"webinaires?)\s(?:de\s|d'|of\s)?"
)


def _masked(message: Message, item: Duration) -> tuple[int, int]:
    """ "un atelier de 3 heures": the length is taken, the workshop stays to be read."""
    lead = _ONE_SESSION.match(message.plain, item.start, item.end)
    return (lead.end() if lead else item.start), item.end


def _pairs(
    message: Message, items: list[T], fields: tuple[BriefField, BriefField], worth: Callable[[T], tuple[object, object]]
) -> list[Found]:
    """Both fields of each measure, in the words that state it."""
    return [
        Found(field, value, item.start, item.end, corrected)
        for item, corrected in _last_word(message, items, worth)
        for field, value in zip(fields, worth(item), strict=True)
    ]


def _last_word(message: Message, items: list[T], worth: Callable[[T], object]) -> list[tuple[T, bool]]:
    """Each value once; when one takes back the others, that one alone."""
    distinct: dict[object, T] = {}
    for item in items:
        distinct.setdefault(worth(item), item)
    marked = [(item, corrects(message, item.start, item.end)) for item in distinct.values()]
    taken_back = [row for row in marked if row[1]]
    return taken_back[-1:] if taken_back and len(marked) > 1 else marked
