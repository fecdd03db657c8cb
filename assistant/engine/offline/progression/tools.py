"""Digital tools: those that the objectives call for, those that distance asks for, and what to do without."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.engine.offline.progression.draft import Draft
from assistant.engine.offline.progression.voice import Voice
from assistant.engine.offline.progression.wording import wording
from assistant.language import grammar
from assistant.language.data import table
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import AssessmentPlan, Day, Objective, ToolUse
from assistant.models.module import Sequence as ModuleSequence
from assistant.models.terms import Grouping, LearningType, rank
from assistant.tooling.conditions import barriers, eases, owned, refused, situated, unwanted
from assistant.tooling.ranking import rank_tools

_MOST = 2
"""Tools of one sequence."""
_TEAMS: frozenset[Grouping] = frozenset({"pairs", "groups"})
_TOGETHER: tuple[LearningType, ...] = ("collaboration", "production")
"""What people do who write together."""
_ALONE: tuple[LearningType, ...] = ("practice", "production")
"""What a tutor would see somebody do."""
_ASKS = frozenset({"account", "personal_data"})


def carrier(brief: Brief, shelf: Mapping[str, Card]) -> str | None:
    """The tool without which people who are apart cannot learn together; None where they meet."""
    name: str | None = _rules()["carries"].get(brief.modality)
    return name if name in shelf else None


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = table("tools.yaml")["drafts"]
    return rules


class Toolbox:
    """Gives each sequence the tools that its objectives call for, and no other."""

    def __init__(
        self,
        brief: Brief,
        objectives: Sequence[Objective],
        plans: Sequence[AssessmentPlan],
        shelf: Mapping[str, Card],
    ) -> None:
        self.brief, self.shelf = brief, shelf
        self.instruments = {plan.id: plan.instrument for plan in plans}
        self.carrier = carrier(brief, shelf)
        beside = {self.carrier, *_rules()["within"].get(self.carrier, ())}
        self.own = frozenset(owned(brief, shelf)) - beside
        self.together = self._where_they_write(objectives)

    def tools(self, draft: Draft, learning_type: LearningType) -> tuple[str, ...]:
        """Ids of the tools of one sequence; () is a good answer."""
        carried = (self.carrier,) if self.carrier else ()
        called = self._called_for(draft, learning_type)
        return tuple(dict.fromkeys((*carried, *called)))[:_MOST]

    def _called_for(self, draft: Draft, learning_type: LearningType) -> tuple[str, ...]:
        """The best tool, if one is worth more than none: the trainer's own first, then what distance takes away."""
        if not draft.target.objectives:
            return ()
        highest = _highest(draft.target.objectives)
        admitted = self._admitted(draft, learning_type, highest)
        return tuple(name for name in self._worth_it(learning_type, highest) if name in admitted)[:1]

    def _admitted(self, draft: Draft, learning_type: LearningType, objective: Objective) -> frozenset[str]:
        match draft.kind:
            case "activity":
                return self.own | self._missed(draft.grouping, learning_type, objective)
            case "assessment":
                given = {self.instruments.get(name) for name in draft.assessments}
                return self.own & {name for name, cards in _rules()["tests"].items() if given & set(cards)}
            case _:
                return frozenset()

    def _missed(self, grouping: Grouping, learning_type: LearningType, objective: Objective) -> frozenset[str]:
        """What people would do with paper, or before the trainer's eyes, if they were not apart."""
        name = self._shown(learning_type, objective) if self.brief.modality == "async" else self.together
        if self.brief.modality != "async" and not (grouping in _TEAMS and _is_written(learning_type, objective)):
            return frozenset()
        return frozenset([name] if name and name not in unwanted(self.brief) else ())

    def _shown(self, learning_type: LearningType, objective: Objective) -> str | None:
        """With what somebody who learns alone shows what no file shows."""
        name: str | None = _rules()["alone"].get(objective.performance)
        return name if learning_type in _ALONE else None

    def _where_they_write(self, objectives: Sequence[Objective]) -> str | None:
        """The one tool with which people who are apart write together in the whole module."""
        if self.brief.modality not in ("remote", "hybrid") or self.brief.group_size_max == 1:
            return None
        served: dict[str, float] = dict.fromkeys(_rules()["together"], 0.0)
        for objective in objectives:
            found = [self._worth_it(kind, objective) for kind in _TOGETHER]
            served = {name: worth + max(row.get(name, 0.0) for row in found) for name, worth in served.items()}
        best = max(served, key=lambda name: served[name])
        return best if served[best] else None

    def _worth_it(self, learning_type: LearningType, objective: Objective) -> dict[str, float]:
        situation = situated(self.brief, learning_type, objective.bloom, objective.performance, self.own)
        return rank_tools(situation, self.shelf, self.brief.language).worth_it()


def _is_written(learning_type: LearningType, objective: Objective) -> bool:
    """Whether people who do that together do it on a page rather than on the thing itself."""
    return learning_type in _TOGETHER and objective.performance not in _rules()["on_the_thing"]


def _highest(objectives: Sequence[Objective]) -> Objective:
    """The objective that decides on the tool where several are worked: the first of the highest level."""
    return max(objectives, key=lambda item: rank(item.bloom))


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
                service.note(sequence, [_highest(worked)])
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
