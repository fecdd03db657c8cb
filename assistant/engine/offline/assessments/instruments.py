"""Which formats can show what: levels from the cards, kinds of doing from the craft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.engine.protocol import Shelf
from assistant.language.data import table
from assistant.models.module import Objective
from assistant.models.terms import BLOOM_ORDER, Bloom, Language, Performance, rank

Family = Literal["show", "judge", "tell", "make"]
"""How it is seen that somebody can: they act, they decide, they explain, they produce."""

_FAMILY: dict[Performance, Family] = {
    "gesture": "show",
    "procedure": "show",
    "tool_use": "show",
    "relational": "show",
    "decision": "judge",
    "attitude": "judge",
    "concept": "tell",
    "creation": "make",
}
_PEOPLE_WATCHED: frozenset[Performance] = frozenset({"gesture", "relational"})
_WATCHED = frozenset({"observed-gesture", "simulation-graded"})
_PANELS = frozenset({"oral-presentation", "project-graded"})
LAST_RESORT = "portfolio"
"""Shows any kind of doing at any level."""


def family_of(objective: Objective) -> Family:
    """How it is seen that the objective is reached."""
    return _FAMILY[objective.performance]


def is_watched(instrument: str) -> bool:
    """Whether somebody has to look at each person while they act."""
    return instrument in _WATCHED


def is_panel(instrument: str) -> bool:
    """Whether each person speaks in front of others."""
    return instrument in _PANELS


def is_questionnaire(instrument: str) -> bool:
    """Whether it is made of questions with options."""
    return instrument in ("mcq", "mcq-justified")


def highest(objectives: Iterable[Objective]) -> Bloom:
    """The most demanding level of the objectives."""
    return max((item.bloom for item in objectives), key=BLOOM_ORDER.index, default="remember")


@dataclass(frozen=True)
class Formats:
    """The assessment formats of the knowledge base."""

    shelf: Shelf

    def reach(self, instrument: str) -> int:
        """Rank of the highest level that a format can show at its best, as its card says."""
        card = self.shelf.get(instrument)
        if card and card.kind == "assessment":
            return max(rank(level) for level in card.bloom)
        return self._usual(instrument)

    def _usual(self, instrument: str) -> int:
        """Rank of the level that it shows without effort of the trainer's: what Jalon relies on when it chooses."""
        return rank(table("instruments.yaml")["evidences"].get(instrument, "create"))

    def admits(self, instrument: str, objective: Objective, *, usual: bool = False) -> bool:
        """Whether the format can show the objective: its level, and movements or words where there are any (B4)."""
        with_people = objective.performance in _PEOPLE_WATCHED
        if with_people and instrument in table("instruments.yaml")["on_paper"]:
            return False
        reach = self.reach(instrument)
        if usual and not (with_people and is_watched(instrument)):
            reach = min(reach, self._usual(instrument))
        return reach >= rank(objective.bloom)

    def admits_all(self, instrument: str, objectives: Iterable[Objective], *, usual: bool = False) -> bool:
        """Whether the format can show every one of the objectives."""
        return all(self.admits(instrument, item, usual=usual) for item in objectives)

    def suits(self, instrument: str, objective: Objective) -> bool:
        """Whether the card says that the format suits that kind of doing."""
        card = self.shelf.get(instrument)
        return card is None or not card.performance or objective.performance in card.performance

    def closes(self, instrument: str) -> bool:
        """Whether the format can be a final proof, and not only a step."""
        card = self.shelf.get(instrument)
        return card is None or "summative" in card.moments

    def first(self, instruments: Sequence[str], objectives: Sequence[Objective]) -> str | None:
        """The first of the formats that shows all objectives, without effort rather than at its best."""
        for usual in (True, False):
            found = next((name for name in instruments if self.admits_all(name, objectives, usual=usual)), None)
            if found:
                return found
        return None

    def title(self, instrument: str, language: Language) -> str:
        """Name of the format."""
        card = self.shelf.get(instrument)
        return card.title.text(language) if card else instrument
