"""The catalogue of checks: what each one asks, how it knows, how much it weighs and where the rule comes from."""

from functools import cache
from typing import Literal

from assistant.language.data import table
from assistant.models.knowledge import Bilingual
from assistant.models.review import Severity
from assistant.models.value import Value

Basis = Literal["law", "practice", "house"]


class Check(Value):
    """One line of the catalogue."""

    id: str
    kind: Literal["D", "L", "J"]
    """D computed from the structure, L light language analysis, J needs a judge."""
    severity: Severity
    basis: Basis
    rule: Bilingual

    @property
    def family(self) -> str:
        """The letter of the check's family."""
        return self.id[0]


@cache
def catalogue() -> tuple[Check, ...]:
    """Every check, in order."""
    return tuple(Check(id=name, **row) for name, row in table("checks.yaml").items())


@cache
def check_by_id(name: str) -> Check:
    """One check of the catalogue."""
    return next(check for check in catalogue() if check.id == name)
