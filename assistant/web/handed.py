"""Files that come with a message: read once, and gone."""

import asyncio
from pathlib import Path

import chainlit as cl

from assistant.conversation import File
from assistant.documents.limits import BYTES
from assistant.documents.reading import shown_name


async def handed_in(message: cl.Message) -> tuple[File, ...]:
    """The files of a message; what Chainlit kept of them is removed, whatever comes of the message.

    In the talk their names stay, as words: there is nothing behind them to open.
    """
    session, files, elements = cl.context.session, [], message.elements or []
    for element in elements:
        held = session.files.pop(element.id, None)
        if held is not None:
            files.append((str(element.name or ""), await asyncio.to_thread(_taken, Path(held["path"]))))
    if files:
        said = message.content
        names = [f"📄 {shown_name(name)}" for name, _ in files]
        message.elements, message.content = [], "\n".join((*([said] if said.strip() else []), *names))
        await message.update()
        for element in elements:
            await element.remove()
        message.content = said
    return tuple(files)


def _taken(path: Path) -> bytes:
    """The file's bytes, one more than are read at most; b"" where it is gone already."""
    try:
        with path.open("rb") as file:
            return file.read(BYTES + 1)
    except OSError:
        return b""
    finally:
        path.unlink(missing_ok=True)
