"""What a trainer can do with a draft: change it, go back, take it away."""

from typing import Any

from langgraph.runtime import Runtime

from assistant.engine.protocol import Engine
from assistant.engine.revision import Applied
from assistant.graph.context import Context
from assistant.graph.nodes.reviewing import on_top, reopen
from assistant.graph.nodes.turn import LONGEST, interview_of, language_of, reply
from assistant.graph.reviewed import look, taken_over
from assistant.graph.state import State
from assistant.graph.wishes import plan, restate
from assistant.interview import delivery, reviewed
from assistant.interview.words import words
from assistant.language.typography import typeset
from assistant.models.module import Module
from assistant.models.turn import Reading


async def revise(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Turn what was asked into a new brief and new directives; say so when nothing was understood."""
    reference = state["module"] or {}
    before = await runtime.context.open_store().get(reference["id"], reference["version"])
    state = await _restated(state, before, runtime.context.engine)
    work = state["work"]
    reading: Reading = work["reading"]
    interview = interview_of(state)
    planned = plan(
        before, interview.answers, reading, len(state["turns"]) - 1, runtime.context.shelf, language_of(state)
    )
    applied = planned.applied
    if not planned.changes:
        return _unchanged(state, before, applied, understood=bool(reading.edits or reading.facts))
    interview = interview.model_copy(update={"answers": applied.answers})
    parts = {
        "before": before,
        "brief": planned.brief,
        "directives": applied.directives,
        "refused": applied.refused,
        "noted": applied.noted,
        "ways": (*work.get("doubtful", ()), *applied.ways),
    }
    return {"interview": interview.model_dump(mode="json"), "work": {**work, **parts}}


async def _restated(state: State, module: Module, engine: Engine) -> State:
    """The state with what the engine makes of a message in which no change was read, and the words for it."""
    work, language = state["work"], language_of(state)
    if work.get("answered"):
        return state
    reading, found = await restate(state["message"][:LONGEST], work["reading"], module, language, engine)
    alone = words(language)["said"]["without_model"].format(why=found.without_model) if found.without_model else ""
    heard = delivery.understood(found.sentences, found.doubtful, module, language)
    says = [*work["says"], *filter(None, (typeset(alone, language),)), *heard]
    more = {"says": says, "reading": reading, "doubtful": found.doubtful}
    return State(**{**state, "work": {**work, **more}})


def _unchanged(state: State, module: Module, applied: Applied, *, understood: bool) -> dict[str, Any]:
    refused = applied.refused
    work, language = state["work"], language_of(state)
    reading: Reading = work["reading"]
    if work.get("courteous") or work.get("silent") or (work.get("doubtful") and not refused):
        words = delivery.silent(module, language, tuple(work.get("doubtful", ())))
    elif not understood and not refused and (reading.consent == "yes" or reading.command == "draft"):
        words = delivery.agreed(module, language)
    elif work.get("answered") and not understood:
        words = delivery.ask_changes(module, language)
    else:
        words = delivery.nothing_changed(module, refused, language, understood=understood, ways=applied.ways)
    says = [*work["says"], *words.says]
    reply = {"says": says, "asked": None, "suggestions": list(words.suggestions)}
    return {"reply": reply, "work": {**work, "unchanged": True}}


async def undo(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Go back to the version before; nothing is deleted."""
    language, past = language_of(state), state["past"]
    reference, store = state["module"] or {}, runtime.context.open_store()
    if not past:
        first = await store.get(reference["id"], reference["version"])
        return reply(state, delivery.nothing_to_undo(first, language))
    module = await store.get(reference["id"], past[-1])
    standing = await look(store, module.id)
    if standing.review.status == "draft":
        back, said = module, delivery.undone(module, language)
    else:
        # The designers read the latest version: what they have before them goes back with the trainer.
        back = await on_top(state, module, runtime)
        said = delivery.undone(module, language, back.version)
    parts = {**taken_over(state, back), "past": past[:-1]}
    undone = await store.get(module.id, reference["version"])
    opened = await reopen(undone, back, state, standing, runtime.context)
    if not opened:
        return {**reply(state, said), **parts}
    # What Jalon has just written at the desk is no news to the trainer.
    told = {**(state.get("told") or {}), "comments": len(standing.comments) + len(opened)}
    return {**reply(state, reviewed.with_reopened(said, len(opened), language)), **parts, "told": told}


async def point_to_exports(state: State) -> dict[str, Any]:
    """Say where the documents are."""
    reference = state["module"] or {}
    return reply(state, delivery.exports(str(reference.get("id", "")), language_of(state)))
