"""Ways to break a clean module, each in exactly the way that one check looks for.

A check is trusted only if a mutant proves it. A mutant that finds nothing to break gives the module back unchanged.
"""

from evals.mutants import alignment, form, grounding, impact, items, mix, objectives, timetable, tools
from evals.mutants.changes import Mutant
from evals.mutants.form import TRANSCRIPTS
from evals.mutants.grounding import MISQUOTED
from evals.mutants.impact import RECOMMENDATIONS

__all__ = ["MISQUOTED", "MUTANTS", "RECOMMENDATIONS", "TRANSCRIPTS", "Mutant"]

_FAMILIES = (objectives, alignment, timetable, mix, items, tools, grounding, impact, form)

MUTANTS: dict[str, tuple[Mutant, ...]] = {name: rows for family in _FAMILIES for name, rows in family.MUTANTS.items()}
"""Mutants of a module by the check that must fire; those of J3 and J4 are compared with the clean module."""
