"""What a message adds to the answers, changes in them, or contradicts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from assistant.language.grammar import listing
from assistant.language.lemmas import content_stems
from assistant.models.brief import DAY_MINUTES, FIELDS_OF_SLOT, LIST_FIELDS, Answers, BriefField, Slot, Source
from assistant.models.turn import Fact, Reading

_ADDED_TO: frozenset[BriefField] = frozenset({"work_context", "assessment_wishes"})
"""Free texts that grow as the trainer tells more."""

_KEPT: frozenset[BriefField] = frozenset({"subject", "title", "audience"})
"""Free texts that only a correction, or the answer to their question, replaces."""

_REMARKS = 60
"""Sentences that are kept beside the fields: a long talk keeps the last ones."""

SLOT_OF_FIELD: dict[BriefField, Slot] = {name: slot for slot, names in FIELDS_OF_SLOT.items() for name in names}


@dataclass(frozen=True)
class Conflict:
    """Two values for one field in the same message, none taken back."""

    field: BriefField
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Merge:
    """The answers after a message."""

    answers: Answers
    added: tuple[Slot, ...] = ()
    changed: tuple[Slot, ...] = ()
    conflict: Conflict | None = None
    refused: tuple[Fact, ...] = field(default=())
    """Facts whose value cannot be (a module of 3 minutes)."""


def split_days(minutes: int) -> tuple[int, ...]:
    """Days of 7 hours and a remainder; the usual reading of "14 heures"."""
    full, rest = divmod(minutes, DAY_MINUTES)
    return (DAY_MINUTES,) * full + ((rest,) if rest else ())


def merge(answers: Answers, facts: tuple[Fact, ...], turn: int, pending: Slot | None = None) -> Merge:
    """Take the facts of one message into the answers; `pending` is the slot that was asked about."""
    after, refused, conflict = answers, [], None
    for name, group in _by_field(_with_days(facts)).items():
        clash = _clash(name, group)
        if clash:
            conflict = conflict or Conflict(name, clash)
            continue
        try:
            after = _take(after, name, group, turn, pending)
        except ValidationError:
            refused.extend(group)
    slots = {SLOT_OF_FIELD[name] for name in _by_field(facts)}
    touched = [slot for slot in FIELDS_OF_SLOT if slot in slots and _values(after, slot) != _values(answers, slot)]
    added = tuple(slot for slot in touched if not answers.knows(slot))
    changed = tuple(slot for slot in touched if answers.knows(slot))
    return Merge(after, added, changed, conflict, tuple(refused))


def _values(answers: Answers, slot: Slot) -> tuple[Any, ...]:
    return tuple(getattr(answers, name) for name in FIELDS_OF_SLOT[slot])


def _by_field(facts: Iterable[Fact]) -> dict[BriefField, list[Fact]]:
    groups: dict[BriefField, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.field, []).append(fact)
    return groups


def _with_days(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Every duration brings its days, and every bound of the group its twin."""
    names = {fact.field for fact in facts}
    extra: list[Fact] = []
    for fact in facts:
        if fact.field == "duration_minutes" and "days" not in names:
            extra.append(fact.model_copy(update={"field": "days", "value": split_days(int(fact.value))}))
        elif fact.field == "days" and "duration_minutes" not in names:
            extra.append(fact.model_copy(update={"field": "duration_minutes", "value": sum(fact.value)}))
        elif fact.field == "group_size_max" and "group_size_min" not in names:
            extra.append(fact.model_copy(update={"field": "group_size_min", "value": 1}))
        elif fact.field == "group_size_min" and "group_size_max" not in names:
            extra.append(fact.model_copy(update={"field": "group_size_max"}))
    return (*facts, *extra)


def _clash(name: BriefField, group: list[Fact]) -> tuple[Fact, ...]:
    if name in LIST_FIELDS or name in _ADDED_TO or name in _KEPT or any(fact.corrects for fact in group):
        return ()
    distinct = {str(fact.value): fact for fact in group}
    return tuple(distinct.values()) if len(distinct) > 1 else ()


def _take(answers: Answers, name: BriefField, group: list[Fact], turn: int, pending: Slot | None) -> Answers:
    known = getattr(answers, name)
    asked = pending is not None and name in FIELDS_OF_SLOT[pending]
    if name in LIST_FIELDS:
        return _take_items(answers, name, group, turn)
    fact = group[-1]
    if fact.joins and known is not None:
        return _joined(answers, name, fact, turn)
    if name in _KEPT and known is not None and not fact.corrects and not asked and not _gives_way(answers, fact):
        return answers
    if name in _ADDED_TO and known is not None and not fact.corrects:
        new = [fact for fact in group if str(fact.value) not in known]
        return _with(answers, name, " ".join([known, *(str(fact.value) for fact in new)]), new, turn, keep=True)
    if name in _ADDED_TO and len(group) > 1:
        return _with(answers, name, " ".join(dict.fromkeys(str(fact.value) for fact in group)), group, turn)
    return _with(answers, name, fact.value, [fact], turn)


def _joined(answers: Answers, name: BriefField, fact: Fact, turn: int) -> Answers:
    """ "on ajoute les intérimaires": the people who are known, and those."""
    known, new = str(getattr(answers, name)), str(fact.value)
    if content_stems(new, answers.language) <= content_stems(known, answers.language):
        return answers
    several = " et " in known or " and " in known
    together = listing([f"{known}," if several else known, new], answers.language)
    return _with(answers, name, together, [fact], turn, keep=True)


def _gives_way(answers: Answers, fact: Fact) -> bool:
    """Whether the trainer's own words take the place of a document's."""
    return fact.file is None and answers.rests_on_files(fact.field)


def _take_items(answers: Answers, name: BriefField, group: list[Fact], turn: int) -> Answers:
    replaces = any(fact.corrects for fact in group)
    known: tuple[str, ...] = () if replaces else getattr(answers, name) or ()
    items, kept = list(known), []
    for fact in group:
        if fact.value in ((), []):
            kept.append(fact)
        elif not any(_same(str(fact.value), item, answers) for item in items):
            items.append(str(fact.value))
            kept.append(fact)
    if items == list(known) and getattr(answers, name) is not None and not replaces:
        return answers
    return _with(answers, name, tuple(items), kept, turn, keep=not replaces)


def _same(one: str, other: str, answers: Answers) -> bool:
    return one == other or content_stems(one, answers.language) == content_stems(other, answers.language) != frozenset()


def _with(
    answers: Answers, name: BriefField, value: Any, facts: list[Fact], turn: int, *, keep: bool = False
) -> Answers:
    sources = [source for source in answers.sources if keep or source.field != name]
    sources += [Source(field=name, quote=fact.quote, turn=turn, file=fact.file, passage=fact.passage) for fact in facts]
    unique = tuple({(source.field, source.quote, source.file): source for source in sources}.values())
    updated = {**answers.model_dump(), name: value, "sources": [source.model_dump() for source in unique]}
    return Answers.model_validate(updated)


def heard(answers: Answers, reading: Reading) -> Answers:
    """The answers with the sentences that no field took, for whoever chooses methods."""
    told = tuple(dict.fromkeys((*answers.remarks, *reading.remarks)))[-_REMARKS:]
    return answers if told == answers.remarks else answers.model_copy(update={"remarks": told})


def without(answers: Answers, competencies: frozenset[str]) -> Answers:
    """The answers without these competencies (the vague ones, once they were made concrete)."""
    kept = tuple(item for item in answers.competencies or () if item not in competencies)
    return answers.model_copy(update={"competencies": kept or None})


def answers_of(brief: Answers) -> Answers:
    """What was stated in a brief: its assumptions become unknown again."""
    assumed = {assumption.field for assumption in brief.assumptions}
    fields = {name: value for name, value in brief.model_dump().items() if name not in assumed}
    return Answers.model_validate({**fields, "assumptions": ()})
