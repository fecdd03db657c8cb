"""The interview in the terminal, for people and for programs."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.words import text
from assistant.errors import InputError, JalonError
from assistant.models.terms import Language
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversation import Answered, Conversations

THREAD = "terminal"


def chat(lang: Language | None, jsonl: bool, state: Path | None) -> None:
    """Talk until the end of the input; `state` keeps the conversation between two runs."""
    asyncio.run(_chat(lang, jsonl, state))


async def _chat(lang: Language | None, jsonl: bool, state: Path | None) -> None:
    async with _open(Settings(), state) as conversations:
        language = lang or conversations.language
        if jsonl:
            await _talk_json(conversations, language)
        else:
            await _talk(conversations, language)


@asynccontextmanager
async def _open(settings: Settings, state: Path | None) -> "AsyncIterator[Conversations]":
    from assistant.conversation import Conversations
    from assistant.graph.checkpoints import open_file, open_memory
    from assistant.runtime import open_program

    async with open_program(settings) as program:
        opened = open_file(state) if state else open_memory()
        async with opened as checkpoints:
            yield Conversations(program.conversations.context, checkpoints, program.conversations.language)


async def _talk_json(conversations: "Conversations", language: Language) -> None:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        answer = await _send(conversations, THREAD, _text_of(line, number), language)
        print(json.dumps(answer.to_json(), ensure_ascii=False), flush=True)


def _text_of(line: str, number: int) -> str:
    try:
        message = json.loads(line)
        said = message["text"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(
            text(
                f'ligne {number} : attendu un objet JSON comme {{"text": "…"}}',
                f'line {number}: expected a JSON object like {{"text": "…"}}',
            )
        ) from error
    if not isinstance(said, str):
        raise InputError(text(f"ligne {number} : « text » doit être un texte", f"line {number}: “text” must be a text"))
    return said


async def _send(conversations: "Conversations", thread: str, said: str, language: Language) -> "Answered":
    from assistant.conversation import Answered

    last: Answered | None = None
    async for event in conversations.send(thread, said, language=language):
        if isinstance(event, Answered):
            last = event
    if last is None:
        raise JalonError("the turn gave no answer")
    return last


async def _talk(conversations: "Conversations", language: Language) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    talk = Console(stderr=True)
    earlier = await conversations.last(THREAD)
    if earlier:
        console.print(Markdown(earlier.say))
    else:
        talk.print(
            text("Parlez-moi de votre formation. (Ctrl-D pour finir)", "Tell me about your training. (Ctrl-D to end)")
        )
    while (said := _ask(talk)) is not None:
        answer = await _send(conversations, THREAD, said, language)
        console.print(Markdown(answer.say))
        if answer.suggestions:
            talk.print("  " + "  ·  ".join(answer.suggestions), style="dim")
        if answer.fresh and answer.module:
            talk.print(_saved(answer.module.id), style="dim")


def _saved(module_id: str) -> str:
    return f"→ jalon export {module_id} --format docx --out module.docx"


def _ask(talk: Any) -> str | None:
    try:
        return str(talk.input("[bold]> [/bold]"))
    except EOFError:
        return None
