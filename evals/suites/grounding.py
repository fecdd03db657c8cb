"""Questions on pedagogy in the chat: answered with the cards' own words, or not at all."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks.grounding import text_of
from assistant.models.knowledge import Card
from assistant.models.terms import Language
from assistant.runtime import open_program
from evals.cases import Case, read
from evals.matching import plain
from evals.suites.suite import UNSCORED, About, Bench, Shown, Suite, none_of, offline, rows
from evals.talking import Talk


class QuestionCase(Case):
    """A question and the cards that answer it."""

    asks: str
    cards: tuple[str, ...]
    """At least one has to be cited; () = no card answers, and Jalon says so."""
    never: tuple[str, ...] = ()
    """What a program would invent."""


@dataclass(frozen=True)
class Replied:
    """The answer, and what it rests on."""

    asked: str
    say: str
    cited: tuple[str, ...]
    unfounded: tuple[str, ...]
    """Quotations that no cited card holds."""


@dataclass
class Grounded(Evaluator[QuestionCase, Replied, About]):
    """Cites a card that answers, quotes it word for word, and says where it has no source."""

    def evaluate(self, ctx: EvaluatorContext[QuestionCase, Replied, About]) -> dict[str, EvaluationReason]:
        """Quotations are unscored where nothing is to be quoted."""
        case, replied = ctx.inputs, ctx.output
        cited = ", ".join(replied.cited) or "nothing"
        if case.cards:
            answers = {"cites": none_of([] if set(case.cards) & set(replied.cited) else [f"cites {cited}"])}
        else:
            answers = {"no source": none_of([f"cites {cited}"] if replied.cited else [])}
        quoted = none_of(replied.unfounded) if replied.cited else EvaluationReason(UNSCORED, "nothing is quoted")
        said = plain(replied.say)
        return {
            **answers,
            "word for word": quoted,
            "nothing invented": none_of(text for text in case.never if plain(text) in said),
        }


_SOURCE = re.compile(r"— (?:fiches?|cards?) (.*)$", re.MULTILINE)
_QUOTED: Mapping[Language, re.Pattern[str]] = {"fr": re.compile(r"«\s*([^«»]+?)\s*»"), "en": re.compile(r"“([^“”]+)”")}


def replied(asked: str, say: str, language: Language, shelf: Mapping[str, Card]) -> Replied:
    """What an answer cites and quotes."""
    titles = {plain(card.title.text(language)): card for card in shelf.values()}
    # The question of the interview that follows has examples between quotation marks.
    answers = [paragraph for paragraph in say.split("\n\n") if _SOURCE.search(paragraph)]
    named = [
        plain(title) for one in answers for told in _SOURCE.findall(one) for title in _QUOTED[language].findall(told)
    ]
    cards = [titles[title] for title in named if title in titles]
    held = " ".join(" ".join(plain(text_of(card)).replace("*", "").split()) for card in cards)
    quotes = [quote for one in answers for quote in _QUOTED[language].findall(_SOURCE.sub("", one))]
    bare = [" ".join(plain(quote).replace("*", "").split()).rstrip(".") for quote in quotes]
    return Replied(asked, say, tuple(card.id for card in cards), tuple(one for one in bare if one not in held))


def cases() -> tuple[QuestionCase, ...]:
    """The cases of `evals/cases/grounding.yaml`."""
    return read("grounding", QuestionCase)


def dataset() -> Dataset[QuestionCase, Replied, About]:
    """Each case once."""
    return Dataset(name="grounding", cases=rows(cases()), evaluators=[Grounded()])


_OPENING: Mapping[Language, str] = {
    "fr": "Je forme des agents d'accueil à recevoir un usager mécontent.",
    "en": "I train reception staff to deal with an unhappy visitor.",
}
"""The interview has begun: a question that comes first may be taken for the subject."""


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[QuestionCase], Awaitable[Replied]]]:
    """A conversation for each question."""
    async with open_program(offline(bench, "grounding"), bench.knowledge, bench.engine()) as program:

        async def ask(case: QuestionCase) -> Replied:
            talk = Talk(program.conversations, case.id, case.language)
            answer = await talk.says(_OPENING[case.language], case.asks)
            return replied(case.asks, answer.say, answer.language, bench.knowledge.shelf)

        yield ask


def show(_: Bench, replied: Replied) -> Shown:
    """Question and answer."""
    return Shown(f"> {replied.asked}\n\n{replied.say}")


SUITE = Suite("grounding", dataset, opened, show)
