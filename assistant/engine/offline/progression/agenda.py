"""Which objective is worked when: each met once, then come back to, ever more freely, chained at last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from assistant.engine.offline.progression.choosing import place
from assistant.engine.offline.progression.outline import HalfOutline
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.voice import Target
from assistant.language.data import table
from assistant.models.module import Objective
from assistant.models.terms import DOING, LearningType, Performance, rank

VisitKind = Literal["first", "again", "chain", "thread"]

_MEETING_SHARE = 0.6
"""New objectives are met in the first part of the module, so that all of them can be come back to."""
_PACE = 2.5
"""Activities from one new objective to the next, at most: an objective is come back to on other days, not at once."""
_CHAINED = 3
_UNSUITED: dict[str, frozenset[str]] = {"defend": frozenset({"do"}), "coach": frozenset({"explain"})}
"""Rungs that make little sense for a family of performances."""
_DOING_LEAST, _DOING_SHARE = 0.44, 0.5
"""The norm is 40 %, breaks aside."""
_TOLD: frozenset[Performance] = frozenset({"concept", "attitude"})
"""What is said or thought is no link of a chain of acts."""
_TEAMS_FROM = 6
"""Fewer people do not make two teams."""


@dataclass(frozen=True)
class Visit:
    """One activity: what is worked, and how."""

    kind: VisitKind
    target: Target
    rung: str = ""
    round: int = 0
    """How many times the same objectives went through the same rung before; for the thread, the stage."""


@dataclass
class Agenda:
    """Gives every activity of the outline its visit, in order."""

    setting: Setting
    objectives: tuple[Objective, ...]
    halves: Sequence[HalfOutline]
    visits: Counter[str] = field(default_factory=Counter)
    rungs: Counter[tuple[str, str]] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    kinds: dict[LearningType, float] = field(default_factory=dict)
    """Activities of each kind so far, and what the trials and the ends of the module amount to."""
    last: dict[str, int] = field(default_factory=dict)
    chained: Counter[str] = field(default_factory=Counter)
    today: set[str] = field(default_factory=set)

    def plan(self) -> list[list[Visit]]:
        """The visits of each half-day."""
        slots = [place for place, half in enumerate(self.halves) for _ in range(self._free(half))]
        groups = self._groups(len(slots))
        firsts = self._firsts(slots, len(groups))
        chains = self._chains(slots, firsts, len(groups))
        planned: list[list[Visit]] = [[] for _ in self.halves]
        waiting = iter(groups)
        expected = max(1, ceil((len(slots) - len(firsts) - len(chains)) / max(1, len(groups))))
        day = 0
        for number, half in enumerate(slots):
            if self.halves[half].day != day:
                day = self.halves[half].day
                self.today.clear()
            if number in firsts:
                visit = self._meet(next(waiting))
            elif number in chains:
                visit = self._chain()
            else:
                visit = self._return(expected)
            planned[half].append(visit)
            self._note(visit, number)
        self._run_thread(planned)
        return planned

    def _free(self, half: HalfOutline) -> int:
        return half.activities - int(half.thread)

    def _groups(self, slots: int) -> list[Target]:
        """One objective for each first visit; neighbours together when there are fewer activities than objectives."""
        count = min(max(1, slots), len(self.objectives))
        base, over = divmod(len(self.objectives), count)
        groups, start = [], 0
        for number in range(count):
            end = start + base + (1 if number >= count - over else 0)
            groups.append(self.setting.voice.target(self.objectives[start:end]))
            start = end
        return groups

    def _firsts(self, slots: Sequence[int], groups: int) -> set[int]:
        """The places at which objectives are met, all before the first trial."""
        trial = next((number for number, half in enumerate(self.halves) if half.trials), len(self.halves) - 1)
        limit = sum(half <= trial for half in slots)
        span = max(groups, min(limit, ceil(len(slots) * _MEETING_SHARE), ceil(groups * _PACE)))
        return {number * span // groups for number in range(groups)}

    def _chains(self, slots: Sequence[int], firsts: set[int], groups: int) -> set[int]:
        """The last activity of the module, and of each day once several objectives have been met."""
        if groups < 2 or len(slots) - groups < 2:
            return set()
        found = {len(slots) - 1}
        runs = any(half.thread for half in self.halves)
        for number, half in enumerate(slots[:-1]):
            ends_day = self.halves[slots[number + 1]].day != self.halves[half].day
            met = sum(first <= number for first in firsts)
            if ends_day and met >= 2 and slots.count(half) >= 2 and not (runs and self.halves[half].day % 2):
                found.add(number)
        return found - firsts

    def _meet(self, target: Target) -> Visit:
        return Visit("first", target)

    def _chain(self) -> Visit:
        met = [item for item in self.objectives if self.visits[item.id]]
        acts = [item for item in met if item.performance not in _TOLD]
        met = acts if len(acts) > 1 else met
        if len(met) > _CHAINED + int(not self.chained):
            chosen = sorted(met, key=lambda item: (self.chained[item.id], self.objectives.index(item)))[:_CHAINED]
            met = [item for item in met if item in chosen]
        self.chained.update(item.id for item in met)
        target = self.setting.voice.target(met)
        return Visit("chain", target, "chain", self.rungs[target.key, "chain"])

    def _return(self, expected: int) -> Visit:
        met = [item for item in self.objectives if self.visits[item.id]]
        latest = max(self.last.values())
        # Not the objective of the sequence before, unless it is alone.
        fresh = [item for item in met if self.last[item.id] != latest] or met
        objective = min(fresh, key=self._patience)
        target = self.setting.voice.target((objective,))
        rung = self._rung(target, self.visits[objective.id], expected)
        return Visit("again", target, rung, self.rungs[target.key, rung])

    def _patience(self, item: Objective) -> tuple[int, int, int]:
        """Least visited first, then the most demanding, then the longest ago."""
        return self.visits[item.id], -rank(item.bloom), self.last[item.id]

    def _rung(self, target: Target, visit: int, expected: int) -> str:
        """The rung for the n-th return: of its tier, new to the objective, not used today, of a scarce kind."""
        tiers = self.setting.variant.tiers
        tier = min(len(tiers) - 1, (visit - 1) * len(tiers) // max(expected, 2))
        names = [name for name in tiers[tier] if self._suits(name, target)]
        fresh = [name for name in names if not self.rungs[target.key, name]]
        if fresh and all(name in self.today for name in fresh):
            later = tiers[min(tier + 1, len(tiers) - 1)]
            names = fresh + [name for name in later if self._suits(name, target)]
        elif not fresh:
            names = [name for names in tiers for name in names if self._suits(name, target)]
        names = names or list(tiers[tier])
        if self._share_done() < _DOING_LEAST:
            doing = [name for names in tiers for name in names if self._does(name) and self._suits(name, target)]
            names = [name for name in names if self._does(name)] or doing or names
        kinds = {name: self.setting.variant.rungs[name].learning_type for name in names}
        idle = self._share_done() < _DOING_SHARE
        return min(
            names,
            key=lambda name: (
                self.rungs[target.key, name],
                idle and kinds[name] not in DOING,
                name in self.today,
                self.kinds.get(kinds[name], 0.0),
                self.used[name],
                place(target.key + name, 97),
            ),
        )

    def _share_done(self) -> float:
        """The part of the module so far in which people do."""
        done = sum(weight for kind, weight in self.kinds.items() if kind in DOING)
        return done / (sum(self.kinds.values()) or 1.0)

    def _does(self, name: str) -> bool:
        return self.setting.variant.rungs[name].learning_type in DOING

    def _suits(self, name: str, target: Target) -> bool:
        rung = self.setting.variant.rungs[name]
        alone = self.setting.name == "room" and self.setting.people < _TEAMS_FROM and rung.grouping == "groups"
        return target.family not in _UNSUITED.get(name, ()) and not alone

    def _note(self, visit: Visit, number: int) -> None:
        for item in visit.target.objectives:
            self.visits[item.id] += 1
            self.last[item.id] = number
        if visit.rung:
            self.rungs[visit.target.key, visit.rung] += 1
            self.used[visit.rung] += 1
            self.today.add(visit.rung)
        kinds: dict[LearningType, float] = {"practice": 0.6, "collaboration": 0.4}
        if visit.rung:
            kinds = {self.setting.variant.rungs[visit.rung].learning_type: 1.0}
        for kind, weight in kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0.0) + weight

    def _run_thread(self, planned: list[list[Visit]]) -> None:
        """Stages of the running case, the first and the last always, in order."""
        thread = self.setting.variant.thread
        places = [place for place, half in enumerate(self.halves) if half.thread]
        if thread is None or not places:
            return
        order: list[int] = table("progression.yaml")["thread_order"]
        stages = sorted(order[: len(places)])
        # More days than stages: the last day shows the work, the others work on it again.
        stages = [*stages[:-1], *stages[-2:-1] * (len(places) - len(stages)), stages[-1]]
        for stage, half in zip(stages, places, strict=True):
            target = self.setting.voice.target(self._met_until(planned, half))
            planned[half].append(Visit("thread", target, "", stage))

    def _met_until(self, planned: list[list[Visit]], half: int) -> list[Objective]:
        ids = {name for visits in planned[: half + 1] for visit in visits for name in visit.target.ids}
        return [item for item in self.objectives if item.id in ids]
