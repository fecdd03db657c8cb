"""An answer taken whole, because the question asked for exactly that."""

import re

from assistant.engine.offline.reading.audiences import audience_at
from assistant.engine.offline.reading.circumstances import split_items
from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.goals import goals_in
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.replies import consent_of, says_none
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, BriefField
from assistant.models.turn import ReadingContext

_WHOLE: frozenset[str] = frozenset(
    {"title", "audience", "work_context", "assessment_wishes", "resources", "accessibility", "constraints", "prerequisites", "competencies"}
)


def answer_of(message: Message, context: ReadingContext, found: list[Found]) -> list[Found]:
    """The facts of an answer to the pending question, when the message states none of that kind by itself."""
    slot = context.pending
    if slot is None or slot not in _WHOLE:
        return []
    field = FIELDS_OF_SLOT[slot][0]
    if any(item.field == field for item in found) and slot not in {"work_context", "competencies"}:
        return []
    if any(item.corrects for item in found):
        return []
    start, end = _opened(message)
    if field in LIST_FIELDS and field != "competencies" and says_none(message.plain):
        start, end = message.trimmed(0, len(message.raw))
        return [Found(field, (), start, end)]
    if consent_of(message.plain):
        return []
    if not re.search(r"[^\W\d_]{2}", message.plain[start:end].replace("\x01", "")):
        return []
    if slot == "competencies":
        return [] if any(item.field == field for item in found) else goals_in(message, start, end, context.competencies)
    return _free(message, field, start, end, found)


def _free(message: Message, field: BriefField, start: int, end: int, found: list[Found]) -> list[Found]:
    if field == "audience":
        return _audience(message, start, end)
    if field in {"resources", "prerequisites"}:
        return split_items(message, field, start, end)
    if field == "work_context" and any(item.field == "work_context" for item in found):
        told = [item for item in found if item.field == "work_context"]
        if sum(item.end - item.start for item in told) > 0.6 * (end - start):
            return []
    value = re.sub(r"\s+", " ", message.raw[start:end]).strip("\"«»“” \u00a0")
    return [Found(field, value, start, end)] if value else []


def _audience(message: Message, start: int, end: int) -> list[Found]:
    first = re.match(r"[\s\x01,.-]*", message.plain[start:end])
    start += first.end() if first else 0
    taken = message.plain.find("\x01", start, end)
    stop = taken if taken > start + 3 else end
    sentence = re.search(r"[.;!?\n]", message.plain[start:stop])
    stop = start + sentence.start() if sentence else stop
    found = audience_at(message, start, stop)
    if found and (found.end >= stop - 1 or message.plain[found.end] in ",(–—:"):
        return [found]
    start, stop = message.trimmed(start, stop)
    lead = re.match(r"(?:(?:ce sont|ce seront|c'est|they are|they're|des|les|mes|nos|my|our|the|un|une|a|an|de|d'|du|pour|for)\s?)+\b", message.plain[start:stop])
    begin = start + lead.end() if lead and lead.end() < stop - start - 2 else start
    value = re.sub(r"\s+", " ", message.raw[begin:stop])
    return [Found("audience", value, begin, stop)] if value else []


def _opened(message: Message) -> tuple[int, int]:
    """The message without its politeness, its "yes" and its marks."""
    polite = pattern("replies", "polite").pattern
    lead = re.match(rf"(?:[\s,.:;!-]|\b(?:{polite}|oui|yes)\b)*", message.plain)
    start = lead.end() if lead else 0
    hidden = message.plain.find("\x02", start)
    end = hidden if hidden > start else len(message.raw)
    return message.trimmed(start, end)
