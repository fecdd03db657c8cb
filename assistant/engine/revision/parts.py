"""Changes to single sequences: one that goes, one that gets another method."""

import re
from collections.abc import Mapping

from assistant.engine.revision import proofs
from assistant.engine.revision.applied import Applied
from assistant.language.grammar import listing
from assistant.language.lemmas import content_stems
from assistant.models.knowledge import Card
from assistant.models.module import Module, Origin, Sequence
from assistant.models.turn import Edit

_LONGEST_STRETCH = 75
_HALF = 0.5


def remove_sequence(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """The sequence that is meant goes, unless an objective would be left untrained."""
    found = _meant(edit, applied, module)
    if found is None:
        key = "unknown_sequence" if edit.target is None else "unknown_id"
        return applied.refuse(key, id=edit.target, words=str(edit.value))
    if found.kind == "break":
        return applied.refuse("keep_break", id=found.id)
    if found.kind == "assessment":
        return proofs.remove(applied, found.assessments[0], module, cards)
    there = _there(applied, module)
    if found is there[0] or found is there[-1] or found.kind != "activity":
        return applied.refuse("keep_frame", id=found.id, title=found.title)
    others = [item for item in there if item.kind == "activity" and item.id != found.id]
    bare = [name for name in found.objectives if not any(name in item.objectives for item in others)]
    if bare:
        objectives = listing(bare, applied.language)
        return applied.refuse("keep_sequence", id=found.id, objectives=objectives, objective=bare[0])
    said = applied.directives
    gone = applied.direct(
        removed_sequences=(*said.removed_sequences, found.id),
        origins=_origins(applied, found),
        minutes={name: value for name, value in said.minutes.items() if name != found.id},
        sequence_methods={name: value for name, value in said.sequence_methods.items() if name != found.id},
        added_assessments=tuple(item for item in said.added_assessments if item.sequence != found.id),
    )
    working = [item.id for item in others if set(item.objectives) & set(found.objectives)]
    ids = {
        "objectives": listing(list(found.objectives), applied.language),
        "others": listing(working, applied.language),
    }
    key = "sequence_gone" if len(found.objectives) == 1 else "sequence_gone_many"
    return gone.note(key, id=found.id, minutes=found.minutes, **ids)


def _there(applied: Applied, module: Module) -> list[Sequence]:
    gone = set(applied.directives.removed_sequences)
    return [item for item in module.sequences() if item.kind != "break" and item.id not in gone]


def _origins(applied: Applied, found: Sequence) -> dict[str, Origin]:
    """What the sequence was as it was drafted; told once, before the first change."""
    known = applied.directives.origins
    drafted = Origin(
        kind=found.kind,
        title=found.title,
        objectives=found.objectives,
        methods=found.methods,
        minutes=found.minutes,
    )
    return {found.id: drafted, **known}


def remember(applied: Applied, found: Sequence) -> Applied:
    """The same, with what a sequence was before the trainer changed it."""
    return applied.direct(origins=_origins(applied, found))


def _meant(edit: Edit, applied: Applied, module: Module) -> Sequence | None:
    there = _there(applied, module)
    if edit.target:
        return next((item for item in module.sequences() if item.id == edit.target), None)
    activities = [item for item in there if item.kind == "activity"]
    if edit.value in ("last", "first"):
        return activities[-1 if edit.value == "last" else 0]
    said = content_stems(str(edit.value), module.brief.language)
    if not said:
        return None
    scored = [(len(said & _stems(item, module)) / len(said), -place, item) for place, item in enumerate(activities)]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] > _HALF else None


def _stems(item: Sequence, module: Module) -> frozenset[str]:
    title = re.sub(r"\(\d/\d\)$", "", item.title)
    return frozenset(content_stems(title, module.brief.language))


def set_method(applied: Applied, edit: Edit, module: Module, card: Card | None) -> Applied:
    """A sequence gets a method of its own, where so many people can work that way."""
    found = next((item for item in _there(applied, module) if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target or "S")
    if card is None or card.kind != "method":
        return applied.refuse("unknown_method")
    title = card.title.text(applied.language)
    if found.kind == "assessment":
        return applied.refuse("method_of_trial", id=found.id, assessment=found.assessments[0])
    if found.kind != "activity":
        return applied.refuse("method_of_frame", id=found.id, title=found.title)
    if found.methods == (card.id,):
        return applied.refuse("already_method", id=found.id, method=title)
    brief, size = module.brief, card.group_size
    people = applied.answers.group_size_max or brief.group_size_max
    if not size.min <= people <= size.max:
        return applied.refuse("method_group", id=found.id, method=title, low=size.min, high=size.max, n=people)
    if brief.modality not in card.modalities:
        return applied.refuse("method_modality", id=found.id, method=title)
    said = applied.directives
    minutes = dict(said.minutes)
    wanted = _minutes(found, card, module)
    if wanted > minutes.get(found.id, found.minutes):
        minutes[found.id] = wanted
        applied = applied.note("method_minutes", id=found.id, method=title, least=card.minutes.min, new=wanted)
    methods = {**said.sequence_methods, found.id: card.id}
    return remember(applied, found).direct(sequence_methods=methods, minutes=minutes)


def _minutes(found: Sequence, card: Card, module: Module) -> int:
    """What the method needs, as far as its half-day can give it."""
    elsewhere = sum(item.minutes for item in module.sequences() if card.id in item.methods and item.id != found.id)
    lacking = -(-(card.minutes.min - elsewhere - found.minutes) // 5) * 5
    day = next(day for day in module.progression if found in day.sequences)
    free = sum(max(0, item.minutes - 20) for item in day.sequences if item.kind == "activity" and item is not found)
    return min(found.minutes + max(0, min(lacking, free)), max(found.minutes, _LONGEST_STRETCH))


def crowded(applied: Applied, module: Module, cards: Mapping[str, Card]) -> Applied:
    """A word on the methods that the trainer chose and that are not made for so many people."""
    people = applied.answers.group_size_max or module.brief.group_size_max
    before = module.directives
    new_size = people != module.brief.group_size_max
    said = applied.directives
    chosen = dict.fromkeys((*said.chosen_methods, *said.sequence_methods.values()))
    for name in chosen:
        fresh = name not in (*before.chosen_methods, *before.sequence_methods.values())
        card = cards.get(name)
        if card and (new_size or fresh) and people > card.group_size.max:
            title = card.title.text(applied.language)
            applied = applied.note("crowded", method=title, high=card.group_size.max, n=people)
    return applied
