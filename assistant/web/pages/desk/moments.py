"""Days, moments and ages as people say them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_timedelta

from assistant.language.typography import NBSP
from assistant.models.terms import Language


def day(on: date, language: Language) -> str:
    """ "3 décembre 2026"."""
    return str(format_date(on, "d MMMM y", locale=language)).replace(" ", NBSP)


def moment(at: datetime, language: Language) -> str:
    """ "3 décembre 2026, 14:05", where the program runs."""
    here = at.astimezone()
    return f"{day(here.date(), language)}, {format_datetime(here, 'HH:mm', locale=language)}"


def length(time: timedelta, language: Language) -> str:
    """ "3 jours", "2 heures"; never less than a minute."""
    return str(format_timedelta(time, granularity="minute", locale=language)).replace(" ", NBSP)
