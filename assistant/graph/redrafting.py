"""A draft changed by a wish in plain words, outside its conversation."""

from typing import Any

from pydantic import Field

from assistant.engine.revision import list_changes, no_more_practice
from assistant.graph.context import Context
from assistant.graph.nodes.turn import LONGEST
from assistant.graph.stages import build_drafting
from assistant.graph.state import State, fresh_state
from assistant.graph.wishes import Plan, plan, reading_context, restate, wants_anew
from assistant.interview import delivery, ledger
from assistant.language.grammar import capitalized
from assistant.models.module import Change, Module
from assistant.models.value import Value
from assistant.review.comparing import compare


class Said(Value):
    """What was said and handed in in the conversation that a module comes from."""

    turns: tuple[str, ...] = ()
    handed: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Passages by file name."""


class Redrafted(Value):
    """What became of a wish."""

    module: Module
    """The draft as it was where nothing could be done."""
    changes: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()
    """Why something was not done, as sentences in the module's language."""
    noted: tuple[str, ...] = ()
    """What one should know of what was done, as sentences in the module's language."""


async def redraft(before: Module, wish: str, said: Said, context: Context) -> Redrafted:
    """The draft with what the wish asks for; ids and everything that was not asked for stay."""
    language, wish = before.brief.language, wish[:LONGEST]
    reading = await context.engine.read(wish, reading_context(before, language))
    reading, found = await restate(wish, reading, before, language, context.engine)
    answers = ledger.answers_of(before.brief)
    planned = plan(before, answers, reading, len(said.turns), context.shelf, language)
    refused = planned.applied.refused
    understood = bool(reading.edits or reading.facts)
    if not planned.changes:
        doubtful = delivery.understood((), found.doubtful, before, language)
        words = delivery.nothing_changed(before, (), language, understood=understood)
        return Redrafted(module=before, refused=_sentences(refused or doubtful or words.says))
    after, noted = await _drafted(before, wish, said, planned, context)
    if planned.applied.directives.practice > after.directives.practice:
        refused = (*refused, no_more_practice(after, language)[0])
    changes = list_changes(before, after, language)
    if not compare(before, after):
        words = delivery.nothing_changed(before, (), language, understood=True, anew=wants_anew(reading, before))
        return Redrafted(module=before, refused=_sentences(refused or words.says))
    return Redrafted(module=after, changes=changes, refused=_sentences(refused), noted=_sentences(noted))


async def _drafted(
    before: Module, wish: str, said: Said, planned: Plan, context: Context
) -> tuple[Module, tuple[str, ...]]:
    """The next draft, checked, and what should be known of it."""
    work: dict[str, Any] = {
        "before": before,
        "brief": planned.brief,
        "directives": planned.applied.directives,
        "noted": planned.applied.noted,
        "says": [],
    }
    # Without the conversation nobody can tell what was said in it: the wish alone would make every quote doubtful.
    turns = [*said.turns, wish] if said.turns else []
    documents = [{"name": name, "texts": list(texts)} for name, texts in said.handed.items()]
    state = State(**{**fresh_state(before.brief.language), "turns": turns, "documents": documents, "work": work})
    state["module"] = {"id": before.id, "version": before.version}
    graph = build_drafting().compile()
    found = await graph.ainvoke(state, {"configurable": {"thread_id": before.id}}, context=context)
    return found["work"]["module"], found["work"]["noted"]


def _sentences(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(capitalized(line) for line in lines)
