"""The situation at work, told in several pieces of one message: joined, and worded as the trainer does."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.message import LABELLED, Found, Message, Statement
from assistant.models.brief import BriefField

PLACE = re.compile(r"^(?:dans|chez|sur|au|a|in|at|on)\s[a-z' -]{2,40},\s")
"""Where it happens, before what is told: "dans mon magasin, | les vendeurs…"."""
WORDS_OF_A_STORY = 3
"""What has fewer words tells nothing."""


def join_stories(message: Message, found: list[Found], *, also: BriefField | None = None) -> list[Found]:
    """The pieces of one sentence about the situation at work (or about what was asked) as one fact."""
    joined = {"work_context", "assessment_wishes"} & {"work_context", also}
    done: list[Found] = []
    for item in sorted(found, key=lambda one: one.start):
        last = next((one for one in reversed(done) if one.field == item.field and item.field in joined), None)
        if last is not None and goes_on(message, last, item) and item.end > last.end:
            done[done.index(last)] = worded(message, replace(last, value="", end=item.end))
        else:
            done.append(item)
    return done


_ELSEWHERE: frozenset[BriefField] = frozenset(
    {
        "competencies", "resources", "assessment_wishes", "constraints", "prerequisites", "accessibility", "audience",
        "duration_minutes", "group_size_max", "modality", "title", "subject",
    }
)  # fmt: skip
"""What a later sentence of the answer may be about instead."""
_SWEPT: frozenset[BriefField] = frozenset({"resources", "assessment_wishes", "constraints", "prerequisites"})
"""What is only part of the story where the story was asked for."""
_LONGEST_STORY = 120
"""Words beyond which an answer tells of everything at once."""


def whole_story(message: Message, found: list[Found]) -> list[Found]:
    """The answer about the situation at work in one piece: what it also states stays a fact of its own."""
    labelled = any(LABELLED.match(one.plain) for one in message.statements)
    if labelled or any(item.corrects for item in found) or len(message.plain.split()) > _LONGEST_STORY:
        return found
    told: list[Statement] = []
    for statement in message.statements:
        inside = [item for item in found if item.start < statement.end and statement.start < item.end]
        about = any(item.field == "work_context" for item in inside)
        if (
            told
            and statement.sentence != told[-1].sentence
            and not about
            and any(i.field in _ELSEWHERE for i in inside)
        ):
            break
        told.append(statement)
    if not told or any(item.field == "work_context" and item.start >= told[-1].end for item in found):
        return found
    start, end = message.trimmed(told[0].start, told[-1].end)
    opening = _STORY_OPENING.match(message.plain, start, end)
    start = opening.end() if opening else start
    measured = [item for item in found if start <= item.start < end and item.field not in _SWEPT | {"work_context"}]
    rest = message.without([(item.start, item.end) for item in measured]).plain[start:end]
    if len(re.findall(r"[a-z]{2,}", rest)) < WORDS_OF_A_STORY or any(i.field == "competencies" for i in measured):
        return found
    kept = [item for item in found if not (item.field in _SWEPT | {"work_context"} and start <= item.start < end)]
    value = re.sub(r"\s+", " ", message.raw[start:end])
    return [*kept, Found("work_context", value, start, end)]


_STORY_OPENING = re.compile(
    r"(?:(?:ben|bah|euh|alors|bon|eh bien|en fait|oui|yes|well|so|um|basically|actually|honestly|bonjour|hello|"
    r"hi)\b[\s,]*)+"
)


def story_of(message: Message, statement: Statement) -> Found:
    """A statement that surely tells of the situation at work."""
    return worded(message, Found("work_context", "", statement.start, statement.end))


def worded(message: Message, item: Found) -> Found:
    """The fact in the words of the message, without the label and the loose words around them."""
    if item.field not in {"work_context", "assessment_wishes"} or item.value:
        return item
    start, end = message.trimmed(item.start, item.end)
    loose = _LOOSE_SO.search(message.plain, start, end)
    end = loose.start() if loose else end
    joint = _JOINT.match(message.plain, start, end) if item.field == "work_context" else None
    start = joint.end() if joint and joint.end() < end else start
    label = _LABEL.match(message.plain, start, end)
    start = label.end() if label and label.end() < end else start
    reason = _REASON.match(message.plain, start, end) if item.field == "work_context" else None
    start = reason.end() if reason and reason.end() < end else start
    return Found(item.field, re.sub(r"\s+", " ", message.raw[start:end]), start, end, item.corrects)


_JOINT = re.compile(r"(?:(?:et|mais|and|but)\s)+")
"""What joined a story to the goals before it, and begins nothing."""
_LOOSE_SO = re.compile(r"[\s,]+(?:so|donc|alors|du coup)\s*$")
_REASON = re.compile(
    r"(?:(?:tout (?:ca|cela) )?parce qu(?:e\s|')|puisqu(?:e\s|')|vu qu(?:e\s|')|car\s|because\s(?!of\b))"
)
"""What binds a story to what was said before it, and is no part of it."""
_LABEL = re.compile(
    r"(?:problemes?|soucis?|contexte|situation|constat|origine|declencheur|context|problem|issue|background|"
    r"why(?: now)?|trigger|the gap)(?: de depart| actuelle?| de travail| identifie| au travail| at work)?\s?:\s?"
)


def goes_on(message: Message, last: Found, item: Statement | Found) -> bool:
    """Whether a statement goes on with the story in the same sentence."""
    between = message.plain[last.start : item.end]
    return not re.search(r"[.!?;\n\x02]", between.rstrip(" .!?;\n"))
