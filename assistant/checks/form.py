"""Family J: one language, and nothing that was meant for the chat."""

import re
from collections.abc import Iterator

from assistant.checks.case import Case
from assistant.checks.texts import stems, texts
from assistant.language import marks
from assistant.language.detect import detect
from assistant.models.review import Finding

_ELLIPSIS = re.compile(r"…|\.\.\.")
_FEW_WORDS = 5
"""Shorter texts are often names: "Microsoft Power BI Desktop"."""


def one_language(case: Case) -> Iterator[Finding]:
    """J1: every text is in the module's language; names, quotes and what is too short to tell are left alone."""
    own = marks.plain(" ; ".join((repr(case.module.brief.model_dump(mode="json")), *case.turns)))
    for where, text in texts(case.module):
        bare = marks.unquoted(text)
        if len(bare.split()) < _FEW_WORDS or marks.plain(text).strip(" .") in own:
            continue
        if detect(bare) not in (case.language, None):
            yield case.find("J1.language", where, text=text)


def nothing_is_left_over(case: Case) -> Iterator[Finding]:
    """J2: no talk of an assistant, no ellipsis, no placeholder; what is quoted may have any of them."""
    gaps = stems(case.module)
    for where, text in texts(case.module):
        bare = marks.unquoted(text)
        talk = marks.find("assistant", bare.strip(), case.language)
        if talk:
            yield case.find("J2.assistant", where, text=bare.strip()[talk.start() : talk.start() + 60])
        left = marks.find("placeholder", text, case.language)
        if left:
            yield case.find("J2.placeholder", where, text=text[left.start() : left.end()])
        elif _ELLIPSIS.search(bare) and text not in gaps:
            yield case.find("J2.ellipsis", where, text=text)


RULES = {"J1": one_language, "J2": nothing_is_left_over}
