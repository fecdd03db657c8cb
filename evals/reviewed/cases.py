"""What a designer decided, as a case."""

from typing import Literal

from assistant.models.brief import Brief
from evals.cases import Case, read

Decision = Literal["rejected", "corrected", "accepted"]


class ReviewedCase(Case):
    """A brief, and what a designer decided about an element of its draft."""

    decision: Decision
    where: str
    """O2, S3, A1, methods, impact…"""
    why: str
    line: str | None = None
    """The judge's line that the decision speaks to."""
    texts: tuple[str, ...]
    """The element's texts as they were."""
    corrected: tuple[str, ...] = ()
    """As the designer wrote them."""
    brief: Brief


def cases() -> tuple[ReviewedCase, ...]:
    """The cases of `evals/cases/reviewed.yaml`."""
    return read("reviewed", ReviewedCase)
