"""Clean drafts broken in the way that each check looks for: it must fire on every one, and on no clean draft."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import get_args

from pydantic_evals import Case as Row
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.models.knowledge import Card
from assistant.models.module import Module
from assistant.models.terms import Language
from evals.models.drafting import briefs, draft
from evals.mutants import MUTANTS, Mutant, examine
from evals.suites.suite import About, Bench, Shown, Suite, none_of, share

Cards = Mapping[str, Card]


@dataclass(frozen=True)
class Proved:
    """One check on the drafts of one language."""

    check: str
    language: Language


@dataclass(frozen=True)
class Fired:
    """On what the check fired."""

    caught: tuple[str, ...]
    """Draft and mutant."""
    missed: tuple[str, ...]
    alarms: tuple[str, ...]
    """Clean drafts on which it fired."""


@dataclass
class Detecting(Evaluator[Proved, Fired, About]):
    """The share of the mutants that the check catches, and whether it leaves clean drafts alone."""

    def evaluate(self, ctx: EvaluatorContext[Proved, Fired, About]) -> dict[str, EvaluationReason]:
        """Detection is unscored where no draft has what the mutants break."""
        fired = ctx.output
        broken = len(fired.caught) + len(fired.missed)
        return {
            "detection": share(len(fired.caught), broken, (f"missed {one}" for one in fired.missed)),
            "no false alarm": none_of(fired.alarms),
        }


def dataset() -> Dataset[Proved, Fired, About]:
    """Every check that has mutants, in both languages."""
    rows = [
        Row(name=f"{name}-{language}", inputs=Proved(name, language), metadata=About(language=language))
        for name in MUTANTS
        for language in get_args(Language)
    ]
    return Dataset(name="checks", cases=rows, evaluators=[Detecting()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[Proved], Awaitable[Fired]]]:
    """Drafts of the six briefs by the rules, each broken in every way."""
    clean = {case.id: await draft(case, bench.knowledge) for case in briefs()}

    async def prove(proved: Proved) -> Fired:
        mine = {name: module for name, module in clean.items() if module.brief.language == proved.language}
        return _proved(proved.check, mine, bench.knowledge.shelf)

    yield prove


def _proved(name: str, clean: Mapping[str, Module], cards: Cards) -> Fired:
    caught: list[str] = []
    missed: list[str] = []
    for draft_of, module in clean.items():
        for mutant in MUTANTS[name]:
            broken = _broken(mutant, module)
            if broken is not None:
                (caught if _fires(name, module, broken, cards) else missed).append(f"{draft_of} {mutant.name}")
    alarms = [draft_of for draft_of, module in clean.items() if _fires(name, module, module, cards)]
    return Fired(tuple(caught), tuple(missed), tuple(alarms))


def _fires(name: str, before: Module, after: Module, cards: Cards) -> bool:
    return any(finding.check == name for finding in examine(name, before, after, cards))


def _broken(mutant: Mutant, module: Module) -> Module | None:
    """The draft broken in that way; None where it has nothing of the kind to break."""
    try:
        broken = mutant.break_(module)
    except (ValueError, IndexError, StopIteration):
        return None
    return None if broken == module else broken


def show(_: Bench, fired: Fired) -> Shown:
    """What was caught, missed and wrongly found."""
    lines = [f"{head}: {', '.join(rows) or '—'}" for head, rows in vars(fired).items()]
    return Shown(findings=tuple(lines))


SUITE = Suite("checks", dataset, opened, show)
