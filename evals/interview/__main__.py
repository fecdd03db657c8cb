"""`python -m evals.interview`: the scripted trainers, as a table; `--show CASE` prints one conversation."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from evals.interview.cases import FOLDER, cases, schema


def main(argv: list[str] | None = None) -> int:
    """Run, print, and say by the exit status whether the thresholds hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.interview", description=__doc__)
    parser.add_argument("--case", action="append", help="only these cases")
    parser.add_argument("--language", choices=["fr", "en"], help="only the trainers of this language")
    parser.add_argument("--show", action="store_true", help="print the conversations")
    parser.add_argument("--schema", action="store_true", help="write the JSON Schema of the cases and stop")
    options = parser.parse_args(argv)
    if options.schema:
        (FOLDER / "schema.json").write_text(schema(), "utf-8")
        return 0
    from evals.interview.player import talks
    from evals.interview.report import gate, table, transcript
    from evals.interview.scoring import score

    named = tuple(case for case in cases() if not options.case or case.id in options.case)
    chosen = tuple(case for case in named if options.language in {None, case.language})
    with tempfile.TemporaryDirectory() as folder:
        held = asyncio.run(talks(chosen, Path(folder)))
    if options.show:
        sys.stdout.write("\n\n".join(transcript(talk) for talk in held) + "\n\n")
    scores = tuple(score(talk) for talk in held)
    sys.stdout.write(table(scores) + "\n")
    failures = gate(scores)
    sys.stdout.write("".join(f"- {failure}\n" for failure in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
