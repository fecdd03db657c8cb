"""What a message says as an answer: the question that it answers decides between two readings of the same words."""

from assistant.interview.policy import Pending
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, BriefField, Slot
from assistant.models.turn import Fact, Reading

_TOLD: frozenset[BriefField] = frozenset(
    {"work_context", "assessment_wishes", "resources", "accessibility", "constraints"}
)
"""Fields that any sentence could be about."""

_BY_QUESTION = _TOLD - {"accessibility"}
"""Those that a sentence is about because it was asked for: a need is never made of a sentence on something else."""

_MEASURES: frozenset[BriefField] = frozenset({"duration_minutes", "days", "group_size_min", "group_size_max"})

_STORIES: frozenset[Slot] = frozenset({"work_context", "accessibility"})
"""Slots whose answers tell what happened, with figures of their own ("left outside for 20 minutes")."""

_WORK: frozenset[Slot] = frozenset({"subject", "competencies"})
"""Slots whose answers tell how fast the work is done ("a room in 25 minutes")."""

_MODULE = 30
"""Minutes of the shortest module that an answer about the work may announce."""

_MOST_OF_IT = 0.8
"""Share of a message that a quote covers when it is the message."""


def facts_of(reading: Reading, pending: Pending | None, message: str) -> tuple[Fact, ...]:
    """The facts of the message, seen as an answer to what was asked."""
    slot = pending.slot if pending and pending.kind == "slot" else None
    if slot is None:
        return reading.facts
    facts = tuple(fact for fact in reading.facts if not _belongs_to_the_story(fact, slot))
    name = FIELDS_OF_SLOT[slot][0]
    if any(fact.field == name for fact in facts):
        return facts
    if reading.consent == "no" and not facts and name in LIST_FIELDS and slot != "competencies":
        return (Fact(field=name, value=(), quote=message.strip()),)
    whole = [fact for fact in facts if fact.field in _TOLD and _is_the_message(fact, message)]
    if (whole and name in _BY_QUESTION) or (slot in _STORIES and len(facts) < len(reading.facts)):
        said = message.strip()
        others = tuple(fact for fact in facts if fact not in whole)
        return (
            *others,
            Fact(field=name, value=whole[0].value if whole else said, quote=whole[0].quote if whole else said),
        )
    return facts


def _belongs_to_the_story(fact: Fact, slot: Slot) -> bool:
    if fact.corrects or fact.field not in _MEASURES:
        return False
    return slot in _STORIES or (
        slot in _WORK and fact.field in {"duration_minutes", "days"} and _minutes(fact) < _MODULE
    )


def _minutes(fact: Fact) -> int:
    return sum(fact.value) if isinstance(fact.value, tuple) else int(fact.value)


def _is_the_message(fact: Fact, message: str) -> bool:
    return isinstance(fact.value, str) and len(fact.quote) >= _MOST_OF_IT * len(message.strip())
