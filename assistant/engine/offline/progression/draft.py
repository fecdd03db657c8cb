"""A sequence before its minutes are known: lines to be fitted, and what goes with them."""

from dataclasses import dataclass, replace
from typing import Literal

from assistant.engine.offline.progression.choosing import place
from assistant.engine.offline.progression.means import Means
from assistant.engine.offline.progression.setting import Setting
from assistant.engine.offline.progression.voice import Target
from assistant.engine.planner import Piece, Want, fit, lean, passages, share
from assistant.models.module import SequenceKind, StepPlan
from assistant.models.terms import Grouping, LearningType

_PASSAGE_SECONDS = 180
_TRIAL_SECONDS = 720
"""The longest turn of an assessment, as its own description counts it."""
_SHORTEST_TWICE, _SHORTEST_ONCE = 75, 60
"""Seconds of a turn with the trainer's equipment, each person passing twice or once."""
_FEW_STATIONS = 4
_LONGEST_TURNS = 0.45
"""Share of an activity that turns one after the other may take."""
_LONGEST_ONLY = 0.7
"""The same where there is nothing else to do."""
_LONGEST_REPORTS = 0.35
"""The same for reports of what was done before."""


@dataclass(frozen=True)
class Line:
    """One step to be fitted: what it is, what is said, whether people take turns in it."""

    piece: Piece
    trainer: str
    learners: str
    turns: Literal["no", "learner", "group"] = "no"
    share: int = 1
    """One part in so many of the people take their turn here."""
    means: Means | None = None
    """The trainer's equipment with which the turns are taken."""
    rank: int = 0
    """Order in which lines are dropped when time is short: the highest first, 0 never."""


@dataclass
class Draft:
    """One sequence to be."""

    kind: SequenceKind
    title: str
    target: Target
    want: Want
    lines: list[Line]
    learning_types: tuple[LearningType, ...]
    """What it may honestly be called, best first."""
    grouping: Grouping
    methods: tuple[str, ...] = ()
    feedback: str = ""
    materials: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    reserve: tuple[str, str] | None = None
    reserve_minutes: int = 0
    tests: tuple[tuple[int, str, str], ...] = ()
    """Assessments that the trainer added at its end: minutes, what the trainer does, what learners do."""
    role: str = ""
    """What it is in the agenda: "first", a rung's name, "thread", "recall"…"""
    spoken_by_card: bool = False
    """Whether its steps are the method's own."""


def timed(draft: Draft, minutes: int, setting: Setting, leaning: float = 0.0) -> tuple[StepPlan, ...]:
    """The steps of a draft, adding up to its minutes; `leaning` is the share of what can go to practice that goes."""
    kept = draft.reserve_minutes if draft.reserve and minutes - draft.reserve_minutes >= 8 else 0
    checks = [
        StepPlan(minutes=max(1, min(spent, (minutes - kept) // 3)), trainer=trainer, learners=learners, phase="apply")
        for spent, trainer, learners in draft.tests
    ]
    work = minutes - kept - sum(step.minutes for step in checks)
    fitted = _activity(draft, work, leaning, kept) if draft.kind == "activity" else _moment(draft, work)
    steps = [_step(line, spent, setting) for line, spent in fitted]
    # What was tested is talked over in the debriefing that closes the activity.
    ends = len(steps) - 1 if len(steps) > 1 and steps[-1].phase == "integrate" else len(steps)
    steps[ends:ends] = checks
    if kept and draft.reserve:
        steps.append(StepPlan(minutes=kept, trainer=draft.reserve[0], learners=draft.reserve[1]))
    return tuple(steps)


def _activity(draft: Draft, minutes: int, leaning: float, kept: int) -> list[tuple[Line, int]]:
    lines = _without_waiting(_first_loop(draft.lines, minutes), minutes)
    collective = draft.grouping in ("pairs", "groups")
    waiting = [line.turns != "no" and not line.piece.fixed for line in lines]
    alone = sum(line.piece.phase == "apply" for line in lines) == 1
    most = max(4, round(minutes * (_LONGEST_ONLY if alone else _LONGEST_TURNS)))
    pieces = [_capped(line.piece, most) if waits else line.piece for line, waits in zip(lines, waiting, strict=True)]
    fitted = fit(pieces, minutes, collective=collective)
    if leaning:
        debrief = -(-(minutes + kept) * _DEBRIEF[collective] // 100) - kept
        own = [pieces[index] for index, _ in fitted]
        spent = lean(own, [each for _, each in fitted], collective=collective, share=leaning, debrief=debrief)
        fitted = [(index, each) for (index, _), each in zip(fitted, spent, strict=True)]
    return [(lines[index], each) for index, each in fitted]


_DEBRIEF = {True: 20, False: 12}
"""Per cent of an activity in which it is talked over, with others or alone."""


def _first_loop(lines: list[Line], minutes: int) -> list[Line]:
    """A method that does, debriefs and does again stops at its first debriefing when the time is short."""
    ends = [place for place, line in enumerate(lines) if line.piece.phase == "integrate"]
    if len(ends) < 2 or sum(line.piece.minutes for line in lines) <= minutes * 1.2:
        return lines
    loop = lines[: ends[0] + 1]
    return loop if any(line.piece.phase == "apply" for line in loop) else lines


def _without_waiting(lines: list[Line], minutes: int) -> list[Line]:
    """Without the turns of groups for which all would wait too long, when they have done something before."""
    kept: list[Line] = []
    for line in lines:
        if line.turns != "group" or not any(other.piece.phase == "apply" for other in kept):
            kept.append(line)
        elif line.piece.minutes <= minutes * _LONGEST_REPORTS:
            kept.append(replace(line, piece=replace(line.piece, fixed=True)))
    return kept


def _capped(piece: Piece, most: int) -> Piece:
    return Piece(piece.phase, min(piece.minutes, most), "fixed")


def _moment(draft: Draft, minutes: int) -> list[tuple[Line, int]]:
    """Openings, closings and trials: lines are dropped in their order until each has two minutes, or one."""
    lines = list(draft.lines)
    least = 1 if minutes < 5 else 2
    while len(lines) > 1 and sum(_least(line, least) for line in lines) > minutes:
        if all(line.rank == 0 for line in lines) and len(lines) <= minutes:
            break
        lines.remove(max(reversed(lines), key=lambda line: line.rank))
    given = sum(line.piece.minutes for line in lines if line.piece.fixed)
    whole = given + least * sum(not line.piece.fixed for line in lines) <= minutes
    wants = [_want(line, least, whole) for line in lines]
    return list(zip(lines, share(minutes, wants, unit=1), strict=True))


def _least(line: Line, least: int) -> int:
    return round(line.piece.minutes * 0.7) if line.piece.fixed else least


def _want(line: Line, least: int, whole: bool) -> Want:
    """An assessment has its own time to the minute where there is room for all of it."""
    minutes = line.piece.minutes
    if line.piece.fixed:
        return Want(minutes, minutes if whole else max(least, round(minutes * 0.6)), minutes)
    return Want(minutes, least, max(minutes * 2, least))


def _step(line: Line, minutes: int, setting: Setting) -> StepPlan:
    learners = line.learners
    if line.turns == "learner" and setting.people > 2:
        count = -(-setting.people // line.share)
        taken = turns_with(line.means, setting, count, minutes) if line.means else ""
        learners = f"{learners} ({taken or turns(setting, count, minutes, _TRIAL_SECONDS if line.piece.fixed else 0)})"
    elif line.turns == "group":
        teams = setting.teams("groups")
        if teams > 1 and line.piece.minutes > minutes:
            learners = f"{learners} ({turns(setting, teams, minutes)})"
    return StepPlan(minutes=minutes, trainer=line.trainer, learners=learners, phase=line.piece.phase)


def turns(setting: Setting, count: int, minutes: int, longest: int = 0) -> str:
    """ "24 passages de 75 secondes, l'un après l'autre"."""
    found = passages(count, minutes, _PASSAGE_SECONDS, longest_turn=longest)
    phrases = setting.voice.words.phrases
    name = "passage" if found.stations == 1 else "passages" if found.stations <= _FEW_STATIONS else "passages_many"
    text: str = phrases[name]
    said = text.format(
        turns=found.turns,
        length=_length(found.seconds, setting),
        stations=found.stations,
        sample=setting.voice.number(found.stations),
    )
    return setting.voice.typeset(said)


def turns_with(means: Means, setting: Setting, count: int, minutes: int) -> str:
    """ "24 passages de 75 secondes, deux chacun, avec six extincteurs"; "" when there is no time for it."""
    phrases = setting.voice.words.phrases["passages_with"]
    found, name = passages(count, minutes, _PASSAGE_SECONDS, rounds=2, held=means.count), "twice"
    if found.seconds < _SHORTEST_TWICE:
        found, name = passages(count, minutes, _PASSAGE_SECONDS, held=means.count), "once"
    if found.seconds < _SHORTEST_ONCE and setting.people > 3:
        found, name = passages(-(-count // 2), minutes, _PASSAGE_SECONDS, held=means.count), "pairs"
    if found.seconds < _SHORTEST_ONCE:
        return ""
    side: str = phrases["one" if found.stations == 1 else "several"].format(n=found.stations)
    length = _length(found.seconds, setting)
    said: str = phrases[name].format(turns=found.turns, length=length, side=side, means=means.said)
    waits: list[str] = phrases["waiting"]
    waiting = found.stations * (2 if name == "pairs" else 1) < count
    return setting.voice.typeset(said + (waits[place(means.said + str(minutes), len(waits))] if waiting else ""))


def _length(seconds: int, setting: Setting) -> str:
    phrases = setting.voice.words.phrases
    minutes, rest = divmod(seconds, 60)
    if seconds <= 90:
        return str(phrases["seconds"]).format(n=seconds)
    if not rest:
        return str(phrases["minutes"]).format(n=minutes)
    return str(phrases["minute_seconds"]).format(m=minutes, s=rest)
