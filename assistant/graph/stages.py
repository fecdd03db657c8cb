"""The drafting stages alone, for whatever drafts outside a conversation."""

from itertools import pairwise

from langgraph.graph import START, StateGraph

from assistant.graph.context import Context
from assistant.graph.nodes import drafting
from assistant.graph.state import State


def build_drafting() -> StateGraph[State, Context]:
    """The drafting stages alone, for a brief that needs no interview: from `work.brief` to `work.module`."""
    graph = StateGraph(State, context_schema=Context)
    stages = (drafting.objectives, drafting.progression, drafting.assessments, drafting.check)
    for node in stages:
        graph.add_node(node.__name__, node)
    graph.add_edge(START, stages[0].__name__)
    for before, after in pairwise(stages):
        graph.add_edge(before.__name__, after.__name__)
    return graph
