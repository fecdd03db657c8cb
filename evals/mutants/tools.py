"""Mutants of tools and access."""

from collections.abc import Callable
from typing import Any

from assistant.models.module import Module, ToolUse
from evals.mutants.changes import Mutant, mutants, with_longest


def _tool(card: str = "voting", **changes: Any) -> Callable[[Module], Module]:
    def break_(module: Module) -> Module:
        row = {"card": card, "objectives": (module.objectives[0].id,), "why": "–", "fallback": "–", "new": True}
        return module.model_copy(update={"tools": (*module.tools, ToolUse.model_validate({**row, **changes}))})

    return break_


def _too_many_tools(module: Module) -> Module:
    use = ToolUse(card="voting", objectives=(module.objectives[0].id,), why="–", fallback="–", new=True)
    return module.model_copy(update={"tools": (use,) * (3 * (module.brief.duration_minutes // 210 + 1) + 1)})


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "F1": mutants(
        serves_nothing=_tool(objectives=("O900",)),
        not_owned=_tool(card="collaborative-board", new=False),
        unlisted=with_longest(tools=("collaborative-board",)),
    ),
    "F2": mutants(
        no_fallback=_tool(fallback=" "), too_many=_too_many_tools, silent_on_data=_tool(card="collaborative-board")
    ),
    "F3": mutants(silent=with_longest(accessibility="")),
}
