"""Several runs as one report: mean and standard error, and unscored is not zero."""

from datetime import UTC, datetime

from evals.gate.repeated import mean
from evals.gate.report import Report, Row, Score, Stamp


def _run(error: str | None = None, **scores: Score) -> Report:
    stamp = Stamp(tier="live", at=datetime(2026, 1, 5, tzinfo=UTC), commit="c", index="i", prompts={}, model="m/x")
    row = Row(suite="s", case="a", language="fr", scores=scores, reasons={}, seconds=2.0, error=error)
    return Report(stamp=stamp, rows=(row,))


def test_the_mean_has_its_standard_error_and_what_was_unscored_does_not_count() -> None:
    report = mean([_run(right=True, share=0.5, none=None), _run(right=False, share=1.0, none=None), _run(right=True)])
    row = report.rows[0]
    assert row.scores == {"right": 0.6667, "share": 0.75, "none": None}
    assert row.errors == {"right": 0.3333, "share": 0.25}
    assert report.stamp.runs == 3


def test_names_are_those_of_most_runs_and_a_failed_run_is_told() -> None:
    report = mean([_run(methods="role-play"), _run(methods="debate"), _run(methods="role-play"), _run("it raised")])
    assert report.rows[0].scores == {"methods": "role-play"}
    assert report.rows[0].error == "1 of 4 runs: it raised"


def test_one_run_is_the_report_itself() -> None:
    assert mean([_run(right=True)]) == _run(right=True)
