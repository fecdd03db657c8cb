"""What the graph keeps of a conversation: plain JSON and ids, never a whole draft."""

from typing import Annotated, Any, TypedDict

from langgraph.channels import UntrackedValue

SCHEMA = 1
"""Version of the state's shape; a thread of another version starts afresh, its modules stay in storage."""


class State(TypedDict, total=False):
    """The state of one thread.

    `work` is the scratch pad of one turn (readings, parts of a draft, paragraphs to say); it is never checkpointed.
    """

    schema: int
    language: str
    phase: str
    interview: dict[str, Any]
    directives: dict[str, Any]
    module: dict[str, Any] | None
    """{"id", "version"} of the draft on the table."""
    past: list[int]
    """Versions that "annule" goes back to, the latest last."""
    applied: dict[str, list[str]]
    """Ids of the comments that a version has applied, by its number."""
    turns: list[str]
    """The trainer's messages: what every quote is a substring of."""
    documents: list[dict[str, Any]]
    """{"name", "texts"} of each document handed in: the passages that facts rest on, nothing else of it."""
    offered: list[str]
    """Ids of the method cards proposed last, in order."""
    told: dict[str, int]
    """{"version", "decisions", "comments"}: what happened at the review desk that the trainer has been told of."""
    news: dict[str, Any]
    """{"says", "suggestions"} of what happened there since the turn before; it is said first."""
    reply: dict[str, Any]
    """{"says", "asked", "suggestions"} of the last turn."""
    message: Annotated[str, UntrackedValue]
    work: Annotated[dict[str, Any], UntrackedValue]


def fresh_state(language: str) -> State:
    """The state of a conversation that begins."""
    return State(
        schema=SCHEMA,
        language=language,
        phase="interview",
        interview={},
        directives={},
        module=None,
        past=[],
        applied={},
        turns=[],
        documents=[],
        offered=[],
        told={},
        news={},
        reply={},
    )
