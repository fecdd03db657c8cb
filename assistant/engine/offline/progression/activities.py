"""Drafts of activities: first meetings by a method's own steps, returns by rungs, chains, the running case."""

from collections import Counter
from dataclasses import dataclass, field, replace

from assistant.engine.offline.progression.agenda import Visit
from assistant.engine.offline.progression.carriers import Carriers
from assistant.engine.offline.progression.choosing import Picker
from assistant.engine.offline.progression.draft import Draft, Line
from assistant.engine.offline.progression.means import Means, stations
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.voice import Target, suited
from assistant.engine.offline.progression.wording import BankPart, Family, Rung
from assistant.engine.planner import Piece, Want
from assistant.language.data import table
from assistant.models.knowledge import Card, Step
from assistant.models.terms import DOING, Grouping, LearningType, Merrill, Performance

_BANK: tuple[tuple[BankPart, Merrill, int], ...] = (
    ("activate", "activate", 4),
    ("demonstrate", "demonstrate", 8),
    ("guided", "apply", 12),
    ("alone", "apply", 14),
    ("integrate", "integrate", 8),
)
_LEANING: dict[Family, LearningType] = {"make": "production", "judge": "inquiry", "explain": "discussion"}
"""What practising a family also is: to practise making is to make."""
_BY_HAND: frozenset[Performance] = frozenset({"gesture", "procedure", "tool_use"})
_ONE_BY_ONE: frozenset[Performance] = frozenset({"gesture"})
"""What is done on the real thing, each in turn."""
_OBSERVED_FROM = 4
_LOW, _HIGH = 10, 70
_LONGEST_FIRST = 60


@dataclass
class Activities:
    """Writes the activities of one module, without saying the same thing twice before it must."""

    setting: Setting
    carriers: Carriers
    picker: Picker
    by_card: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)

    def draft(self, visit: Visit) -> Draft:
        """The activity of a visit."""
        match visit.kind:
            case "first":
                return self._first(visit.target)
            case "again" | "chain":
                return self._rung(visit)
            case "thread":
                return self._stage(visit)

    def _first(self, target: Target) -> Draft:
        if "first" in self.setting.variant.rungs:
            draft = self._of_rung("first", self.setting.variant.rungs["first"], target)
            draft.methods = self._cited(target)
        else:
            draft = self._by_method(target)
        if len(target.objectives) > 1:
            draft.title = self._title((self.setting.voice.words.phrases["several_objectives"],), target)
        return draft

    def _by_method(self, target: Target) -> Draft:
        card = self.carriers.carrier(target.first.id)
        grouping = _grouping(card)
        own = card is not None and self._speaks_itself(card, target)
        lines = (
            [self._of_card(step, target) for step in card.steps] if card and own else self._of_bank(target, grouping)
        )
        times = self.by_card[card.id] if card else 0
        if card is not None:
            self.by_card[card.id] += 1
        bank = self.setting.voice.words.families[target.family]
        low = min(_LONGEST_FIRST, card.minutes.min) if card else _LOW
        draft = Draft(
            kind="activity",
            title=self._title(suited(bank.first_titles, target), target),
            target=target,
            want=Want(1.2, low, _HIGH),
            lines=lines,
            learning_types=_types(card, target),
            grouping=grouping,
            methods=self._cited(target),
            role="first",
            spoken_by_card=own,
        )
        if own and times:
            self._twist(draft, target.key)
        return draft

    def by(self, card: Card, draft: Draft) -> Draft:
        """The same activity, run by a method that the trainer chose for it."""
        target, grouping = draft.target, _grouping(card)
        own = len(card.steps) >= 3 and self.setting.brief.modality in card.modalities
        lines = [self._of_card(step, target) for step in card.steps] if own else self._of_bank(target, grouping)
        return replace(
            draft,
            lines=lines,
            learning_types=_types(card, target),
            grouping=grouping,
            methods=(card.id,),
            spoken_by_card=own,
            feedback="",
        )

    def _speaks_itself(self, card: Card, target: Target) -> bool:
        """Whether the method's own steps are said: the first time, and again where no bank speaks in its spirit."""
        spread = any(item.need == "several_sessions" for item in card.preconditions)
        if spread or len(card.steps) < 3 or self.setting.brief.modality not in card.modalities:
            return False
        times, kin = self.by_card[card.id], table("progression.yaml")["banks"][target.family]
        return times == 0 or (times == 1 and card.id not in kin)

    def _cited(self, target: Target) -> tuple[str, ...]:
        cards = (self.carriers.carrier(item.id) for item in target.objectives)
        return tuple(dict.fromkeys(card.id for card in cards if card))[:2]

    def _of_card(self, step: Step, target: Target) -> Line:
        language, voice = self.setting.brief.language, self.setting.voice
        team = self.setting.team(step.grouping if step.grouping in ("pairs", "groups") else "pairs")
        trainer = voice.say(step.trainer.text(language), target, team)
        learners = voice.say_of_learners(step.learners.text(language), target, team)
        minutes, turns = step.minutes, "no"
        if step.scale == "per_learner":
            minutes, turns = step.minutes * self.setting.people, "learner"
        elif step.scale == "per_group":
            minutes, turns = step.minutes * self.setting.teams("groups"), "group"
        scale = "fixed" if step.scale == "fixed" else "stretch"
        piece = Piece(step.phase, max(1, minutes), scale)  # type: ignore[arg-type]
        return Line(piece, trainer, learners, turns, means=self._stations(target))  # type: ignore[arg-type]

    def _of_bank(self, target: Target, grouping: Grouping) -> list[Line]:
        team = self.setting.team(grouping if grouping != "individual" else "pairs")
        lines = []
        for part, phase, minutes in _BANK:
            pool = self._pool(self.setting.voice.words.families[target.family].texts(part), target)
            said = self.setting.voice.pair(self.picker.pick(pool, target.key + part), target, team)
            waits = part == "guided" and self._one_by_one(target)
            piece = Piece(phase, 3 * self.setting.people if waits else minutes)
            lines.append(Line(piece, *said, "learner" if waits else "no", means=self._stations(target)))
        return lines

    def _one_by_one(self, target: Target) -> bool:
        shared = self._stations(target)
        waits = target.first.performance in _ONE_BY_ONE or (shared is not None and shared.shared(self.setting.people))
        return waits and self.setting.people > 2

    def _stations(self, target: Target) -> Means | None:
        """The trainer's own equipment, where the objective is done with it in the same room."""
        if self.setting.name == "async" or target.first.performance not in _BY_HAND:
            return None
        places: list[str] = self.setting.voice.words.phrases["places"]
        return stations(target.objectives, self.setting.brief, places)

    def _rung(self, visit: Visit) -> Draft:
        rung = self.setting.variant.rungs[visit.rung]
        draft = self._of_rung(visit.rung, rung, visit.target)
        employed = self.carriers.employed(visit.rung)
        draft.methods = (employed.id,) if employed else self._cited(visit.target)
        if visit.round:
            self._twist(draft, f"{visit.target.key}{visit.rung}{visit.round}")
        return draft

    def _of_rung(self, name: str, rung: Rung, target: Target) -> Draft:
        team = self.setting.team(rung.grouping if rung.grouping != "individual" else "pairs")
        lines = []
        for place, step in enumerate(rung.steps):
            pool = self.setting.voice.words.families[target.family].texts(step.bank) if step.bank else step.t
            text = self.picker.pick(self._pool(pool, target), f"{target.key}{name}{place}")
            waits = step.bank == "alone" and self._one_by_one(target)
            piece = Piece(step.p, 3 * self.setting.people if waits else step.m)
            said = self.setting.voice.pair(text, target, team)
            lines.append(Line(piece, *said, "learner" if waits else "no", means=self._stations(target)))
        weight = 1.2 if name in ("first", "chain") else 1.0
        return Draft(
            kind="activity",
            title=self._title(suited(rung.titles, target), target),
            target=target,
            want=Want(weight, _LOW, _HIGH),
            lines=lines,
            learning_types=_types_of(rung, target),
            grouping=rung.grouping,
            role=name,
        )

    def _pool(self, texts: tuple[str, ...], target: Target) -> tuple[str, ...]:
        """What can be said of the target to so many people: one team has no neighbours."""
        pool = suited(texts, target)
        return self.setting.of_one_team(pool)

    def _twist(self, draft: Draft, seed: str) -> None:
        """What keeps a second time through the same steps from being the same hour."""
        pool = self._twists()
        if draft.grouping != "pairs":
            alone: list[str] = self.setting.voice.words.phrases["of_pairs"]
            pool = tuple(text for text in pool if not any(word in text for word in alone)) or pool
        twist = self.picker.pick(pool, seed)
        place = next(index for index, line in enumerate(draft.lines) if line.piece.phase == "apply")
        line = draft.lines[place]
        learners = f"{line.learners} ; {twist}" if self.setting.brief.language == "fr" else f"{line.learners}; {twist}"
        draft.lines[place] = replace(line, learners=self.setting.voice.typeset(learners))

    def _twists(self) -> tuple[str, ...]:
        """What can vary for so many people: one, two or three have no other team."""
        words = self.setting.voice.words
        few = self.setting.name == "room" and self.setting.people < _OBSERVED_FROM
        return (words.solo if few else self.setting.variant).twists or words.twists

    def _stage(self, visit: Visit) -> Draft:
        thread = self.setting.variant.thread
        assert thread is not None
        title, work, harvest = thread.stages[visit.round]
        team = self.setting.team(thread.grouping)
        voice = self.setting.voice
        employed = self.carriers.employed("thread")
        return Draft(
            kind="activity",
            title=self._title((title,), visit.target),
            target=visit.target,
            want=Want(1.1, 25, _HIGH),
            lines=[
                Line(Piece("apply", 28), *voice.pair(work, visit.target, team)),
                Line(Piece("integrate", 10), *voice.pair(harvest, visit.target, team)),
            ],
            learning_types=(thread.learning_type, "collaboration"),
            grouping=thread.grouping,
            methods=(employed.id,) if employed else tuple(card.id for card in self.carriers.methods[:1]),
            role="thread",
        )

    def _title(self, pool: tuple[str, ...], target: Target) -> str:
        """A title that no other sequence has; the second of its name says so."""
        title = self.setting.voice.say(self.picker.pick(pool, target.key), target)
        self.titles[title] += 1
        if self.titles[title] == 1:
            return title
        again: str = self.setting.voice.words.phrases["again_title"]
        return self.setting.voice.typeset(again.format(title=title, n=self.titles[title]))


def _grouping(card: Card | None) -> Grouping:
    """The grouping in which most of the work is done."""
    if card is None:
        return "pairs"
    spent: Counter[Grouping] = Counter()
    for step in card.steps:
        if step.phase == "apply":
            spent[step.grouping] += 4 * step.minutes if step.scale in ("per_learner", "per_group") else step.minutes
    return max(spent, key=lambda name: (spent[name], name in ("groups", "pairs"))) if spent else "pairs"


def _types(card: Card | None, target: Target) -> tuple[LearningType, ...]:
    """Kinds of learning that the method makes people go through, the most frequent first."""
    if card is None:
        return ("practice", "collaboration")
    spent: Counter[LearningType] = Counter()
    for step in card.steps:
        if step.phase == "apply":
            spent[step.learning_type] += step.minutes
    found = [name for name, _ in spent.most_common()] + [name for name in card.learning_types if name != "acquisition"]
    if any(step.phase == "apply" and step.grouping in ("pairs", "groups") for step in card.steps):
        found.append("collaboration")
    if target.first.performance in ("tool_use", "creation"):
        found.append("production")
    return _practised(tuple(dict.fromkeys(found)), target)


def _types_of(rung: Rung, target: Target) -> tuple[LearningType, ...]:
    found: tuple[LearningType, ...] = (rung.learning_type,)
    if rung.learning_type == "practice" and rung.grouping in ("pairs", "groups"):
        found = (*found, "collaboration")
    if rung.learning_type == "practice" and target.family in _LEANING:
        found = (*found, _LEANING[target.family])
    return found if rung.learning_type not in DOING else _practised(found, target)


def _practised(types: tuple[LearningType, ...], target: Target) -> tuple[LearningType, ...]:
    """What is to be done has to be practised: only kinds in which people do."""
    if any(item.bloom in ("apply", "create") for item in target.objectives):
        types = tuple(name for name in types if name in DOING) or ("practice", "collaboration")
    return types
