"""A model proposes the subject matter of a module, objective by objective, several at the same time."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from assistant.engine.completion import Asked, Asker, ModelError, Prompt, Purse
from assistant.engine.llm import activities
from assistant.engine.llm.given import NAMES
from assistant.engine.llm.listening import hear
from assistant.engine.llm.sifting import Sieve, Sifted, alike
from assistant.engine.llm.subject_values import Driving, Proposed
from assistant.engine.prompts import data, render
from assistant.engine.protocol import Shelf, Subject, SubjectRequest, Watch
from assistant.models.brief import Brief, Source
from assistant.models.module import Objective, Sequence
from assistant.models.terms import Language

_TOKENS = 1100
_TASK_TOKENS = 90
"""More for each activity."""
_PROBLEM_TOKENS = 300
_LONGEST = 500
"""Characters of each line of the brief."""
_log = logging.getLogger("jalon.model")


async def write_subject(request: SubjectRequest, shelf: Shelf, asker: Asker, purse: Purse, watch: Watch) -> Subject:
    """The matter of each objective and what it makes more precise; those that the model could not serve, and why."""
    brief, objectives = request.brief, request.objectives
    driven = _problem(request, asker, purse) if request.driven else _nothing()
    served = {item.id: activities.served(request.activities, item.id) for item in objectives}
    serving = asyncio.gather(
        *(_of_objective(brief, item, served[item.id], shelf, asker, purse, watch) for item in objectives)
    )
    written, problem = await asyncio.gather(serving, driven)
    faults = {item.id: one for item, one in zip(objectives, written, strict=True) if isinstance(one, ModelError)}
    kept = {item.id: one for item, one in zip(objectives, written, strict=True) if isinstance(one, Sifted)}
    _leave_what_was_said(tuple(kept.values()), brief.language)
    return Subject(
        objectives=tuple(_made_precise(item, kept) for item in objectives),
        matter=(*problem.matter, *(piece for item in objectives if item.id in kept for piece in kept[item.id].matter)),
        faults={name: error.line(french=brief.language == "fr") for name, error in faults.items()},
    )


def _leave_what_was_said(kept: tuple[Sifted, ...], language: Language) -> None:
    """Objectives are written at the same time: the later of two that got the same thing goes without it."""
    for other, mine in combinations(kept, 2):
        mine.matter = [
            piece
            for piece in mine.matter
            if not any(piece.kind == had.kind and alike(piece.text, had.text, language) for had in other.matter)
        ]
        for name in ("condition", "criterion"):
            said, before = getattr(mine, name), getattr(other, name)
            if said and before and alike(said, before, language):
                setattr(mine, name, None)


async def _nothing() -> Sifted:
    return Sifted()


async def _problem(request: SubjectRequest, asker: Asker, purse: Purse) -> Sifted:
    """What drives the project: it belongs to the objective that the others lead to."""
    brief, objectives = request.brief, request.all_objectives
    prompt = render(
        "problem",
        language=NAMES[brief.language],
        brief=_lines(brief),
        objectives=[data(item.statement) for item in objectives],
    )
    sieve = _sieve(brief, objectives[-1])
    try:
        asked: Asked[Driving] = await asker.ask(
            prompt, Driving, most=_PROBLEM_TOKENS, faults=lambda value: sieve.sift_problem(value).faults, purse=purse
        )
    except ModelError as error:
        _log.warning("problem: %s", error)
        return Sifted()
    return sieve.sift_problem(asked.value)


async def _of_objective(
    brief: Brief,
    objective: Objective,
    served: Mapping[str, Sequence],
    shelf: Shelf,
    asker: Asker,
    purse: Purse,
    watch: Watch,
) -> Sifted | ModelError:
    prompt = prompt_of(brief, objective, tuple(served.values()), shelf)
    sieve = replace(_sieve(brief, objective), activities=served)
    try:
        asked: Asked[Proposed] = await asker.ask(
            prompt,
            Proposed,
            most=_TOKENS + _TASK_TOKENS * len(served),
            faults=lambda proposed: _faults(sieve.sift(proposed)),
            heard=hear(watch, objective.id),
            purse=purse,
        )
    except ModelError as error:
        _log.warning("subject of %s: %s", objective.id, error)
        return error
    return sieve.sift(asked.value)


def prompt_of(brief: Brief, objective: Objective, served: tuple[Sequence, ...], shelf: Shelf) -> Prompt:
    """What is asked: the same for every objective of a module but for the end."""
    return render(
        "subject",
        language=NAMES[brief.language],
        brief=_lines(brief),
        objective=data(objective.statement),
        level=objective.bloom,
        activities=activities.told(served, shelf, brief.language),
    )


def _lines(brief: Brief) -> list[tuple[str, str]]:
    """What the trainer stated of the module, by name; assumptions tell a model nothing about the trade."""
    named: Mapping[str, str] = {
        "subject": brief.subject,
        "learners": brief.audience,
        "at work today": "" if brief.assumed("work_context") else brief.work_context,
        "at hand": "" if brief.assumed("resources") else " ; ".join(brief.resources),
        "limits": "" if brief.assumed("constraints") else " ; ".join(brief.constraints),
        "wished proof": "" if brief.assumed("assessment_wishes") else brief.assessment_wishes,
    }
    return [(name, data(text)[:_LONGEST]) for name, text in named.items() if text]


def _sieve(brief: Brief, objective: Objective) -> Sieve:
    told = (text for _, text in _lines(brief))
    return Sieve(brief.language, objective, "\n".join((objective.statement, *told, *map(_quote, brief.sources))))


def _quote(source: Source) -> str:
    return source.quote


def _faults(sifted: Sifted) -> list[str]:
    """Why the answer has to be written again: nothing to work on and nothing to look for is left of it.

    Half of an answer is worth more to a trainer who waits than a second request.
    """
    useful = sifted.has("case") or sifted.has("sign")
    return [] if useful else [*sifted.faults, "cases and signs: give some that hold."]


def _made_precise(objective: Objective, kept: Mapping[str, Sifted]) -> Objective:
    """With the condition and the criterion in the words of the trade, where those of the draft were assumed."""
    sifted = kept.get(objective.id)
    found = {"condition": sifted and sifted.condition, "criterion": sifted and sifted.criterion}
    return objective.model_copy(
        update={name: text for name, text in found.items() if text and name in objective.assumed}
    )
