"""A turn that fails or is stopped leaves the conversation as it was."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from assistant.conversation import Conversations
from assistant.errors import EngineError
from assistant.runtime import Program
from tests.graph.talking import EVERYTHING_FR, Talk


class Failing:
    """The real engine, but for one verb that fails as long as it is told to."""

    def __init__(self, engine: Any, verb: str, fault: Exception | None) -> None:
        self._engine, self._verb, self._fault = engine, verb, fault
        self.broken = True

    def __getattr__(self, name: str) -> Any:
        if self.broken and name == self._verb:
            return self._fail
        return getattr(self._engine, name)

    async def _fail(self, *_: Any) -> Any:
        if self._fault is None:
            await asyncio.Event().wait()
        raise self._fault or AssertionError("nobody waits for ever")


def with_fault(program: Program, verb: str, fault: Exception | None) -> tuple[Talk, Failing]:
    known = program.conversations
    engine = Failing(known.context.engine, verb, fault)
    return Talk(Conversations(replace(known.context, engine=engine), known.checkpoints)), engine


@pytest.mark.parametrize("fault", [EngineError("no answer"), ValueError("a defect")])
@pytest.mark.parametrize("verb", ["objectives", "assessments"])
async def test_a_draft_that_fails_leaves_the_methods_on_the_table(program: Program, verb: str, fault: Exception):
    talk, engine = with_fault(program, verb, fault)
    await talk.to_recap(EVERYTHING_FR)
    await talk.says("oui")
    before = await talk.conversations.state(talk.thread)
    with pytest.raises(type(fault)):
        await talk.says("d'accord, rédigez")
    assert await talk.conversations.state(talk.thread) == before
    engine.broken = False
    answer = await talk.says("d'accord, rédigez")
    assert answer.module is not None
    assert answer.phase == "drafted"


async def test_a_draft_that_is_stopped_leaves_the_methods_on_the_table(program: Program):
    talk, engine = with_fault(program, "progression", None)
    await talk.to_recap(EVERYTHING_FR)
    await talk.says("oui")
    before = await talk.conversations.state(talk.thread)
    work = asyncio.create_task(talk.says("d'accord, rédigez"))
    while "progression" not in talk.stages:
        await asyncio.sleep(0.01)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert await talk.conversations.state(talk.thread) == before
    engine.broken = False
    assert (await talk.says("d'accord, rédigez")).module is not None


async def test_a_message_that_could_not_be_read_is_not_kept(program: Program):
    talk, engine = with_fault(program, "read", EngineError("no answer"))
    with pytest.raises(EngineError):
        await talk.says("Je forme des caristes")
    assert await talk.conversations.state(talk.thread) is None
    engine.broken = False
    answer = await talk.says("Je forme des caristes à charger un camion")
    assert answer.says[0].startswith("Bonjour")
    state = await talk.conversations.state(talk.thread)
    assert state is not None
    assert state["turns"] == ["Je forme des caristes à charger un camion"]
