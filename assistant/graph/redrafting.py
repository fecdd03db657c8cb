"""A draft changed by a wish in plain words, outside its conversation."""

from pydantic import Field

from assistant.graph.context import Context
from assistant.models.module import Change, Module
from assistant.models.value import Value


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


async def redraft(before: Module, wish: str, said: Said, context: Context) -> Redrafted:
    """The draft with what the wish asks for; ids and everything that was not asked for stay."""
    raise NotImplementedError
