"""Ways to break a clean module, each in exactly the way that one check looks for.

A check is trusted only if a mutant proves it. A mutant that finds nothing to break gives the module back unchanged.
"""

from collections.abc import Mapping

from assistant.checks import check, locality, round_trip
from assistant.models.knowledge import Card
from assistant.models.module import Module
from assistant.models.review import Finding
from evals.mutants import alignment, form, grounding, impact, items, mix, objectives, timetable, tools
from evals.mutants.changes import Mutant
from evals.mutants.form import TRANSCRIPTS
from evals.mutants.grounding import MISQUOTED
from evals.mutants.impact import RECOMMENDATIONS

__all__ = ["MISQUOTED", "MUTANTS", "RECOMMENDATIONS", "TRANSCRIPTS", "Mutant", "examine"]

_FAMILIES = (objectives, alignment, timetable, mix, items, tools, grounding, impact, form)

MUTANTS: dict[str, tuple[Mutant, ...]] = {name: rows for family in _FAMILIES for name, rows in family.MUTANTS.items()}
"""Mutants of a module by the check that must fire; those of J3 and J4 are compared with the clean module."""


def examine(name: str, before: Module, after: Module, cards: Mapping[str, Card]) -> tuple[Finding, ...]:
    """What is found in a module that was broken for that check; J3 and J4 compare it with the module before."""
    match name:
        case "J3":
            return locality(before, after, frozenset())
        case "J4":
            return round_trip(before, after)
        case _:
            return check(after, cards)
