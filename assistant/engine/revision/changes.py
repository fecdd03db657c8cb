"""What changed between two versions, in the trainer's terms, what matters most first."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from assistant.engine.revision.timing import time_of_day, time_told
from assistant.engine.revision.words import say
from assistant.language.grammar import listing
from assistant.language.typography import words_of_duration
from assistant.models.brief import DAY_MINUTES, BriefField
from assistant.models.module import Assessment, Change, Module, Objective, Sequence
from assistant.models.terms import Language

_NAMED = 3
"""Elements that a line names by their titles; more of them are named by id."""
_LISTS: tuple[BriefField, ...] = ("constraints", "resources", "accessibility", "prerequisites")
_TEXTS: tuple[BriefField, ...] = ("audience", "work_context", "assessment_wishes")
_CODES: tuple[BriefField, ...] = ("modality", "audience_level")


def list_changes(before: Module, after: Module, language: Language) -> tuple[Change, ...]:
    """What was added, removed or changed, alike together, said in a language; () when the two are the same."""
    told = [
        *_brief(before, after, language),
        *_methods(before, after, language),
        *_objectives(before, after, language),
        *time_told(before, after, language),
        *_sequences(before, after, language),
        *_assessments(before, after, language),
        *_matter(before, after, language),
    ]
    said = {word for change in told for word in change.where.split(", ")}
    rest = [id_ for id_ in _touched(before, after) if id_ not in said]
    if rest:
        told.append(Change(where=", ".join(rest), what=say("rest", "adjusted", language, ids=listing(rest, language))))
    return tuple(told)


def _touched(before: Module, after: Module) -> list[str]:
    """Ids of what is in both versions and is not the same."""
    old = {item.id: item for item in _elements(before)}
    return [item.id for item in _elements(after) if item.id in old and _content(old[item.id]) != _content(item)]


def _elements(module: Module) -> tuple[Objective | Sequence | Assessment, ...]:
    return (*module.objectives, *lessons(module), *module.assessments)


def lessons(module: Module) -> tuple[Sequence, ...]:
    """The sequences in which something is learnt or assessed."""
    return tuple(item for item in module.sequences() if item.kind != "break")


def _content(item: Objective | Sequence | Assessment) -> dict[str, object]:
    # A start that moves because an earlier sequence grew is not a change of this one.
    return item.model_dump(exclude={"start"})


def _brief(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old, new = before.brief, after.brief
    if old.duration_minutes != new.duration_minutes or old.days != new.days:
        lengths = {"old": _length(before, language), "new": _length(after, language)}
        yield Change(where="duration", what=say("brief", "duration", language, **lengths))
    sizes = (old.group_size_min, old.group_size_max), (new.group_size_min, new.group_size_max)
    if sizes[0] != sizes[1]:
        text = say("brief", "group_size", language, old=_range(*sizes[0]), new=_range(*sizes[1]))
        yield Change(where="group_size", what=text)
    if old.title != new.title:
        yield Change(where="title", what=say("brief", "title", language, new=new.title))
    for field in _CODES:
        if getattr(old, field) != getattr(new, field):
            names = [say(field, getattr(one, field), language) for one in (old, new)]
            yield Change(where=field, what=say("brief", field, language, old=names[0], new=names[1]))
    for field in _TEXTS:
        if getattr(old, field) != getattr(new, field):
            yield Change(where=field, what=say("brief", field, language, new=str(getattr(new, field)).rstrip(" .")))
    hours = time_of_day(before, after, language)
    for field in _LISTS:
        if field == "constraints" and hours:
            continue
        yield from _items(field, getattr(old, field), getattr(new, field), language)
    yield from hours


def _length(module: Module, language: Language) -> str:
    days = module.brief.days
    total = words_of_duration(module.brief.duration_minutes, language)
    if len(days) > 1 and len(set(days)) == 1 and days[0] != DAY_MINUTES:
        each = words_of_duration(days[0], language)
        return say("brief", "each", language, total=total, count=len(days), each=each)
    return total


def _range(low: int, high: int) -> str:
    return str(high) if low == high else f"{low}–{high}"


def _items(field: BriefField, old: tuple[str, ...], new: tuple[str, ...], language: Language) -> Iterator[Change]:
    added = [item.rstrip(" .") for item in new if item not in old]
    gone = [item.rstrip(" .") for item in old if item not in new]
    if added:
        yield Change(where=field, what=say("brief", field, language, new=" ; ".join(added)))
    if gone:
        yield Change(where=field, what=say("gone", field, language, old=" ; ".join(gone)))


def _methods(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old = {method.card: method.title for method in before.methods}
    new = {method.card: method.title for method in after.methods}
    added = [title for card, title in new.items() if card not in old]
    removed = [title for card, title in old.items() if card not in new]
    for name, titles in (("added", added), ("removed", removed)):
        key = name if len(titles) == 1 else f"{name}_all"
        if titles:
            yield Change(where="methods", what=say("methods", key, language, title=listing(titles, language)))


def _objectives(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old = {item.id: item for item in before.objectives}
    new = {item.id: item for item in after.objectives}
    yield from _come_and_gone("objective", before.objectives, after.objectives, language)
    for id_ in new.keys() & old.keys():
        if old[id_].statement != new[id_].statement:
            texts = {"old": old[id_].statement, "new": new[id_].statement}
            yield Change(where=id_, what=say("objective", "reworded", language, id=id_, **texts))
    order = [[id_ for id_ in one if id_ in two] for one, two in ((old, new), (new, old))]
    if order[0] != order[1]:
        yield Change(where="objectives", what=say("objective", "order", language, ids=", ".join(order[1])))


def _sequences(before: Module, after: Module, language: Language) -> Iterator[Change]:
    yield from _come_and_gone("sequence", lessons(before), lessons(after), language)
    old = {item.id: item for item in lessons(before)}
    titles = {method.card: method.title for method in (*before.methods, *after.methods)}
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for item in lessons(after):
        was = old.get(item.id)
        if was and was.methods != item.methods and item.kind == "activity":
            alike[item.methods].append(item.id)
        elif was and _own_title(was) != _own_title(item) and was.minutes == item.minutes:
            texts = {"old": was.title, "new": item.title}
            yield Change(where=item.id, what=say("sequence", "title", language, id=item.id, **texts))
    for cards, ids in alike.items():
        names = listing([titles.get(card, card.replace("-", " ")) for card in cards], language)
        text = say("sequence", "methods", language, ids=listing(ids, language), new=names)
        yield Change(where=", ".join(ids), what=text)


def _own_title(item: Sequence) -> str:
    # "(1/2)" that becomes "(1/3)" is no new title.
    return re.sub(r"\s*\(\d/\d\)$", "", item.title)


def _assessments(before: Module, after: Module, language: Language) -> Iterator[Change]:
    inside = {name: item.id for item in after.sequences() if item.kind == "activity" for name in item.assessments}
    added = {item.id for item in after.directives.added_assessments}
    places = {name: where for name, where in inside.items() if name in added}
    yield from _come_and_gone("assessment", before.assessments, after.assessments, language, places)
    old = {item.id: item for item in before.assessments}
    for item in after.assessments:
        was = old.get(item.id)
        if was and was.instrument != item.instrument:
            texts = {"old": was.title, "new": item.title}
            yield Change(where=item.id, what=say("assessment", "instrument", language, id=item.id, **texts))
        if was and was.objectives != item.objectives and _had(before, item.objectives):
            ids = {"old": listing(list(was.objectives), language), "new": listing(list(item.objectives), language)}
            yield Change(where=item.id, what=say("assessment", "covers", language, id=item.id, **ids))


def _matter(before: Module, after: Module, language: Language) -> Iterator[Change]:
    old = {piece.id: piece for piece in before.matter}
    new = {piece.id: piece for piece in after.matter}
    kept = [(old[name], new[name]) for name in new if name in old]
    decided = (
        ("accepted", [now.id for was, now in kept if now.accepted and not was.accepted and was.text == now.text]),
        ("withdrawn", [name for name in old if name not in new]),
        ("added", [name for name in new if name not in old]),
    )
    for name, ids in decided:
        if ids:
            yield Change(where=", ".join(ids), what=say("matter", name, language, ids=listing(ids, language)))
    for was, now in kept:
        if was.text != now.text:
            yield Change(where=now.id, what=say("matter", "reworded", language, id=now.id, new=now.text.rstrip(" .")))


def _had(before: Module, names: tuple[str, ...]) -> bool:
    """Whether the objectives are none that the revision brought."""
    return set(names) <= {item.id for item in before.objectives}


def _come_and_gone(
    kind: str,
    before: tuple[Objective, ...] | tuple[Sequence, ...] | tuple[Assessment, ...],
    after: tuple[Objective, ...] | tuple[Sequence, ...] | tuple[Assessment, ...],
    language: Language,
    places: Mapping[str, str] | None = None,
) -> Iterator[Change]:
    """What is new and what is no longer there, each on one line."""
    ids = {item.id for item in before}, {item.id for item in after}
    rows = (
        ("added", [item for item in after if item.id not in ids[0]]),
        ("removed", [item for item in before if item.id not in ids[1]]),
    )
    for name, items in rows:
        if not items:
            continue
        names = [_named(kind, item, places, language) for item in items[:_NAMED]]
        if len(items) > _NAMED:
            names = [item.id for item in items]
        key = name if len(items) == 1 else f"{name}_all"
        where = ", ".join(item.id for item in items)
        yield Change(where=where, what=say(kind, key, language, names=listing(names, language)))


def _named(
    kind: str, item: Objective | Sequence | Assessment, places: Mapping[str, str] | None, language: Language
) -> str:
    if places and item.id in places:
        return say("names", "placed", language, id=item.id, title=_title(item), where=places[item.id])
    return say("names", kind, language, id=item.id, title=_title(item))


def _title(item: Objective | Sequence | Assessment) -> str:
    return item.statement if isinstance(item, Objective) else item.title.rstrip(" .")
