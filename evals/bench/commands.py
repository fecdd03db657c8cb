"""Whole commands from cold: `jalon --help`, `jalon draft`, and `jalon serve` until its page answers."""

import json
import subprocess
import time
from pathlib import Path

from evals.bench.engine import TWO_DAYS
from evals.bench.places import JALON, environment, indexed_folder
from evals.bench.serving import served
from evals.bench.table import Row, row

_RUNS = 7


def measure() -> list[Row]:
    """The rows of the command line; the index is built once, before."""
    with indexed_folder() as folder:
        brief = folder / "brief.json"
        brief.write_text(json.dumps(TWO_DAYS), "utf-8")
        return [
            row("`jalon --help`", _timed([JALON, "--help"], folder), "s", 0.4),
            row("`jalon draft`, cold", _timed([JALON, "draft", str(brief)], folder), "s", 4),
            row("`jalon serve` until the page answers", [_until_page(folder) for _ in range(3)], "s", 5),
        ]


def _timed(command: list[str], folder: Path) -> list[float]:
    values = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        subprocess.run(command, env=environment(folder), check=True, capture_output=True)
        values.append(time.perf_counter() - began)
    return values


def _until_page(folder: Path) -> float:
    began = time.perf_counter()
    with served(folder):
        return time.perf_counter() - began
