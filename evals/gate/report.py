"""What a run of the evals found: one row a case, stamped with what it was run on."""

from datetime import datetime
from typing import Any, TypeGuard

from pydantic import Field
from pydantic_evals.reporting import EvaluationReport, ReportCase, ReportCaseFailure

from assistant.models.terms import Language
from assistant.models.value import Value
from evals.suites.suite import UNSCORED, About, Bench, Suite

Score = bool | int | float | str | None
"""Right or wrong, a number, a name, or None: unscored, which is not zero."""


def is_share(value: Score) -> TypeGuard[float]:
    """Whether a score is a number from 0 to 1 that says how much is right."""
    return isinstance(value, float) and 0 <= value <= 1


class Stamp(Value):
    """What was run on what: enough to run it again."""

    tier: str
    at: datetime
    commit: str
    """The commit, with "+" where files were changed since."""
    index: str
    """Name of the index of cards, which holds their hash."""
    prompts: dict[str, str]
    """Prompt → hash."""
    model: str | None = None
    judge: str | None = None
    runs: int = 1
    """How often each case was played."""


class Row(Value):
    """One case."""

    suite: str
    case: str
    language: Language
    hard: bool = False
    scores: dict[str, Score]
    reasons: dict[str, str]
    """Score → why it is not better."""
    errors: dict[str, float] = Field(default_factory=dict)
    """Score → standard error of its mean, where a case was played several times."""
    seconds: float
    error: str | None = None
    """Why it could not be played: nothing is scored then."""
    conversation: str = ""
    draft: str = ""
    findings: tuple[str, ...] = ()


class Report(Value):
    """A whole run."""

    stamp: Stamp
    rows: tuple[Row, ...]

    def of(self, suite: str) -> tuple[Row, ...]:
        """The rows of one suite."""
        return tuple(row for row in self.rows if row.suite == suite)

    @property
    def suites(self) -> tuple[str, ...]:
        """Names of the suites, in their order."""
        return tuple(dict.fromkeys(row.suite for row in self.rows))


def rows_of(suite: Suite[Any, Any], found: EvaluationReport[Any, Any, About], bench: Bench) -> tuple[Row, ...]:
    """The rows of one suite in the order of its cases; those that raised have an error and no score."""
    done = [_row(suite, case, bench) for case in found.cases]
    return tuple(sorted((*done, *(_failed(suite, case) for case in found.failures)), key=lambda row: row.case))


def _row(suite: Suite[Any, Any], case: ReportCase[Any, Any, About], bench: Bench) -> Row:
    about, shown = _about(case.metadata), suite.show(bench, case.output)
    results = {**case.scores, **case.labels, **case.assertions}
    return Row(
        suite=suite.name,
        case=case.name,
        language=about.language,
        hard=about.hard,
        scores={name: None if one.value == UNSCORED else one.value for name, one in sorted(results.items())},
        reasons={name: one.reason for name, one in sorted(results.items()) if one.reason},
        seconds=case.task_duration,
        error="; ".join(one.error_message for one in case.evaluator_failures) or None,
        conversation=shown.conversation,
        draft=shown.draft,
        findings=shown.findings,
    )


def _failed(suite: Suite[Any, Any], case: ReportCaseFailure[Any, Any, About]) -> Row:
    about = _about(case.metadata)
    return Row(
        suite=suite.name,
        case=case.name,
        language=about.language,
        hard=about.hard,
        scores={},
        reasons={},
        seconds=0.0,
        error=case.error_message,
    )


def _about(metadata: About | None) -> About:
    if metadata is None:
        raise ValueError("a case says nothing of its language")
    return metadata
