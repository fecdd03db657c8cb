"""Two versions of a module, element by element."""

from typing import Literal

from assistant.models.module import Module
from assistant.models.value import Value


class Piece(Value):
    """A run of words of a change."""

    kind: Literal["same", "removed", "added"]
    text: str


class Difference(Value):
    """One element that is not in both versions as it is."""

    where: str
    """Id of the element ("O2"), or a part of the module ("brief.title")."""
    kind: Literal["added", "removed", "changed", "moved"]
    path: str
    """The place: "O2.criterion"."""
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()
    """Word by word, where both have words."""


def compare(old: Module, new: Module) -> tuple[Difference, ...]:
    """What differs, in the order of the newer module."""
    raise NotImplementedError
