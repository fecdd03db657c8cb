"""What a message says and takes back, or says of how the hours are filled: nothing of it is a subject or a wish."""

import re
from collections.abc import Iterator

from assistant.engine.offline.reading.message import Message

_ORDER = re.compile(
    r"(?:^|(?<=[.;\n])|(?<=[.;] ))\s*(?:(?:le |the |our |notre )?(?:programme|deroule|agenda|planning|schedule|"
    r"running[ -]order|ordre du jour))(?: (?:du jour|de la journee|prevu|for the day|so far))?\s?:"
    r"(?P<steps>[^.;\n]{5,300})"
)
_STEP = re.compile(
    r"^\s*(?:(?:et|puis|and|then)\s)*(?:un |une |le |la |l'|a |the |\x01+ ?)?(?:mot d')?"
    r"(?:accueil|tour de table|pauses?|dejeuner|cafe|ouverture|cloture|bilan|presentations?|brise-glace|icebreakers?|"
    r"welcome|introductions?|intros?|breaks?|lunch|coffee|wrap-up|wrap up|debrief|round of introductions|closing)\b"
)
"""A step of any day of training: "tour de table", "lunch"."""
_TAKEN_BACK = re.compile(
    r"\b(?P<first>(?:les|des|mes|nos|the|our|my)\s(?:[a-z'-]+\s?){1,4}?),\s"
    r"(?:(?:non|enfin|euh|oups|no|oops|er)\b,?\s)*"
    r"(?:non|pardon|enfin|je veux dire|plutot|sorry|no|i mean|or rather|no wait)\b,?\s"
    r"(?=(?:les|des|mes|nos|the|our|my)\s)"
)
"""Whom the trainer names, and at once names better: "les croque-morts, non pardon, les conseillers"."""


def asides(message: Message) -> Iterator[tuple[int, int]]:
    """The passages that state nothing: a running order, and a name that is corrected in passing."""
    for order in _ORDER.finditer(message.plain):
        steps = re.split(r",|\bpuis\b|\bthen\b", order["steps"])
        if len(steps) > 1 and any(_STEP.match(step) for step in steps):
            yield order.span()
    for name in _TAKEN_BACK.finditer(message.plain):
        yield name.span()
