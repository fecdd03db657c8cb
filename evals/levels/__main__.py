"""`python -m evals.levels [--held-out] [--wrong]`: accuracy and weighted kappa, by language and kind of text."""

import argparse
import sys
from collections.abc import Iterator
from typing import get_args

from assistant.models.terms import Language
from evals.levels.measuring import Labelled, labelled, measure

LEAST_ACCURACY, LEAST_KAPPA = 0.80, 0.83


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and end with 1 when a language misses the goals."""
    parser = argparse.ArgumentParser(prog="python -m evals.levels", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the file that nothing is mended on")
    parser.add_argument("--wrong", action="store_true", help="print what is read wrongly (never of the held-out file)")
    options = parser.parse_args(argv)
    items = labelled("held_out" if options.held_out else "tuned")
    sys.stdout.write("| texts | | accuracy | defensible | weighted kappa |\n|---|---:|---:|---:|---:|\n")
    reached = True
    for name, chosen in _groups(items):
        found = measure(chosen)
        cells = f"{found.accuracy:.2f} | {found.defensible:.2f} | {found.kappa:.2f}"
        sys.stdout.write(f"| {name} | {found.texts} | {cells} |\n")
        if name in get_args(Language):
            reached = reached and found.accuracy >= LEAST_ACCURACY and found.kappa >= LEAST_KAPPA
    if options.wrong and not options.held_out:
        for item, level in measure(items).wrong:
            sys.stdout.write(f"- {item.lang} {item.kind}: {item.bloom}, read as {level}: {item.text}\n")
    return 0 if reached else 1


def _groups(items: tuple[Labelled, ...]) -> Iterator[tuple[str, tuple[Labelled, ...]]]:
    for language in get_args(Language):
        spoken = tuple(item for item in items if item.lang == language)
        yield language, spoken
        for kind in dict.fromkeys(item.kind for item in spoken):
            yield f"{language}, {kind}s", tuple(item for item in spoken if item.kind == kind)


if __name__ == "__main__":
    sys.exit(main())
