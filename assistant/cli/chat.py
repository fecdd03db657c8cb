"""The interview in the terminal, for people and for programs."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from assistant.cli.handed import files_of
from assistant.cli.words import text
from assistant.errors import ConflictError, InputError, JalonError, StorageError
from assistant.models.desk import LOCAL
from assistant.models.terms import Language
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.conversation import Answered, Conversations, File, Spent, StageBegun
    from assistant.graph.context import Context


class Talk:
    """One conversation: its thread, and the language that it begins in."""

    def __init__(self, conversations: "Conversations", thread: str, language: Language) -> None:
        self._conversations, self._thread, self._language = conversations, thread, language

    async def send(
        self, said: str, told: Callable[[str], None] | None = None, files: "tuple[File, ...]" = ()
    ) -> "Answered":
        """The answer to one message and its documents; what takes its time meanwhile is told in a few words."""
        from assistant.conversation import Answered, Spent, StageBegun

        last: Answered | None = None
        async for event in self._conversations.send(self._thread, said, language=self._language, files=files):
            if isinstance(event, Answered):
                last = event
            elif told and isinstance(event, StageBegun | Spent):
                told(_progress(event, self._language))
        if last is None:
            raise JalonError("the turn gave no answer: send the message again", "pas de réponse : renvoyez le message")
        return last

    async def last(self) -> "Answered | None":
        """What was answered last, when the conversation is resumed."""
        return await self._conversations.last(self._thread)

    async def news(self) -> "Answered | None":
        """What the review desk decided and said meanwhile."""
        return await self._conversations.news(self._thread)


def _progress(event: "StageBegun | Spent", language: Language) -> str:
    from assistant.conversation import StageBegun
    from assistant.interview.progress import spent_words, stage_words

    if isinstance(event, StageBegun):
        return f"{stage_words(event.stage, language)}…"
    return spent_words(event, event.stage, language)


def chat(lang: Language | None, jsonl: bool, state: Path | None, documents: list[Path], organisation: str) -> None:
    """Talk until the end of the input; `state` keeps the conversation between two runs.

    `documents` come with the first message; the cards are those of everybody, and of the organisation of that name.
    """
    files = files_of(documents)
    with _alone(state):
        asyncio.run(_chat(lang, jsonl, state, files, organisation))


async def _chat(
    lang: Language | None, jsonl: bool, state: Path | None, files: "tuple[File, ...]", organisation: str
) -> None:
    async with _open(read_settings(), lang, state, organisation) as talk:
        await (_talk_json(talk, files) if jsonl else _talk(talk, files))


@asynccontextmanager
async def _open(
    settings: Settings, lang: Language | None, state: Path | None, organisation: str
) -> AsyncIterator[Talk]:
    from assistant.conversation import Conversations
    from assistant.graph.checkpoints import open_file, open_memory, thread_in
    from assistant.runtime import open_program

    async with open_program(settings) as program:
        common, library = program.conversations.context, program.library

        async def cards_of(one: str) -> "Context":
            # Asked for with every turn: a card that is changed meanwhile serves from the next one on.
            return await (library.context_named(organisation) if organisation else library.context_of(one))

        await cards_of(LOCAL)
        opened = open_file(state) if state else open_memory()
        async with opened as checkpoints:
            # A thread of its own: modules of two conversations never share an id.
            thread = await thread_in(checkpoints) or f"terminal-{uuid4()}"
            conversations = Conversations(common, checkpoints, settings.language, cards_of)
            yield Talk(conversations, thread, lang or settings.language)


@contextmanager
def _alone(state: Path | None) -> Iterator[None]:
    """Hold the conversation's file: two programs that talk in it would lose each other's messages."""
    if state is None:
        yield
        return
    from filelock import FileLock, Timeout

    try:
        lock = FileLock(state.with_name(state.name + ".lock"))
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ConflictError(
            f"another `jalon chat` talks in {state}: end it first, or name another file",
            f"un autre `jalon chat` parle dans {state} : terminez-le d’abord, ou nommez un autre fichier",
        ) from error
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{state} cannot be written: check that its folder is there and can be written, or name another file",
            f"{state} ne peut être écrit : vérifiez que son dossier existe et accepte l’écriture, ou changez de nom",
        ) from error
    try:
        yield
    finally:
        lock.release()


async def _talk_json(talk: Talk, files: "tuple[File, ...]") -> None:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        said, documents = _message_of(line, number)
        answer = await talk.send(said, files=(*files, *files_of(documents)))
        files = ()
        print(json.dumps(answer.to_json(), ensure_ascii=False), flush=True)


def _message_of(line: str, number: int) -> tuple[str, list[Path]]:
    """(text, documents) of a line; a line with documents needs no text. Raises InputError."""
    try:
        message = json.loads(line.lstrip("\ufeff"))
        documents = message.get("documents") or []
        said = message.get("text", "") if documents else message["text"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            text(
                f'ligne {number} : attendu un objet JSON comme {{"text": "…"}}',
                f'line {number}: expected a JSON object like {{"text": "…"}}',
            )
        ) from error
    if not isinstance(said, str):
        raise InputError(text(f"ligne {number} : « text » doit être un texte", f"line {number}: “text” must be a text"))
    if not isinstance(documents, list) or not all(isinstance(path, str) for path in documents):
        raise InputError(
            text(
                f"ligne {number} : « documents » doit être une liste de fichiers",
                f"line {number}: “documents” must be a list of files",
            )
        )
    # Half of a surrogate pair is no character, and nothing can store it.
    return said.encode("utf-8", "replace").decode("utf-8"), [Path(path) for path in documents]


async def _talk(talk: Talk, files: "tuple[File, ...]") -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console, aside = Console(), Console(stderr=True)
    earlier = await talk.last()
    if files:
        console.print(Markdown((await talk.send("", files=files)).say))
    elif earlier:
        console.print(Markdown(earlier.say))
        if news := await talk.news():
            console.print(Markdown(news.say))
    else:
        aside.print(
            text("Parlez-moi de votre formation. (Ctrl-D pour finir)", "Tell me about your training. (Ctrl-D to end)")
        )
    while (said := _ask(aside)) is not None:
        with aside.status("…") as status:
            answer = await talk.send(said, status.update)
        console.print(Markdown(answer.say))
        if answer.suggestions:
            aside.print("  " + "  ·  ".join(answer.suggestions), style="dim", markup=False)
        if answer.fresh and answer.module:
            aside.print(f"→ jalon export {answer.module.id} --format docx --out module.docx", style="dim")


def _ask(aside: Any) -> str | None:
    try:
        return str(aside.input("[bold]> [/bold]"))
    except EOFError:
        return None
