"""Documents in Markdown (tables of GitHub's flavour)."""

from typing import assert_never

from assistant.export.blocks import Block, Bullets, Document, Heading, Paragraph, Table


def write_markdown(document: Document) -> bytes:
    """The document as UTF-8 Markdown."""
    parts = [f"# {document.title}", document.subtitle, *(_block(block) for block in document.blocks)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {block.text}"
        case Paragraph():
            return "\n".join(f"> {line}" for line in block.text.splitlines()) if block.quote else block.text
        case Bullets():
            return "\n".join(f"- {item}" for item in block.items)
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    lines = [_row(table.head), "|" + "---|" * len(table.head)]
    return "\n".join([*lines, *(_row(row) for row in table.rows)])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
