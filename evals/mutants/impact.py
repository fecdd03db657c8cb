"""Mutants of impact."""

from collections.abc import Callable
from typing import Any

from assistant.checks import Recommendation
from assistant.models.module import Impact, Module
from evals.mutants.changes import Mutant, mutants, say, with_brief


def _impact(change: Callable[[tuple[Impact, ...]], tuple[Impact, ...]]) -> Callable[[Module], Module]:
    return lambda module: module.model_copy(update={"impact": change(module.impact)})


def _level(number: int, **changes: Any) -> Callable[[Module], Module]:
    return _impact(lambda rows: tuple(row.model_copy(update=changes) if row.level == number else row for row in rows))


def _sponsored(module: Module) -> Module:
    unpaid = _impact(lambda rows: tuple(row for row in rows if row.level < 4))(module)
    return with_brief(
        unpaid, work_context=say(module, "le commanditaire attend des résultats", "the sponsor expects results")
    )


MUTANTS: dict[str, tuple[Mutant, ...]] = {
    "I1": mutants(
        no_learning=_impact(lambda rows: tuple(row for row in rows if row.level != 2)),
        no_owner=_level(3, owner=" "),
        no_denominator=_level(1, formula="n"),
        no_before=_level(2, indicator="n", formula="n / n", instrument="n", moment="n"),
        sponsor=_sponsored,
    ),
}

RECOMMENDATIONS: dict[str, Recommendation] = {
    "nothing measured": Recommendation(where="S1", breach="", change="–", owner="–", measure_again="–"),
    "nobody in charge": Recommendation(where="S1", breach="–", change="–", owner="", measure_again="–"),
    "never again": Recommendation(where="S1", breach="–", change="–", owner="–", measure_again=""),
    "nowhere": Recommendation(where="S900", breach="–", change="–", owner="–", measure_again="–"),
}
"""Recommendations on which I2 must fire."""
