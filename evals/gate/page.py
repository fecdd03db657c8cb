"""A report as a page: trend, suites, what differs, then the cases, the worst first, beside an earlier run's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

from evals.gate.baseline import Difference, differences, scores_of
from evals.gate.report import Report, Row, is_share

_WIDTH, _HEIGHT = 160, 32
"""Pixels of a trend."""


@dataclass(frozen=True)
class Trend:
    """One suite over the runs."""

    suite: str
    cases: int
    now: float | None
    before: float | None
    points: str
    """Of an SVG polyline; "" for less than two runs."""


@dataclass(frozen=True)
class Shown:
    """One case, this time and before."""

    row: Row
    before: Row | None
    quality: float
    changed: bool
    told: bool
    """Its texts are on the page: what is right and as it was needs no reading."""


def quality(rows: Iterable[Row]) -> float | None:
    """The mean of all that is right or wrong, or a share; None where nothing is."""
    values = [
        float(value)
        for row in rows
        for value in ([False] if row.error else row.scores.values())
        if isinstance(value, bool) or is_share(value)
    ]
    return fmean(values) if values else None


def page(report: Report, past: Sequence[Report] = (), against: Report | None = None) -> str:
    """The page; `past` are the runs before, the oldest first, and `against` is the one to read beside."""
    runs = [*(run for run in past if run.stamp.at < report.stamp.at), report]
    found = differences(scores_of(against), report) if against else ()
    return _template().render(
        report=report,
        against=against,
        trends=[_trend(suite, runs, against) for suite in report.suites],
        found=found,
        cases=_cases(report, against, found),
        runs=len(runs),
    )


def _trend(suite: str, runs: Sequence[Report], against: Report | None) -> Trend:
    values = [value for run in runs if (value := quality(run.of(suite))) is not None]
    return Trend(
        suite=suite,
        cases=len(runs[-1].of(suite)),
        now=quality(runs[-1].of(suite)),
        before=quality(against.of(suite)) if against else None,
        points=_points(values),
    )


def _points(values: Sequence[float]) -> str:
    if len(values) < 2:
        return ""
    # The axis begins at what was worst: a change of one case in fifty has to show.
    low, high = min(values), max(values)
    spread = max(high - low, 0.02)
    step = _WIDTH / (len(values) - 1)
    return " ".join(
        f"{place * step:.1f},{_HEIGHT - 2 - (value - low) / spread * (_HEIGHT - 4):.1f}"
        for place, value in enumerate(values)
    )


def _cases(report: Report, against: Report | None, found: Sequence[Difference]) -> list[Shown]:
    before = {(row.suite, row.case): row for row in against.rows} if against else {}
    moved = {(one.suite, one.case) for one in found}
    rows = []
    for row in report.rows:
        value = quality([row])
        name = (row.suite, row.case)
        good = 1.0 if value is None else value
        rows.append(Shown(row, before.get(name), good, name in moved, good < 1 or name in moved))
    return sorted(rows, key=lambda one: (not one.changed, one.quality, one.row.suite, one.row.case))


def _template() -> Template:
    folder = Path(__file__).parent
    environment = Environment(loader=FileSystemLoader(folder), autoescape=select_autoescape(["jinja"]))
    # Drafts hold what trainers and models wrote: their HTML is text.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    environment.filters["markdown"] = lambda text: Markup(reader.render(text))
    return environment.get_template("page.html.jinja")
