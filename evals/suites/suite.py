"""What a suite of evals is: cases, how each is played, what is scored of it and what a reader is shown."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic_evals import Case as Row
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason

from assistant.engine.completion import Asker, Limits, Models
from assistant.engine.llm.engine import LLMEngine
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import Engine
from assistant.export import render
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.models.value import Value
from assistant.runtime import Knowledge
from assistant.settings import Settings
from evals.cases import Case
from evals.judge.judging import Judge

I = TypeVar("I")  # noqa: E741 - inputs, as pydantic-evals calls them
O = TypeVar("O")  # noqa: E741 - output

UNSCORED = "unscored"
"""The value of a score that nothing could be said of: it is neither right nor zero."""


class About(Value):
    """What a case is about."""

    language: Language
    hard: bool = False
    """Hard on purpose: what takes insight that Jalon may lack."""

    @classmethod
    def of(cls, case: Case) -> "About":
        """What a case of a file says of itself."""
        return cls(language=case.language, hard=case.hard)


_HOUR = 3600.0
"""Seconds that a model may take, so that what it says depends on no machine's speed."""


@dataclass(frozen=True)
class Bench:
    """What every suite may use."""

    knowledge: Knowledge
    folder: Path
    """A folder of its own for what has to be written."""
    models: Models | None = None
    """The language model of the tier; None offline."""
    judge: Judge | None = None
    """Who judges what rules cannot see; None where nobody does."""
    spoken: bool = False
    """Whether the model says what scripted trainers answer, in their temper."""

    def engine(self) -> Engine:
        """One that remembers nothing of the cases before."""
        if self.models is None:
            return OfflineEngine(self.knowledge.shelf)
        # What a model is spared after useless answers may not depend on how fast the machine is.
        asker = Asker(self.models, clock=lambda: 0.0)
        return LLMEngine(asker, self.knowledge.shelf, Limits(seconds=_HOUR), questions=False, wording=_HOUR)


@dataclass(frozen=True)
class Shown:
    """What a reader of the report sees of one case."""

    conversation: str = ""
    draft: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suite(Generic[I, O]):
    """One suite."""

    name: str
    dataset: Callable[[], Dataset[I, O, About]]
    opened: Callable[[Bench], AbstractAsyncContextManager[Callable[[I], Awaitable[O]]]]
    """What plays a case, for as long as the suite runs."""
    show: Callable[[Bench, O], Shown]


C = TypeVar("C", bound=Case)


def rows(cases: Iterable[C]) -> list[Row[C, Any, About]]:
    """Each case of a file once, under its id."""
    return [Row(name=case.id, inputs=case, metadata=About.of(case)) for case in cases]


def offline(bench: Bench, name: str) -> Settings:
    """Settings of a program without a model of its own, in a data folder of its own."""
    folder = bench.folder / name
    folder.mkdir(exist_ok=True)
    return without_model(folder)


def without_model(folder: Path) -> Settings:
    """Settings that name no model, whatever the environment says."""
    return Settings(
        data_dir=folder,
        model=None,
        model_base_url=None,
        model_fallbacks="",
        embedding_model=None,
        embedding_base_url=None,
        _env_file=None,
    )


def shown(bench: Bench, module: Module | None, conversation: str = "") -> Shown:
    """A conversation with the draft that it led to and the findings on it."""
    if module is None:
        return Shown(conversation)
    findings = tuple(f"{item.severity} {item.check} {item.where}: {item.message}" for item in module.findings)
    return Shown(conversation, render(module, "md", bench.knowledge.shelf).decode(), findings)


def none_of(faults: Iterable[str]) -> EvaluationReason:
    """Right when there is no fault; the reason names them."""
    found = list(faults)
    return EvaluationReason(not found, "; ".join(found) or None)


def share(right: float, judged: float, faults: Iterable[str] = ()) -> EvaluationReason:
    """The share that is right, from 0 to 1; unscored where there is nothing to judge."""
    if not judged:
        return EvaluationReason(UNSCORED, "nothing to judge")
    return EvaluationReason(round(right / judged, 4), "; ".join(faults) or None)
