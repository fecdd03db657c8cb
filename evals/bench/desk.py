"""The review desk: a queue of 10,000 modules, a module of 70 hours, fifty designers at once."""

import asyncio
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from assistant.drafts import compose
from assistant.interview.assumptions import brief_from
from assistant.models.module import Directives, Module
from assistant.runtime import app_version, open_program
from assistant.settings import Settings
from evals.bench.engine import TWO_DAYS
from evals.bench.places import indexed_folder
from evals.bench.serving import rested, served
from evals.bench.table import Row, row

_MODULES = 10_000
_DESIGNERS = 50
_ROUNDS = 60
_SEVENTY_HOURS = {**TWO_DAYS, "duration_minutes": 4200, "days": [420] * 10}
_QUEUES = (
    "",
    "?text=entretien",
    "?status=draft&order=oldest",
    "?order=title",
    "?assignee=nobody&text=recadrage+77",
    "?order=newest&page=200",
)


def measure() -> list[Row]:
    """The rows of the review desk, as a browser meets it."""
    with indexed_folder() as folder:
        large = asyncio.run(_fill(folder))
        with served(folder) as (address, process):
            rested(process)
            _get(f"{address}/desk")
            queues = [_get(f"{address}/desk{query}") for query in _QUEUES * (_ROUNDS // len(_QUEUES))]
            _get(f"{address}/desk/{large}")
            pages = [_get(f"{address}/desk/{large}") for _ in range(_ROUNDS)]
            many = _at_once(address, large)
    return [
        row(f"review desk: a queue of {_MODULES:,} modules", queues, "ms", 100),
        row("review desk: the page of a module of 70 hours", pages, "ms", 200),
        row(f"review desk: {_DESIGNERS} designers at once, queue and module in turn", many, "ms", None),
    ]


async def _fill(folder: Path) -> str:
    """Many small modules and a large one, whose id it returns."""
    async with open_program(Settings(data_dir=folder, _env_file=None)) as program:

        async def drafted(told: dict[str, object]) -> Module:
            now, brief = datetime.now(UTC), brief_from(told)
            return await compose(brief, Directives(), (), program.knowledge, program.engine, now, app_version())

        small, large = await drafted(TWO_DAYS), await drafted(_SEVENTY_HOURS)
        for number in range(_MODULES - 1):
            brief = small.brief.model_copy(update={"title": f"{small.brief.title} {number}"})
            named = small.model_copy(update={"id": f"m-{number:012x}", "brief": brief})
            await program.store.save(named, thread=f"bench-{number}")
        await program.store.save(large, thread="bench-large")
        return large.id


def _at_once(address: str, module: str) -> list[float]:
    """Each designer opens the queue, then the module, four times."""

    def designer(_: int) -> list[float]:
        turns = (f"{address}/desk", f"{address}/desk/{module}") * 4
        return [_get(turn) for turn in turns]

    with ThreadPoolExecutor(_DESIGNERS) as designers:
        return [each for times in designers.map(designer, range(_DESIGNERS)) for each in times]


def _get(address: str) -> float:
    """Milliseconds until a page is there."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as page:
        page.read()
    return 1000 * (time.perf_counter() - began)
