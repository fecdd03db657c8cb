"""Writes docs/checks.md and docs/checks.fr.md from the catalogue of checks; with `--check`, only compares."""

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

from assistant.checks import catalogue
from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.models.terms import Language

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))


def page(language: Language) -> str:
    """The whole page in one language."""
    words = _WORDS[language]
    names = words["names"]
    rules = [
        (check.id, check.rule.text(language), names[check.severity], names[check.basis], names[check.kind])
        for check in catalogue()
    ]
    limits = [
        (f"`{name}`", str(row["value"]), names[row["basis"]], row["why"][language])
        for name, row in table("thresholds.yaml").items()
    ]
    parts = (
        f"# {words['title']}",
        words["head"],
        _table(words["rules"], rules),
        f"## {words['limits_title']}",
        _table(words["limits"], limits),
        f"## {words['sources_title']}",
        words["sources"],
    )
    return typeset("\n\n".join(parts), language) + "\n"


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    titles = tuple(head)
    lines = (titles, ("---",) * len(titles), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> int:
    """Write both pages, or say which is out of date."""
    pages = {_DOCS / "checks.md": page("en"), _DOCS / "checks.fr.md": page("fr")}
    if "--check" not in sys.argv:
        for path, text in pages.items():
            path.write_text(text, "utf-8")
        return 0
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if stale:
        print(f"out of date: {', '.join(stale)}; run python scripts/document_checks.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
