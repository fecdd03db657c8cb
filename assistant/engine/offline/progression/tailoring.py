"""What the trainer changed in single sequences: parts removed, other methods, assessments added, minutes.

Everything else was drafted before and stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.engine.offline.progression.activities import Activities
from assistant.engine.offline.progression.minutes import Placed, honoured, laid
from assistant.engine.offline.progression.moments import Moments
from assistant.engine.offline.progression.outline import HalfOutline, TrialPart
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.protocol import Shelf
from assistant.models.module import AddedAssessment, AssessmentPlan, Directives

_LONGEST_STRETCH = 90
_SHORTEST_DONOR = 15
_SHORTEST_TRIAL = 8
_AROUND_TRIAL = 7
"""Minutes of the instructions and of the return of an assessment."""
_QUIZ = (4, 1, 8)
"""Minutes of an assessment inside a sequence: for one objective, for each more, at most."""

_MANNER = {
    "mcq": "quiz",
    "mcq-justified": "quiz",
    "matching": "quiz",
    "short-answer": "quiz",
    "reformulation": "quiz",
    "concept-map": "quiz",
    "self-positioning": "self",
    "exit-ticket": "card",
}


@dataclass(frozen=True)
class Tailor:
    """Applies the trainer's changes to the sequences of one module."""

    setting: Setting
    halves: Sequence[HalfOutline]
    directives: Directives
    plans: tuple[AssessmentPlan, ...]
    shelf: Shelf
    moments: Moments
    activities: Activities

    def tailored(self, placed: Sequence[Placed]) -> list[Placed]:
        """The sequences with everything that was asked of single ones, minutes aside."""
        found = [self._with_method(item) for item in placed]
        found = honoured(self._without_gone(found), self.directives.minutes)
        held = {plan.id for plan in self.plans if plan.moment != "transfer"}
        for added in (item for item in self.directives.added_assessments if item.id in held):
            found = self._with_trial(found, added) if added.apart else self._with_quiz(found, added)
        return found

    def _with_method(self, item: Placed) -> Placed:
        name = self.directives.sequence_methods.get(item.id)
        card = self.shelf.get(name) if name else None
        if card is None or item.draft.kind != "activity":
            return item
        return replace(item, draft=self.activities.by(card, item.draft))

    def _without_gone(self, placed: list[Placed]) -> list[Placed]:
        gone = {*self.directives.removed_sequences, *self._trials_gone(placed)}
        for item in [item for item in placed if item.id in gone]:
            placed = self._without(placed, item)
        self._place_again(placed)
        return placed

    def _trials_gone(self, placed: Sequence[Placed]) -> set[str]:
        removed = {plan.id for plan in self.directives.removed_assessments}
        return {item.id for item in placed if item.draft.kind == "assessment" and set(item.draft.assessments) & removed}

    def _without(self, placed: list[Placed], gone: Placed) -> list[Placed]:
        """Its minutes go to the activities of its half-day, which is cut anew where a stretch would be empty."""
        kept = [item for item in placed if item is not gone]
        if not any(item.half == gone.half and item.draft.kind == "activity" for item in kept):
            return self._replaced(placed, gone)
        self._pass_reserve(kept, gone)
        if not any((item.half, item.stretch) == (gone.half, gone.stretch) for item in kept):
            return self._cut_again(kept, gone.half)
        return _spread(kept, gone)

    def _replaced(self, placed: list[Placed], gone: Placed) -> list[Placed]:
        """A half-day keeps an activity: the one before moves there, and leaves its own time to those beside it."""
        at = placed.index(gone)
        moving = next((item for item in reversed(placed[:at]) if item.draft.kind == "activity"), None)
        mates = [item for item in placed if moving and item.half == moving.half and item.draft.kind == "activity"]
        if moving is None or len(mates) < 2:
            return self._cut_again([item for item in placed if item is not gone], gone.half)
        moved = replace(moving, half=gone.half, stretch=gone.stretch, minutes=gone.minutes)
        placed = [item for item in placed if item is not gone]
        self._pass_reserve([moved], gone)
        # Taken out of its half-day, its minutes go to those who stay there; then it stands where the other one stood.
        without = self._without([*placed[:at], *placed[at:]], moving)
        at = next((i for i, item in enumerate(without) if item.half == gone.half and self._follows(item, gone)), at - 1)
        return [*without[:at], moved, *without[at:]]

    @staticmethod
    def _follows(item: Placed, gone: Placed) -> bool:
        """Whether a sequence of the same half-day comes after the place of one that went."""
        return item.draft.kind not in ("opening",) and item.stretch >= gone.stretch

    def _pass_reserve(self, placed: Sequence[Placed], gone: Placed) -> None:
        """The time kept free in a half-day stays, in another activity."""
        hosts = [item.draft for item in placed if item.half == gone.half and item.draft.kind == "activity"]
        if not gone.draft.reserve or not hosts:
            return
        host = next((draft for draft in reversed(hosts) if not draft.reserve), hosts[-1])
        host.reserve = host.reserve or gone.draft.reserve
        host.reserve_minutes += gone.draft.reserve_minutes

    def _cut_again(self, placed: list[Placed], half: int) -> list[Placed]:
        """The half-day laid out anew between its breaks, with the sequences that it still has."""
        own = [item for item in placed if item.half == half]
        outline = self.halves[half]
        breaks = outline.breaks[: max(0, len(own) - 1)]
        fresh = laid([replace(outline, breaks=breaks)], [[item.draft for item in own]])
        outline.breaks = breaks
        moved = {old.id: replace(new, id=old.id, half=half) for old, new in zip(own, fresh, strict=True)}
        return [moved.get(item.id, item) for item in placed]

    def _place_again(self, placed: Sequence[Placed]) -> None:
        """A formative assessment that lost its sequence takes place where its objectives are worked next."""
        activities = [item.draft for item in placed if item.draft.kind == "activity"]
        there = {name for item in placed for name in item.draft.assessments}
        for plan in self.plans:
            if plan.moment != "formative" or plan.id in there or self._is_added(plan.id):
                continue
            working = [draft for draft in activities if set(draft.target.ids) & set(plan.objectives)]
            for draft in working[:1]:
                draft.assessments = (*draft.assessments, plan.id)

    def _is_added(self, name: str) -> bool:
        return any(item.id == name for item in self.directives.added_assessments)

    def _with_quiz(self, placed: list[Placed], added: AddedAssessment) -> list[Placed]:
        """A step of its own before the debriefing of the sequence that it ends."""
        host = next((item for item in placed if item.id == added.sequence), None) or self._host(placed, added)
        if host is None:
            return placed
        first, more, most = _QUIZ
        minutes = min(most, first + more * (len(added.objectives) - 1), max(3, host.minutes // 4))
        phrases = self.setting.voice.words.phrases["added_assessment"]
        text: str = phrases[
            "solo" if self.setting.name in ("solo", "async") else _MANNER.get(added.instrument, "usual")
        ]
        said = self.setting.voice.pair(text, host.draft.target, ids=added.id)
        host.draft.tests = (*host.draft.tests, (minutes, *said))
        host.draft.assessments = (*host.draft.assessments, added.id)
        return placed

    def _host(self, placed: Sequence[Placed], added: AddedAssessment) -> Placed | None:
        """Where an assessment takes place whose sequence is there no more: the last that works on its objectives."""
        able = [item for item in placed if item.draft.kind == "activity"]
        working = [item for item in able if set(item.draft.target.ids) & set(added.objectives)]
        return next(reversed(working or able), None)

    def _with_trial(self, placed: list[Placed], added: AddedAssessment) -> list[Placed]:
        """A sequence of its own, whose minutes the activities of its half-day give."""
        after = next((i for i, item in enumerate(placed) if item.id == added.after), None)
        at = after + 1 if after is not None else len(placed) - 1 if placed[-1].draft.kind == "closing" else len(placed)
        beside, fixed = placed[max(0, at - 1)], frozenset(self.directives.minutes)
        wanted = _fives(added.minutes + _AROUND_TRIAL)
        lent, given = _take(placed, beside, wanted, fixed)
        if given < _SHORTEST_TRIAL:
            # No minute can come there without too long a stretch: it follows the last activity that can lend some.
            hosts = (item for item in reversed(placed[:at]) if item.draft.kind == "activity")
            beside = max(islice(hosts, 3), key=lambda item: item.minutes, default=beside)
            at = placed.index(beside) + 1
            lent, given = _take(placed, beside, wanted, fixed)
        placed = lent
        if given < _SHORTEST_TRIAL:
            return placed
        part = TrialPart(added, max(3, min(added.minutes, given - _AROUND_TRIAL + 2)))
        draft = self.moments.trial(part, given)
        item = Placed(draft, given, beside.half, beside.stretch, id=added.id)
        return [*placed[:at], item, *placed[at:]]


def _fives(minutes: int) -> int:
    return max(_SHORTEST_TRIAL, round(minutes / 5) * 5)


def _spread(placed: Sequence[Placed], gone: Placed) -> list[Placed]:
    """The minutes of a sequence, by fives, to the shortest activities of its half-day whose stretch has room."""
    takers = [item for item in placed if item.half == gone.half and item.draft.kind == "activity"]
    lengths = {item.id: item.minutes for item in placed if item.half == gone.half}
    minutes = gone.minutes
    while minutes > 0:
        step = min(5, minutes)
        sums = {item.stretch: sum(lengths[other.id] for other in placed if _together(item, other)) for item in takers}
        roomy = [item for item in takers if sums[item.stretch] + step <= _LONGEST_STRETCH]
        beside = [item for item in takers if item.stretch == gone.stretch]
        chosen = min(roomy or beside or takers, key=lambda item: (lengths[item.id], item.stretch != gone.stretch))
        lengths[chosen.id] += step
        minutes -= step
    return [replace(item, minutes=lengths.get(item.id, item.minutes)) for item in placed]


def _together(one: Placed, other: Placed) -> bool:
    return (one.half, one.stretch) == (other.half, other.stretch)


def _take(placed: list[Placed], beside: Placed, wanted: int, fixed: frozenset[str]) -> tuple[list[Placed], int]:
    """Minutes from the activities beside a place, its own stretch first, the longest first; and how many they gave."""
    lengths = {item.id: item.minutes for item in placed}
    room = _LONGEST_STRETCH - sum(
        item.minutes for item in placed if (item.half, item.stretch) == (beside.half, beside.stretch)
    )
    given = 0
    for own in (True, False):
        donors = [
            item
            for item in placed
            if item.draft.kind == "activity"
            and item.half == beside.half
            and item.id not in fixed
            and (item.stretch == beside.stretch) == own
        ]
        while given < wanted and donors:
            donor = max(donors, key=lambda item: lengths[item.id])
            step = min(5, wanted - given, lengths[donor.id] - max(_SHORTEST_DONOR, donor.minutes // 2))
            if step <= 0 or (not own and room < step):
                donors.remove(donor)
                continue
            lengths[donor.id] -= step
            given += step
            room -= 0 if own else step
    return [replace(item, minutes=lengths[item.id]) for item in placed], given
