"""The brief so far, as the page shows it: a row a fact, known, proposed or still open."""

from typing import Any

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
_OPEN: frozenset[Slot] = frozenset(
    {"subject", "audience", "duration", "group_size", "modality", "competencies", "work_context", "resources"}
)
"""What is shown as still open while nobody knows it; the others appear once they are said."""


def rows(brief: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """{"name", "value" (text or list), "state": said | proposed | open} of each fact, in the order of a brief."""
    answers = Answers.model_validate({**brief, "language": language})
    return [row for slot in _SHOWN if (row := _row(slot, answers, language))]


def _row(slot: Slot, answers: Answers, language: Language) -> dict[str, Any] | None:
    name = _capital(name_of(slot, language))
    assumed = [item for item in answers.assumptions if item.field in FIELDS_OF_SLOT[slot]]
    if assumed and not answers.knows(slot):
        answers = answers.model_copy(update={item.field: item.value for item in assumed})
    if not answers.knows(slot):
        return {"name": name, "value": "", "state": "open"} if slot in _OPEN else None
    value: Any = typeset(value_of(slot, answers, language), language)
    if slot == "competencies" and answers.competencies and len(answers.competencies) > 1:
        value = [_capital(typeset(text, language)) for text in answers.competencies]
    return {"name": name, "value": value, "state": "proposed" if assumed else "said"}


def title_of(brief: dict[str, Any]) -> str:
    """What the conversation is called: the module's title, else its subject; "" when neither is known."""
    return _capital(str(brief.get("title") or brief.get("subject") or ""))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
