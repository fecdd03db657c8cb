"""Drafting without an interview: a brief goes in, a checked module comes out, through the same stages."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.engine.protocol import Engine
from assistant.graph.context import Context
from assistant.graph.stages import build_drafting
from assistant.graph.state import State, fresh_state
from assistant.models.brief import Brief
from assistant.models.document import Gleaned
from assistant.models.module import Directives, Module

if TYPE_CHECKING:
    from assistant.runtime import Knowledge


async def compose(
    brief: Brief,
    directives: Directives,
    turns: tuple[str, ...],
    knowledge: "Knowledge",
    engine: Engine,
    now: datetime,
    app: str,
    handed: tuple[Gleaned, ...] = (),
) -> Module:
    """The checked draft of a brief; `turns` and `handed` are what the brief's quotes come from."""
    result: dict[str, Module] = {}

    def keep(module: Module) -> None:
        result["module"] = module

    context = Context(
        engine=engine,
        shelf=knowledge.shelf,
        retriever=knowledge.retriever,
        store=None,
        clock=lambda: now,
        index=knowledge.index,
        app=app,
        deliver=keep,
    )
    state = State(**{**fresh_state(brief.language), "turns": list(turns)})
    state["documents"] = [{"name": document.name, "texts": list(document.texts)} for document in handed]
    state["work"] = {"brief": brief, "directives": directives, "says": []}
    # The same brief is the same module, another brief is another.
    said = hashlib.sha256("\n".join((brief.model_dump_json(), *turns)).encode()).hexdigest()
    await build_drafting().compile().ainvoke(state, {"configurable": {"thread_id": said}}, context=context)
    return result["module"]
