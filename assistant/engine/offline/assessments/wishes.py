"""What the trainer wishes for: a format, formats to leave out, no marks."""

import re
from dataclasses import dataclass

from assistant.engine.offline.assessments.wording import wording
from assistant.language import grammar
from assistant.language.lemmas import fold
from assistant.models.brief import Brief

_MOST_QUOTED = 20
_CROWD = 40


@dataclass(frozen=True)
class Wish:
    """A wish as it was heard; formats are card ids, or "watch" and "quiz"."""

    formats: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    no_marks: bool = False
    quote: str = ""
    """The trainer's own words; empty when Jalon assumed the wish."""

    @property
    def watches(self) -> bool:
        """Whether the trainer wants to see people act."""
        return "watch" in self.formats


def wish_of(brief: Brief) -> Wish:
    """Read the wishes for assessment of a brief."""
    words = wording(brief.language)
    text = brief.assessment_wishes.strip()
    folded = fold(text).replace("’", "'")
    if not folded or re.search(words.no_wish, folded):
        return Wish()
    formats: dict[int, str] = {}
    left_out: set[str] = set()
    for heard in words.heard:
        for found in re.finditer(heard.match, folded):
            if re.search(words.refusing, folded[: found.start()]):
                left_out.add(heard.format)
            else:
                formats.setdefault(found.start(), heard.format)
    wanted = dict.fromkeys(formats[place] for place in sorted(formats) if formats[place] not in left_out)
    assumed = brief.assumed("assessment_wishes") is not None
    if assumed:
        # Jalon's own proposal: to see people act, where that can be done, decides nothing else.
        wanted = dict.fromkeys(["watch"] if "watch" in wanted and brief.group_size_max <= _CROWD else [])
    quote = "" if assumed else grammar.clip(text.rstrip(" ."), _MOST_QUOTED)
    return Wish(tuple(wanted), frozenset(left_out), bool(re.search(words.no_marks, folded)), quote)
