"""French and English typography, and times as people read them."""

import re

from assistant.language.memory import remembered
from assistant.language.wording import amount
from assistant.models.brief import DAY_MINUTES, HALF_DAY_MINUTES
from assistant.models.terms import Language

NBSP = "\u00a0"
_UNTOUCHED = re.compile(
    r"(```.*?```|`[^`]*`|\]\([^)]*\)|(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|\b\d{1,2}:\d{2}\b|<[^<>\s][^<>]*>)",
    re.DOTALL,
)
_HELD = "\ue000"
"""Stands for an untouched piece while the rest is set: a private character that no text holds."""
_SPACES = r"[ \u00a0\u202f]*"
_UNITS = r"(?:min|h|s|%|€|kg|g|km|m|cm|mm|l|jours?|heures?|minutes?|personnes?|ans?|mois|semaines?|séances?)"


@remembered(2048)
def typeset(text: str, language: Language) -> str:
    """Typographic apostrophes and ellipses, and in French no-break spaces and « »; doing it twice changes nothing."""
    if _HELD in text:
        return text
    held = iter(_UNTOUCHED.findall(text))
    return re.sub(_HELD, lambda _: next(held), _typeset(_UNTOUCHED.sub(_HELD, text), language))


def _typeset(text: str, language: Language) -> str:
    if language == "fr":
        text = re.sub(r'"([^"\n]*)"', lambda found: f"«{found[1]}»" if found[1].strip() else found[0], text)
    text = re.sub(r"(?<=\w)'(?=[\w«\u00c0-\u00ff])", "’", text)
    text = re.sub(r"(?<!\.)\.{3}(?!\.)", "…", text)
    if language == "fr":
        return _french(text)
    # "learners' needs": an apostrophe, unless single quotes open somewhere.
    return text if re.search(r"(?:^|\s)'", text) else re.sub(r"(?<=\ws)'(?=\s)", "’", text)


_LIGATURE = re.compile(
    r"(?<![^\W\d_])(ch?|s|n|b|v|m|man)?(oe|OE|Oe)(?=(?:il(?:s|lère\w*)?|uvr\w*|urs?|uds?|ufs?|ux?)\b)", re.IGNORECASE
)
"""Where keyboards write "oe" for "œ": œil, œuvre, manœuvrer, cœur, sœur, nœud, bœuf, vœux, mœurs."""


def _french(text: str) -> str:
    text = _LIGATURE.sub(lambda found: (found[1] or "") + ("œ" if found[2] == "oe" else "Œ"), text)
    text = re.sub(rf"«{_SPACES}(?=\S)", f"«{NBSP}", text)
    text = re.sub(rf"(?<=[^\s«]){_SPACES}»", f"{NBSP}»", text)
    text = re.sub(rf"(?<=[\w)»’%€…{_HELD}]){_SPACES}([;!?:]+)(?=[\s*»)…]|$)", f"{NBSP}\\1", text)
    text = re.sub(r"(?<=\d)[ \u202f]h[ \u202f\u00a0](?=\d\d\b)", f"{NBSP}h{NBSP}", text)
    text = re.sub(r"(?<=\d)%", f"{NBSP}%", text)
    return re.sub(rf"(?<=\d)[ \u202f]({_UNITS})(?!\w)", f"{NBSP}\\1", text)


def clock(minutes: int, language: Language) -> str:
    """A time of day from minutes since midnight: "8 h 30" / "8:30"."""
    hours, rest = divmod(minutes, 60)
    if language == "en":
        return f"{hours}:{rest:02d}"
    return f"{hours}{NBSP}h{NBSP}{rest:02d}"


def span(minutes: int, language: Language) -> str:
    """A length of time: "3 h 30", "45 min", "2 h"; in English "3 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    if not rest:
        return f"{hours}{NBSP}h"
    tail = f"{NBSP}{rest:02d}" if language == "fr" else f"{NBSP}{rest}{NBSP}min"
    return f"{hours}{NBSP}h{tail}"


def words_of_duration(minutes: int, language: Language) -> str:
    """A length as people say it: "une demi-journée", "deux jours et demi"; else `span`."""
    days, rest = divmod(minutes, DAY_MINUTES)
    if minutes <= 0 or rest not in {0, HALF_DAY_MINUTES}:
        return span(minutes, language)
    half = rest == HALF_DAY_MINUTES
    if language == "fr":
        return _french_days(days, half)
    if days <= 1:
        return {(0, True): "half a day", (1, False): "one day", (1, True): "a day and a half"}[days, half]
    number = amount(days, "day", "days", "en")
    return number.replace(" days", " and a half days") if half else number


def _french_days(days: int, half: bool) -> str:
    if days <= 1:
        return {(0, True): "une demi-journée", (1, False): "une journée", (1, True): "une journée et demie"}[days, half]
    return amount(days, "jour", "jours", "fr") + (" et demi" if half else "")
