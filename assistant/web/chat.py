"""The chat, as Chainlit's handlers; Chainlit executes this file by its path, so it holds no state."""

from typing import Any

import chainlit as cl
from chainlit.server import sio
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict

from assistant.web.handed import handed_in
from assistant.web.history import HistoryLayer
from assistant.web.labels import page, spoken
from assistant.web.session import trainer
from assistant.web.turn import heard, reopen, stopped, take


@cl.data_layer
def history() -> HistoryLayer:
    """Where conversations are kept."""
    return HistoryLayer()


@cl.header_auth_callback
async def sign_in(headers: Any) -> cl.User | None:
    """Whoever comes by another address than the front door."""
    return trainer()


@cl.set_starters
async def starters(user: cl.User | None, language: str | None) -> list[cl.Starter]:
    """First messages to click, in the browser's language."""
    return [
        cl.Starter(label=item["label"], message=item["message"], icon=f"/public/icons/{item['icon']}.svg")
        for item in page(spoken(language))["chat"]["starters"]
    ]


@cl.on_message
async def hear(message: cl.Message) -> None:
    """A message of the trainer's that was typed."""
    files = await handed_in(message)
    await take(message.content, files)


@cl.action_callback("say")
async def click(action: cl.Action) -> None:
    """A suggested answer: it is the trainer's message from here on, unless the conversation has gone past it."""
    said = await heard(action)
    if said is None:
        return
    await cl.context.emitter.task_start()
    try:
        message = await cl.Message(content=said, type="user_message", author="local").send()
        async with cl.Step(name="on_message", type="run", parent_id=message.id):
            await take(said)
    finally:
        await cl.context.emitter.task_end()


@cl.on_chat_resume
async def resume(thread: ThreadDict) -> None:
    """A conversation found again: its suggestions and its brief are shown anew, the page does not keep them."""
    await reopen(thread)


@sio.on("stop")
async def stop(sid: str) -> None:
    """The trainer stops the work; replaces Chainlit's handler, which says so in English."""
    session = WebsocketSession.get(sid)
    if session and session.current_task and not session.current_task.done():
        session.current_task.cancel()
        await stopped(session)
