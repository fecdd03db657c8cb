"""The offline engine: rules, the cards' words and grammar; no key, no network, no model."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from assistant.engine.offline.answers import answer
from assistant.engine.offline.assessments import plan_assessments, write_assessments
from assistant.engine.offline.objectives import write_objectives
from assistant.engine.offline.progression import write_progression
from assistant.engine.offline.reading import read
from assistant.engine.protocol import (
    Argument,
    NextQuestion,
    Proposal,
    Reply,
    Restated,
    Shelf,
    Subject,
    SubjectRequest,
    Watch,
    Wish,
)
from assistant.models.brief import Brief
from assistant.models.knowledge import Hit
from assistant.models.module import Assessment, AssessmentPlan, Day, Directives, MethodChoice, Objective
from assistant.models.terms import Language
from assistant.models.turn import Reading, ReadingContext

P = ParamSpec("P")
R = TypeVar("R")


class OfflineEngine:
    """Implements every verb of `engine.protocol.Engine`; heavy ones leave the event loop free."""

    name = "offline"
    model: str | None = None
    one_by_one = False
    sections: Mapping[str, str] = MappingProxyType(dict.fromkeys(("objectives", "progression", "assessments"), name))

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        # The interpreter does one such thing at a time: more threads would only take turns away from the page.
        self._thread = ThreadPoolExecutor(1, "engine")

    async def read(self, message: str, context: ReadingContext) -> Reading:
        """See `engine.offline.reading`."""
        return await self._aside(read, message, context, self._shelf)

    async def answer(
        self,
        question: str,
        language: Language,
        brief: Brief | None,
        hits: tuple[Hit, ...],
        watch: Watch | None = None,  # noqa: ARG002 - it is there at once
    ) -> Reply:
        """See `engine.offline.answers`."""
        return answer(question, language, brief, hits, self._shelf)

    async def ask(self, question: NextQuestion) -> str:
        """As the interview words it, see `interview.questions`."""
        return question.text

    async def restate(self, wish: Wish) -> Restated:  # noqa: ARG002
        """Nothing: what the rules do not read in a message they cannot say again."""
        return Restated()

    async def argue(self, proposal: Proposal, watch: Watch | None = None) -> Argument:  # noqa: ARG002
        """As the choice itself argues, see `knowledge.reasons`."""
        return Argument(methods=proposal.methods, runners_up=proposal.runners_up)

    async def objectives(self, brief: Brief, directives: Directives) -> tuple[Objective, ...]:
        """See `engine.offline.objectives`."""
        return await self._aside(write_objectives, brief, directives)

    async def subject(self, request: SubjectRequest, watch: Watch) -> Subject:  # noqa: ARG002 - nothing is written
        """The objectives as they are: rules know no trade."""
        return Subject(objectives=request.objectives)

    async def plan_assessments(
        self, brief: Brief, directives: Directives, objectives: tuple[Objective, ...]
    ) -> tuple[AssessmentPlan, ...]:
        """See `engine.offline.assessments`."""
        return plan_assessments(brief, directives, objectives, self._shelf)

    async def progression(
        self,
        brief: Brief,
        directives: Directives,
        methods: tuple[MethodChoice, ...],
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
    ) -> tuple[Day, ...]:
        """See `engine.offline.progression`."""
        return await self._aside(write_progression, brief, directives, methods, objectives, plans, self._shelf)

    async def assessments(
        self,
        brief: Brief,
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
        progression: tuple[Day, ...],
    ) -> tuple[Assessment, ...]:
        """See `engine.offline.assessments`."""
        return await self._aside(write_assessments, brief, objectives, plans, progression, self._shelf)

    async def _aside(self, work: Callable[P, R], *given: P.args, **more: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *given, **more))
