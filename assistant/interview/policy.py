"""Which question comes next, and when the interview is over."""

from typing import Literal

from assistant.interview.differences import still_holds
from assistant.interview.dilemmas import Dilemma, Way, find_dilemma
from assistant.interview.kinds import kinds_of
from assistant.models.brief import Answers, Slot
from assistant.models.document import Gleaned
from assistant.models.value import Value

MOST_QUESTIONS = 8
"""Questions to a complete brief, at most (check J5)."""

FEW_QUESTIONS = 3
"""Questions to a trainer who said nearly everything at once."""

ESSENTIAL: tuple[Slot, ...] = (
    "subject",
    "competencies",
    "audience",
    "duration",
    "work_context",
    "group_size",
    "modality",
    "audience_level",
)
"""What weighs most on the design, heaviest first."""

_TELLING = 6
"""Essential slots in the first message that make a trainer one "who says everything at once"."""

_LEVEL_MATTERS_FROM = 5
"""The level is asked for only while fewer questions than this were asked: the opening diagnostic can tell it."""


class Pending(Value):
    """What the last question was about."""

    kind: Literal["slot", "vague", "dilemma", "recap"]
    slot: Slot | None = None
    ways: tuple[Way, ...] = ()
    dilemma: str | None = None
    text: str = ""
    """What the dilemma says."""
    replaces: bool = False
    """The answer takes the place of what is known: the trainer said that it changes."""


class Interview(Value):
    """Where an interview stands; kept between turns."""

    answers: Answers = Answers()
    skipped: tuple[Slot, ...] = ()
    asked: tuple[Slot, ...] = ()
    """Slots already asked about, in order; one is never asked about twice."""
    retried: tuple[Slot, ...] = ()
    """Slots asked about once more, in other words, because the answer said nothing of the kind."""
    questions: int = 0
    most: int = MOST_QUESTIONS
    vague: tuple[str, ...] = ()
    """Competencies that nobody could see done, not yet made concrete."""
    vague_asked: bool = False
    settled: tuple[str, ...] = ()
    differences: tuple[Dilemma, ...] = ()
    """What documents say otherwise than the trainer, to be asked about before anything else."""
    aside: tuple[Gleaned, ...] = ()
    """Documents in the other language, whose words wait for the talk to go on in it."""
    pending: Pending | None = None
    confirmed: bool = False


Move = Literal["ask", "clarify", "recap"]


class Next(Value):
    """What to say next."""

    move: Move
    slot: Slot | None = None


def budget(answers: Answers) -> int:
    """How many questions a trainer with this first message gets at most."""
    told = sum(answers.knows(slot) for slot in ESSENTIAL)
    return FEW_QUESTIONS if told >= _TELLING else MOST_QUESTIONS


def next_dilemma(interview: Interview) -> Dilemma | None:
    """The dilemma to put to the trainer before anything else."""
    answers, settled = interview.answers, interview.settled
    open_ones = (one for one in interview.differences if one.id not in settled and still_holds(one, answers))
    return next(open_ones, None) or find_dilemma(answers, settled)


def next_move(interview: Interview) -> Next:
    """The question that matters most for the design among those that may still be asked."""
    if interview.questions >= interview.most:
        return Next(move="recap")
    if interview.vague and not interview.vague_asked:
        return Next(move="clarify", slot="competencies")
    slot = next((slot for slot in _candidates(interview) if _may_ask(slot, interview)), None)
    return Next(move="ask", slot=slot) if slot else Next(move="recap")


def _may_ask(slot: Slot, interview: Interview) -> bool:
    return not interview.answers.knows(slot) and slot not in interview.asked and slot not in interview.skipped


def _candidates(interview: Interview) -> tuple[Slot, ...]:
    essential = tuple(slot for slot in ESSENTIAL if slot != "audience_level" or _level_matters(interview))
    hands_on = kinds_of(interview.answers.competencies or (), interview.answers.language) & {"gesture", "tool_use"}
    optional: tuple[Slot, ...] = ("resources", "accessibility") if hands_on else ("assessment_wishes", "accessibility")
    return essential + optional


def _level_matters(interview: Interview) -> bool:
    return interview.questions < _LEVEL_MATTERS_FROM
