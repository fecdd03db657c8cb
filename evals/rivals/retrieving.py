"""A plain agent such as a good developer writes in a day: it searches the cards, prompts for the three parts with what
it found, and mends once what the checks block."""

import operator
from collections.abc import Iterable
from collections.abc import Sequence as Row
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypedDict, TypeVar

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from assistant.engine.completion import Asker, ModelError, Prompt
from assistant.models.brief import Brief
from assistant.models.knowledge import Hit
from assistant.models.module import Module
from assistant.models.review import Finding
from assistant.models.terms import Language
from assistant.models.value import Value
from assistant.runtime import Knowledge
from evals.rivals.blocking import least_blocked, serious
from evals.rivals.parts import Aims, Progression, Tests, assembled

_METHODS, _FORMATS = 4, 3
"""Cards that are put into the prompts."""
_DRAFTS = 2
"""The first one and the mended one."""
_TOLD = 8
"""Findings of one part that the model is told to mend."""
_SYSTEM = (
    "You design training for adults: aligned objectives, practice and assessment. Stay with the brief: invent nothing."
)
_EXAMPLE: dict[Language, str] = {
    "fr": "statement: Contrôler une commande; condition: à partir de six colis; criterion: en dix minutes, sans erreur",
    "en": "statement: Check an order; condition: given six packed parcels; criterion: in ten minutes, no error left",
}

Part = Literal["objectives", "progression", "assessments"]
V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Desk:
    """What the agent works with."""

    brief: Brief
    knowledge: Knowledge
    asker: Asker


class State(TypedDict, total=False):
    """What the nodes hand on."""

    text: str
    """The trainer's message."""
    methods: tuple[Hit, ...]
    formats: tuple[Hit, ...]
    objectives: Aims
    progression: Progression
    assessments: Tests
    drafts: Annotated[list[Module], operator.add]
    faults: dict[Part, list[str]]
    """What is to be mended in each part."""


async def write(text: str, desk: Desk) -> Module:
    """The better of the agent's two drafts of what a trainer says; empty where the model gives nothing."""
    found = await build().compile().ainvoke(State(text=text, drafts=[], faults={}), context=desk)
    return least_blocked(tuple(found["drafts"]), desk.knowledge.shelf)


def build() -> StateGraph[State, Desk]:
    """The uncompiled graph."""
    graph = StateGraph(State, context_schema=Desk)
    for node in (retrieve, outline, plan, assess, check):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "retrieve")
    graph.add_edge("retrieve", "outline")
    graph.add_edge("outline", "plan")
    graph.add_edge("plan", "assess")
    graph.add_edge("assess", "check")
    graph.add_conditional_edges("check", _after_check)
    return graph


async def retrieve(state: State, runtime: Runtime[Desk]) -> dict[str, Any]:
    """The cards that answer the trainer's message."""
    brief, text, search = runtime.context.brief, state["text"], runtime.context.knowledge.retriever.search
    asked: dict[str, Any] = {"lang": brief.language, "modality": brief.modality}
    return {
        "methods": search(text, kind="method", k=_METHODS, **asked),
        "formats": search(text, kind="assessment", k=_FORMATS, **asked),
    }


async def outline(state: State, runtime: Runtime[Desk]) -> dict[str, Any]:
    """One objective for each competency."""
    competencies = "\n".join(f"{n}. {item}" for n, item in enumerate(runtime.context.brief.competencies, 1))
    asked = (
        f"Write one objective for each of these competencies:\n{competencies}\n\n"
        "statement: what the learner will be able to do, in the infinitive, beginning with one action verb that can be "
        "observed (never understand, know, be aware). bloom: the level of that verb. condition: a whole phrase that "
        "says in which situation or with what. criterion: how one sees that it is done well, by a number, a time or a "
        f"checklist. As in: {_EXAMPLE[runtime.context.brief.language]}"
    )
    return {"objectives": await _written("objectives", Aims, asked, 700, state, runtime.context)}


async def plan(state: State, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Methods among those that were found, and what is done minute by minute."""
    brief = runtime.context.brief
    days = " and ".join(f"{minutes} minutes on day {n}" for n, minutes in enumerate(brief.days, 1))
    asked = (
        f"Objectives:\n{_aims(state)}\n\nMethods you may choose from, with what their card says:\n"
        f"{_cards(state['methods'])}\n\n"
        f"Choose one or two methods, and plan the sequences for {brief.group_size_max} learners: an opening of 10 "
        "minutes, activities that practise each objective, a break of 15 minutes at least every 90 minutes, an "
        f"assessment, a closing of 15 minutes. Their minutes, breaks included, must add up to exactly {days}. "
        f"objectives: ids of those that the sequence serves, such as O1. method: one of {_ids(state['methods'])}. "
        "trainer, learners: one sentence each that says exactly what they do. feedback: who tells whom what, and when."
    )
    return {"progression": await _written("progression", Progression, asked, 1500, state, runtime.context)}


async def assess(state: State, runtime: Runtime[Desk]) -> dict[str, Any]:
    """A diagnostic, formative and summative assessments."""
    pieces = "\n".join(f"- {item.title} ({item.minutes} min)" for item in state["progression"].sequences)
    asked = (
        f"Objectives:\n{_aims(state)}\n\nProgression:\n{pieces}\n\nFormats you may choose from, with what their card "
        f"says:\n{_cards(state['formats'])}\n\n"
        "Write a diagnostic for the opening, a formative assessment in the middle and a summative one at the end. "
        f"The last two assess each objective. format: one of {_ids(state['formats'])}. objectives: ids of those "
        "that it assesses, such as O1. description: what learners are asked to do and what is observed, in two "
        "sentences. mastery: from when on it is passed."
    )
    return {"assessments": await _written("assessments", Tests, asked, 900, state, runtime.context)}


async def check(state: State, runtime: Runtime[Desk]) -> dict[str, Any]:
    """What blocks in the module that the parts make, part by part."""
    parts = state["objectives"], state["progression"], state["assessments"]
    module = assembled(runtime.context.brief, *parts, state["methods"], state["formats"])
    faults: dict[Part, list[str]] = {}
    for item in serious(module, runtime.context.knowledge.shelf, "block"):
        faults.setdefault(_part_of(item), []).append(f"{item.where}: {item.message} {item.fix}")
    return {"drafts": [module], "faults": faults}


def _after_check(state: State) -> str:
    """Back to the parts in which something blocks, once."""
    return "outline" if state["faults"] and len(state["drafts"]) < _DRAFTS else END


_BY_CHECK: dict[str, Part] = {"A": "objectives", "B1": "progression", "B": "assessments", "C": "progression"}
_BY_PLACE: dict[str, Part] = {"O": "objectives", "A": "assessments"}


def _part_of(finding: Finding) -> Part:
    """The part in which a finding can be mended."""
    by_check = _BY_CHECK.get(finding.check) or _BY_CHECK.get(finding.check[0])
    return by_check or _BY_PLACE.get(finding.where[:1], "progression")


async def _written(part: Part, kind: type[V], asked: str, most: int, state: State, desk: Desk) -> V:
    """A part, written or mended; as it was where there is nothing to mend or the model gives nothing."""
    before: V | None = state.get(part)  # type: ignore[assignment]
    faults = state["faults"].get(part, [])
    if before is not None and not faults:
        return before
    language = {"fr": "French", "en": "English"}[desk.brief.language]
    user = f"The trainer's brief:\n{state['text']}\n\n{asked}\n\nWrite all texts in {language}."
    if before is not None:
        user += f"\n\nYou wrote:\n{before.model_dump_json()}\n\nMend this, and give it whole again:\n{_listed(faults)}"
    try:
        prompt = Prompt(name=f"agent-{part}", version="1", system=_SYSTEM.format(language=language), user=user)
        return (await desk.asker.ask(prompt, kind, most=most)).value
    except ModelError:
        return before or kind()


def _listed(faults: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in list(dict.fromkeys(faults))[:_TOLD])


def _aims(state: State) -> str:
    return "\n".join(
        f"O{n} ({item.bloom}) {item.statement}" for n, item in enumerate(state["objectives"].objectives, 1)
    )


def _cards(hits: Row[Hit]) -> str:
    return "\n".join(f"- {hit.card} ({hit.title}): {hit.quote}" for hit in hits)


def _ids(hits: Row[Hit]) -> str:
    return ", ".join(hit.card for hit in hits) or "none"
