"""`python -m evals.models [--readme] [--go-on]`: six briefs, four ways."""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.runtime import open_knowledge, quieten
from assistant.settings import read_settings
from evals.models.drafted import Drafted, Kept
from evals.models.measuring import measure
from evals.readme import keep

_OVERHEAD, _DELAY = 0.05, 0.1
"""Goals: share of the model's own time that the program adds, seconds to the first words on the page."""


_KEPT = Path(".evals/models")
_WORDS = {"told": "trainer's words", "own": "words of this subject alone"}
"""Field of a draft → what its column is called."""


def main() -> int:
    """Measure, print, and end with 1 when a goal is not reached, 2 when there is no model."""
    parser = argparse.ArgumentParser(prog="python -m evals.models", description=__doc__)
    parser.add_argument("--brief", action="append", help="only these briefs")
    parser.add_argument("--readme", action="store_true", help="write the table into the README as well")
    parser.add_argument("--go-on", action="store_true", help="with the drafts of a run that was interrupted")
    options = parser.parse_args()
    quieten()
    settings = read_settings()
    if settings.model is None:
        print("no model: set JALON_MODEL, and JALON_MODEL_BASE_URL for one of your own", file=sys.stderr)
        return 2
    kept = Kept(_KEPT)
    if not options.go_on:
        kept.forget()
    with tempfile.TemporaryDirectory() as folder:
        knowledge = open_knowledge(settings.model_copy(update={"data_dir": Path(folder)}))
        rows = asyncio.run(measure(settings, knowledge, options.brief, _tell, kept))
    text, reached = table(rows)
    print(f"{settings.model}\n\n{text}")
    if options.readme:
        keep("models", text)
    return 0 if reached else 1


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def table(rows: Sequence[Drafted]) -> tuple[str, bool]:
    """The means by engine, then what the program adds; and whether the goals are reached."""
    measured = ("blocking", "warnings", "complete", "kept of the model", "tokens", "seconds")
    heads = ("mean of a draft", *measured, *_WORDS.values())
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    names = dict.fromkeys(row.engine for row in rows)
    lines += [_line(name, [row for row in rows if row.engine == name]) for name in names]
    own = [row for row in rows if row.kept is not None]
    added = sum(row.seconds - row.busy for row in own) / max(sum(row.busy for row in own), 0.001)
    latest = max((row.delay for row in own if row.delay is not None), default=0.0)
    most = max((row.blocking for row in own), default=0)
    lines.append(
        f"\nWith the model, the program adds {100 * added:.1f} % to the model's own time (goal: under 5 %); the page "
        f"has its first piece {1000 * latest:.0f} ms after the program at the latest (goal: 100 ms); at most {most} "
        "blocking findings a draft (goal: none)."
    )
    return "\n".join(lines), added < _OVERHEAD and latest <= _DELAY and most == 0


def _line(name: str, rows: Sequence[Drafted]) -> str:
    kept = [100 * row.kept for row in rows if row.kept is not None]
    cells = (
        name,
        f"{statistics.fmean(row.blocking for row in rows):.1f}",
        f"{statistics.fmean(row.warnings for row in rows):.1f}",
        f"{statistics.fmean(row.complete for row in rows):.2f}",
        f"{statistics.fmean(kept):.0f} %" if kept else "—",
        *(
            f"{statistics.fmean(getattr(row, cell) for row in rows):.0f}"
            for cell in ("tokens", "seconds", "told", "own")
        ),
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
