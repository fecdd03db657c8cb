"""The trainer's own questions, to be answered from the cards."""

import re

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.naming import named_in
from assistant.engine.protocol import Shelf

_SENTENCE = re.compile(r"[^.!?\n;]*(?:[.!?;\n]+|$)")


def find_question(message: Message, shelf: Shelf) -> tuple[int, int] | None:
    """Where a question of the trainer's stands; hesitations ("12 ?") and requests for help are none."""
    for sentence in _SENTENCE.finditer(message.plain[:6000]):
        text = sentence.group()
        if re.search(r"[a-z]{2}", text) and _asks(text, shelf):
            return message.trimmed_question(sentence.start(), sentence.end())
    return None


def _asks(text: str, shelf: Shelf) -> bool:
    if pattern("requests", "helping").search(text):
        return False
    marked = text.rstrip().endswith("?")
    asking = pattern("requests", "asking").match(text)
    if marked:
        return (
            asking is not None
            or _asks_later(text)
            or (bool(named_in(text, shelf, ordinary=False)) and len(text.split()) > 2)
        )
    if asking is None:
        return False
    return _is_definition(text) or (bool(named_in(text, shelf, ordinary=False)) and len(text.split()) < 25)


def _is_definition(text: str) -> bool:
    return (
        re.match(
            r"\W*(?:(?:et|mais|au fait|dis|ok|and|but|so|hi|bonjour),?\s)*(?:c'est quoi|qu'est[- ]ce que (?:c'est|la|le|l'|les|une?)|kesako|que veut dire|que signifie|"
            r"what(?:'s| is| are) (?:an?|the) |pourquoi pas |why not |(?:explique|expliquez|definis|definissez)[- ]moi|explain |define |tell me (?:about|what|more)|"
            r"combien de temps|how long)",
            text,
        )
        is not None
    )


def _asks_later(text: str) -> bool:
    """ "Et pour les évaluer, tu conseilles quoi ?": the question word comes late."""
    return (
        re.search(
            r"\b(?:quoi|tu (?:conseilles|penses|recommandes|proposes)|vous (?:conseillez|pensez|recommandez|proposez)|c'est (?:mieux|bien|possible|quoi)|"
            r"possible de|utile|what do you|would you|should (?:i|we)|is it|do you|can i|can we)\b",
            text,
        )
        is not None
        and re.search(r"\d", text) is None
    )
