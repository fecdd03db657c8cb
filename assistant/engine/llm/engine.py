"""The engine that works with a language model: what it returns is validated, and the offline engine stands in."""

import logging
import time
from collections.abc import Callable
from weakref import WeakKeyDictionary, ref

from assistant.engine.completion import Asker, Limits, ModelError, Purse, Usage
from assistant.engine.completion.models import Fault
from assistant.engine.llm.answering import can_help, passages_of, write_answer
from assistant.engine.llm.arguing import argue
from assistant.engine.llm.asking import PATIENCE, word
from assistant.engine.llm.reading import leaves_something, point, understand
from assistant.engine.llm.revising import leaves_a_wish, restate
from assistant.engine.llm.subject import write_subject
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.offline.reading.orders import without_orders
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
from assistant.models.terms import Language
from assistant.models.turn import Reading, ReadingContext, Spending

WORDING = 60.0
"""Seconds that a trainer waits for better words for an argument, or for a wish that no rule reads."""
_log = logging.getLogger("jalon.model")
_PAUSE = 600.0
"""Seconds without wording after one that did not come in time: a model that is slow once is slow the next time."""
_LATE: frozenset[Fault] = frozenset({"spent", "timeout"})


class LLMEngine(OfflineEngine):
    """The offline engine, with a model where it helps: what the model does not do, or does badly, stays as it was."""

    name = "llm"

    def __init__(
        self,
        asker: Asker,
        shelf: Shelf,
        limits: Limits | None = None,
        *,
        questions: bool = True,
        patience: float = PATIENCE,
        wording: float = WORDING,
    ) -> None:
        """`questions`: whether the model words those of the interview.

        `patience`, `wording`: the seconds that it has for one of them, and for an argument or a wish.
        """
        super().__init__(shelf)
        self._questions, self._patience = questions, patience
        self._hurried_until = 0.0
        """Until then nobody waits for the wording of a question."""
        self._unargued_until = 0.0
        """Until then nobody waits for an argument."""
        self._asker = asker
        self._limits = limits or Limits()
        self._wording = Limits(min(self._limits.seconds, wording), self._limits.tokens)
        self.model, self.one_by_one = asker.models.name, asker.one_by_one
        self._purses = WeakKeyDictionary[Watch, Purse]()
        self._silent = False
        """The model gave no answer the last time: the trainer was told."""

    async def read(self, message: str, context: ReadingContext) -> Reading:
        """What the rules read, and what the model points at beyond that."""
        reading = await super().read(message, context)
        # Orders to the program are not for the model either.
        kept = without_orders(message)
        if not leaves_something(kept.text, reading, context):
            return reading
        try:
            pointed = await point(kept.text, context, self._asker)
        except ModelError as error:
            _log.warning("read: %s", error)
            told = self._once(error, reading.language or context.language)
            return reading.model_copy(update={"without_model": told})
        self._silent = False
        found = await understand(kept.text, pointed, reading, context, super().read)
        more = kept.quoting(Reading(facts=found.facts[len(reading.facts) :])).facts
        return found.model_copy(update={"facts": (*reading.facts, *more)})

    def _once(self, error: ModelError, language: Language) -> str | None:
        """Why there is no answer, said once, until the model answers again."""
        if self._silent:
            return None
        self._silent = True
        return error.line(french=language == "fr")

    async def answer(
        self,
        question: str,
        language: Language,
        brief: Brief | None,
        hits: tuple[Hit, ...],
        watch: Watch | None = None,
    ) -> Reply:
        """From the cards, in the model's words where they hold to the cards'."""
        own = await super().answer(question, language, brief, hits)
        passages = passages_of(hits, self._shelf, language)
        if not own.cards or not passages or not can_help(question, language):
            return own
        try:
            return await write_answer(question, language, brief, passages, self._asker, watch) or own
        except ModelError as error:
            _log.warning("answer: %s", error)
            return own

    async def ask(self, question: NextQuestion) -> str:
        """In the model's words where they come in time and ask for that and nothing else."""
        if not self._questions or time.monotonic() < self._hurried_until:
            return question.text
        try:
            return await word(question, self._asker, self._patience) or question.text
        except TimeoutError:
            self._hurried_until = time.monotonic() + _PAUSE
            _log.warning("ask: no wording within %s s", self._patience)
        except ModelError as error:
            _log.warning("ask: %s", error)
        return question.text

    async def restate(self, wish: Wish) -> Restated:
        """What the model says again in sentences that the rules read."""
        if not leaves_a_wish(without_orders(wish.message, drafted=True).text, wish.reading):
            return Restated()
        try:
            restated = await restate(wish, self._shelf, self._asker, Purse(self._wording))
        except ModelError as error:
            _log.warning("restate: %s", error)
            return Restated(without_model=self._once(error, wish.context.language))
        self._silent = False
        return restated

    async def argue(self, proposal: Proposal, watch: Watch | None = None) -> Argument:
        """In the model's words where they hold to the cards and the brief."""
        own = await super().argue(proposal)
        if time.monotonic() < self._unargued_until:
            return own
        try:
            argued = await argue(proposal, self._shelf, self._asker, self._purse_of_argument(watch), watch)
        except ModelError as error:
            _log.warning("argue: %s", error)
            if error.fault in _LATE:
                self._unargued_until = time.monotonic() + _PAUSE
            return own.model_copy(update={"without_model": self._once(error, proposal.brief.language)})
        self._silent = False
        return argued or own

    async def subject(self, request: SubjectRequest, watch: Watch) -> Subject:
        """Within the time and the tokens of one draft."""
        return await write_subject(request, self._shelf, self._asker, self._purse(watch), watch)

    def _purse_of_argument(self, watch: Watch | None) -> Purse:
        """What the draft that is being written has left; a minute where there is none yet, and the trainer waits."""
        if watch is None:
            return Purse(self._wording)
        return self._purses.get(watch) or Purse(self._wording, _told(watch))

    def _purse(self, watch: Watch) -> Purse:
        """What one draft may take: all that is written for the same watch takes it from there."""
        if watch not in self._purses:
            self._purses[watch] = Purse(self._limits, _told(watch))
        return self._purses[watch]


def _told(watch: Watch) -> Callable[[Usage], None]:
    # The purse of a draft goes when nobody watches it any more.
    watching = ref(watch)

    def tell(usage: Usage) -> None:
        if (watcher := watching()) is not None:
            watcher.spent(Spending(tokens=usage.sent + usage.received, seconds=usage.seconds, cost=usage.cost))

    return tell
