"""`python -m evals.bench [NAME…] [--readme]`: the table, on standard output or in the README."""

import argparse
import os
import platform
import sys

from assistant.runtime import quieten
from evals.bench.table import Row, markdown
from evals.readme import keep


def main() -> int:
    """Measure, print, and end with 1 when a goal is not reached."""
    parser = argparse.ArgumentParser(prog="evals.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="engine, commands, websocket, search, desk; all by default")
    parser.add_argument("--readme", action="store_true", help="write the table into the README as well")
    wanted = parser.parse_args()
    quieten()
    rows = _measure(wanted.names or ["commands", "engine", "websocket", "search", "desk"])
    text = markdown(rows)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n\n{text}")
    if wanted.readme:
        keep("bench", text)
    return 0 if all(item.holds for item in rows) else 1


def _measure(names: list[str]) -> list[Row]:
    rows: list[Row] = []
    for name in names:
        print(f"measuring: {name}", file=sys.stderr)
        match name:
            case "engine":
                from evals.bench import engine

                rows += engine.measure()
            case "commands":
                from evals.bench import commands

                rows += commands.measure()
            case "websocket":
                from evals.bench import websocket

                rows += websocket.measure()
            case "search":
                from evals.bench import search

                rows += search.measure()
            case "desk":
                from evals.bench import desk

                rows += desk.measure()
            case _:
                raise SystemExit(f"no benchmark of that name: {name} (engine, commands, websocket, search, desk)")
    return rows


if __name__ == "__main__":
    sys.exit(main())
