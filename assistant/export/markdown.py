"""Documents in Markdown (tables of GitHub's flavour)."""

from typing import assert_never

from assistant.export.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Part, Plan, PlanRow, Table


def write_markdown(document: Document) -> bytes:
    """The document as UTF-8 Markdown."""
    footer = document.footer.split(" – ")[0]
    parts = [f"# {_line(document.title)}", _line(document.subtitle), *(_block(block) for block in document.blocks)]
    return ("\n\n".join(part for part in [*parts, f"*{footer}*"] if part) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Part():
            return ""
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.text)}"
        case Paragraph():
            return "\n".join(f"> {line}" for line in block.text.splitlines()) if block.quote else block.text
        case Bullets():
            return "\n".join(f"- {'[ ] ' if block.boxes else ''}{_line(item)}" for item in block.items)
        case Facts():
            return _table(("", ""), [(f"**{label}**", text) for label, text in block.rows])
        case Table():
            return _table(block.head, list(block.rows))
        case Plan():
            return _table(block.head, [_plan_row(row) for row in block.rows])
        case _:
            assert_never(block)


def _plan_row(row: PlanRow) -> tuple[str, ...]:
    timed = len(row.steps) > 1
    trainer = "\n".join(f"{step.minutes} – {step.trainer}" if timed else step.trainer for step in row.steps)
    learners = "\n".join(f"{step.minutes} – {step.learners}" if timed else step.learners for step in row.steps)
    title = f"**{row.title}**" if row.steps else row.title
    number = f"**{row.id}**" if row.id else ""
    return number, row.when, row.minutes, "\n".join((title, *row.about)), trainer, learners, "\n".join(row.around)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [_row(head), "|" + "---|" * len(head)]
    return "\n".join([*lines, *(_row(row) for row in rows)])


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\r", "").replace("\n", "<br>")


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
