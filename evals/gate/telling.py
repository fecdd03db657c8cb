"""A report as people read it in a terminal and in a CI summary: Markdown, the worst first."""

from collections.abc import Sequence
from statistics import fmean

from evals.gate.baseline import Difference
from evals.gate.report import Report, Row

_MOST = 60
"""Differences that are told one by one."""


def told(report: Report, found: Sequence[Difference], stale: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """The table of the suites, what has to be recorded again, then every difference from the baseline."""
    stamp = report.stamp
    model = f", model {stamp.model}" if stamp.model else ""
    model += f", judge {stamp.judge}" if stamp.judge else ""
    runs = f", mean of {stamp.runs} runs" if stamp.runs > 1 else ""
    lines = [
        f"{stamp.tier}, commit {stamp.commit or 'unknown'}, index {stamp.index}{model}{runs}",
        "",
        table(report),
        "",
        *(f"- {one}" for one in notes),
        *(f"- stale: {one}: `jalon eval record`" for one in stale),
        *(f"- {one.line()}" for one in found[:_MOST]),
        *([f"- … and {len(found) - _MOST} more"] if len(found) > _MOST else []),
    ]
    return "\n".join(lines).rstrip() + "\n"


def table(report: Report) -> str:
    """One line a suite."""
    head = ("suite", "cases", "right or wrong: right", "shares: mean", "unscored", "failed", "seconds")
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return "\n".join([*lines, *(_line(name, report.of(name)) for name in report.suites)])


def _line(name: str, rows: Sequence[Row]) -> str:
    values = [value for row in rows for value in row.scores.values()]
    yes = [value for value in values if isinstance(value, bool)]
    shares = [value for value in values if isinstance(value, float)]
    cells = (
        name,
        str(len(rows)),
        f"{sum(yes)} of {len(yes)}" if yes else "—",
        f"{fmean(shares):.3f}" if shares else "—",
        str(sum(value is None for value in values)),
        str(sum(row.error is not None for row in rows)),
        f"{sum(row.seconds for row in rows):.0f}",
    )
    return f"| {' | '.join(cells)} |"
