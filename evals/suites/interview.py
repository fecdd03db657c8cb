"""Scripted trainers, each until there is a draft: what was understood, invented, asked twice or left in English."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic_evals import Case as Row
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.runtime import open_program
from evals.interview.cases import Case, cases
from evals.interview.player import Talk, play
from evals.interview.report import transcript
from evals.interview.scoring import score
from evals.interview.voice import Scripted, Spoken
from evals.suites.suite import About, Bench, Shown, Suite, none_of, offline, share, shown


@dataclass
class Understood(Evaluator[Case, Talk, About]):
    """What `evals.interview.scoring` says of a conversation."""

    def evaluate(self, ctx: EvaluatorContext[Case, Talk, About]) -> dict[str, EvaluationReason]:
        """One score for the slots, one for each kind of fault."""
        judged = score(ctx.output)
        faults = ("invented", "repeated", "leaks", "missed", "blocking", "warnings")
        return {
            "slots": share(judged.right, judged.judged, judged.wrong),
            **{f"no {name}": none_of(getattr(judged, name)) for name in faults},
        }


def dataset() -> Dataset[Case, Talk, About]:
    """The trainers of `evals/personas`."""
    rows = [Row(name=case.id, inputs=case, metadata=About(language=case.language)) for case in cases()]
    return Dataset(name="interview", cases=rows, evaluators=[Understood()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[Case], Awaitable[Talk]]]:
    """A program of its own, as a trainer would start it."""
    async with open_program(offline(bench, "interview"), bench.knowledge, bench.engine()) as program:
        voice = Spoken(bench.models) if bench.models and bench.spoken else Scripted()

        async def talk(case: Case) -> Talk:
            return await play(case, program.conversations, case.id, voice)

        yield talk


def show(bench: Bench, talk: Talk) -> Shown:
    """The conversation, and the draft that it led to."""
    return shown(bench, talk.last.module, transcript(talk))


SUITE = Suite("interview", dataset, opened, show)
