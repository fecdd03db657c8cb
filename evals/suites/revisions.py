"""What a trainer asks to change in a draft: it is done, nothing else moves, and the draft stays one that can be run."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import Field
from pydantic_evals import Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from assistant.checks import blocking, locality
from assistant.models.module import Module
from assistant.models.value import Value
from assistant.runtime import open_program
from evals.cases import Case, read
from evals.models.drafting import briefs
from evals.suites.suite import About, Bench, Shown, Suite, none_of, offline, rows, shown
from evals.talking import Talk


class Expected(Value):
    """What the draft says afterwards; what is not here does not matter."""

    total: int | None = None
    """Minutes of the whole module, breaks included."""
    minutes: Mapping[str, int] = Field(default_factory=dict)
    """Sequence → minutes."""
    uses: tuple[str, ...] = ()
    """Method cards that some sequence follows."""
    drops: tuple[str, ...] = ()
    """Method cards that no sequence follows any more."""
    gone: tuple[str, ...] = ()
    """Ids that are there no more."""
    objectives: int | None = None
    group: int | None = None
    instruments: Mapping[str, str] = Field(default_factory=dict)
    """Assessment → card of its instrument."""
    texts: Mapping[str, str] = Field(default_factory=dict)
    """Id of an objective or a sequence → words of its statement or its title."""


class RevisionCase(Case):
    """A draft and what is asked of it."""

    brief: str
    """A brief of `evals/models/briefs.yaml`."""
    says: tuple[str, ...]
    """Messages, in order."""
    may: tuple[str, ...] = ()
    """Ids, sections and "brief" that may change; "*" = the whole draft is laid out again. () = nothing may."""
    expect: Expected = Expected()


@dataclass(frozen=True)
class Revised:
    """The draft before and after, and the conversation."""

    before: Module
    after: Module
    talk: str


@dataclass
class Local(Evaluator[RevisionCase, Revised, About]):
    """Done, nowhere else, and sound."""

    def evaluate(self, ctx: EvaluatorContext[RevisionCase, Revised, About]) -> dict[str, EvaluationReason]:
        """Where the whole draft may be laid out again, nothing is elsewhere."""
        case, revised = ctx.inputs, ctx.output
        before, after = _without_clock(revised.before), _without_clock(revised.after)
        moved = () if "*" in case.may else locality(before, after, frozenset(case.may))
        return {
            "done": none_of(_undone(case.expect, revised.after)),
            "nowhere else": none_of(f"{item.where}: {item.message}" for item in moved),
            "no blocking": none_of(f"{item.check} {item.message}" for item in blocking(revised.after.findings)),
        }


def _without_clock(module: Module) -> Module:
    """What begins later because something before it is longer has not changed."""
    days = tuple(
        day.model_copy(update={"sequences": tuple(item.model_copy(update={"start": None}) for item in day.sequences)})
        for day in module.progression
    )
    return module.model_copy(update={"progression": days})


def _undone(wanted: Expected, module: Module) -> Iterator[str]:
    sequences = {item.id: item for item in module.sequences()}
    ids = {*sequences, *(item.id for item in module.objectives), *(item.id for item in module.assessments)}
    used = {card for item in sequences.values() for card in item.methods}
    instruments = {item.id: item.instrument for item in module.assessments}
    texts = {item.id: item.title for item in sequences.values()}
    texts |= {item.id: item.statement for item in module.objectives}
    total = sum(item.minutes for item in sequences.values())
    if wanted.total not in {None, total}:
        yield f"{total} minutes in all"
    for name, minutes in wanted.minutes.items():
        if name not in sequences or sequences[name].minutes != minutes:
            yield f"{name} has {sequences[name].minutes if name in sequences else 'no'} minutes"
    yield from (f"{card} is not used" for card in wanted.uses if card not in used)
    yield from (f"{card} is still used" for card in wanted.drops if card in used)
    yield from (f"{name} is still there" for name in wanted.gone if name in ids)
    if wanted.objectives not in {None, len(module.objectives)}:
        yield f"{len(module.objectives)} objectives"
    if wanted.group not in {None, module.brief.group_size_max}:
        yield f"{module.brief.group_size_max} people"
    for name, card in wanted.instruments.items():
        if instruments.get(name) != card:
            yield f"{name} is {instruments.get(name)}"
    for name, words in wanted.texts.items():
        if words.casefold() not in texts.get(name, "").casefold().replace("’", "'"):
            yield f"{name} says “{texts.get(name)}”"


def cases() -> tuple[RevisionCase, ...]:
    """The cases of `evals/cases/revisions.yaml`."""
    return read("revisions", RevisionCase)


def dataset() -> Dataset[RevisionCase, Revised, About]:
    """Each case once."""
    return Dataset(name="revisions", cases=rows(cases()), evaluators=[Local()])


@asynccontextmanager
async def opened(bench: Bench) -> AsyncIterator[Callable[[RevisionCase], Awaitable[Revised]]]:
    """A conversation for each case: the brief, the draft, what is asked."""
    told = {brief.id: brief for brief in briefs()}
    async with open_program(offline(bench, "revisions"), bench.knowledge, bench.engine()) as program:

        async def revise(case: RevisionCase) -> Revised:
            brief = told[case.brief]
            talk = Talk(program.conversations, case.id, brief.language)
            before = await talk.to_draft(brief.text)
            drafted = len(talk.said)
            answer = await talk.says(*case.says)
            later = "\n\n".join(f"> {message}\n\n{reply.say}" for message, reply in talk.said[drafted:])
            return Revised(before, answer.module or before, later)

        yield revise


def show(bench: Bench, revised: Revised) -> Shown:
    """What was asked, and the draft afterwards."""
    return shown(bench, revised.after, revised.talk)


SUITE = Suite("revisions", dataset, opened, show)
