"""What the charts of a draft show, as numbers: the drawing and the table beside it have the same."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from assistant.export.labels import labels
from assistant.export.plan import minutes_of
from assistant.models.module import Day, Module, Sequence
from assistant.models.terms import DOING, Bloom, Grouping, Language, LearningType
from assistant.web.pages.rendering import words

Name = Literal["bloom", "learning", "grouping", "load"]
_MEAL = 30
"""Minutes between two sequences that are a meal."""


@dataclass(frozen=True)
class Chart:
    """Rows of numbers, named; each column is a colour."""

    name: Name
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def stacked(self) -> bool:
        """Whether the numbers of a row add up."""
        return self.name == "load"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(number for _, numbers in self.rows for number in numbers)


def chart(name: Name, module: Module, language: Language) -> Chart:
    """One chart of a module, named in the language of the page."""
    texts = words(language)["desk"]
    return Chart(name, tuple(texts["charts"][name]["columns"]), _ROWS[name](module, texts, labels(language)))


Rows = tuple[tuple[str, tuple[int, ...]], ...]


def _bloom(module: Module, texts: Mapping[str, Any], known: Mapping[str, Any]) -> Rows:
    aimed = Counter(item.bloom for item in module.objectives)
    shown = Counter(item.bloom for item in module.assessments)
    return tuple((known["bloom"][level], (aimed[level], shown[level])) for level in get_args(Bloom))


def _learning(module: Module, texts: Mapping[str, Any], known: Mapping[str, Any]) -> Rows:
    minutes = _minutes(module, lambda item: item.learning_type)
    return tuple((known["learning_types"][kind], (minutes[kind],)) for kind in get_args(LearningType))


def _grouping(module: Module, texts: Mapping[str, Any], known: Mapping[str, Any]) -> Rows:
    minutes = _minutes(module, lambda item: item.grouping)
    return tuple((known["groupings"][kind], (minutes[kind],)) for kind in get_args(Grouping))


def _load(module: Module, texts: Mapping[str, Any], known: Mapping[str, Any]) -> Rows:
    """Minutes in which learners act, and in which they receive, of each half of each day."""
    names = texts["charts"]["load"]
    rows: list[tuple[str, tuple[int, ...]]] = []
    for day in module.progression:
        parts = _parts(day)
        for number, part in enumerate(parts):
            acting = sum(item.minutes for item in part if item.learning_type in DOING)
            named = names["day"] if len(parts) == 1 else names["halves"][min(number, 1)]
            rows.append((named.format(day=day.day), (acting, sum(item.minutes for item in part) - acting)))
    return tuple(rows)


def _parts(day: Day) -> list[list[Sequence]]:
    """What is worked before and after the meal: the gap between two sequences; a day without one is one part."""
    parts: list[list[Sequence]] = [[]]
    end = None
    for item in day.sequences:
        start = minutes_of(item.start) if item.start else None
        if start is not None and end is not None and start - end >= _MEAL:
            parts.append([])
        if item.kind != "break":
            parts[-1].append(item)
        end = None if start is None else start + item.minutes
    return [part for part in parts if part]


_ROWS: Mapping[Name, Callable[[Module, Mapping[str, Any], Mapping[str, Any]], Rows]] = {
    "bloom": _bloom,
    "learning": _learning,
    "grouping": _grouping,
    "load": _load,
}


def _minutes(module: Module, key: Callable[[Sequence], Any]) -> Counter[Any]:
    """Minutes of what is worked, by what it is."""
    found: Counter[Any] = Counter()
    for item in module.sequences():
        if item.kind != "break":
            found[key(item)] += item.minutes
    return found
