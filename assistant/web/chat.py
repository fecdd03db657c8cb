"""The chat, as Chainlit's handlers; Chainlit executes this file by its path, so it holds no state."""

import logging
import uuid
from typing import Any

import chainlit as cl
from chainlit.types import ThreadDict

from assistant.conversation import Answered, StageBegun
from assistant.errors import JalonError
from assistant.models.terms import Language
from assistant.web.history import HistoryLayer
from assistant.web.labels import page
from assistant.web.running import running

_log = logging.getLogger("jalon.chat")
_PIECE = 24
"""Characters of an answer sent at once: the page shows it being written."""


@cl.data_layer
def history() -> HistoryLayer:
    """Where conversations are kept."""
    return HistoryLayer()


@cl.header_auth_callback
async def sign_in(headers: Any) -> cl.User | None:
    """Single-user mode: whoever reaches this machine's loopback is its trainer."""
    return cl.User(identifier="local", display_name="Jalon")


@cl.set_starters
async def starters(user: cl.User | None, language: str | None) -> list[cl.Starter]:
    """First messages to click, in the browser's language."""
    texts = page("en" if language and not language.startswith("fr") else "fr")
    return [
        cl.Starter(label=item["label"], message=item["message"], icon=f"/public/icons/{item['icon']}.svg")
        for item in texts["chat"]["starters"]
    ]


@cl.on_message
async def hear(message: cl.Message) -> None:
    """A message of the trainer's, typed or clicked."""
    await _turn(message.content)


@cl.action_callback("say")
async def click(action: cl.Action) -> None:
    """A suggested answer: it is the trainer's message from here on."""
    said = str(action.payload.get("text", ""))
    await cl.Message(content=said, type="user_message").send()
    await _turn(said)


@cl.on_chat_resume
async def resume(thread: ThreadDict) -> None:
    """A conversation found again: its suggestions are sent anew, buttons are not kept."""
    last = await running().conversations.last(thread["id"])
    if last and last.suggestions:
        await cl.Message(content=last.says[-1] if last.says else "", actions=_actions(last.suggestions)).send()


async def _turn(text: str) -> None:
    thread = cl.context.session.thread_id
    language = _browser_language()
    answer = cl.Message(content="")
    try:
        await _talk(thread, text, language, answer)
    except JalonError as error:
        await _apologise(answer, page(language)["chat"]["error"].format(reason=error))
    except Exception:  # noqa: BLE001 - the outer door of the chat: whatever happens, the trainer gets a sentence
        reference = uuid.uuid4().hex[:8]
        _log.exception("turn failed, reference %s", reference)
        await _apologise(answer, page(language)["chat"]["crash"].format(reference=reference))


def _browser_language() -> Language:
    language = getattr(cl.context.session, "language", None) or ""
    return "en" if language.startswith("en") else "fr"


async def _apologise(answer: cl.Message, text: str) -> None:
    answer.content = text
    await (answer.update() if answer.streaming else answer.send())


async def _talk(thread: str, text: str, language: Language, answer: cl.Message) -> None:
    steps: list[cl.Step] = []
    async for event in running().conversations.send(thread, text, language=language):
        if isinstance(event, StageBegun):
            await _show_stage(steps, event.stage, language)
            continue
        await _finish_stage(steps)
        await _say(event, answer)


async def _show_stage(steps: list[cl.Step], stage: str, language: Language) -> None:
    """One line per stage of the work, the one before ticked off."""
    await _finish_stage(steps)
    step = cl.Step(name=page(language)["chat"]["stages"][stage], type="tool", show_input=False)
    await step.send()
    steps.append(step)


async def _finish_stage(steps: list[cl.Step]) -> None:
    if steps:
        await steps[-1].update()


async def _say(event: Answered, answer: cl.Message) -> None:
    for start in range(0, len(event.say), _PIECE):
        await answer.stream_token(event.say[start : start + _PIECE])
    answer.actions = _actions(event.suggestions)
    if event.fresh and event.module:
        card = {"id": event.module.id, "version": event.module.version, "language": event.language}
        answer.elements = [cl.CustomElement(name="ModuleCard", props=card, display="inline")]
    await answer.send()


def _actions(suggestions: tuple[str, ...]) -> list[cl.Action]:
    return [cl.Action(name="say", label=text, payload={"text": text}) for text in suggestions]
