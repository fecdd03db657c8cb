"""The conversation as a graph: one run a turn, the phase in the state, the nodes in the order of the work."""

from collections.abc import Awaitable, Callable
from itertools import pairwise

from langgraph.graph import END, START, StateGraph

from assistant.graph.context import Context
from assistant.graph.nodes import drafting, interviewing, reviewing, revising, turn
from assistant.graph.state import State
from assistant.models.turn import Reading


def build_graph() -> StateGraph[State, Context]:
    """The uncompiled graph; a question to the trainer ends the run."""
    graph = StateGraph(State, context_schema=Context)
    for node in (
        turn.read,
        turn.refuse,
        turn.answer,
        turn.take_leave,
        turn.restart,
        interviewing.interview,
        interviewing.propose,
        interviewing.methods,
        interviewing.ask_again,
        drafting.objectives,
        drafting.progression,
        drafting.assessments,
        drafting.check,
        drafting.store,
        revising.revise,
        revising.undo,
        revising.point_to_exports,
        reviewing.submit,
        reviewing.apply_comments,
    ):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "read")
    for decided, route in (
        ("read", after_reading),
        ("answer", by_phase),
        ("interview", lambda state: "propose" if state["work"].get("done") else END),
        ("methods", after_methods),
        ("revise", lambda state: END if state["work"].get("unchanged") else "objectives"),
    ):
        graph.add_conditional_edges(decided, _in_the_loop(route))
    for before, after in pairwise(("objectives", "progression", "assessments", "check", "store")):
        graph.add_edge(before, after)
    return graph


def _in_the_loop(route: Callable[[State], str]) -> Callable[[State], Awaitable[str]]:
    """The route as a coroutine: the library sends a plain function to a thread, however little it does."""

    async def choose(state: State) -> str:
        return route(state)

    return choose


def after_reading(state: State) -> str:
    """A message that cannot be read is refused, a question is answered first, everything else goes by phase."""
    reading: Reading = state["work"]["reading"]
    if reading.noise in {"empty", "unreadable"} and not state["work"].get("handed"):
        return "refuse"
    if state["work"].get("leaving"):
        return "take_leave"
    if reading.question:
        return "answer"
    return by_phase(state)


def by_phase(state: State) -> str:
    """The node of the phase, unless the message is a command that holds everywhere."""
    reading: Reading = state["work"]["reading"]
    if reading.command == "restart":
        return "restart"
    if state["phase"] == "interview":
        return "interview"
    if state["phase"] == "methods":
        return "methods"
    match reading.command:
        case "undo":
            return "undo"
        case "submit":
            return "submit"
        case "apply":
            return "apply_comments"
        case "export":
            return "point_to_exports"
        case _:
            return "revise"


def after_methods(state: State) -> str:
    """Draft, propose again, or ask again."""
    decision = state["work"]["decision"]
    return {"draft": "objectives", "propose": "propose"}.get(decision, "ask_again")
