"""The brief so far, as the page shows it: a row a fact, known, proposed or still open."""

from typing import Any

from assistant.interview.assumptions import can_complete, complete
from assistant.interview.display import name_of, value_of
from assistant.language.typography import typeset
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Slot
from assistant.models.terms import Language

_SHOWN: tuple[Slot, ...] = (
    "subject",
    "audience",
    "audience_level",
    "duration",
    "group_size",
    "modality",
    "competencies",
    "work_context",
    "resources",
    "assessment_wishes",
    "prerequisites",
    "accessibility",
    "constraints",
)
_CORE: frozenset[Slot] = frozenset({"subject", "audience", "duration", "group_size", "modality", "competencies"})
_OPEN = _CORE | {"audience_level", "work_context", "resources"}
"""What is shown as still open, and counted, while nobody knows it; the others appear once they are said."""


def rows(brief: dict[str, Any], language: Language, *, proposing: bool = False) -> list[dict[str, Any]]:
    """{"name", "value" (text or list), "state": said | proposed | open, "counts"} of each fact, in a brief's order.

    `proposing` shows, where nobody said anything, what the draft will assume: once no question is left.
    """
    answers = Answers.model_validate({**brief, "language": language})
    if proposing and can_complete(answers):
        answers = answers.model_copy(update={"assumptions": complete(answers).assumptions + answers.assumptions})
    return [row for slot in _SHOWN if (row := _row(slot, answers, language))]


def has_no_question_left(phase: str, asked: str | None, brief: dict[str, Any], language: Language) -> bool:
    """Whether what is still unknown will be assumed: the trainer reads it in the recap, then in the methods."""
    if phase != "interview":
        return True
    states = {row["slot"]: row["state"] for row in rows(brief, language)}
    return asked is None and all(states[slot] != "open" for slot in _CORE)


def _row(slot: Slot, answers: Answers, language: Language) -> dict[str, Any] | None:
    row = {"slot": slot, "name": _capital(name_of(slot, language)), "counts": slot in _OPEN}
    if answers.rests_on_files(FIELDS_OF_SLOT[slot][0]):
        row["from"] = typeset(_origin(slot, answers), language)
    assumed = [item for item in answers.assumptions if item.field in FIELDS_OF_SLOT[slot]]
    if assumed and not answers.knows(slot):
        answers = answers.model_copy(update={item.field: item.value for item in assumed})
    if not answers.knows(slot):
        return {**row, "value": "", "state": "open"} if slot in _OPEN else None
    value: Any = typeset(value_of(slot, answers, language), language)
    if slot == "competencies" and answers.competencies and len(answers.competencies) > 1:
        value = [_capital(typeset(text, language)) for text in answers.competencies]
    return {**row, "value": value, "state": "proposed" if assumed else "said"}


def _origin(slot: Slot, answers: Answers) -> str:
    """The document that states it, and where, if that is one place."""
    found = [source for source in answers.sources if source.field == FIELDS_OF_SLOT[slot][0] and source.file]
    files = list(dict.fromkeys(source.file or "" for source in found))
    places = {source.passage for source in found}
    passage = places.pop() if len(places) == 1 else None
    return f"{files[0]}, {passage}" if len(files) == 1 and passage else ", ".join(files)


def title_of(brief: dict[str, Any]) -> str:
    """What the conversation is called: the module's title, else its subject; "" when neither is known."""
    return _capital(str(brief.get("title") or brief.get("subject") or ""))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
