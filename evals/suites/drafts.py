"""Whole drafts: a brief told at once, and what the checks find in the module."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pydantic_evals import Case as Row
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import check
from assistant.export import render
from assistant.models.module import Module
from assistant.runtime import Knowledge
from evals.judge.judging import Verdict, lines
from evals.models.drafting import Telling, Told, briefs, draft
from evals.suites.suite import UNSCORED, About, Bench, Shown, Suite, none_of, shown


@dataclass(frozen=True)
class Drafted:
    """A module, with what the checks find in it now."""

    text: str
    """What the trainer said."""
    module: Module
    knowledge: Knowledge
    verdicts: Mapping[str, Verdict | None] = field(default_factory=dict)
    """Line of the judge → verdict, None where there is none; empty where nobody judges."""


@dataclass
class Checked(Evaluator[Told, Drafted, About]):
    """What `assistant.checks` finds, by severity."""

    def evaluate(self, ctx: EvaluatorContext[Told, Drafted, About]) -> dict[str, EvaluationReason]:
        """A draft that cannot be reviewed is one with a blocking finding."""
        module = ctx.output.module
        found = check(module, ctx.output.knowledge.shelf, turns=(ctx.inputs.text,))
        named = [(item.severity, f"{item.check} {item.where}: {item.message}") for item in found]
        return {
            "no blocking": none_of(text for severity, text in named if severity == "block"),
            "no warning": none_of(text for severity, text in named if severity == "warn"),
            "minutes": EvaluationReason(sum(item.minutes for item in module.sequences())),
            "objectives": EvaluationReason(len(module.objectives)),
            "methods": EvaluationReason(", ".join(choice.card for choice in module.methods)),
            **{f"judge: {name}": _judged(verdict) for name, verdict in ctx.output.verdicts.items()},
        }


def _judged(verdict: Verdict | None) -> EvaluationReason:
    if verdict is None:
        return EvaluationReason(UNSCORED, "the judge gave no answer that can be read")
    return EvaluationReason(verdict.yes, verdict.reason)


def dataset() -> Dataset[Told, Drafted, About]:
    """The briefs of `evals/models/briefs.yaml`."""
    rows = [Row(name=case.id, inputs=case, metadata=About(language=case.language)) for case in briefs()]
    return Dataset(name="drafts", cases=rows, evaluators=[Checked()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[Telling], Awaitable[Drafted]]]:
    """The rules, from the trainer's message to the checked module."""

    async def write(case: Telling) -> Drafted:
        module = await draft(case, bench.knowledge, bench.engine())
        verdicts = await _verdicts(case, module, bench) if bench.judge else {}
        return Drafted(case.text, module, bench.knowledge, verdicts)

    yield write


async def _verdicts(case: Telling, module: Module, bench: Bench) -> dict[str, Verdict | None]:
    assert bench.judge is not None
    text = render(module, "md", bench.knowledge.shelf).decode()
    return {line.id: await bench.judge.verdict(line, case.text, text, case.language) for line in lines()}


def show(bench: Bench, drafted: Drafted) -> Shown:
    """The draft and the findings."""
    return shown(bench, drafted.module, f"> {drafted.text}")


SUITE = Suite("drafts", dataset, opened, show)
