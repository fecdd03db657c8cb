"""Questions of trainers, with the cards that answer them, and questions that no card answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import get_args

from pydantic_evals import Case as Row
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.models.terms import Language
from evals.retrieval.cases import Pair, SetName, questions
from evals.retrieval.measures import Answer, K
from evals.retrieval.report import graded
from evals.suites.suite import About, Bench, Shown, Suite, none_of, share


@dataclass(frozen=True)
class Asked:
    """One question in one language; without a pair no card answers it."""

    text: str
    language: Language
    pair: Pair | None = None


@dataclass(frozen=True)
class Found:
    """The cards that the search gives, best first."""

    asked: Asked
    cards: tuple[str, ...]


@dataclass
class Ranked(Evaluator[Asked, Found, About]):
    """How good the first five cards are, or whether none was given where none answers."""

    def evaluate(self, ctx: EvaluatorContext[Asked, Found, About]) -> dict[str, EvaluationReason]:
        """nDCG@5 and recall@5, or silence."""
        asked, cards = ctx.inputs, ctx.output.cards
        if asked.pair is None:
            return {"silent": none_of(cards)}
        answer = Answer(asked.pair, asked.language, cards)
        return {f"ndcg@{K}": share(answer.ndcg, 1, [graded(answer)]), f"recall@{K}": share(answer.recall, 1)}


def dataset() -> Dataset[Asked, Found, About]:
    """Both files of `evals/retrieval`, each question once a language."""
    rows = [row for name in get_args(SetName) for row in _rows(name)]
    return Dataset(name="retrieval", cases=rows, evaluators=[Ranked()])


def _rows(name: SetName) -> list[Row[Asked, Found, About]]:
    asked = questions(name)
    pairs = [(f"{pair.id}-{language}", Asked(pair.text(language), language, pair)) for pair, language in asked.asked()]
    strangers = [
        (f"unanswerable-{name}-{place}", Asked(one.query, one.lang)) for place, one in enumerate(asked.unanswerable, 1)
    ]
    return [Row(name=case, inputs=one, metadata=About(language=one.language)) for case, one in (*pairs, *strangers)]


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[Asked], Awaitable[Found]]]:
    """The search of the program."""

    async def search(asked: Asked) -> Found:
        return Found(asked, tuple(hit.card for hit in bench.knowledge.retriever.search(asked.text, k=K)))

    yield search


def show(_: Bench, found: Found) -> Shown:
    """The question and the cards."""
    return Shown(conversation=f"> {found.asked.text}\n\n{', '.join(found.cards) or '—'}")


SUITE = Suite("retrieval", dataset, opened, show)
