"""The only door to the graph: a text goes in, events come out."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, cast
from weakref import WeakValueDictionary

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.errors import GraphRecursionError

from assistant.documents.limits import FILES
from assistant.documents.reading import read_document, shown_name
from assistant.errors import EngineError, StorageError
from assistant.graph.build import build_graph
from assistant.graph.context import Context, ContextOf
from assistant.graph.nodes.drafting import passages_of
from assistant.graph.redrafting import Said
from assistant.graph.reviewed import catch_up
from assistant.graph.state import SCHEMA, State, fresh_state
from assistant.interview.assumptions import assumption
from assistant.interview.policy import Interview
from assistant.models.brief import FIELDS_OF_SLOT, Answers
from assistant.models.desk import LOCAL
from assistant.models.document import Handed, Unread
from assistant.models.module import Change, Module
from assistant.models.review import Finding
from assistant.models.terms import Language
from assistant.models.turn import Spending
from assistant.models.value import Value

_STEPS = 50
"""Nodes of one turn at most; a turn that needs more is a defect, not a long turn."""


class Heard(Value):
    """A message is heard; its turn begins."""

    language: Language
    """The conversation's, before the message is read."""
    turns: int
    """Messages that the conversation had heard before."""


class StageBegun(Value):
    """The work reaches a stage: "methods", "objectives", "progression", "assessments", "comments", "check", "store".

    With a language model also "reading", "answering" and "matter", which take their time then; "documents" where some
    came with the message.
    """

    stage: str


class Written(Value):
    """A piece of what a model writes for a part of the draft: nobody knows yet whether it is good."""

    part: str
    """"O2", "methods", "answer"."""
    title: str
    """The objective's statement; "" for what is no objective."""
    piece: str


class Spent(Spending):
    """What the work has taken of the model so far."""

    stage: str
    """The stage that takes it."""


class Answered(Value):
    """What Jalon answers to one message."""

    says: tuple[str, ...]
    """Paragraphs of Markdown."""
    phase: str
    asked: str | None
    suggestions: tuple[str, ...]
    language: Language
    brief: dict[str, Any]
    """What is known so far; a field that is absent is not known."""
    module: Module | None
    """The draft on the table."""
    fresh: bool
    """The draft changed in this turn."""
    changes: tuple[Change, ...] = ()
    turns: int
    """Messages that the conversation has heard so far."""
    ms: float

    @property
    def say(self) -> str:
        """The whole answer as one text."""
        return "\n\n".join(self.says)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the draft on the table."""
        return self.module.findings if self.module else ()

    def to_json(self) -> dict[str, Any]:
        """The line of `jalon chat --jsonl`; the module is there whenever there is one."""
        module = self.module.model_dump(mode="json") if self.module else None
        return {
            "say": self.say,
            "phase": self.phase,
            "asked": self.asked,
            "suggestions": list(self.suggestions),
            "brief": self.brief,
            "module": module,
            "findings": [finding.model_dump(mode="json") for finding in self.findings],
            "changes": [change.model_dump(mode="json") for change in self.changes],
            "language": self.language,
            "ms": self.ms,
        }


Event = Heard | StageBegun | Written | Spent | Answered

File = tuple[str, bytes]
"""(name, content) of a document that is handed in."""


@dataclass
class Conversations:
    """Every conversation of one process; one turn at a time on each thread."""

    context: Context
    checkpoints: BaseCheckpointSaver[str]
    language: Language = "fr"
    contexts: ContextOf | None = None
    """Where organisations have cards of their own; None = everybody has those of `context`."""
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def __post_init__(self) -> None:
        self._graph = build_graph().compile(checkpointer=self.checkpoints)

    async def send(
        self,
        thread: str,
        text: str,
        *,
        language: Language | None = None,
        files: tuple[File, ...] = (),
        organisation: str = LOCAL,
    ) -> AsyncIterator[Event]:
        """One turn: the message is heard, the stages of the work begin, then the answer.

        `organisation` is the id of the one whose trainer speaks: the cards are its own, the same for the whole turn.
        `files` came with the message: what is read of them is kept, they are not. A turn that fails or is stopped
        leaves the conversation as it was. Raises EngineError when it does not end.
        """
        lock = self._locks.setdefault(thread, asyncio.Lock())
        async with lock:
            began = time.perf_counter()
            before = await self.state(thread)
            entry = State(**{**await self._caught_up(before), "message": text})
            if not before or before.get("schema") != SCHEMA:
                entry = State(**{**fresh_state(language or self.language), **entry})
            after = before
            known = before or entry
            yield Heard(language=_language(known), turns=len(known.get("turns") or ()))
            if files:
                yield StageBegun(stage="documents")
                entry["work"]["handed"] = await _read(files)
            try:
                context = await self.contexts(organisation) if self.contexts else self.context
                async for event in self._run(thread, entry, context):
                    if isinstance(event, StageBegun | Written | Spent):
                        yield event
                    else:
                        after = event
            except BaseException:
                # A turn that was stopped too: half of one must not be taken for an answer.
                await self._put_back(thread, before)
                raise
            await self._forget_history(thread)
            yield await self._answered(before, after, began)

    async def _caught_up(self, before: State | None) -> State:
        """What the review desk changed meanwhile; nothing in a conversation that begins."""
        known = before if before and before.get("schema") == SCHEMA else None
        return await catch_up(known, self.context)

    async def news(self, thread: str) -> Answered | None:
        """What happened at the review desk since the trainer was last told, as an answer; None where nothing did.

        It is told once: neither here nor with the next answer again.
        """
        lock = self._locks.setdefault(thread, asyncio.Lock())
        async with lock:
            began, before = time.perf_counter(), await self.state(thread)
            parts = await self._caught_up(before)
            if before is None or not parts["news"].get("says"):
                return None
            after = State(**{**before, **parts})
            after.pop("work", None)
            await self._graph.aupdate_state({"configurable": {"thread_id": thread}}, after, as_node="refuse")
            await self._forget_history(thread)
            told = State(**{**after, "reply": {**after["reply"], "says": [], "changes": []}})
            return await self._answered(before, told, began)

    async def _run(
        self, thread: str, entry: State, context: Context
    ) -> AsyncIterator[StageBegun | Written | Spent | State]:
        """The stages as they begin, and the state after each step: the last one is what the turn leaves."""
        config: Any = {"configurable": {"thread_id": thread}, "recursion_limit": _STEPS}
        modes: Any = ["custom", "values"]
        try:
            stream = self._graph.astream(entry, config, context=context, stream_mode=modes, durability="exit")
            chunk: Any
            async for mode, chunk in stream:
                yield cast(State, chunk) if mode == "values" else _progress(chunk)
        except GraphRecursionError as error:
            raise EngineError("the turn did not end; send the message again") from error

    async def _put_back(self, thread: str, before: State | None) -> None:
        """Make the conversation what it was before the turn; where even that fails, the turn's own fault is told."""
        with contextlib.suppress(StorageError):
            if before:
                # A node that nothing follows: what comes next is the trainer's next message.
                kept = State(**{"told": {}, "news": {}, "applied": {}, **before})
                await self._graph.aupdate_state({"configurable": {"thread_id": thread}}, kept, as_node="refuse")
                await self._forget_history(thread)
            else:
                await self.checkpoints.adelete_thread(thread)

    async def state(self, thread: str) -> State | None:
        """The thread's state, None for a conversation that has not begun."""
        # Not through the graph, which would also work out what runs next: a turn always begins at the beginning.
        found = await self.checkpoints.aget_tuple({"configurable": {"thread_id": thread}})
        values: Any = found.checkpoint["channel_values"] if found else {}
        return cast(State, {name: values[name] for name in State.__annotations__ if name in values}) or None

    async def heard(self, thread: str) -> Said:
        """What the trainer said and handed in so far; nothing where the conversation is lost."""
        state = await self.state(thread) or State()
        return Said(turns=tuple(state.get("turns") or ()), handed=passages_of(state))

    async def forget(self, thread: str) -> None:
        """Lose a conversation, of which nothing is to be kept any more; a turn that has begun ends first."""
        async with self._locks.setdefault(thread, asyncio.Lock()):
            await self.checkpoints.adelete_thread(thread)

    async def last(self, thread: str) -> Answered | None:
        """The last answer of a conversation, to show it again after a restart; None when it has not begun."""
        state = await self.state(thread)
        return await self._answered(state, state, time.perf_counter()) if state else None

    async def _answered(self, before: State | None, after: State | None, began: float) -> Answered:
        state = after or State()
        reference, reply, news = state.get("module"), state.get("reply") or {}, state.get("news") or {}
        module = await self.context.open_store().get(reference["id"], reference["version"]) if reference else None
        interview = Interview.model_validate(state.get("interview") or {})
        language = _language(state)
        return Answered(
            says=(*news.get("says", ()), *reply.get("says", ())),
            phase=state.get("phase", "interview"),
            asked=reply.get("asked"),
            suggestions=tuple(dict.fromkeys((*news.get("suggestions", ()), *reply.get("suggestions", ())))),
            language=language,
            brief=module.brief.model_dump(mode="json") if module else known_so_far(interview),
            module=module,
            fresh=module is not None and (before or {}).get("module") != reference,
            changes=tuple(Change.model_validate(item) for item in reply.get("changes", ())),
            turns=len(state.get("turns") or ()),
            ms=round((time.perf_counter() - began) * 1000, 1),
        )

    async def _forget_history(self, thread: str) -> None:
        """Keep the thread's latest checkpoint only: versions of a module live in storage."""
        await self.checkpoints.aprune([thread], strategy="keep_latest")


def _progress(chunk: dict[str, Any]) -> StageBegun | Written | Spent:
    if "spent" in chunk:
        return Spent(**chunk["spent"], stage=str(chunk["stage"]))
    return Written(**chunk) if "piece" in chunk else StageBegun(stage=str(chunk["stage"]))


async def _read(files: tuple[File, ...]) -> tuple[Handed, ...]:
    """What the files hold; those beyond what one turn reads are counted, not opened."""
    read = [await read_document(name, content) for name, content in files[:FILES]]
    return (*read, *(Unread(name=shown_name(name), reason="too_large") for name, _ in files[FILES:]))


def _language(state: State) -> Language:
    return "en" if state.get("language") == "en" else "fr"


def known_so_far(interview: Interview) -> dict[str, Any]:
    """The brief as it stands, without what nobody knows; what was skipped is there as an assumption."""
    answers: Answers = interview.answers
    listed = []
    for slot in interview.skipped:
        if answers.knows(slot) or (slot in {"title", "competencies"} and not answers.subject):
            continue
        listed += [assumption(name, answers) for name in FIELDS_OF_SLOT[slot] if slot != "subject"]
    shown = {name: value for name, value in answers.model_dump(mode="json").items() if value is not None}
    return {**shown, "assumptions": [item.model_dump(mode="json") for item in listed]}
