"""The parts of a module as the agent asks for them, and the module that they make."""

import re
from collections.abc import Sequence as Row

from pydantic import Field

from assistant.models.brief import Brief
from assistant.models.knowledge import Hit
from assistant.models.module import Assessment, MethodChoice, Module, Objective, Sequence, SequenceKind, StepPlan
from assistant.models.terms import Bloom, LearningType, Moment
from evals.rivals.layout import first_word, highest, laid_out
from evals.rivals.loose import Loose


class Aim(Loose):
    """An objective."""

    competency: int
    """Its number, from 1."""
    statement: str
    bloom: Bloom
    condition: str
    criterion: str


class Aims(Loose):
    """The objectives."""

    objectives: tuple[Aim, ...] = Field(default=(), json_schema_extra={"minItems": 1, "maxItems": 6})


class Pick(Loose):
    """A method that was chosen among the cards."""

    method: str
    why: str


class Piece(Loose):
    """A piece of the progression; `objectives` are ids ("O1"), `method` the id of a card."""

    kind: SequenceKind
    title: str
    minutes: int
    objectives: tuple[str, ...] = ()
    method: str = ""
    learning_type: LearningType = "practice"
    trainer: str = ""
    learners: str = ""
    feedback: str = ""


class Progression(Loose):
    """The methods, then what they are used for."""

    methods: tuple[Pick, ...] = Field(default=(), json_schema_extra={"minItems": 1, "maxItems": 2})
    sequences: tuple[Piece, ...] = Field(default=(), json_schema_extra={"minItems": 3, "maxItems": 12})


class Test(Loose):
    """An assessment; `format` is the id of a card."""

    moment: Moment
    format: str
    title: str
    objectives: tuple[str, ...] = ()
    description: str
    mastery: str = ""


class Tests(Loose):
    """The assessments."""

    assessments: tuple[Test, ...] = Field(default=(), json_schema_extra={"minItems": 3, "maxItems": 6})


def assembled(
    brief: Brief, aims: Aims, progression: Progression, tests: Tests, methods: Row[Hit], formats: Row[Hit]
) -> Module:
    """The module; of the cards that are named only those that were found are cited."""
    objectives = tuple(_objective(item, n, brief) for n, item in enumerate(aims.objectives, 1))
    pieces = [item for item in progression.sequences if item.minutes > 0]
    sequences = [_sequence(item, n, objectives, methods) for n, item in enumerate(pieces, 1)]
    assessments = tuple(_assessment(item, n, objectives, formats) for n, item in enumerate(tests.assessments, 1))
    used = dict.fromkeys(name for item in sequences for name in item.methods)
    whys = {hit.card: pick.why for pick in progression.methods for hit in _found(pick.method, methods)}
    cards = {hit.card: hit for hit in methods}
    choices = tuple(_choice(cards[name], whys, main=n == 0) for n, name in enumerate(used))
    return laid_out(brief, objectives, sequences, assessments, "agent", choices)


def _objective(aim: Aim, n: int, brief: Brief) -> Objective:
    known = 1 <= aim.competency <= len(brief.competencies)
    return Objective(
        id=f"O{n}",
        statement=aim.statement,
        verb=first_word(aim.statement),
        bloom=aim.bloom,
        condition=aim.condition,
        criterion=aim.criterion,
        competency=(aim.competency if known else min(n, len(brief.competencies))) - 1,
    )


def _sequence(piece: Piece, n: int, objectives: Row[Objective], methods: Row[Hit]) -> Sequence:
    if piece.kind == "break":
        return Sequence(id=f"S{n}", kind="break", title=piece.title, minutes=piece.minutes)
    return Sequence(
        id=f"S{n}",
        kind=piece.kind,
        title=piece.title,
        minutes=piece.minutes,
        objectives=_named(piece.objectives, objectives),
        methods=tuple(hit.card for hit in _found(piece.method, methods)),
        learning_type=piece.learning_type,
        steps=(StepPlan(minutes=piece.minutes, trainer=piece.trainer, learners=piece.learners),),
        feedback=piece.feedback,
    )


def _assessment(test: Test, n: int, objectives: tuple[Objective, ...], formats: Row[Hit]) -> Assessment:
    names = _named(test.objectives, objectives)
    found = [*_found(test.format, formats), *formats]
    return Assessment(
        id=f"A{n}",
        moment=test.moment,
        instrument=found[0].card if found else "observed-gesture",
        bloom=highest([item for item in objectives if item.id in names]),
        objectives=names,
        minutes=0,
        title=test.title,
        description=test.description,
        mastery=test.mastery,
    )


def _named(said: Row[str], objectives: Row[Objective]) -> tuple[str, ...]:
    """The objectives that are named ("O1", "1", "O1: raise the alarm"); where none is, all of them are served."""
    numbers = {found[1] for text in said if (found := re.match(r"\s*O?(\d+)\b", text))}
    return tuple(item.id for item in objectives if item.id[1:] in numbers) or tuple(item.id for item in objectives)


def _found(said: str, hits: Row[Hit]) -> list[Hit]:
    """The card that is named by its id or its title, if it was found."""
    name = said.strip().lower()
    return [hit for hit in hits if name in {hit.card, hit.title.lower()}][:1]


def _choice(hit: Hit, whys: dict[str, str], *, main: bool) -> MethodChoice:
    return MethodChoice(
        card=hit.card,
        title=hit.title,
        role="main" if main else "support",
        reasons=tuple(why for why in (whys.get(hit.card, ""),) if why),
        quote=hit.quote,
        score=hit.score,
    )
