"""The committed report: what every case scored when it was last accepted, one line a case."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import InputError
from evals.gate.report import Report, Score

FOLDER = Path(__file__).parents[1] / "baselines"

Scores = dict[str, dict[str, dict[str, Score]]]
"""Suite → case → score → value."""
Way = Literal["better", "worse", "changed", "new", "gone", "failed"]


@dataclass(frozen=True)
class Difference:
    """One score that is not the one of the baseline."""

    way: Way
    suite: str
    case: str
    score: str
    before: Score
    after: Score
    reason: str = ""

    def line(self) -> str:
        """As it is told: "worse: checks E1-fr detection 1.0 → 0.5 (missed fire …)"."""
        told = f" ({self.reason[:300]})" if self.reason else ""
        return f"{self.way}: {self.suite} {self.case} {self.score} {_told(self.before)} → {_told(self.after)}{told}"


def _told(value: Score) -> str:
    return "unscored" if value is None else str(value)


def scores_of(report: Report) -> Scores:
    """What of a report does not change from one machine to the next."""
    return {suite: {row.case: dict(row.scores) for row in report.of(suite)} for suite in report.suites}


def has_baseline(tier: str) -> bool:
    """Whether scores of that tier were accepted."""
    return (FOLDER / f"{tier}.json").exists()


def read_baseline(tier: str) -> Scores:
    """The committed scores of a tier. Raises InputError where there are none, or where they cannot be read."""
    path = FOLDER / f"{tier}.json"
    try:
        found: Scores = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"there is no baseline for {tier}: write one with `jalon eval run --accept`") from None
    except ValueError as error:
        raise InputError(f"{path.name} is no JSON ({error}): take it from the last commit again") from error
    return found


def write_baseline(tier: str, scores: Scores) -> None:
    """Accept these scores: suites that were not run keep theirs."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{tier}.json"
    kept = {**(read_baseline(tier) if has_baseline(tier) else {}), **scores}
    path.write_text(as_text(kept), "utf-8")


def as_text(scores: Scores) -> str:
    """One line a case, so that a wanted change is a diff that people can read."""
    suites = []
    for suite, cases in sorted(scores.items()):
        lines = [f"  {json.dumps(name)}: {_row(row)}" for name, row in sorted(cases.items())]
        suites.append(f"{json.dumps(suite)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(suites) + "\n}\n"


def _row(scores: dict[str, Score]) -> str:
    return json.dumps(scores, sort_keys=True, ensure_ascii=False)


def differences(before: Scores, report: Report) -> tuple[Difference, ...]:
    """Everything that is not as it was, of the suites that were run: the worst first."""
    found = [one for suite in report.suites for one in _of_suite(suite, before.get(suite, {}), report)]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.way), one.suite, one.case, one.score)))


_ORDER: tuple[Way, ...] = ("failed", "worse", "gone", "changed", "new", "better")


def _of_suite(suite: str, before: dict[str, dict[str, Score]], report: Report) -> Iterator[Difference]:
    rows = {row.case: row for row in report.of(suite)}
    for name in sorted({*before, *rows}):
        row = rows.get(name)
        if row is None:
            yield Difference("gone", suite, name, "case", "there", "gone")
            continue
        if row.error:
            yield Difference("failed", suite, name, "case", "played", "failed", row.error)
        was = before.get(name, {})
        for score in sorted({*was, *row.scores}):
            old, new = was.get(score, _NOWHERE), row.scores.get(score, _NOWHERE)
            if old != new or isinstance(old, bool) != isinstance(new, bool):
                yield Difference(_way(old, new), suite, name, score, old, new, row.reasons.get(score, ""))


_NOWHERE = "—"


def _way(old: Score, new: Score) -> Way:
    if old == _NOWHERE:
        return "new"
    if new == _NOWHERE:
        return "gone"
    if isinstance(old, bool) and isinstance(new, bool):
        return "better" if new else "worse"
    # From 0 to 1 a number is a share that is right; other numbers and names are neither better nor worse.
    if isinstance(old, float) and isinstance(new, float):
        return "better" if new > old else "worse"
    return "worse" if new is None else "changed"
