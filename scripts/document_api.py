"""Writes the lists of docs/api.md and docs/api.fr.md from the OpenAPI document; with `--check`, only compares."""

import sys
from collections.abc import Iterable
from pathlib import Path

from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.models.terms import Language
from assistant.web.api.document import REFUSALS, TAGS, operations
from assistant.web.api.interface import create_interface

_DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES: dict[Language, Path] = {"en": _DOCS / "api.md", "fr": _DOCS / "api.fr.md"}


def written(language: Language) -> str:
    """The page, its lists as the document has them now."""
    text = PAGES[language].read_text("utf-8")
    for name, lines in (("operations", _operations(language)), ("refusals", _refusals(language))):
        before, begin, rest = text.partition(f"<!-- {name}")
        mark, _, after = rest.partition("<!-- end -->")
        text = "\n".join((before + begin + mark.partition("\n")[0], "", *lines, "", "<!-- end -->")) + after
    return text


def _operations(language: Language) -> Iterable[str]:
    words = table(f"api.{language}.yaml")
    summaries = words.get("operations", {})
    rows = operations(create_interface().openapi())
    yield "| | | |"
    yield "| --- | --- | --- |"
    for tag in TAGS:
        yield f"| **{words['tags'][tag['name']]}** | | |"
        for row in rows:
            if row.tag == tag["name"]:
                yield f"| `{row.method}` | `{row.path}` | {typeset(summaries.get(row.id, row.summary), language)} |"


def _refusals(language: Language) -> Iterable[str]:
    said = table(f"api.{language}.yaml")["refusals"]
    yield "| | `detail` | `fix` |"
    yield "| --- | --- | --- |"
    for status in REFUSALS:
        # What programs do is told in names of headers and addresses, which are no prose.
        yield f"| {status} | {typeset(said[status]['detail'], language)} | {said[status]['fix']} |"


def main() -> int:
    """Write both pages, or say which is out of date."""
    pages = {PAGES[language]: written(language) for language in PAGES}
    if "--check" not in sys.argv:
        for path, text in pages.items():
            path.write_text(text, "utf-8")
        return 0
    stale = [path.name for path, text in pages.items() if path.read_text("utf-8") != text]
    if stale:
        print(f"out of date: {', '.join(stale)}; run python scripts/document_api.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
