"""Runs the suites one after the other, and says how far: by a bar, or a line a minute where there is no terminal."""

import hashlib
import subprocess
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.settings import PROJECT_ROOT
from evals.gate.beat import Beat, beating
from evals.gate.report import Report, Row, Stamp, rows_of
from evals.suites import SUITES
from evals.suites.suite import Bench


async def run(
    names: Sequence[str], bench: Bench, *, tier: str, only: Collection[str] = (), progress: bool = False
) -> Report:
    """The report of these suites, or of the cases `only` of them. A case that raises is a row with an error, never
    the end of the run."""
    rows: list[Row] = []
    for name in names:
        suite, cases = SUITES[name], SUITES[name].dataset()
        if only:
            cases.cases = [case for case in cases.cases if case.name in only]
        beat = Beat(f"{tier}, {name}", len(cases.cases))
        async with suite.opened(bench) as play, beating(beat, silent=progress):
            # One after the other: what is measured takes one core, and a trainer waits for nobody's turn.
            counted = beat.counting(play)
            found = await cases.evaluate(counted, task_name=name, max_concurrency=1, progress=progress)
        rows += rows_of(suite, found, bench)
    return Report(stamp=stamp(tier, bench), rows=tuple(rows))


def stamp(tier: str, bench: Bench) -> Stamp:
    """What this run is of."""
    prompts = sorted((PROJECT_ROOT / "prompts").glob("*.md"))
    return Stamp(
        tier=tier,
        at=datetime.now(UTC),
        commit=_commit(),
        index=bench.knowledge.index,
        model=bench.models.name if bench.models else None,
        judge=bench.judge.name if bench.judge else None,
        prompts={path.stem: _hash(path) for path in prompts},
    )


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _commit() -> str:
    """The commit, or nothing where there is no repository: an archive has none."""
    found = subprocess.run(
        ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude", "*"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()
