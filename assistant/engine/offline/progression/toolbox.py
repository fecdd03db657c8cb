"""Which digital tools a sequence takes: those that its objectives call for, those that distance asks for, or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.engine.offline.progression.draft import Draft
from assistant.language.data import table
from assistant.models.brief import Brief
from assistant.models.knowledge import Card
from assistant.models.module import AssessmentPlan, Objective
from assistant.models.terms import Bloom, Grouping, LearningType, Performance, rank
from assistant.tooling.conditions import owned, situated, unwanted
from assistant.tooling.ranking import rank_tools

_MOST = 2
"""Tools of one sequence."""
_TEAMS: frozenset[Grouping] = frozenset({"pairs", "groups"})
_TOGETHER: tuple[LearningType, ...] = ("collaboration", "production")
"""What people do who write together."""
_ALONE: tuple[LearningType, ...] = ("practice", "production")
"""What a tutor would see somebody do."""


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
        self._known: dict[tuple[LearningType, Bloom, Performance], dict[str, float]] = {}
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
        deciding = highest(draft.target.objectives)
        admitted = self._admitted(draft, learning_type, deciding)
        return tuple(name for name in self._worth_it(learning_type, deciding) if name in admitted)[:1]

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
        if self.brief.modality == "async":
            name = _rules()["alone"].get(objective.performance) if learning_type in _ALONE else None
        else:
            name = self.together if grouping in _TEAMS and _is_written(learning_type, objective) else None
        return frozenset([name] if name and name not in unwanted(self.brief) else ())

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
        """What the tools are worth that are worth more than none; asked once for the same doing."""
        doing = (learning_type, objective.bloom, objective.performance)
        if doing not in self._known:
            situation = situated(self.brief, *doing, owned=self.own)
            self._known[doing] = rank_tools(situation, self.shelf, self.brief.language).worth_it()
        return self._known[doing]


def _is_written(learning_type: LearningType, objective: Objective) -> bool:
    """Whether people who do that together do it on a page rather than on the thing itself."""
    return learning_type in _TOGETHER and objective.performance not in _rules()["on_the_thing"]


def highest(objectives: Sequence[Objective]) -> Objective:
    """The objective that decides on the tool where several are worked: the first of the highest level."""
    return max(objectives, key=lambda item: rank(item.bloom))
