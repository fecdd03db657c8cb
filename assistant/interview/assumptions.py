"""What Jalon proposes for everything that was not said, each with its reason; and the brief that results."""

from typing import Any

from assistant.interview.kinds import kinds_of
from assistant.interview.ledger import split_days
from assistant.interview.words import words
from assistant.language.grammar import article, capitalized, clip, de, infinitive_phrase, to, uncapitalized
from assistant.language.typography import typeset
from assistant.models.brief import HALF_DAY_MINUTES, Answers, Assumption, Brief, BriefField, Source

_SHOWN = frozenset({"gesture", "procedure", "tool_use", "relational"})
"""Performances that are watched rather than read."""
_CROWD = 40
"""More people than one trainer can watch one by one."""
_MINUTES_EACH = 45


def complete(answers: Answers) -> Brief:
    """A full brief: what is known, and a listed assumption for each field that is not.

    Needs a subject or competencies: `can_complete`.
    """
    known = answers
    listed: list[Assumption] = []
    for field in _ORDER:
        if getattr(known, field) is None:
            assumption = _assume(field, known)
            listed.append(assumption)
            known = known.model_copy(update={field: assumption.value})
    return Brief.model_validate({**known.model_dump(), "assumptions": [item.model_dump() for item in listed]})


def can_complete(answers: Answers) -> bool:
    """Whether enough is known that the rest can be assumed."""
    return bool(answers.subject or answers.competencies)


def assumption(field: BriefField, answers: Answers) -> Assumption:
    """The assumption that would stand for one field."""
    return _assume(field, answers)


_ORDER: tuple[BriefField, ...] = (
    "subject",
    "competencies",
    "title",
    "audience",
    "audience_level",
    "prerequisites",
    "duration_minutes",
    "days",
    "group_size_min",
    "group_size_max",
    "modality",
    "work_context",
    "assessment_wishes",
    "resources",
    "accessibility",
    "constraints",
)
"""Later fields are assumed from earlier ones."""


def _assume(field: BriefField, answers: Answers) -> Assumption:
    entry = words(answers.language)["assumptions"][field]
    # What is at hand depends on where people are.
    reason = entry if isinstance(entry, str) else entry.get(answers.modality) or entry["reason"]
    return Assumption(field=field, value=_value(field, answers, entry), reason=typeset(reason, answers.language))


def _value(field: BriefField, answers: Answers, entry: Any) -> Any:  # noqa: PLR0911 - one line per field
    match field:
        case "subject":
            return (answers.competencies or ("",))[0]
        case "competencies":
            return _competencies(answers)
        case "title":
            return capitalized(clip(answers.subject or (answers.competencies or ("",))[0], 12))
        case "audience_level":
            return "mixed"
        case "duration_minutes":
            return _minutes(len(answers.competencies or ("",)))
        case "days":
            return split_days(answers.duration_minutes or HALF_DAY_MINUTES)
        case "group_size_min":
            return min(8, answers.group_size_max or 8)
        case "group_size_max":
            return max(12, answers.group_size_min or 12)
        case "modality":
            return "onsite"
        case "assessment_wishes":
            return entry[_proof(answers)]
        case "audience" | "work_context":
            return entry["value"]
        case "prerequisites" | "resources" | "accessibility" | "constraints":
            return ()


def _proof(answers: Answers) -> str:
    """What can be looked at: what people do, unless they are apart or too many for that."""
    if not kinds_of(answers.competencies or (), answers.language) & _SHOWN:
        return "produce_crowd" if _are_many(answers) else "produce"
    if answers.modality == "async":
        return "watch_async"
    return "watch_crowd" if _are_many(answers) else "watch"


def _are_many(answers: Answers) -> bool:
    return (answers.group_size_max or 0) > _CROWD


def _competencies(answers: Answers) -> tuple[str, ...]:
    """The subject as things to do: "la gestion des stocks" → "gérer les stocks"; what is no action gives several."""
    subject, language = answers.subject or "", answers.language
    phrase = infinitive_phrase(subject, language)
    if phrase:
        return (phrase,)
    texts = words(language)
    if _is_name(subject):
        return (str(texts["default_competency"]).format(subject=subject),)
    thing = uncapitalized(article(subject) if language == "fr" else subject)
    said = {"subject": thing, "of": de(thing), "to": to(thing)}
    proposed = [str(text).format(**said) for text in texts["default_competencies"]]
    room = (answers.duration_minutes or HALF_DAY_MINUTES) // _MINUTES_EACH
    return tuple(proposed[: max(1, room)])


def _is_name(subject: str) -> bool:
    """A product, with a capital and no article: "Excel", "SAP"."""
    first = subject.split(maxsplit=1)[0] if subject.split() else ""
    return uncapitalized(first) == first and first[:1].isupper()


def _minutes(competencies: int) -> int:
    halves = max(1, round(competencies * 90 / HALF_DAY_MINUTES + 0.25))
    return halves * HALF_DAY_MINUTES


def brief_from(fields: dict[str, Any]) -> Brief:
    """A brief handed in as data: fields without a source are sourced from the file itself, the rest assumed.

    Raises `pydantic.ValidationError` for fields that cannot be.
    """
    stated = {key: value for key, value in fields.items() if key not in {"assumptions"} and value is not None}
    if not stated.get("competencies", True):
        del stated["competencies"]  # an empty list says nothing
    answers = Answers.model_validate(stated)
    assumed = {item["field"] for item in fields.get("assumptions", ())}
    sourced = {source.field for source in answers.sources} | assumed
    own: list[Source] = []
    for field in _ORDER:
        value = getattr(answers, field)
        if value is not None and field not in sourced:
            texts = value if isinstance(value, tuple) and field != "days" else (value,)
            own += [Source(field=field, quote=str(text), turn=0) for text in texts or ("[]",)]
    brief = complete(answers.model_copy(update={"sources": (*answers.sources, *own)}))
    kept = tuple(Assumption.model_validate(item) for item in fields.get("assumptions", ()))
    return brief.model_copy(update={"assumptions": (*kept, *brief.assumptions)})
