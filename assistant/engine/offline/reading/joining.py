"""Those who come beside the people who are known: "on ajoute les intérimaires", "the temps will come too"."""

import re

from assistant.engine.offline.reading.audiences import audience_at
from assistant.engine.offline.reading.cues import native
from assistant.engine.offline.reading.groups import is_a_group
from assistant.engine.offline.reading.message import Found, Message
from assistant.language.people import trainers

_SENTENCE = re.compile(r"(?=\S)[^.!?;\n\x02]+")


def find_joining(message: Message) -> list[tuple[Found, tuple[int, int]]]:
    """The people who join, each with the passage that says so and nothing else."""
    found = [_joining(message, *sentence.span()) for sentence in _SENTENCE.finditer(message.plain[:3000])]
    return [one for one in found if one]


def _joining(message: Message, start: int, end: int) -> tuple[Found, tuple[int, int]] | None:
    announced = native("joining", "adds", message.language).match(message.plain, start, end)
    lead = announced or native("joining", "named", message.language).match(message.plain, start, end)
    tail = native("joining", "added" if announced else "come_too", message.language)
    ends = (
        (one.start() for one in tail.finditer(message.plain, lead.end(), end) if one.end() == end) if lead else iter(())
    )
    limit = next(ends, None)
    who = audience_at(message, lead.end(), limit) if lead and limit else None
    if who is None or not is_a_group(message.plain[who.start : who.end], message.language):
        return None
    if who.end != limit or re.search(rf"\b(?:{trainers()})\b", message.plain[who.start : who.end]):
        return None  # "on ajoute un formateur": who trains is not trained
    return Found("audience", who.value, who.start, who.end, joins=True), (start, end)
