"""When the days and the sequences of a draft are, as people say it."""

from assistant.export.plan import minutes_of
from assistant.language.typography import clock, span
from assistant.models.module import Day, Sequence
from assistant.models.terms import Language


def hour(item: Sequence, language: Language) -> str:
    """ "9 h 20"; "" in a module without hours."""
    return clock(minutes_of(item.start), language) if item.start else ""


def full_hour(number: int, language: Language) -> str:
    """ "9 h", "9:00"."""
    return span(60 * number, language) if language == "fr" else clock(60 * number, language)


def hours(day: Day, language: Language) -> str:
    """ "9 h 00 – 17 h 00"; "" for a day without hours."""
    if not day.sequences or not day.sequences[0].start or not day.sequences[-1].start:
        return ""
    last = day.sequences[-1]
    end = minutes_of(last.start or "00:00") + last.minutes
    return f"{hour(day.sequences[0], language)} – {clock(end, language)}"


def length(day: Day, language: Language) -> str:
    """ "7 h": the meal is not counted."""
    return span(sum(item.minutes for item in day.sequences), language)
