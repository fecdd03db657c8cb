"""What the checks hold against a rival's draft."""

from assistant.checks import check
from assistant.engine.protocol import Shelf
from assistant.models.module import Module
from assistant.models.review import Finding, Severity

_OF_CARDS = frozenset({"D3", "H1", "H4"})
"""Checks that a model without a knowledge base cannot meet: counted for nobody."""


def serious(module: Module, shelf: Shelf, severity: Severity) -> tuple[Finding, ...]:
    """Findings of that severity that anybody could have avoided."""
    return tuple(item for item in check(module, shelf) if item.severity == severity and item.check not in _OF_CARDS)


def least_blocked(modules: tuple[Module, ...], shelf: Shelf) -> Module:
    """The module in which the least blocks, the first of them."""
    return min(modules, key=lambda one: len(serious(one, shelf, "block")))
