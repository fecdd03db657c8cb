"""Which of the chosen methods carries which objective, and which card a return to it puts to work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.engine.offline.progression.setting import Setting
from assistant.language.data import table
from assistant.models.knowledge import Card
from assistant.models.module import Directives, MethodChoice, Objective

_PLACES = (1.0, 0.85, 0.68, 0.5, 0.38)
_ELSEWHERE = 0.15
_MAIN = 0.2
_REPEATED, _REPEATED_WORD_FOR_WORD = 0.1, 1.2
"""What a method loses each time that it carried an objective before: variety is worth a little fit, and more where
the method has no other words than its own steps."""


@dataclass
class Carriers:
    """The methods of the module, shared between its objectives."""

    setting: Setting
    shelf: Mapping[str, Card]
    directives: Directives
    methods: tuple[Card, ...]
    usual: float = 45
    """Minutes of an ordinary activity."""
    by_objective: dict[str, Card] = field(default_factory=dict)

    @classmethod
    def share(
        cls,
        setting: Setting,
        directives: Directives,
        methods: Sequence[MethodChoice],
        objectives: Sequence[Objective],
        shelf: Mapping[str, Card],
        usual: float,
    ) -> "Carriers":
        """Give each objective the method that trains it best; the main method carries one at least."""
        cards = tuple(shelf[choice.card] for choice in methods if choice.card in shelf)
        carriers = cls(setting, shelf, directives, cards, usual)
        times = dict.fromkeys((card.id for card in cards), 0)
        for objective in objectives:
            kin = table("progression.yaml")["banks"][setting.voice.target((objective,)).family]
            if cards:
                trained = carriers._rehearsed(objective, kin)
                card = trained or carriers._best(objective, kin, times)
                carriers.by_objective[objective.id] = card
                times[card.id] = times.get(card.id, 0) + 1
        carriers._employ_the_main_one(objectives)
        return carriers

    def _best(self, objective: Objective, kin: Sequence[str], times: Mapping[str, int]) -> Card:
        """The chosen method that trains the objective best, a repeated one a little less."""
        acted = [card for card in self.methods if _rehearses(card, kin)] if self._is_talk(objective) else []
        return max(
            acted or self.methods,
            key=lambda card: self._worth(card, objective) - _loss(card, kin) * times.get(card.id, 0),
        )

    def _is_talk(self, objective: Objective) -> bool:
        """Whether it is an exchange that can be rehearsed with somebody: talking about it trains something else."""
        return objective.performance == "relational" and not self._apart

    def _rehearsed(self, objective: Objective, kin: Sequence[str]) -> Card | None:
        """A method that has an exchange played, where none of those that were chosen does."""
        if objective.performance != "relational" or self.setting.name != "room":
            return None
        if any(_rehearses(card, kin) for card in self.methods):
            return None
        names = (name for name in kin if name in self.shelf)
        return next((self.shelf[name] for name in names if self.allows(self.shelf[name])), None)

    def _worth(self, card: Card, objective: Objective) -> float:
        places = dict(zip(card.performance, _PLACES, strict=False))
        worth = places.get(objective.performance, _ELSEWHERE)
        worth += 0.2 if objective.bloom in card.bloom else 0.0
        worth += _MAIN if card.id == self.methods[0].id else 0.0
        # A method that asks for more than two activities' time would be cut to pieces.
        over = card.minutes.min / max(1.0, self.usual)
        # What lives between sessions carries no single one.
        worth -= 0.5 if any(item.need == "several_sessions" for item in card.preconditions) and not self._apart else 0.0
        worth -= 1.2 if over > 2.2 else 0.4 if over > 1.7 else 0.0
        return worth - (1.0 if self.setting.brief.modality not in card.modalities else 0.0)

    @property
    def _apart(self) -> bool:
        return self.setting.name == "async"

    def _employ_the_main_one(self, objectives: Sequence[Objective]) -> None:
        if not self.methods or any(card.id == self.methods[0].id for card in self.by_objective.values()):
            return
        best = max(objectives, key=lambda item: self._worth(self.methods[0], item))
        self.by_objective[best.id] = self.methods[0]

    def carrier(self, objective: str) -> Card | None:
        """The method that carries an objective; None when no method was chosen."""
        return self.by_objective.get(objective)

    def employed(self, rung: str) -> Card | None:
        """The card that a rung puts to work, when it may be used here."""
        names: Sequence[str] = table("progression.yaml")["rungs"].get(rung, ())
        found = (self.shelf[name] for name in names if name in self.shelf)
        return next((card for card in found if self.methods and self.allows(card)), None)

    def allows(self, card: Card) -> bool:
        """Whether a card may be cited: not refused, and nothing in the brief stands against it."""
        brief = self.setting.brief
        if card.id in self.directives.excluded_methods or brief.modality not in card.modalities:
            return False
        if not card.group_size.min <= brief.group_size_max <= card.group_size.max:
            return False
        needs = {item.need for item in card.preconditions}
        refused = (
            {"prior_work", "several_sessions", "deliverable"} if len(brief.days) == 1 else {"prior_work", "deliverable"}
        )
        if brief.audience_level == "beginner":
            refused.add("experience")
        if not brief.resources or brief.modality == "remote":
            refused.add("equipment")
        return not needs & refused


def _rehearses(card: Card, kin: Sequence[str]) -> bool:
    return card.id in kin or "practice" in card.learning_types


def _loss(card: Card, kin: Sequence[str]) -> float:
    return _REPEATED if card.id in kin else _REPEATED_WORD_FOR_WORD
