"""A report as people read it in a terminal and in a CI summary: Markdown, the worst first."""

from collections.abc import Sequence
from statistics import fmean
from typing import get_args

from assistant.models.terms import Language
from evals.gate.baseline import Difference
from evals.gate.report import Report, Row, Score, is_share

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
        by_score(report),
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


def by_score(report: Report) -> str:
    """One line a score of a suite: how many are right, or the mean; for `checks`, detection and false alarms."""
    lines = [
        "| suite | score | right or mean | of it in French | in English | unscored |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for suite in report.suites:
        rows = report.of(suite)
        for score in dict.fromkeys(name for row in rows for name in row.scores):
            values = [row.scores.get(score) for row in rows if score in row.scores]
            if not all(value is None or isinstance(value, bool) or is_share(value) for value in values):
                continue
            halves = [
                _told([row.scores[score] for row in rows if row.language == each and score in row.scores])
                for each in get_args(Language)
            ]
            unscored = sum(value is None for value in values)
            lines.append(f"| {suite} | {score} | {_told(values)} | {' | '.join(halves)} | {unscored} |")
    return "\n".join(lines)


def _told(values: Sequence[Score]) -> str:
    known = [value for value in values if value is not None and not isinstance(value, str)]
    if not known:
        return "—"
    if all(isinstance(value, bool) for value in known):
        return f"{sum(known)} of {len(known)}"
    return f"{fmean(known):.3f}"


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
