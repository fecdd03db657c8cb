"""Says of each digital tool of a module for which objectives it is there, why, and what to do without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.engine.offline.progression.toolbox import carrier, highest
from assistant.engine.offline.progression.voice import Voice
from assistant.engine.offline.progression.wording import wording
from assistant.language import grammar
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import Day, Objective, ToolUse
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import LearningType
from assistant.tooling.conditions import barriers, eases, owned, refused

_ASKS = frozenset({"account", "personal_data"})


@dataclass
class _Service:
    """What one tool is used for in a module."""

    objectives: dict[str, None] = field(default_factory=dict)
    during: dict[LearningType | Literal["assessment"], None] = field(default_factory=dict)

    def note(self, sequence: ModuleSequence, objectives: Iterable[Objective]) -> None:
        """Count one sequence that uses the tool, for these objectives."""
        self.objectives.update(dict.fromkeys(item.id for item in objectives))
        if sequence.kind == "assessment":
            self.during["assessment"] = None
        elif sequence.learning_type:
            self.during[sequence.learning_type] = None


def choose_tools(
    brief: Brief, objectives: Sequence[Objective], days: Sequence[Day], shelf: Mapping[str, Card]
) -> tuple[ToolUse, ...]:
    """Every tool that a sequence uses, for which objectives, why, and what to do without; () is a good answer."""
    teller = _Teller(brief, shelf)
    by_id = {item.id: item for item in objectives}
    services: dict[str, _Service] = {}
    for sequence in (sequence for day in days for sequence in day.sequences):
        worked = [by_id[name] for name in sequence.objectives if name in by_id]
        for name in sequence.tools:
            service = services.setdefault(name, _Service())
            if name == teller.carrier and sequence.kind == "activity":
                service.note(sequence, worked)
            elif name != teller.carrier and worked:
                service.note(sequence, [highest(worked)])
    return tuple(teller.use(name, service, objectives) for name, service in services.items())


class _Teller:
    """Says why a tool is there, what to watch and what to do without it."""

    def __init__(self, brief: Brief, shelf: Mapping[str, Card]) -> None:
        self.brief, self.shelf = brief, shelf
        self.voice = Voice(brief, wording(brief.language))
        self.words = wording(brief.language).tools
        self.own, self.carrier = owned(brief, shelf), carrier(brief, shelf)

    def use(self, name: str, service: _Service, objectives: Sequence[Objective]) -> ToolUse:
        """The tool with its reason and its fallback."""
        targets = [item for item in objectives if item.id in service.objectives] or list(objectives)
        card = self.shelf.get(name)
        fallback = card.fallback.text(self.brief.language) if card and card.fallback else self.words.fallback
        told = (self._reason(name, service, targets), *(self._watch(card) if card else ()))
        return ToolUse(
            card=name,
            objectives=tuple(item.id for item in targets),
            why=self.voice.typeset(" ".join(told)),
            fallback=self.voice.typeset(fallback),
            new=name not in self.own,
        )

    def _reason(self, name: str, service: _Service, targets: Sequence[Objective]) -> str:
        during = grammar.listing([self.words.during[kind] for kind in service.during], self.brief.language)
        text = self._because(name).format(statement=self.voice.all_actions(targets), during=during)
        return f"{self.words.own} {text}" if name in self.own else text

    def _because(self, name: str) -> str:
        if name == self.carrier:
            return self.words.why_async if self.brief.modality == "async" else self.words.why_remote
        if name in self.own:
            return self.words.why_serves
        return self.words.why_alone if self.brief.modality == "async" else self.words.why_together

    def _watch(self, card: Card) -> Iterator[str]:
        """Personal data; what a tool that cannot be done without asks of those who cannot, or may not, give it."""
        if _ASKS & set(card.requires):
            yield self.words.data
        if card.id != self.carrier:
            return
        missing = refused(self.brief) & set(card.requires)
        if "account" in missing:
            yield self.words.guests
        if "network" in missing:
            yield self.words.weak
        adaptation = card.adaptation.text(self.brief.language) if card.adaptation else ""
        if eases(adaptation, self.brief) and barriers(self.brief) & set(card.barriers):
            yield adaptation
