"""The engine that works with a language model: what it returns is validated, and the offline engine stands in."""

import logging

from assistant.engine.completion import Asker, ModelError
from assistant.engine.llm.answering import can_help, passages_of, write_answer
from assistant.engine.llm.reading import leaves_something, point, understand
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Reply, Shelf
from assistant.models.brief import Brief
from assistant.models.knowledge import Hit
from assistant.models.module import Assessment, AssessmentPlan, Day, Directives, MethodChoice, Objective
from assistant.models.terms import Language
from assistant.models.turn import Reading, ReadingContext

_log = logging.getLogger("jalon.model")


class LLMEngine:
    """Implements every verb of `engine.protocol.Engine`."""

    name = "llm"

    def __init__(self, asker: Asker, offline: OfflineEngine, shelf: Shelf) -> None:
        self._asker, self._offline, self._shelf = asker, offline, shelf
        self.model: str | None = asker.models.name
        self.sections = offline.sections
        self._silent = False
        """The model gave no answer the last time: the trainer was told."""

    async def read(self, message: str, context: ReadingContext) -> Reading:
        """What the rules read, and what the model points at beyond that."""
        reading = await self._offline.read(message, context)
        if not leaves_something(message, reading, context):
            return reading
        try:
            pointed = await point(message, context, self._asker)
        except ModelError as error:
            _log.warning("read: %s", error)
            return self._told(reading, error)
        self._silent = False
        return await understand(message, pointed, reading, context, self._offline.read)

    def _told(self, reading: Reading, error: ModelError) -> Reading:
        """Said once, until the model answers again."""
        if self._silent:
            return reading
        self._silent = True
        french = (reading.language or "fr") == "fr"
        return reading.model_copy(update={"without_model": error.line(french=french)})

    async def answer(self, question: str, language: Language, brief: Brief | None, hits: tuple[Hit, ...]) -> Reply:
        """From the cards, in the model's words where they hold to the cards'."""
        own = await self._offline.answer(question, language, brief, hits)
        passages = passages_of(hits, self._shelf, language)
        if not own.cards or not passages or not can_help(question, language):
            return own
        try:
            return await write_answer(question, language, brief, passages, self._asker) or own
        except ModelError as error:
            _log.warning("answer: %s", error)
            return own

    async def objectives(self, brief: Brief, directives: Directives) -> tuple[Objective, ...]:
        """At least one objective per competency."""
        return await self._offline.objectives(brief, directives)

    async def plan_assessments(
        self, brief: Brief, directives: Directives, objectives: tuple[Objective, ...]
    ) -> tuple[AssessmentPlan, ...]:
        """Which instruments, when, for which objectives: rules decide."""
        return await self._offline.plan_assessments(brief, directives, objectives)

    async def progression(
        self,
        brief: Brief,
        directives: Directives,
        methods: tuple[MethodChoice, ...],
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
    ) -> tuple[Day, ...]:
        """Days and sequences that add up to the minute."""
        return await self._offline.progression(brief, directives, methods, objectives, plans)

    async def assessments(
        self,
        brief: Brief,
        objectives: tuple[Objective, ...],
        plans: tuple[AssessmentPlan, ...],
        progression: tuple[Day, ...],
    ) -> tuple[Assessment, ...]:
        """The planned assessments, worded."""
        return await self._offline.assessments(brief, objectives, plans, progression)
