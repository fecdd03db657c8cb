"""How many minutes an assessment takes for so many people, and how they take their turns."""

from dataclasses import dataclass
from typing import Literal

from assistant.engine.offline.assessments.instruments import is_panel, is_questionnaire, is_watched
from assistant.models.brief import Brief

Manner = Literal[
    "each", "one", "halves", "trios", "pairs", "sampled", "written", "written_one", "written_large", "quiz", "quiz_one",
    "panel", "panel_one", "panel_solo", "async", "async_video", "async_quiz",
]  # fmt: skip
_SHORTEST_TURN = 3
_MOST_ROOMS = 6
_CROWD = 40
_TWO_HALVES = 16
_TURN = (3, 2, 12)
"""Minutes of a turn that is watched: for one objective, for each more, at most."""
_TALK = (5, 1, 10)
_WORK: dict[str, tuple[int, int, int]] = {
    "mcq": (4, 3, 20),
    "mcq-justified": (6, 4, 30),
    "matching": (5, 2, 15),
    "short-answer": (4, 4, 30),
    "reformulation": (5, 3, 20),
    "concept-map": (15, 5, 40),
    "exercise": (12, 6, 60),
    "diagnosis": (12, 6, 60),
    "case-study-graded": (18, 7, 75),
    "argued-critique": (16, 6, 60),
    "peer-review": (20, 5, 60),
    "production": (20, 10, 120),
    "portfolio": (20, 5, 60),
    "action-plan": (15, 3, 30),
}
_USUAL_WORK = (10, 5, 60)
_LONGEST_ALONE, _SHARE_ALONE = 90, 0.03


@dataclass(frozen=True)
class Run:
    """How an assessment is run."""

    manner: Manner
    turn: int = 0
    """Minutes of one turn."""
    rooms: int = 1


def minutes_for(instrument: str, objectives: int, relational: bool, brief: Brief, share: float) -> int:
    """Minutes of the task itself, without instructions nor return, within its share of the module."""
    limit = max(5, round(brief.duration_minutes * share))
    people = brief.group_size_max
    if brief.modality == "async" or people == 1 or not (is_watched(instrument) or is_panel(instrument)):
        length = _length(_WORK.get(instrument, _USUAL_WORK), objectives)
        if people == 1 and not is_questionnaire(instrument):
            # Days of work with one person do not end in a few minutes.
            length = max(length, _tidy(min(_LONGEST_ALONE, round(brief.duration_minutes * _SHARE_ALONE))))
        return min(limit, length)
    if is_panel(instrument):
        turn = _length(_TALK, objectives)
        return _tidy(min(limit, max(turn * people, 0)) if turn * people <= limit else max(limit, turn))
    turn = _length(_TURN, objectives)
    if turn * people <= limit:
        return _tidy(turn * people)
    together = 3 if relational else 2
    return _tidy(min(limit, turn * together + together))


def _length(scale: tuple[int, int, int], objectives: int) -> int:
    first, more, most = scale
    return min(most, first + more * (objectives - 1))


def _tidy(minutes: int) -> int:
    """To five minutes from a quarter of an hour on."""
    return minutes if minutes < 15 else round(minutes / 5) * 5


def run_of(instrument: str, minutes: int, relational: bool, brief: Brief) -> Run:
    """How so many people take their turns in those minutes."""
    people = brief.group_size_max
    if brief.modality == "async":
        return _apart(instrument)
    if is_panel(instrument):
        return _panel(people, minutes)
    if is_questionnaire(instrument):
        return Run("quiz_one" if people == 1 else "quiz")
    if not is_watched(instrument):
        return Run("written_one" if people == 1 else "written_large" if people > _CROWD else "written")
    return _watched(people, minutes, relational or brief.modality == "remote")


def _apart(instrument: str) -> Run:
    """Each at their own time: on paper, on questions, or on film."""
    if is_questionnaire(instrument):
        return Run("async_quiz")
    return Run("async_video" if is_watched(instrument) or instrument == "oral-presentation" else "async")


def _watched(people: int, minutes: int, in_threes: bool) -> Run:
    """One after the other where the time allows; else side by side, observed by each other."""
    if people == 1:
        return Run("one", minutes)
    if people * _SHORTEST_TURN <= minutes:
        return Run("each", minutes // people)
    if people > _CROWD:
        return Run("sampled", max(1, minutes // 2))
    if in_threes and people > 2:
        return Run("trios", max(1, minutes // 3))
    halves = people % 2 == 0 and people <= _TWO_HALVES and not in_threes
    return Run("halves" if halves else "pairs", max(1, minutes // 2))


def _panel(people: int, minutes: int) -> Run:
    if people == 1:
        return Run("panel_solo", minutes)
    for rooms in range(1, _MOST_ROOMS + 1):
        turn = minutes // -(-people // rooms)
        if turn >= _SHORTEST_TURN:
            return Run("panel_one" if rooms == 1 else "panel", turn, rooms)
    return Run("written_large" if people > _CROWD else "written")
