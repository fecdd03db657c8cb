"""Inside one process: a turn of the interview, a two-day module, a search, memory over many conversations."""

import asyncio
import gc
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psutil

from assistant.conversation import Answered, Conversations
from assistant.drafts import compose
from assistant.interview.assumptions import brief_from
from assistant.language import marks
from assistant.language.detect import detect
from assistant.language.lemmas import content_stems
from assistant.language.typography import typeset
from assistant.language.wording import uncapitalized
from assistant.models.module import Directives
from assistant.runtime import Program, app_version, open_program
from assistant.settings import Settings
from assistant.web.warming import warm
from evals.bench.places import indexed_folder, talks
from evals.bench.table import Row, row

_ROUNDS = 12
_DRAFTS = 20
_QUERIES = (
    "ils décrochent après le déjeuner",
    "comment les faire parler sans que les mêmes monopolisent",
    "vérifier qu'ils savent faire sans passer un test",
    "jeu de rôle",
    "apprendre un geste dangereux sans danger",
    "un outil pour voter à distance sans compte",
    "they forget everything within a week",
    "how do I check they can do it without a test?",
    "large group of two hundred people",
    "escape game for onboarding",
)
TWO_DAYS = {
    "language": "fr",
    "subject": "conduire un entretien de recadrage",
    "audience": "chefs d'équipe en logistique",
    "duration_minutes": 840,
    "days": [420, 420],
    "group_size_min": 8,
    "group_size_max": 12,
    "modality": "onsite",
    "competencies": [
        "préparer un entretien de recadrage",
        "décrire les faits sans juger",
        "écouter la version du salarié",
        "fixer un engagement daté",
        "rédiger le compte rendu de l'entretien",
    ],
    "work_context": "les chefs d'équipe évitent l'entretien ou s'emportent, et deux salariés ont saisi le syndicat",
}


def measure() -> list[Row]:
    """The rows of the engine, in a data folder of their own."""
    with indexed_folder() as folder:
        return asyncio.run(_measure(folder))


async def _measure(folder: Path) -> list[Row]:
    async with open_program(Settings(data_dir=folder, _env_file=None)) as program:
        # As the server does once it answers: what is measured is a trainer's turn, not a start.
        await asyncio.to_thread(warm, program, threading.Event())
        rows = [await _turns(program), await _modules(program), _searches(program)]
        return [*rows, *await _memory(program)]


async def _turns(program: Program) -> Row:
    """Turns of the interview only: those that draft are measured as modules."""
    values: list[float] = []
    for _ in range(_ROUNDS):
        for talk in talks():
            values += await _play(program.conversations, talk)
    return row("turn of the interview, engine", values, "ms", 30)


async def _play(conversations: Conversations, talk: tuple[str, ...]) -> list[float]:
    thread, values = str(uuid4()), []
    for message in talk:
        events = [event async for event in conversations.send(thread, message)]
        values += [event.ms for event in events if isinstance(event, Answered) and event.phase == "interview"]
    return values


async def _modules(program: Program) -> Row:
    brief, values = brief_from(TWO_DAYS), []
    for _ in range(_DRAFTS):
        _forget()
        began = time.perf_counter()
        now = datetime.now(UTC)
        await compose(brief, Directives(), (), program.knowledge, program.engine, now, app_version())
        values.append((time.perf_counter() - began) * 1000)
    return row("two-day module, checks included", values, "ms", 250)


def _forget() -> None:
    """What is remembered of sentences seen: a trainer asks for a module once."""
    for known in (uncapitalized, content_stems):
        known.cache_clear()
    for sentences in (typeset, detect, marks.find, marks.plain):
        sentences.forget()


def _searches(program: Program) -> Row:
    values: list[float] = []
    for _ in range(20):
        for number, query in enumerate(_QUERIES):
            began = time.perf_counter()
            program.knowledge.retriever.search(query, lang="fr" if number < 6 else "en", k=5)
            values.append((time.perf_counter() - began) * 1000)
    return row("search of the cards", values, "ms", 10)


async def _memory(program: Program) -> list[Row]:
    after_50 = await _resident_after(program, 50)
    after_500 = await _resident_after(program, 450)
    grown = max(0.0, after_500 - after_50)
    return [
        row("memory after 50 conversations", [after_50], "MB", 450),
        row("growth from 50 to 500 conversations", [grown], "MB", 20),
    ]


async def _resident_after(program: Program, conversations: int) -> float:
    for number in range(conversations):
        await _play(program.conversations, talks()[number % len(talks())])
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1_000_000
