"""Reads a file in a process that can be stopped: no file takes the program's memory, time or secrets."""

import asyncio
import contextlib
import json
import os
import re
import sys
import tempfile
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, get_args
from weakref import WeakKeyDictionary

from assistant.documents.blocks import Block, Raw, clean
from assistant.documents.headings import is_heading, labelled
from assistant.documents.layout import laid_out
from assistant.documents.limits import BYTES, SECONDS
from assistant.models.document import Document, Handed, Passage, Place, Reason, Unread

_LONGEST_NAME = 80
_LONGEST_ANSWER = 8 * 1024 * 1024
_AT_ONCE = 2
"""Files that are read at once: the others wait."""
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def read_document(name: str, content: bytes, *, seconds: float = SECONDS) -> Handed:
    """What the file holds, or why it cannot be read; never raises for any content."""
    shown = shown_name(name)
    if len(content) > BYTES:
        return Unread(name=shown, reason="too_large")
    if not content:
        return Unread(name=shown, reason="empty")
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(_AT_ONCE)):
        answer = await _asked(content, seconds)
    if isinstance(answer, str):
        return Unread(name=shown, reason=answer if answer in get_args(Reason) else "corrupt")
    return _document(shown, answer)


async def _asked(content: bytes, seconds: float) -> Raw | str:
    """What the reading process says; why it does not."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "assistant.documents.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
        cwd=tempfile.gettempdir(),
    )
    try:
        told, _ = await asyncio.wait_for(process.communicate(content), seconds)
    except TimeoutError:
        return "too_long"
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if len(told) > _LONGEST_ANSWER:
        return "too_large"
    try:
        answer: dict[str, Any] = json.loads(told)
        return str(answer["why"]) if "why" in answer else Raw.from_json(answer["read"])
    except (ValueError, KeyError, TypeError):
        return "too_large"  # the system stopped it


def _environment() -> dict[str, str]:
    """What the process needs to start: no key, no setting."""
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def shown_name(name: str) -> str:
    """The file's name for readers: without folders, unseen characters, or more than a line holds."""
    last = PureWindowsPath(PurePosixPath(clean(name).replace("\n", " ")).name).name
    plain = re.sub(r"[<>\[\]()`*_|«»\"“”]", " ", last)
    line = " ".join(plain.split()) or "document"
    if len(line) <= _LONGEST_NAME:
        return line
    stem, dot, ending = line.rpartition(".")
    kept = f"…{dot}{ending}" if dot and len(ending) <= 8 else "…"
    return (stem if dot else line)[: _LONGEST_NAME - len(kept)].rstrip() + kept


def _document(name: str, raw: Raw) -> Handed:
    blocks = laid_out(raw.blocks, is_heading) if raw.kind == "pdf" else raw.blocks
    passages = tuple(_placed(blocks))
    if not passages:
        return Unread(name=name, reason="no_text" if raw.kind == "pdf" else "empty")
    return Document(
        name=name,
        kind=raw.kind,
        count=raw.count,
        passages=passages,
        title=raw.title[:200],
        cut=raw.cut,
        hidden=raw.hidden,
    )


def _placed(blocks: list[Block]) -> list[Passage]:
    """The blocks as passages, each under the heading that it stands below."""
    passages, heading = [], ""
    for block in blocks:
        if not block.text.strip():
            continue
        if block.role in {"heading", "title"}:
            heading = block.text[:120]
        elif block.role == "row" and len(block.cells) > 1 and is_heading(block.cells[0]):
            heading = block.cells[0]
        elif is_heading(block.text):
            heading = block.text.rstrip(" :")
        label = labelled(block.text) if block.role in {"text", "item"} else None
        place = Place(
            page=block.page,
            slide=block.slide,
            notes=block.notes,
            sheet=block.sheet[:80],
            line=block.line,
            heading="" if block.role == "title" else label[1] if label else heading,
        )
        passages.append(
            Passage(
                role=block.role, text=block.text, level=block.level, cells=block.cells, table=block.table, place=place
            )
        )
    return passages
