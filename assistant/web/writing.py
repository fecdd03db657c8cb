"""What a model writes, shown while it is written: nobody knows yet whether it is good, so it leaves with the answer."""

import re

import chainlit as cl

from assistant.conversation import Spent, Written
from assistant.interview.progress import spent_words
from assistant.models.terms import Language

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")
""" Of Markdown: what a model writes is shown as text."""
_ADDRESSES = re.compile(r"([:.@])")
_JOINT = "\u2060"
"""Takes no room: an address that holds it is none, and the page makes no link of it."""


class Writing:
    """One passing message for each part that is being written."""

    def __init__(self) -> None:
        self._parts: dict[str, cl.Message] = {}

    async def show(self, event: Written) -> None:
        """Show one more piece."""
        message = self._parts.get(event.part)
        if message is None:
            message = self._parts[event.part] = cl.Message(content="")
            if event.title:
                await message.stream_token(f"**{event.part}** {as_text(event.title)}\n\n")
        if event.piece:
            await message.stream_token(as_text(event.piece).replace("\n", "\n\n"))

    async def clear(self) -> None:
        """Take all of it away: what was kept is in the draft."""
        for message in self._parts.values():
            await message.remove()
        self._parts.clear()


def as_text(piece: str) -> str:
    """The piece so that Markdown shows it as it is: no link, picture or heading comes of it."""
    return _ADDRESSES.sub(rf"{_JOINT}\\\1{_JOINT}", _MARKS.sub(r"\\\1", piece))


async def count(step: cl.Step | None, event: Spent, language: Language) -> None:
    """Say in the line of the stage what it has taken so far."""
    if step is None:
        return
    step.name = spent_words(event, event.stage, language)
    await cl.context.emitter.update_step(step.to_dict())
