"""Six briefs, each drafted in one run by the bare model, by a plain agent, by Jalon with the model and without any."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assistant.checks.texts import texts
from assistant.drafts import compose
from assistant.engine.completion import Asker, Limits
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Engine, Subject, SubjectRequest, Watch
from assistant.language.lemmas import content_stems
from assistant.models.brief import Brief
from assistant.models.module import Directives, Module
from assistant.models.turn import Spending
from assistant.runtime import Knowledge, open_asker
from assistant.settings import Settings
from evals.models.completeness import completeness
from evals.models.counted import CountedModels
from evals.models.drafted import Drafted, Kept
from evals.models.drafting import brief_of, briefs
from evals.rivals import bare, retrieving
from evals.rivals.blocking import serious

_KINDS = ("point", "task", "case", "error", "sign", "question")
"""Sections that the model is asked for, objective by objective; the argument for the methods is one more."""


class Watched(LLMEngine):
    """The engine, with the time at which the first words of the draft were shown."""

    shown: float | None = None

    async def subject(self, request: SubjectRequest, watch: Watch) -> Subject:
        """See `engine.protocol.Engine`."""
        engine = self

        class Passing:
            def heard(self, part: str, piece: str) -> None:
                engine.shown = engine.shown or time.perf_counter()
                watch.heard(part, piece)

            def spent(self, spending: Spending) -> None:
                watch.spent(spending)

        return await super().subject(request, Passing())


async def measure(
    settings: Settings, knowledge: Knowledge, chosen: Sequence[str] | None, told: Callable[[str], None], kept: Kept
) -> tuple[Drafted, ...]:
    """Every draft; no answer is remembered from an earlier run, nor from one engine to the next.

    The drafts of a brief are kept as soon as they are there: a brief that an interrupted run measured is not measured
    again.
    """
    rows: list[Drafted] = []
    own = open_asker(settings)
    models = CountedModels(own.models)
    asker, tried = Asker(models, one_by_one=own.one_by_one), None
    # One engine for all, as in a program that goes on: what it learned of the model's pace holds for the next draft.
    engine = Watched(asker, knowledge.shelf, Limits(settings.model_seconds, settings.model_tokens))
    for case in briefs():
        if chosen and case.id not in chosen:
            continue
        if earlier := kept.read(case.id):
            rows += earlier
            continue
        # How the server is made to answer with JSON is found out once, as it is in use.
        tried = tried or await asker.trial()
        work = Work(case.id, await brief_of(case, knowledge), case.text, knowledge)
        drafted = [*await _bare(work, models, asker), await _agent(work, models, asker)]
        drafted.append(await _with_model(work, models, engine))
        drafted.append(await _offline(work))
        kept.write(case.id, drafted)
        rows += drafted
        for row in drafted:
            told(f"{row.brief}, {row.engine}: {row.blocking} blocking, {row.tokens} tokens, {row.seconds:.0f} s")
    return tuple(_with_words(row, rows) for row in rows)


@dataclass(frozen=True)
class Work:
    """One brief to draft from."""

    name: str
    brief: Brief
    text: str
    knowledge: Knowledge

    async def compose(self, engine: Engine) -> Module:
        """The draft of an engine, through every stage."""
        return await compose(self.brief, Directives(), (self.text,), self.knowledge, engine, datetime.now(UTC), "bench")

    def row(self, engine: str, module: Module, tokens: int, seconds: float, busy: float) -> Drafted:
        """What is measured of a draft of any engine."""
        return Drafted(
            brief=self.name,
            engine=engine,
            module=module,
            blocking=len(serious(module, self.knowledge.shelf, "block")),
            warnings=len(serious(module, self.knowledge.shelf, "warn")),
            complete=completeness(module),
            tokens=tokens,
            seconds=seconds,
            busy=busy,
        )


async def _timed(work: Awaitable[Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return await work, time.perf_counter() - began


async def _bare(work: Work, models: CountedModels, asker: Asker) -> list[Drafted]:
    models.requests.clear()
    (first, second), seconds = await _timed(bare.write(work.brief, work.text, work.knowledge.shelf, asker))
    own = [item for item in models.requests if item.prompt == "bare"]
    early = sum(item.ended - item.began for item in own)
    rows = [work.row("bare model", first, sum(item.tokens for item in own), early, early)]
    if len(own) < len(models.requests):
        tokens = sum(item.tokens for item in models.requests)
        rows.append(work.row(f"bare model, mended up to {bare.REPAIRS} times", second, tokens, seconds, models.busy()))
    return rows


async def _agent(work: Work, models: CountedModels, asker: Asker) -> Drafted:
    models.requests.clear()
    desk = retrieving.Desk(work.brief, work.knowledge, asker)
    module, seconds = await _timed(retrieving.write(work.text, desk))
    tokens = sum(item.tokens for item in models.requests)
    return work.row("retrieve-then-prompt agent (LangGraph)", module, tokens, seconds, models.busy())


async def _with_model(work: Work, models: CountedModels, engine: Watched) -> Drafted:
    models.requests.clear()
    engine.shown = None
    module, seconds = await _timed(work.compose(engine))
    tokens = sum(item.tokens for item in models.requests)
    row = work.row("Jalon with the model", module, tokens, seconds, models.busy())
    firsts = [item.first for item in models.requests if item.prompt == "subject" and item.first]
    delay = engine.shown - min(firsts) if engine.shown and firsts else None
    return replace(row, kept=_kept(module), delay=delay)


def _kept(module: Module) -> float:
    found = {(piece.objective, piece.kind) for piece in module.matter}
    argued = module.provenance.sections["methods"] == LLMEngine.name
    return (len(found) + argued) / (len(_KINDS) * len(module.objectives) + 1)


async def _offline(work: Work) -> Drafted:
    module, seconds = await _timed(work.compose(OfflineEngine(work.knowledge.shelf)))
    return work.row("Jalon alone", module, 0, seconds, 0.0)


def _with_words(row: Drafted, rows: list[Drafted]) -> Drafted:
    """With the words that make the draft one about this subject."""
    others = [item for item in rows if item.engine == row.engine and item.brief != row.brief]
    shared = frozenset[str]().union(*(_stems(item.module) for item in others)) if others else frozenset()
    mine = _stems(row.module)
    said = content_stems(" ".join(source.quote for source in row.module.brief.sources), row.module.brief.language)
    return replace(row, own=len(mine - shared), told=len(mine & said))


def _stems(module: Module) -> frozenset[str]:
    return content_stems(" ".join(text for _, text in texts(module)), module.brief.language)
