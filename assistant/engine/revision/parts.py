"""Changes to single sequences: one that goes, one that gets another method."""

import re
from collections.abc import Mapping

from assistant.engine.revision import proofs
from assistant.engine.revision.applied import Applied
from assistant.language.grammar import listing, uncapitalized
from assistant.language.lemmas import content_stems
from assistant.models.knowledge import Card
from assistant.models.module import Module, Origin, Sequence
from assistant.models.turn import Edit

_LONGEST_STRETCH = 75
_A_LITTLE = 10
"""Minutes that a sequence can well lose."""
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
        by = _A_LITTLE if found.minutes > 2 * _A_LITTLE else _A_LITTLE // 2
        return applied.refuse("keep_sequence", id=found.id, objectives=objectives, objective=bare[0], by=by)
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


def set_method(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """A sequence gets a method of its own, where so many people can work that way."""
    card = cards.get(str(edit.value))
    found = next((item for item in _there(applied, module) if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target or "S")
    if card is None or card.kind != "method":
        return applied.refuse("unknown_method")
    title = card.title.text(applied.language)
    if found.kind == "assessment":
        return proofs.not_a_method(applied, found, module, cards)
    if found.kind != "activity":
        return applied.refuse("method_of_frame", id=found.id, title=found.title)
    if found.methods == (card.id,):
        return applied.refuse("already_method", id=found.id, method=title)
    if not _can_be_run(card, applied, module):
        return _cannot_be_run(applied, found, card, module, cards)
    said = applied.directives
    minutes = dict(said.minutes)
    wanted = _minutes(found, card, module)
    if wanted > minutes.get(found.id, found.minutes):
        minutes[found.id] = wanted
        applied = applied.note("method_minutes", id=found.id, method=title, least=card.minutes.min, new=wanted)
    methods = {**said.sequence_methods, found.id: card.id}
    return remember(applied, found).direct(sequence_methods=methods, minutes=minutes)


def _people(applied: Applied, module: Module) -> int:
    return applied.answers.group_size_max or module.brief.group_size_max


def _can_be_run(card: Card, applied: Applied, module: Module) -> bool:
    return card.group_size.min <= _people(applied, module) <= card.group_size.max and (
        module.brief.modality in card.modalities
    )


def _cannot_be_run(applied: Applied, found: Sequence, card: Card, module: Module, cards: Mapping[str, Card]) -> Applied:
    """Why so many people, or people so far apart, cannot work that way; another size or another method would do."""
    size, people = card.group_size, _people(applied, module)
    other = _another(found, {card.id}, applied, module, cards)
    names = {"id": found.id, "method": card.title.text(applied.language)}
    title = (other or cards[found.methods[0]]).title.text(applied.language)
    names["other"] = uncapitalized(re.sub(r"\s*\(.*\)", "", title))
    if not size.min <= people <= size.max:
        nearest = size.min if people < size.min else size.max
        return applied.refuse("method_group", **names, low=size.min, high=size.max, n=people, nearest=nearest)
    return applied.refuse("method_modality", **names)


def _another(
    found: Sequence, without: set[str], applied: Applied, module: Module, cards: Mapping[str, Card]
) -> Card | None:
    """Another method for a sequence: one that was weighed for the module, else any that serves its objectives."""
    weighed = [*(item.card for item in module.methods), *(item.card for item in module.runners_up)]
    out = {*without, *found.methods, *applied.directives.excluded_methods}
    levels = {item.bloom for item in module.objectives if item.id in found.objectives}
    able = [
        cards[name]
        for name in dict.fromkeys((*weighed, *sorted(cards)))
        if name in cards
        and cards[name].kind == "method"
        and name not in out
        and _can_be_run(cards[name], applied, module)
        and levels <= set(cards[name].bloom)
    ]
    soon = [card for card in able if card.minutes.min <= found.minutes]
    return next(iter((*soon, *able)), None)


def exclude_in(applied: Applied, edit: Edit, module: Module, cards: Mapping[str, Card]) -> Applied:
    """A sequence is led in another way, or loses an assessment; the rest of the module keeps both."""
    found = next((item for item in _there(applied, module) if item.id == edit.target), None)
    if found is None:
        return applied.refuse("unknown_id", id=edit.target or "S")
    if edit.value not in cards:
        return applied.refuse("unknown_method")
    name = cards[str(edit.value)].title.text(applied.language)
    # "étude de cas" names a method and a format: whichever the sequence has.
    meant = {name for name in proofs.alike(str(edit.value)) if name in cards}
    if not meant & set(found.methods):
        held = [item for item in module.assessments if item.id in found.assessments and item.instrument in meant]
        if held:
            return proofs.remove(applied, held[0].id, module, cards)
        return applied.refuse("not_there", id=found.id, method=name)
    other = _another(found, meant, applied, module, cards)
    if other is None:
        return applied.refuse("only_method", id=found.id, method=name)
    return set_method(applied, edit.model_copy(update={"value": other.id}), module, cards)


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
