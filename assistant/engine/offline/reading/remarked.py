"""What a reviewer wrote beside an element, as a trainer would ask for it."""

import re

from assistant.engine.offline.reading.cues import pattern, whole
from assistant.engine.offline.reading.message import plain_of
from assistant.engine.offline.reading.openings import begins_goal
from assistant.engine.offline.reading.pointing import ids_in
from assistant.models.terms import Language

_ELEMENT = re.compile(r"[AOSM]\d+")


def wish_of(text: str, where: str, language: Language) -> str:
    """The words with the element that they are about, where they name none.

    "O2 : très bien vu" would be another objective: only words that say what to write instead change one.
    """
    plain = plain_of(text)
    if _ELEMENT.fullmatch(where) is None or ids_in(plain):
        return text
    if whole("requests", "struck_out").match(plain):
        return f"remove {where}" if language == "en" else f"supprime {where}"
    if where[0] in "AS":
        return f"{where} : {text}"
    instead = _instead(text, plain)
    if instead and (where[0] == "M" or begins_goal(plain_of(instead), language, first=True)):
        return f"{where} : {'rather' if language == 'en' else 'plutôt'} {instead}"
    return text


def _instead(text: str, plain: str) -> str:
    """The words to write: "plutôt « choisir un extincteur »"; "" where none are given."""
    found = pattern("requests", "written_instead").match(plain)
    return text[found.end() :].strip(' \u00a0\u202f"«»“”.!') if found else ""
