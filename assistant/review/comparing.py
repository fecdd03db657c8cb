"""Two versions of a module, element by element."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from assistant.models.module import Assessment, Matter, Module, Objective
from assistant.models.module import Sequence as Lesson
from assistant.models.value import Value
from assistant.review.places import element_of, spots
from assistant.review.wordwise import Piece, pieces_of

_LISTED = re.compile(
    r"(\w+\.(?:steps|materials|rubric|items|options)|left|impact"
    r"|brief\.(?:competencies|prerequisites|resources|accessibility|constraints))\.(\d+)(.*)"
)
_LISTS = ("competencies", "prerequisites", "resources", "accessibility", "constraints")
_TEXTS = ("subject", "audience", "work_context", "assessment_wishes")
_FIGURES = ("audience_level", "modality", "duration_minutes", "group_size_min", "group_size_max")


class Difference(Value):
    """One element that is not in both versions as it is."""

    where: str
    """Id of the element ("O2"), or a part of the module ("brief.title", "left.3", "methods.case-study")."""
    kind: Literal["added", "removed", "changed", "moved"]
    path: str
    """The place: "O2.criterion", "S3.minutes"; of a whole element or item, its id or number; of one that moved,
    "S3.place", from and to "day.rank" ("2.1")."""
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()
    """Word by word, where both have words."""


@dataclass
class _Element:
    """What stands in an element, and what is decided of it, by path."""

    words: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


def compare(old: Module, new: Module) -> tuple[Difference, ...]:
    """What differs, in the order of the newer module; what is gone stands where it stood."""
    was, now = _elements(old), _elements(new)
    moved = {difference.where: difference for difference in _moved(old, new)}
    found: list[Difference] = []
    for name in _order(was, now):
        one, two = was.get(name), now.get(name)
        found += [moved[name]] if name in moved else []
        if one is None or two is None:
            found.append(_whole(name, one, two))
        elif one != two:
            found += _changes(one, two)
    return tuple(found)


def _elements(module: Module) -> dict[str, _Element]:
    """Each element, and each part of the module: the brief, methods, tools, what is measured, what is left."""
    found = {"brief": _of_brief(module)}
    for choice in module.methods:
        path = f"methods.{choice.card}"
        found[path] = _Element({path: choice.title}, {f"{path}.role": choice.role})
    for name in _ids(module):
        found[name] = _Element()
    for use in module.tools:
        found[f"tools.{use.card}"] = _Element()
    found |= {"impact": _Element(), "left": _Element()}
    for spot in spots(module):
        found[_owner(spot.path)].words[spot.path] = spot.text
    for name, facts in _facts(module):
        found[name].facts.update({f"{name}.{key}": value for key, value in facts.items()})
    return found


def _ids(module: Module) -> tuple[str, ...]:
    kinds: tuple[Sequence[Objective | Lesson | Assessment | Matter], ...]
    kinds = (module.objectives, module.sequences(), module.assessments, module.matter)
    return tuple(item.id for items in kinds for item in items)


def _owner(path: str) -> str:
    """The element or the part of the module that a place belongs to."""
    if element_of(path) != "module":
        return element_of(path)
    first, second = path.split(".")[:2]
    return f"tools.{second}" if first == "tools" else first


def _of_brief(module: Module) -> _Element:
    brief = module.brief
    words = {f"brief.{name}": str(getattr(brief, name)) for name in _TEXTS}
    for name in _LISTS:
        words |= {f"brief.{name}.{number}": text for number, text in enumerate(getattr(brief, name), start=1)}
    facts = {f"brief.{name}": str(getattr(brief, name)) for name in _FIGURES}
    return _Element(words, facts)


def _facts(module: Module) -> Iterator[tuple[str, dict[str, str]]]:
    """What is decided of each element, beside its words."""
    for objective in module.objectives:
        yield objective.id, {"bloom": objective.bloom}
    for item in module.sequences():
        held = {"minutes": str(item.minutes), "start": item.start or ""}
        if item.kind != "break":
            held |= {"objectives": ", ".join(item.objectives), "methods": ", ".join(item.methods)}
            held |= {"grouping": item.grouping, "modality": item.modality, "tools": ", ".join(item.tools)}
        yield item.id, held
    for proof in module.assessments:
        held = {"title": proof.title, "instrument": proof.instrument, "moment": proof.moment}
        yield proof.id, {**held, "objectives": ", ".join(proof.objectives), "minutes": str(proof.minutes)}


def _order(was: Mapping[str, _Element], now: Mapping[str, _Element]) -> Iterator[str]:
    """The newer order; what is gone comes after what it followed."""
    gone: dict[str, list[str]] = defaultdict(list)
    last = ""
    for name in was:
        if name in now:
            last = name
        else:
            gone[last].append(name)
    yield from gone[""]
    for name in now:
        yield name
        yield from gone[name]


def _whole(name: str, one: _Element | None, two: _Element | None) -> Difference:
    before, after = ("\n".join(filter(None, item.words.values())) if item else "" for item in (one, two))
    return Difference(where=name, kind="removed" if two is None else "added", path=name, before=before, after=after)


def _changes(one: _Element, two: _Element) -> Iterator[Difference]:
    old, new = _items(one.words), _items(two.words)
    for stem in _order_of(old, new):
        yield from _in_list(old.get(stem, []), new.get(stem, []))
    for path in dict.fromkeys((*two.facts, *one.facts)):
        before, after = one.facts.get(path, ""), two.facts.get(path, "")
        if before != after:
            yield Difference(where=_where(path), kind="changed", path=path, before=before, after=after)


_Item = dict[str, tuple[str, str]]
"""What follows the number of an item → its path, its words."""


def _items(words: Mapping[str, str]) -> dict[str, list[_Item]]:
    """Lists by name, each with its items in order; a place that is in none is a list of one."""
    found: dict[str, dict[str, _Item]] = defaultdict(lambda: defaultdict(dict))
    for path, text in words.items():
        listed = _LISTED.fullmatch(path)
        stem, number, rest = listed.groups() if listed else (path, "", "")
        found[stem][number][rest] = (path, text)
    return {stem: list(items.values()) for stem, items in found.items()}


def _order_of(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *old)))


def _in_list(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[Difference]:
    if len(old) == len(new) == 1:
        yield from _in_item(old[0], new[0])
        return
    one, two = ([tuple(text for _, text in item.values()) for item in items] for items in (old, new))
    for _, a, b, c, d in SequenceMatcher(a=one, b=two, autojunk=False).get_opcodes():
        pairs = min(b - a, d - c)
        for was, now in zip(old[a : a + pairs], new[c : c + pairs], strict=True):
            yield from _in_item(was, now)
        yield from (_item(item, "removed") for item in old[a + pairs : b])
        yield from (_item(item, "added") for item in new[c + pairs : d])


def _in_item(old: _Item, new: _Item) -> Iterator[Difference]:
    for rest in dict.fromkeys((*new, *old)):
        path, after = new.get(rest, ("", ""))
        known, before = old.get(rest, (path, ""))
        if before == after:
            continue
        kind: Literal["changed", "added", "removed"] = "changed"
        if rest not in new or rest not in old:
            kind = "added" if rest in new else "removed"
        pieces = pieces_of(before, after) if before and after else ()
        place = path or known
        yield Difference(where=_where(place), kind=kind, path=place, before=before, after=after, pieces=pieces)


def _item(item: _Item, kind: Literal["removed", "added"]) -> Difference:
    path = next(iter(item.values()))[0]
    listed = _LISTED.fullmatch(path)
    path = f"{listed[1]}.{listed[2]}" if listed else path
    text = "\n".join(text for _, text in item.values() if text)
    before, after = ("", text) if kind == "added" else (text, "")
    return Difference(where=_where(path), kind=kind, path=path, before=before, after=after)


def _where(path: str) -> str:
    name = element_of(path)
    return path if name == "module" else name


def _moved(old: Module, new: Module) -> Iterator[Difference]:
    """Objectives and sequences that changed places: as few as explain the new order, and those of another day."""
    for was, now in ((_ranks(old), _ranks(new)), (_goals(old), _goals(new))):
        there = {name: place for place, name in enumerate(was) if name in now}
        standing = _standing([there[name] for name in now if name in there])
        for name, rank in now.items():
            day = rank.partition(".")[0]
            if name in there and (there[name] not in standing or day != was[name].partition(".")[0]):
                yield Difference(where=name, kind="moved", path=f"{name}.place", before=was[name], after=rank)


def _ranks(module: Module) -> dict[str, str]:
    """Sequences → "day.rank"; breaks follow the rhythm of the day."""
    rows = [(day.day, [item for item in day.sequences if item.kind != "break"]) for day in module.progression]
    return {item.id: f"{day}.{rank}" for day, items in rows for rank, item in enumerate(items, start=1)}


def _goals(module: Module) -> dict[str, str]:
    return {item.id: f"1.{rank}" for rank, item in enumerate(module.objectives, start=1)}


def _standing(places: Sequence[int]) -> frozenset[int]:
    """A longest run of places that still follow each other."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at:] = [place, *ends[at + 1 :]]
    last = ends[-1] if ends else None
    kept: list[int] = []
    while last is not None:
        kept.append(last)
        last = before[last]
    return frozenset(kept)
