"""French and English typography, and times as people read them."""

import re

from assistant.models.terms import Language

NBSP = "\u00a0"
_SKIP = re.compile(r"(`[^`]*`|https?://\S+|\b\d{1,2}:\d{2}\b)")


def typeset(text: str, language: Language) -> str:
    """Typographic apostrophes, and in French no-break spaces and « »; doing it twice changes nothing."""
    parts = _SKIP.split(text)
    return "".join(part if index % 2 else _typeset(part, language) for index, part in enumerate(parts))


def _typeset(text: str, language: Language) -> str:
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    if language == "en":
        return text
    text = re.sub(r'"([^"\n]+)"', f"«{NBSP}\\1{NBSP}»", text)
    text = re.sub(r"«[ \u00a0\u202f]*", f"«{NBSP}", text)
    text = re.sub(r"[ \u00a0\u202f]*»", f"{NBSP}»", text)
    text = re.sub(r"(?<=[\w)»%’*])[ \u202f]([;!?:])(?=\s|$|\*)", f"{NBSP}\\1", text)
    return re.sub(r"(\d)[ \u202f](min|h|%|€|jours?|personnes?)\b", f"\\1{NBSP}\\2", text)


def clock(minutes: int, language: Language) -> str:
    """A time of day from minutes since midnight: "8 h 30" / "8:30"."""
    hours, rest = divmod(minutes, 60)
    if language == "en":
        return f"{hours}:{rest:02d}"
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


def span(minutes: int, language: Language) -> str:
    """A length of time: "3 h 30", "45 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    if not rest:
        return f"{hours}{NBSP}h"
    tail = f"{NBSP}{rest:02d}" if language == "fr" else f"{NBSP}{rest}{NBSP}min"
    return f"{hours}{NBSP}h{tail}"


def words_of_duration(minutes: int, language: Language) -> str:
    """A length as people say it: "une demi-journée", "deux jours"; else `span`."""
    halves, rest = divmod(minutes, 210)
    named = {
        "fr": {1: "une demi-journée", 2: "une journée", 3: "une journée et demie", 4: "deux jours", 6: "trois jours"},
        "en": {1: "half a day", 2: "one day", 3: "a day and a half", 4: "two days", 6: "three days"},
    }[language]
    return named[halves] if rest == 0 and halves in named else span(minutes, language)
