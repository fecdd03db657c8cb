"""The trainer's own questions, to be answered from the cards."""

import re

from assistant.engine.offline.reading.cues import cue, pattern
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.naming import named_in
from assistant.engine.protocol import Shelf

_SENTENCE = re.compile(r"[^.!?\n;]*(?:[.!?;\n]+|$)")
_LINK = re.compile(
    r"\s*[,:]\s(?:(?:mais|et|sinon|au fait|par contre|but|and|by the way|also|du coup),?\s)?|\s(?:mais|but)\s"
)
_LONGEST = 25
"""Words of a question that has no question mark."""


def find_question(message: Message, shelf: Shelf) -> tuple[int, int] | None:
    """Where a question of the trainer's stands; hesitations ("12 ?") and requests for help are none."""
    for sentence in _SENTENCE.finditer(message.plain[:6000]):
        text = sentence.group()
        place = _where(text, shelf)
        if place is not None:
            return message.trimmed_question(sentence.start() + place, sentence.end())
    return None


def _where(text: str, shelf: Shelf) -> int | None:
    """Where the question begins in a sentence: "12, mais c'est quoi la classe puzzle ?" asks after the comma."""
    if not re.search(r"[a-z]{2}", text) or pattern("requests", "helping").search(text):
        return None
    for start in (0, *(link.end() for link in _LINK.finditer(text))):
        if start and not text.rstrip().endswith("?") and cue("goal").search(text[:start]):
            continue  # "they should greet the guest, explain the bill": a goal among others
        if _begins(text[start:]) and _asks(text[start:], shelf):
            return start
    marked = text.rstrip().endswith("?")
    named = bool(named_in(text, shelf, ordinary=False)) and len(text.split()) > 2
    return 0 if marked and (named or _asks_late(text)) else None


def _begins(text: str) -> bool:
    return pattern("requests", "asking").match(text) is not None


def _asks(text: str, shelf: Shelf) -> bool:
    if text.rstrip().endswith("?") or pattern("requests", "defining").match(text):
        return True
    return bool(named_in(text, shelf, ordinary=False)) and len(text.split()) < _LONGEST


def _asks_late(text: str) -> bool:
    """ "Et pour les évaluer, tu conseilles quoi ?": the question word comes late."""
    return pattern("requests", "asking_late").search(text) is not None and re.search(r"\d", text) is None
