"""Signs in the trainer's words of what bears on a design: a weak network, a danger, equipment that is there."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.wording import clip
from assistant.models.brief import Brief, BriefField
from assistant.models.terms import Language

LONGEST_QUOTE = 14
"""Words of the trainer's that a reason quotes at most."""

TOLD: tuple[BriefField, ...] = ("work_context", "assessment_wishes", "constraints", "resources", "audience")
_ALL: tuple[BriefField, ...] = (*TOLD, "subject", "title", "competencies", "accessibility")
_ABOUT_THE_SUBJECT = frozenset({"danger", "stance", "long_content"})


def told(brief: Brief, fields: tuple[BriefField, ...] = TOLD) -> Iterator[tuple[BriefField, str]]:
    """The trainer's words on each field; what was assumed is nobody's word."""
    for field in fields:
        quotes = brief.quotes_of(field)
        if getattr(brief, field) == ():
            continue  # "no" says that there is none: nothing to quote as a reason
        if quotes:
            yield from ((field, quote) for quote in quotes)
        elif brief.assumed(field) is None:
            value = getattr(brief, field)
            yield from ((field, text) for text in ((value,) if isinstance(value, str) else value) if text)


def shown(brief: Brief, sign: str) -> str | None:
    """The trainer's words that show a sign, short enough to quote; None when there are none."""
    fields = _ALL if sign in _ABOUT_THE_SUBJECT else TOLD
    texts = (*(text for _, text in told(brief, fields)), *brief.remarks)
    return matched(texts, _patterns(brief.language, sign), brief.language, affirmed=sign in _HAD)


def refuses_film(brief: Brief) -> bool:
    """Whether the trainer wants no film."""
    return _film_refused(" ; ".join((brief.assessment_wishes, *brief.constraints, *brief.resources)), brief.language)


@lru_cache(maxsize=64)
def _film_refused(said: str, language: Language) -> bool:
    plain = fold(said).replace("’", "'")
    return any(pattern.search(plain) for pattern in _patterns(language, "no_video"))


def everything(brief: Brief) -> tuple[str, ...]:
    """All that the trainer said, whole sentences first: a word on a field may be a piece of one."""
    return (*brief.remarks, *(text for _, text in told(brief, _ALL)))


def matched(
    texts: Iterable[str], patterns: tuple[re.Pattern[str], ...], language: Language, *, affirmed: bool = False
) -> str | None:
    """The clause of the first text that shows one of the patterns; `affirmed`: not where the words before deny it."""
    for text in texts:
        plain = fold(text).replace("’", "'")
        for pattern in patterns:
            found = pattern.search(plain)
            if found and not (affirmed and _denied(plain[: found.start()], language)):
                return clause_at(text, *found.span())
    return None


_HAD = frozenset({"equipment", "space", "devices"})
"""Signs of what is there: nothing shows them less than words that say it is not."""


def _denied(before: str, language: Language) -> bool:
    return re.search(REFUSAL[language] + r"[^.;:,]*$", before) is not None


REFUSAL: dict[Language, str] = {
    "fr": r"\b(?:pas|sans|jamais|ni|evit\w+|surtout pas|aucune?|detest\w+|deteste|contre|ras le bol)\b",
    "en": r"\b(?:no|not|never|without|avoid\w*|hates?|\w+n['’ ]t|dislike\w*|against)\b",
}


def clause_at(text: str, start: int, end: int) -> str:
    """The clause around a place, in the text's own words, short enough to quote."""
    left = max((text.rfind(mark, 0, start) for mark in ".;:!?\n"), default=-1) + 1
    rights = [place for mark in ".;!?\n" if (place := text.find(mark, end)) >= 0]
    right = min(rights, default=len(text))
    sentence = text[left:right]
    if len(sentence.split()) <= LONGEST_QUOTE:
        return sentence.strip()
    comma = text.rfind(",", left, start) + 1
    head = text[max(comma, left) : right].strip()
    return clip(head, LONGEST_QUOTE)


@cache
def _patterns(language: Language, sign: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("selection.yaml")["signs"][language].get(sign, ()))
