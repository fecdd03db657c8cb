"""The verbs that need judgement; every engine offers all of them.

Code decides (completeness, clock, alignment, levels, citations); an engine extracts, words and proposes.
"""

from collections.abc import Mapping
from typing import Protocol

from pydantic import Field

from assistant.models.brief import Answers, Brief, Slot
from assistant.models.knowledge import Card, Hit
from assistant.models.module import (
    Assessment,
    AssessmentPlan,
    Day,
    Directives,
    Matter,
    MethodChoice,
    Module,
    Objective,
    RunnerUp,
    Sequence,
)
from assistant.models.terms import Language
from assistant.models.turn import Edit, Reading, ReadingContext, Spending
from assistant.models.value import Value

Shelf = Mapping[str, Card]
"""Every card of the knowledge base by id."""


class Reply(Value):
    """An answer to a trainer's question on pedagogy."""

    text: str
    """Markdown in the asked language; says so when there is no source."""
    cards: tuple[str, ...] = ()
    """Ids of the cards it rests on; () = no source."""


class Proposal(Value):
    """The methods that code chose for a brief and those that it left out, each with its reasons."""

    brief: Brief
    methods: tuple[MethodChoice, ...]
    runners_up: tuple[RunnerUp, ...]
    before: tuple[MethodChoice | RunnerUp, ...] = ()
    """Those of the version before: what was said of them is said again where it still holds, and not asked for anew."""


class Argument(Value):
    """The reasons of a proposal in an engine's words."""

    methods: tuple[MethodChoice, ...]
    runners_up: tuple[RunnerUp, ...]
    by_model: bool = False
    """Some of it is in a model's words."""
    without_model: str | None = None
    """A language model was to word it and gave no answer: one line that says why, the first time."""


class SubjectRequest(Value):
    """What an engine is to propose subject matter for."""

    brief: Brief
    objectives: tuple[Objective, ...]
    """Those that have none yet."""
    all_objectives: tuple[Objective, ...]
    activities: tuple[Sequence, ...] = ()
    """Those of the plan as it will be, for which there is no instruction yet."""
    driven: bool = False
    """A method was chosen in which one problem drives the whole, and there is none yet."""


class Subject(Value):
    """What an engine proposes about the subject of some objectives."""

    objectives: tuple[Objective, ...]
    """Those that were given, some with a condition or a criterion in the words of the trade."""
    matter: tuple[Matter, ...] = ()
    """Without ids."""
    faults: Mapping[str, str] = Field(default_factory=dict)
    """Id of an objective → why there is nothing for it: one line in the brief's language."""


class Watch(Protocol):
    """Whoever follows what a model writes."""

    def heard(self, part: str, piece: str) -> None:
        """A piece of what is being written for a part (an objective's id, "methods", "answer").

        Nobody knows yet whether it is good.
        """

    def spent(self, spending: Spending) -> None:
        """What was taken so far."""


class NextQuestion(Value):
    """The question that the interview asks next."""

    slot: Slot
    text: str
    """In general words."""
    answers: Answers
    """What is known so far."""


class Wish(Value):
    """A message about a draft, as the rules read it."""

    message: str
    reading: Reading
    module: Module
    context: ReadingContext


class Restated(Value):
    """What a message asks to change in a draft, said again in sentences that the rules read."""

    edits: tuple[Edit, ...] = ()
    """Each quotes the trainer's message."""
    sentences: tuple[str, ...] = ()
    """What the edits were read from, to be told to the trainer."""
    doubtful: tuple[str, ...] = ()
    """Sentences that take away more than the message surely asks for: the trainer may say them."""
    without_model: str | None = None
    """A language model was to say it again and gave no answer: one line that says why, the first time."""


class Engine(Protocol):
    """An engine: reads messages, answers questions, words the parts of a module."""

    name: str
    model: str | None
    one_by_one: bool
    """What is asked of it at the same time is written one thing after the other: what matters most is asked first."""
    sections: Mapping[str, str]
    """Section of a module → name of the engine that writes it."""

    async def read(self, message: str, context: ReadingContext) -> Reading:
        """What the message says; never raises for any text."""

    async def answer(
        self,
        question: str,
        language: Language,
        brief: Brief | None,
        hits: tuple[Hit, ...],
        watch: Watch | None = None,
    ) -> Reply:
        """Answer from the cards found for the question, with its source, or say that there is none."""

    async def ask(self, question: NextQuestion) -> str:
        """The same question, in the words that fit this trainer best."""

    async def restate(self, wish: Wish) -> Restated:
        """What a message asks of the draft in which no change was read; nothing where that cannot be told."""

    async def argue(self, proposal: Proposal, watch: Watch | None = None) -> Argument:
        """The same methods, with the same reasons in the best words."""

    async def objectives(self, brief: Brief, directives: Directives) -> tuple[Objective, ...]:
        """At least one objective per competency, ids O1…"""

    async def subject(self, request: SubjectRequest, watch: Watch) -> Subject:
        """What these objectives are made of in the trade; nothing where no model is asked. Never raises."""

    async def plan_assessments(
        self, brief: Brief, directives: Directives, objectives: tuple[Objective, ...]
    ) -> tuple[AssessmentPlan, ...]:
        """Which instruments, when, for which objectives: a diagnostic first, ids A1…"""

    async def progression(
        self,
        brief: Brief,
        directives: Directives,
        methods: tuple[MethodChoice, ...],
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
    ) -> tuple[Day, ...]:
        """Days and sequences that add up to the minute, ids S1… for all but breaks, B1… for breaks."""

    async def assessments(
        self,
        brief: Brief,
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
        progression: tuple[Day, ...],
    ) -> tuple[Assessment, ...]:
        """The planned assessments, worded: description, rubric, mastery, items."""
