"""The bare model: one request for the whole module, and some more with what the checks found."""

from pydantic import Field

from assistant.engine.completion import Asker, ModelError, Prompt
from assistant.engine.protocol import Shelf
from assistant.models.brief import Brief
from assistant.models.module import Assessment, Module, Objective, Sequence, StepPlan
from assistant.models.terms import Bloom, Moment
from evals.rivals.blocking import least_blocked, serious
from evals.rivals.layout import first_word, highest, is_pause, laid_out
from evals.rivals.loose import Loose

_TOKENS = 1500
REPAIRS = 8
"""Times at most: a model that has not mended it by then will not."""
_TOLD = 12
"""Findings that the model is told to mend."""


class BareObjective(Loose):
    """An objective as the model gives it."""

    statement: str
    bloom: Bloom
    condition: str
    criterion: str


class BareSequence(Loose):
    """A piece of the progression as the model gives it."""

    title: str
    minutes: int
    trainer: str
    learners: str


class BareAssessment(Loose):
    """An assessment as the model gives it."""

    moment: Moment
    title: str
    description: str


class BareModule(Loose):
    """What a developer asks for: the three parts of a module, in their order."""

    objectives: tuple[BareObjective, ...] = Field(default=(), json_schema_extra={"maxItems": 6})
    progression: tuple[BareSequence, ...] = Field(default=(), json_schema_extra={"maxItems": 12})
    assessments: tuple[BareAssessment, ...] = Field(default=(), json_schema_extra={"maxItems": 5})


async def write(brief: Brief, text: str, shelf: Shelf, asker: Asker) -> tuple[Module, Module]:
    """The module that the model writes first, and its best after it was told, again and again, what the checks block.

    It is asked until nothing blocks, or until it says the same again: then no repair will help. A model that gives
    nothing has written an empty module.
    """
    language = {"fr": "French", "en": "English"}[brief.language]
    asked = f"Write a training module in {language} with objectives, progression and assessments for:\n\n{text}"
    first = best = module = await _asked(_prompt("bare", asked), brief, asker)
    for _ in range(REPAIRS):
        found = _said_of(module, shelf)
        if not found:
            break
        faults = "\n".join(f"- {line}" for line in found[:_TOLD])
        again = f"{asked}\n\nYou wrote:\n{_said(module)}\n\nMend this, and give the whole module again:\n{faults}"
        before, module = module, await _asked(_prompt("mend", again), brief, asker)
        if _said(module) == _said(before):
            break
        best = least_blocked((best, module), shelf)
    return first, best


def _said_of(module: Module, shelf: Shelf) -> list[str]:
    """What blocks, each thing once."""
    return list(dict.fromkeys(f"{item.where}: {item.message}" for item in serious(module, shelf, "block")))


def _prompt(name: str, user: str) -> Prompt:
    return Prompt(name=name, version="1", system="You design training.", user=user)


async def _asked(prompt: Prompt, brief: Brief, asker: Asker) -> Module:
    try:
        bare = (await asker.ask(prompt, BareModule, most=_TOKENS)).value
    except ModelError:
        bare = BareModule()
    return _module(bare, brief)


def _said(module: Module) -> str:
    lines = [f"{item.id} {item.statement} ({item.condition}; {item.criterion})" for item in module.objectives]
    lines += [f"{item.id} {item.minutes} min {item.title}" for item in module.sequences()]
    lines += [f"{item.id} {item.title}: {item.description}" for item in module.assessments]
    return "\n".join(lines)


def _module(bare: BareModule, brief: Brief) -> Module:
    """With what nobody asked the model for at its best: all parts serve all objectives, each sequence is practice."""
    objectives = _objectives(bare, brief)
    return laid_out(brief, objectives, _sequences(bare, objectives), _assessments(bare, objectives), "bare")


def _objectives(bare: BareModule, brief: Brief) -> tuple[Objective, ...]:
    return tuple(
        Objective(
            id=f"O{n}",
            statement=item.statement,
            verb=first_word(item.statement),
            bloom=item.bloom,
            condition=item.condition,
            criterion=item.criterion,
            competency=min(n, len(brief.competencies)) - 1,
        )
        for n, item in enumerate(bare.objectives, 1)
    )


def _sequences(bare: BareModule, objectives: tuple[Objective, ...]) -> tuple[Sequence, ...]:
    kept = [item for item in bare.progression if item.minutes > 0]
    return tuple(_sequence(item, n, len(kept), objectives) for n, item in enumerate(kept, 1))


def _sequence(item: BareSequence, n: int, count: int, objectives: tuple[Objective, ...]) -> Sequence:
    if is_pause(item.title):
        return Sequence(id=f"S{n}", kind="break", title=item.title, minutes=item.minutes)
    return Sequence(
        id=f"S{n}",
        kind="activity" if count < 3 else "opening" if n == 1 else "closing" if n == count else "activity",
        title=item.title,
        minutes=item.minutes,
        objectives=tuple(one.id for one in objectives),
        learning_type="practice",
        steps=(StepPlan(minutes=item.minutes, trainer=item.trainer, learners=item.learners),),
    )


def _assessments(bare: BareModule, objectives: tuple[Objective, ...]) -> tuple[Assessment, ...]:
    return tuple(
        Assessment(
            id=f"A{n}",
            moment=item.moment,
            instrument="observed-gesture",
            bloom=highest(objectives),
            objectives=tuple(one.id for one in objectives),
            minutes=0,
            title=item.title,
            description=item.description,
        )
        for n, item in enumerate(bare.assessments, 1)
    )
