"""Several runs of the same cases as one report: the mean of each score, with its standard error."""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, stdev

from evals.gate.report import Report, Row, Score


def mean(reports: Sequence[Report]) -> Report:
    """One report of several. A case that failed once is scored by its other runs, and says why it failed."""
    if len(reports) == 1:
        return reports[0]
    rows = [_row([row for report in reports for row in report.rows if _name(row) == name]) for name in _names(reports)]
    stamp = reports[-1].stamp.model_copy(update={"runs": len(reports)})
    return Report(stamp=stamp, rows=tuple(rows))


def _names(reports: Sequence[Report]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(_name(row) for report in reports for row in report.rows))


def _name(row: Row) -> tuple[str, str]:
    return row.suite, row.case


def _row(rows: Sequence[Row]) -> Row:
    scores: dict[str, Score] = {}
    errors: dict[str, float] = {}
    for name in dict.fromkeys(name for row in rows for name in row.scores):
        values = [row.scores[name] for row in rows if row.scores.get(name) is not None]
        numbers = [float(value) for value in values if not isinstance(value, str) and value is not None]
        if not values:
            scores[name] = None
        elif len(numbers) < len(values):
            scores[name] = Counter(map(str, values)).most_common(1)[0][0]
        else:
            scores[name] = round(fmean(numbers), 4)
            errors[name] = round(stdev(numbers) / len(numbers) ** 0.5, 4) if len(numbers) > 1 else 0.0
    # What a reader sees is the run that went worst: it is the one to learn from.
    worst = min(rows, key=lambda row: (row.error is None, _total(row)))
    failed = [row.error for row in rows if row.error]
    told = f"{len(failed)} of {len(rows)} runs: {failed[0]}" if failed else None
    seconds = fmean(row.seconds for row in rows)
    return worst.model_copy(update={"scores": scores, "errors": errors, "error": told, "seconds": seconds})


def _total(row: Row) -> float:
    return sum(float(value) for value in row.scores.values() if isinstance(value, bool))
