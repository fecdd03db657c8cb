"""What serves what: objective × activity × assessment, and what would fill an empty cell."""

from assistant.models.module import Module
from assistant.models.value import Value


class Row(Value):
    """An objective, the activities in which it is practised, the assessments that show it."""

    objective: str
    activities: tuple[str, ...]
    assessments: tuple[str, ...]
    repair: str = ""
    """A wish that the engine can be asked for, in the module's language, where a cell is empty; "" where none is."""


def matrix(module: Module) -> tuple[Row, ...]:
    """One row an objective, in their order."""
    raise NotImplementedError
