"""What stands in each half-day: openings, activities, trials, closings, and how many of each the time holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from assistant.engine.offline.progression.setting import Setting
from assistant.engine.planner import Half, break_minutes, frames
from assistant.models.module import AssessmentPlan, Objective
from assistant.models.terms import Performance

_USUAL = {"room": 42, "solo": 36, "crowd": 36, "async": 24}
"""Minutes of an activity when there is time enough."""
_SHORTEST = {"room": 18, "solo": 15, "crowd": 15, "async": 12}
_LONGEST = {"room": 65, "solo": 55, "crowd": 50, "async": 45}
_RESERVE = 0.05
_LONGEST_RESERVE = 10
_TRIALS_SHARE = 0.4
_SHORTEST_TRIAL, _LONGEST_TRIAL = 5, 65
_ON_PAPER: frozenset[Performance] = frozenset({"decision", "concept", "attitude"})
_LONG_DAYS = 3
"""From so many full days on, one case runs through the module."""


@dataclass(frozen=True)
class TrialPart:
    """A summative assessment, or a part of one that is too long to be held without a break."""

    plan: AssessmentPlan
    minutes: int
    """Of the task itself."""
    part: int = 1
    parts: int = 1

    @property
    def last(self) -> bool:
        """Whether results are given back after it."""
        return self.part == self.parts


@dataclass
class HalfOutline:
    """One half-day (or one stage of an asynchronous module)."""

    day: int
    half: Half
    breaks: tuple[int, ...]
    opens: bool
    """First of its day."""
    closes: bool
    """Last of its day."""
    first: bool = False
    last: bool = False
    trials: list[TrialPart] = field(default_factory=list)
    activities: int = 0
    thread: bool = False
    """One of its activities is a stage of the running case."""

    @property
    def net(self) -> int:
        """Minutes without the breaks."""
        return self.half.minutes - sum(self.breaks)


@dataclass(frozen=True)
class Sizes:
    """Minutes that the parts of a module would like."""

    total: int
    diagnostic: int

    @property
    def opening(self) -> int:
        """The opening of the module."""
        usual = next((minutes for limit, minutes in _OPENINGS if self.total <= limit), 30)
        return usual if self.total < 90 else max(usual, min(self.diagnostic + 10, 40))

    @property
    def closing(self) -> int:
        """The closing of the module."""
        return next((minutes for limit, minutes in _CLOSINGS if self.total <= limit), 30)

    def trial(self, part: TrialPart) -> int:
        """A summative assessment with its instructions and its return."""
        if self.total < 90:
            return part.minutes + 4
        back = min(20, max(5, round(part.plan.minutes * 0.3))) if part.last else 0
        return part.minutes + 3 + back


_OPENINGS = ((59, 6), (89, 8), (150, 12), (300, 20), (480, 25))
_CLOSINGS = ((59, 5), (89, 10), (150, 12), (300, 18), (480, 20))


def day_opening(minutes: int) -> int:
    """Minutes in which a day takes up the one before."""
    return min(20, max(8, round(minutes * 0.05)))


def day_closing(minutes: int) -> int:
    """Minutes in which a day is closed."""
    return min(10, max(5, round(minutes * 0.03)))


def reserve(minutes: int) -> int:
    """Minutes kept free in a half-day."""
    return ceil(minutes * _RESERVE)


def lay_out(setting: Setting, objectives: Sequence[Objective], plans: Sequence[AssessmentPlan]) -> list[HalfOutline]:
    """The half-days of the module, each with its parts."""
    halves = _halves(setting)
    sizes = sizes_of(setting, plans)
    longest = max(_SHORTEST_TRIAL, int(sizes.total * _TRIALS_SHARE))
    _place_trials(halves, sizes, [part for plan in plans if is_apart(plan) for part in parts_of(plan, longest)])
    room = [_free(half, halves, sizes) for half in halves]
    each = _each(sum(room), len(objectives), setting)
    most = max(each, _LONGEST[setting.name])
    for half, minutes in zip(halves, room, strict=True):
        half.activities = max(round(minutes / each + 0.15), ceil(minutes / most)) if minutes >= each * 0.4 else 0
    _give_each_objective_its_place(halves, room, len(objectives), setting)
    for half in halves:
        _fill(half, ends_of(half, halves, sizes))
    if setting.variant.thread and _makes_something(objectives):
        _run_thread(halves)
    return halves


def sizes_of(setting: Setting, plans: Sequence[AssessmentPlan]) -> Sizes:
    """What the parts of the module would like."""
    diagnostic = sum(plan.minutes for plan in plans if plan.moment == "diagnostic")
    return Sizes(setting.brief.duration_minutes, diagnostic)


def is_apart(plan: AssessmentPlan) -> bool:
    """Whether the assessment is a sequence of its own."""
    return plan.moment == "summative" and plan.minutes >= _SHORTEST_TRIAL


def parts_of(plan: AssessmentPlan, longest: int) -> tuple[TrialPart, ...]:
    """The assessment, within the longest time that the module has for it, in parts that fit between two breaks."""
    minutes = min(plan.minutes, longest)
    count = ceil(minutes / _LONGEST_TRIAL)
    base, over = divmod(minutes, count)
    return tuple(TrialPart(plan, base + (1 if i < over else 0), i + 1, count) for i in range(count))


def _halves(setting: Setting) -> list[HalfOutline]:
    found: list[HalfOutline] = []
    for number, day in enumerate(frames(setting.brief), start=1):
        for place, half in enumerate(day.halves):
            breaks = break_minutes(half.minutes, setting.brief.modality)
            ends = place == 0, place == len(day.halves) - 1
            found.append(HalfOutline(number, half, breaks, *ends))
    found[0].first, found[-1].last = True, True
    return found


def _day_minutes(half: HalfOutline, halves: Sequence[HalfOutline]) -> int:
    return sum(other.half.minutes for other in halves if other.day == half.day)


def ends_of(half: HalfOutline, halves: Sequence[HalfOutline], sizes: Sizes) -> tuple[int, int]:
    """Minutes of the opening and of the closing of a half-day; 0 where there is none."""
    minutes = _day_minutes(half, halves)
    opening = min(sizes.opening, max(5, half.net // 4)) if half.first else day_opening(minutes) if half.opens else 0
    closing = day_closing(minutes) if half.closes and minutes >= 60 else 0
    if half.last:
        closing = min(sizes.closing, max(10 if sizes.total >= 60 else 5, half.net // 5))
    return opening, closing


def _place_trials(halves: list[HalfOutline], sizes: Sizes, trials: Sequence[TrialPart]) -> None:
    """At the end of the module; what does not fit there goes to the half-days before, never to the first ones."""
    earliest = len(halves) // 2
    place = len(halves) - 1
    for part in reversed(trials):
        while place > earliest and not _has_room(halves[place], halves, sizes, part):
            place -= 1
        fits = _has_room(halves[place], halves, sizes, part)
        halves[place if fits else len(halves) - 1].trials.insert(0, part)


def _has_room(half: HalfOutline, halves: Sequence[HalfOutline], sizes: Sizes, part: TrialPart) -> bool:
    spent = sum(sizes.trial(other) for other in half.trials) + sizes.trial(part) + sum(ends_of(half, halves, sizes))
    return spent <= half.net * (0.85 if half.last else 0.6)


def trial_minutes(half: HalfOutline, halves: Sequence[HalfOutline], sizes: Sizes) -> list[int]:
    """Minutes of each trial of a half-day, less than wished when there are too many."""
    wished = [sizes.trial(part) for part in half.trials]
    room = half.net - sum(ends_of(half, halves, sizes))
    limit = room * (_TRIALS_SHARE if len(halves) == 1 else 0.9)
    total = sum(wished)
    return wished if total <= limit else [max(_SHORTEST_TRIAL, round(each * limit / total)) for each in wished]


def _free(half: HalfOutline, halves: Sequence[HalfOutline], sizes: Sizes) -> int:
    return half.net - sum(ends_of(half, halves, sizes)) - sum(trial_minutes(half, halves, sizes))


def usual(halves: Sequence[HalfOutline], setting: Setting, plans: Sequence[AssessmentPlan]) -> float:
    """Minutes of an ordinary activity of this module."""
    sizes = sizes_of(setting, plans)
    return sum(max(0, _free(half, halves, sizes)) for half in halves) / max(1, sum(half.activities for half in halves))


def _each(room: int, objectives: int, setting: Setting) -> float:
    """Minutes of one activity: shorter than usual when that is what it takes to reach every objective."""
    return max(_SHORTEST[setting.name], min(_USUAL[setting.name], room / objectives))


def _give_each_objective_its_place(
    halves: Sequence[HalfOutline], room: Sequence[int], objectives: int, setting: Setting
) -> None:
    shortest = _SHORTEST[setting.name]
    while sum(half.activities for half in halves) < objectives:
        place = max(range(len(halves)), key=lambda i: room[i] / (halves[i].activities + 1))
        if room[place] / (halves[place].activities + 1) < shortest:
            break
        halves[place].activities += 1
    if not any(half.activities for half in halves):
        halves[max(range(len(halves)), key=lambda i: room[i])].activities = 1


def _fill(half: HalfOutline, ends: tuple[int, int]) -> None:
    """A break stands between two parts: there are more parts than breaks."""
    parts = half.activities + len(half.trials) + sum(minutes > 0 for minutes in ends)
    half.activities += max(0, len(half.breaks) + 1 - parts)


def _makes_something(objectives: Sequence[Objective]) -> bool:
    """Whether a case can grow from day to day: something is made, or most of the work is thought through on paper."""
    kinds = [objective.performance for objective in objectives]
    return "creation" in kinds or 2 * sum(kind in _ON_PAPER for kind in kinds) > len(kinds)


def _run_thread(halves: Sequence[HalfOutline]) -> None:
    """A stage of the running case in the last half of each full day, in modules of several days."""
    ends = [half for half in halves if half.closes and _day_minutes(half, halves) >= 300]
    if len(ends) < _LONG_DAYS:
        return
    for half in ends:
        half.thread = half.activities >= 2
