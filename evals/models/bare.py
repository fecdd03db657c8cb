"""The bare model: one request for the whole module, and some more with what the checks found."""

from datetime import UTC, datetime
from itertools import accumulate

from pydantic import ConfigDict, Field

from assistant.checks import check
from assistant.engine.completion import Asker, ModelError, Prompt
from assistant.engine.protocol import Shelf
from assistant.models.brief import Brief
from assistant.models.module import Assessment, Day, Module, Objective, Provenance, Sequence, StepPlan
from assistant.models.review import Finding, Severity
from assistant.models.terms import Bloom, Moment
from assistant.models.value import Value

_TOKENS = 1500
_MORNING = 9 * 60
"""Minutes from midnight; sequences are chained from there, as nobody asked the model for hours."""
REPAIRS = 8
"""Times at most: a model that has not mended it by then will not."""
_TOLD = 12
"""Findings that the model is told to mend."""


class _Open(Value):
    model_config = ConfigDict(extra="ignore")


class BareObjective(_Open):
    """An objective as the model gives it."""

    statement: str
    bloom: Bloom
    condition: str
    criterion: str


class BareSequence(_Open):
    """A piece of the progression as the model gives it."""

    title: str
    minutes: int
    trainer: str
    learners: str


class BareAssessment(_Open):
    """An assessment as the model gives it."""

    moment: Moment
    title: str
    description: str


class BareModule(_Open):
    """What a developer asks for: the three parts of a module, in their order."""

    objectives: tuple[BareObjective, ...] = Field(default=(), json_schema_extra={"maxItems": 6})
    progression: tuple[BareSequence, ...] = Field(default=(), json_schema_extra={"maxItems": 12})
    assessments: tuple[BareAssessment, ...] = Field(default=(), json_schema_extra={"maxItems": 5})


_OF_CARDS = frozenset({"D3", "H1", "H4"})
"""Checks that a model without a knowledge base cannot meet: counted for nobody."""


def serious(module: Module, shelf: Shelf, severity: Severity) -> tuple[Finding, ...]:
    """Findings of that severity that anybody could have avoided."""
    return tuple(item for item in check(module, shelf) if item.severity == severity and item.check not in _OF_CARDS)


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
        best = min(best, module, key=lambda one: len(serious(one, shelf, "block")))
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
    objectives = tuple(
        Objective(
            id=f"O{n}",
            statement=item.statement,
            verb=item.statement.split(" ")[0].lower(),
            bloom=item.bloom,
            condition=item.condition,
            criterion=item.criterion,
            competency=min(n - 1, len(brief.competencies) - 1),
        )
        for n, item in enumerate(bare.objectives, 1)
    )
    ids = tuple(item.id for item in objectives)
    kept = [item for item in bare.progression if item.minutes > 0]
    starts = list(accumulate((item.minutes for item in kept), initial=_MORNING))
    sequences = tuple(
        Sequence(
            id=f"S{n}",
            kind="opening" if n == 1 else "closing" if n == len(kept) else "activity",
            title=item.title,
            start=f"{starts[n - 1] // 60 % 24:02}:{starts[n - 1] % 60:02}",
            minutes=item.minutes,
            objectives=ids,
            learning_type="practice",
            steps=(StepPlan(minutes=item.minutes, trainer=item.trainer, learners=item.learners),),
        )
        for n, item in enumerate(kept, 1)
    )
    assessments = tuple(
        Assessment(
            id=f"A{n}",
            moment=item.moment,
            instrument="observed-gesture",
            bloom=max((one.bloom for one in objectives), default="apply"),
            objectives=ids,
            minutes=0,
            title=item.title,
            description=item.description,
        )
        for n, item in enumerate(bare.assessments, 1)
    )
    return Module(
        id="bare",
        version=1,
        created_at=datetime.now(UTC),
        brief=brief,
        methods=(),
        objectives=objectives,
        progression=(Day(day=1, sequences=sequences),) if sequences else (),
        assessments=assessments,
        provenance=Provenance(engine="bare"),
    )
