"""The trainer's own means: which of them serve an objective, and how many people can use them at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine.offline.objectives.kinds import reread
from assistant.language import grammar, lemmas, numbers
from assistant.models.brief import Brief
from assistant.models.module import Objective
from assistant.models.terms import Language, Performance

_HANDLED: frozenset[Performance] = frozenset({"gesture", "tool_use"})
_MANY = 30
"""More than that is a supply, not a number of stations."""


@dataclass(frozen=True)
class Means:
    """Equipment that the trainer named: what it is, and how many there are."""

    said: str
    count: int

    def shared(self, people: int) -> bool:
        """Whether people have to take turns with it."""
        return self.count * 2 < people


def serving(objectives: Sequence[Objective], brief: Brief, places: Sequence[str]) -> tuple[str, ...]:
    """The means that the objectives name; for what is done by hand, those also that no objective names."""
    wanted = _stems(" ".join(item.statement for item in objectives), brief.language)
    every = _stems(" ".join(brief.competencies), brief.language)
    by_hand = any(_is_by_hand(item, brief.language) for item in objectives)
    return tuple(
        said
        for said in brief.resources
        if _stems(said, brief.language) & wanted
        or (by_hand and not _stems(said, brief.language) & every and not _is_place(said, places))
    )


def stations(objectives: Sequence[Objective], brief: Brief, places: Sequence[str]) -> Means | None:
    """The counted equipment that the objectives name, if the trainer named any."""
    wanted = _stems(" ".join(item.statement for item in objectives), brief.language)
    for said in brief.resources:
        count = _count(said)
        if count and not _is_place(said, places) and _stems(said, brief.language) & wanted:
            return Means(grammar.uncapitalized(said.strip().rstrip(".")), count)
    return None


def _is_by_hand(objective: Objective, language: Language) -> bool:
    """A gesture, a tool, or a procedure that is an act: neither on paper nor something to be said."""
    if objective.performance != "procedure":
        return objective.performance in _HANDLED
    return reread(objective, language).traits == {"act"}


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(lemmas.content_stems(text, language))


def _is_place(said: str, places: Sequence[str]) -> bool:
    words = set(re.findall(r"\w+", lemmas.fold(said)))
    return any(lemmas.fold(place) in words for place in places)


def _count(said: str) -> int | None:
    found = re.match(numbers.WHOLE, lemmas.fold(said.strip()))
    if found is None:
        return None
    count = int(numbers.value(found.group()))
    return count if 0 < count <= _MANY else None
