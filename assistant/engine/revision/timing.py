"""What a revision does to the clock: hours of the day, minutes of sequences, time and turns of practice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.engine.revision.words import say, ways_out
from assistant.language.grammar import listing
from assistant.language.typography import clock
from assistant.models.module import Change, Module, Sequence
from assistant.models.terms import Language

_TURNS = re.compile(r"(?P<count>\d+) (?P<what>passages?|tours?|turns?|goes) (?:de|of) (?P<each>[^,()]+)")
_STATIONS = re.compile(r"(?P<count>\d+) (?P<what>postes?|stations?)\b")
_TEAM = re.compile(r"\b(?:groupes de [a-zà-ÿ]+|binômes|trios|groups of [a-z]+|pairs)\b")
_ROWS = 6
"""Sequences whose minutes are listed on one line."""


@dataclass(frozen=True)
class _Pair:
    """A sequence in both versions."""

    old: Sequence
    new: Sequence


def time_told(before: Module, after: Module, language: Language) -> Iterator[Change]:
    """Minutes of practice, minutes of sequences, turns and teams: before and after."""
    old = {item.id: item for item in before.sequences() if item.kind != "break"}
    pairs = [_Pair(old[item.id], item) for item in after.sequences() if item.id in old]
    yield from _practice(before, after, pairs, language)
    yield from _minutes(pairs, language)
    yield from _turns(pairs, language)


def _practice(before: Module, after: Module, pairs: list[_Pair], language: Language) -> Iterator[Change]:
    """The minutes in which learners act: steps that apply, in activities and assessments."""
    old, new = acting(before), acting(after)
    work, shares = working(after), {"old_share": round(100 * _share(before)), "new_share": round(100 * _share(after))}
    asked = before.directives.practice != after.directives.practice
    if old == new or (not asked and abs(_share(after) - _share(before)) < _SEEN):
        return
    # The sequences whose steps moved a little are told by this line.
    moved = [pair for pair in pairs if _of(pair.old) != _of(pair.new) and pair.old.minutes == pair.new.minutes]
    text = say("practice", "total", language, old=old, new=new, work=work, **shares)
    yield Change(where=", ".join(["practice", *(pair.new.id for pair in moved)]), what=text)


def acting(module: Module) -> int:
    """Minutes in which learners act, in activities and assessments."""
    return sum(_of(item) for item in module.sequences())


def working(module: Module) -> int:
    """Minutes of the module without its breaks."""
    return sum(item.minutes for item in module.sequences() if item.kind != "break")


def _share(module: Module) -> float:
    """The part of that in which learners act; 0 where nothing is planned yet."""
    return acting(module) / working(module) if working(module) else 0.0


def no_more_practice(module: Module, language: Language) -> tuple[str, tuple[str, ...]]:
    """That learners act as much as they can, in figures; and what could be done instead."""
    figures = practice_figures(module)
    return say("refused", "practice", language, **figures), ways_out("refused", "practice", language, **figures)


def practice_figures(module: Module) -> dict[str, Any]:
    """How much learners act, and the objective that could go for more."""
    share = round(100 * _share(module))
    minutes, total = acting(module), working(module)
    return {"share": share, "minutes": minutes, "total": total, "objective": module.objectives[-1].id}


def counted_practice(before: Module | None, after: Module) -> Module:
    """The draft, where a request for more practice that could move nothing does not count as one."""
    if before is None or after.directives.practice <= before.directives.practice:
        return after
    gained = _share(after) - _share(before)
    if gained >= _FELT:
        return after
    told = after.directives.model_copy(update={"practice": before.directives.practice})
    return after.model_copy(update={"directives": told})


_SEEN = 0.03
"""The same, where nobody asked for it."""
_FELT = 0.01
"""Of the working time, that a trainer would notice."""


def _of(item: Sequence) -> int:
    if item.kind not in ("activity", "assessment"):
        return 0
    if all(step.phase is None for step in item.steps):
        # A version from before steps said what they are for.
        return max((step.minutes for step in item.steps), default=0)
    return sum(step.minutes for step in item.steps if step.phase == "apply")


def _minutes(pairs: list[_Pair], language: Language) -> Iterator[Change]:
    moved = [pair for pair in pairs if pair.old.minutes != pair.new.minutes]
    if len(moved) == 1:
        one = moved[0]
        values = {"id": one.new.id, "title": one.new.title, "old": one.old.minutes, "new": one.new.minutes}
        yield Change(where=one.new.id, what=say("sequence", "minutes", language, **values))
    elif moved:
        rows = [
            say("practice", "row", language, id=pair.new.id, old=pair.old.minutes, new=pair.new.minutes)
            for pair in moved
        ]
        where = ", ".join(pair.new.id for pair in moved)
        yield Change(where=where, what=say("sequence", "minutes_all", language, rows=", ".join(rows)))


def _turns(pairs: list[_Pair], language: Language) -> Iterator[Change]:
    """Turns, stations and teams; sequences in which the same changes stand together."""
    alike: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        told = [text for text in (_runs(pair, language), _stations(pair, language), _teams(pair, language)) if text]
        if told:
            alike[", ".join(told)].append(pair.new.id)
    for text, ids in alike.items():
        yield Change(where=", ".join(ids), what=say("turns", "line", language, ids=listing(ids, language), what=text))


def _texts(item: Sequence) -> str:
    return " ".join(step.learners for step in item.steps)


def _runs(pair: _Pair, language: Language) -> str:
    old, new = (_TURNS.search(_texts(item)) for item in (pair.old, pair.new))
    if not old or not new or (old["count"], old["each"]) == (new["count"], new["each"]):
        return ""
    values = {"old": old["count"], "new": new["count"], "what": new["what"], "each": new["each"], "was": old["each"]}
    if old["each"] == new["each"]:
        return say("turns", "more", language, **values)
    return say("turns", "shorter" if old["count"] == new["count"] else "other", language, **values)


def _stations(pair: _Pair, language: Language) -> str:
    old, new = (_STATIONS.search(_texts(item)) for item in (pair.old, pair.new))
    if not old or not new or old["count"] == new["count"]:
        return ""
    return say("turns", "more", language, old=old["count"], new=new["count"], what=new["what"])


def _teams(pair: _Pair, language: Language) -> str:
    old, new = (list(dict.fromkeys(_TEAM.findall(_texts(item)))) for item in (pair.old, pair.new))
    if len(old) != 1 or len(new) != 1 or old == new:
        return ""
    return say("turns", "teams", language, old=old[0], new=new[0])


def time_of_day(before: Module, after: Module, language: Language) -> tuple[Change, ...]:
    """When the first day begins and ends, where that moved and the duration did not."""
    if before.brief.days != after.brief.days:
        return ()
    hours = [_hours(one) for one in (before, after)]
    if None in hours or hours[0] == hours[1]:
        return ()
    (start, end), (new_start, new_end) = hours[0] or (0, 0), hours[1] or (0, 0)
    values = {"start": clock(new_start, language), "end": clock(new_end, language)}
    was = {"old_start": clock(start, language), "old_end": clock(end, language)}
    return (Change(where="constraints", what=say("brief", "hours", language, **values, **was)),)


def _hours(module: Module) -> tuple[int, int] | None:
    day = module.progression[0].sequences if module.progression else ()
    if not day or not day[0].start or not day[-1].start:
        return None
    first, last = ((int(item.start[:2]) * 60 + int(item.start[3:])) for item in (day[0], day[-1]) if item.start)
    return first, last + day[-1].minutes
