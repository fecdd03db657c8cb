"""Wordings of assessments, read once from the knowledge base."""

from functools import cache

from pydantic import ConfigDict

from assistant.language.data import table
from assistant.models.terms import Language, Performance
from assistant.models.value import Value

ByPerformance = dict[Performance, tuple[str, ...]]


class DiagnosticWording(Value):
    """How the opening assessment is said: its question, its grid, the way it is run."""

    prompt: dict[Performance, str]
    prompt_recall: str
    """The same when it is only to be remembered."""
    told: dict[Performance, str]
    """The question after the trainer's own situation was read out."""
    reads: str
    reads_async: str
    grid: str
    grid_many: str
    run: str
    run_one: str
    run_large: str
    run_remote: str
    run_async: str
    mastery: str


class Task(Value):
    """What learners have to do: for a single objective, or for several."""

    one: str
    many: str


class Runs(Value):
    """How a summative assessment is run; `pass_` is the length of one turn."""

    each: str
    one: str
    halves: str
    trios: str
    pairs: str
    sampled: str
    written: str
    written_one: str
    written_large: str
    quiz: str
    quiz_one: str
    panel: str
    panel_one: str
    panel_solo: str
    async_: str
    async_video: str
    async_quiz: str
    remote_rooms: str


class Refusals(Value):
    """Why a format that the trainer wished for serves elsewhere."""

    knows_not_does: str
    below: str
    after: str
    first_steps: str


class Wishes(Value):
    """What is said of the trainer's own wishes."""

    honoured: str
    refused: str
    reasons: Refusals
    no_marks: str


class Heard(Value):
    """Words of a wish and the format that they ask for."""

    match: str
    format: str


class Mastery(Value):
    """Thresholds."""

    essential: str
    all_essential: str
    one_essential: str
    others: str
    one_other: str
    items: str
    retry: str


class Transfer(Value):
    """What is looked at after the module."""

    one: str
    many: str
    follow: str
    follow_large: str
    later: str
    later_use: str
    criterion: str
    bands: tuple[str, ...]
    mastery: str


class Row(Value):
    """A line of a grid; the last band completes the second."""

    criterion: str
    bands: tuple[str, ...]


class Question(Value):
    """A question on the way of going about it; the first option is the key."""

    stem: str
    options: tuple[str, ...]
    why: tuple[str, ...]


class AssessmentsWording(Value):
    """Everything that the assessments of one language are worded with."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    bands_of_self: ByPerformance
    diagnostic: DiagnosticWording
    formative: dict[str, tuple[str, ...]]
    formative_alone: dict[str, tuple[str, ...]]
    """The same without peers: one learner, or learners who never meet."""
    formative_async: str
    formative_items: str
    formative_mastery: tuple[str, ...]
    formative_mastery_alone: tuple[str, ...]
    summative: dict[str, Task]
    starts_from: str
    final: str
    runs: Runs
    jury_rooms: tuple[str, ...]
    returns: tuple[str, ...]
    heard: tuple[Heard, ...]
    refusing: str
    no_marks: str
    no_wish: str
    wishes: Wishes
    chosen_below: str
    among: str
    numbers: tuple[str, ...]
    mastery: Mastery
    transfer: Transfer
    not_yet: ByPerformance
    sure: ByPerformance
    on_the_way: ByPerformance
    rows: dict[Performance, tuple[Row, ...]]
    items: dict[Performance, tuple[Question, ...]]


@cache
def wording(language: Language) -> AssessmentsWording:
    """The wordings of one language."""
    rows = dict(table(f"assessments.{language}.yaml"))
    runs = dict(rows["runs"])
    runs["async_"] = runs.pop("async")
    return AssessmentsWording.model_validate({**rows, "runs": runs})
