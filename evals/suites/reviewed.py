"""Drafts that designers have judged: what they rejected does not come again, what they accepted stays."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import blocking
from assistant.checks.texts import texts
from assistant.drafts import compose
from assistant.models.brief import Brief
from assistant.models.module import Directives, Module
from evals.matching import plain
from evals.reviewed.cases import ReviewedCase, cases
from evals.suites.suite import UNSCORED, About, Bench, Shown, Suite, none_of, rows, shown


@dataclass
class Decided(Evaluator[ReviewedCase, Module, About]):
    """What was rejected or corrected is not written again; what was accepted is."""

    def evaluate(self, ctx: EvaluatorContext[ReviewedCase, Module, About]) -> dict[str, EvaluationReason]:
        """Titles of one or two words come again in any draft: they are not held against it."""
        case, module = ctx.inputs, ctx.output
        written = {plain(text) for _, text in texts(module)}
        left = set(case.corrected)
        judged = [text for text in case.texts if len(text.split()) > 2 and text not in left]
        again = [text for text in judged if plain(text) in written]
        lost = [text for text in judged if plain(text) not in written]
        nothing = EvaluationReason(UNSCORED, "accepted" if case.decision == "accepted" else "not accepted")
        rejected = case.decision != "accepted"
        return {
            "not again": none_of([f"{case.why}: {'; '.join(again)}"] if again else []) if rejected else nothing,
            "kept": nothing if rejected else none_of(lost),
            "no blocking": none_of(f"{item.check} {item.message}" for item in blocking(module.findings)),
        }


def dataset() -> Dataset[ReviewedCase, Module, About]:
    """Each case once."""
    return Dataset(name="reviewed", cases=rows(cases()), evaluators=[Decided()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[ReviewedCase], Awaitable[Module]]]:
    """The same brief, drafted again."""

    async def write(case: ReviewedCase) -> Module:
        day = datetime(2026, 1, 5, 9, tzinfo=UTC)
        return await compose(
            case.brief, Directives(), _turns(case.brief), bench.knowledge, bench.engine(), day, "evals"
        )

    yield write


def _turns(brief: Brief) -> tuple[str, ...]:
    """Messages that hold what is quoted of each: the others were never kept."""
    last = max((source.turn for source in brief.sources), default=-1)
    quotes = [[source.quote for source in brief.sources if source.turn == turn] for turn in range(last + 1)]
    return tuple("\n".join(row) for row in quotes)


def show(bench: Bench, module: Module) -> Shown:
    """The draft and the findings."""
    return shown(bench, module)


SUITE = Suite("reviewed", dataset, opened, show)
