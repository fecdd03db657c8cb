"""Checks of a draft: a module goes in, findings come out; pure and deterministic."""

from collections.abc import Callable, Iterator, Mapping

from assistant.checks import alignment, clock, form, grounding, impact, items, mix, objectives, tools
from assistant.checks.case import Case
from assistant.checks.catalogue import Check, catalogue
from assistant.checks.dialogue import Exchange, interview
from assistant.checks.grounding import attested
from assistant.checks.impact import Recommendation, recommendations
from assistant.checks.revisions import locality, round_trip
from assistant.checks.thresholds import Threshold, Thresholds, default_thresholds
from assistant.models.knowledge import Card
from assistant.models.module import Module
from assistant.models.review import Finding

Rule = Callable[[Case], Iterator[Finding]]

__all__ = [
    "Check",
    "Exchange",
    "Recommendation",
    "Threshold",
    "Thresholds",
    "attested",
    "blocking",
    "catalogue",
    "check",
    "default_thresholds",
    "interview",
    "locality",
    "recommendations",
    "round_trip",
    "warnings",
]

_FAMILIES = (objectives, alignment, clock, mix, items, tools, grounding, impact, form)

RULES: dict[str, Rule] = {name: rule for family in _FAMILIES for name, rule in family.RULES.items()}
"""The checks of one module by id, in the order of the catalogue."""


def check(
    module: Module,
    cards: Mapping[str, Card],
    *,
    turns: tuple[str, ...] = (),
    handed: Mapping[str, tuple[str, ...]] | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Finding, ...]:
    """Everything that the checks find in a module, in the order of the catalogue.

    `turns` are the trainer's messages and `handed` the passages of their documents by file name, when they are known:
    quotes must then be exact substrings of them.
    """
    case = Case(module, cards, turns, thresholds or default_thresholds(), handed or {})
    return tuple(finding for rule in RULES.values() for finding in dict.fromkeys(rule(case)))


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that stand between a draft and its review."""
    return tuple(finding for finding in findings if finding.severity == "block")


def warnings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that a designer should look at."""
    return tuple(finding for finding in findings if finding.severity == "warn")
