"""The interview, and the proposal of methods that follows it."""

from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime

from assistant.engine.protocol import Engine, NextQuestion
from assistant.graph.context import Context
from assistant.graph.nodes.turn import announce, announce_writing, interview_of, language_of, without_meaning
from assistant.graph.state import State
from assistant.interview import dialogue, ledger, proposal, questions
from assistant.interview.assumptions import complete
from assistant.language.typography import typeset
from assistant.models.module import Directives
from assistant.models.turn import Reading


async def interview(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Take the facts of the message and ask the next question, or finish the brief."""
    work, reading = state["work"], state["work"]["reading"]
    before = interview_of(state)
    index = len(state["turns"]) - 1
    told = reading.facts or reading.skip or reading.command or reading.pick or reading.consent or index == 0
    if work.get("silent") or (work.get("handed") and work.get("answered") and not reading.facts):
        turn = dialogue.resume(before, index)
    elif (work.get("answered") or reading.switch_to) and not told:
        turn = dialogue.recall(before, back=bool(work.get("answered")) and not work.get("courteous"))
    else:
        turn = dialogue.advance(before, reading, state["message"], index)
    turn = await _worded(turn, runtime.context.engine)
    # Who speaks first greets first: the answer to a question comes after.
    greeting = 1 if index == 0 else 0
    says = [*turn.says[:greeting], *work["says"], *turn.says[greeting:]]
    return {
        "interview": turn.interview.model_dump(mode="json"),
        "reply": {"says": says, "asked": turn.asked, "suggestions": list(turn.suggestions)},
        "work": {**work, "says": says, "done": turn.done},
    }


async def _worded(turn: dialogue.Turn, engine: Engine) -> dialogue.Turn:
    """The turn with its question in the engine's words; what is confirmed, chosen or asked otherwise stays as it is."""
    pending, answers = turn.interview.pending, turn.interview.answers
    if turn.asked is None or pending is None or pending.kind != "slot" or pending.replaces:
        return turn
    own = typeset(questions.ask(turn.asked, answers).text, answers.language)
    if turn.says[-1] != own:
        return turn
    text = await engine.ask(NextQuestion(slot=turn.asked, text=own, answers=answers))
    return replace(turn, says=(*turn.says[:-1], text))


async def propose(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Choose methods for the brief, argue them, and let the trainer decide."""
    announce("methods")
    language, context = language_of(state), runtime.context
    brief = complete(interview_of(state).answers)
    directives = Directives.model_validate(state["directives"])
    choice, argued = await context.argue_methods(brief, directives, watch=announce_writing("methods", {}))
    words = proposal.propose(choice.methods, choice.runners_up, language)
    alone = (*without_meaning(runtime, language), *proposal.without_model(argued.without_model, language))
    says = [*state["work"]["says"], *alone, *words.says]
    return {
        "phase": "methods",
        "offered": [method.card for method in choice.methods] + [runner.card for runner in choice.runners_up],
        "reply": {"says": says, "asked": None, "suggestions": list(words.suggestions)},
        "work": {**state["work"], "says": says},
    }


async def methods(state: State) -> dict[str, Any]:
    """Read what the trainer says of the methods: agreement, another choice, a correction of the brief."""
    reading: Reading = state["work"]["reading"]
    directives = Directives.model_validate(state["directives"])
    merged = ledger.merge(interview_of(state).answers, reading.facts, len(state["turns"]) - 1)
    chosen = proposal.decide(reading, directives, tuple(state["offered"]))
    says = [*state["work"]["says"]]
    if merged.changed or merged.added:
        says += proposal.noted(interview_of(state).answers, merged)
    work = {**state["work"], "says": says, "decision": chosen.move}
    if merged.changed or merged.added or work.get("took"):
        work["decision"] = "propose" if chosen.move == "unclear" else chosen.move
    updated = interview_of(state).model_copy(update={"answers": merged.answers})
    return {
        "interview": updated.model_dump(mode="json"),
        "directives": chosen.directives.model_dump(mode="json"),
        "work": work,
    }


async def ask_again(state: State) -> dict[str, Any]:
    """The methods stay on the table: say so after a digression or an unclear answer."""
    words = proposal.ask_again(language_of(state), answered=bool(state["work"].get("answered")))
    says = [*state["work"]["says"], *words.says]
    # What could be clicked still can.
    suggestions = (state.get("reply") or {}).get("suggestions") or list(words.suggestions)
    return {"reply": {"says": says, "asked": None, "suggestions": suggestions}}
