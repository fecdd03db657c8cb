"""Tables in Word: named, with a head that comes back on every page and rows that stay whole."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from assistant.export.blocks import Facts, Plan, PlanRow, Table
from assistant.export.word.runs import printable, write
from assistant.export.word.styles import GRID, MARGIN, TINT, WIDTH

_TEXT = 9.5
_SMALL = 9.0
_TOGETHER = 1200
"""Characters of a table that is kept on one page."""
_SHORT = 60
"""Characters of a fact that shares its row."""
_FACTS_WIDTHS = (0.16, 0.34, 0.16, 0.34)
PLAN_WIDTHS = (0.04, 0.065, 0.05, 0.175, 0.235, 0.235, 0.2)
_NUMBER, _WHEN, _MINUTES, _TITLE, _TRAINER, _LEARNERS, _AROUND = range(7)


def add_facts(word: Any, facts: Facts) -> None:
    """Named facts: two short ones side by side, a long one on a row of its own."""
    grid = _new(word, len(_FACTS_WIDTHS), facts.name, head=False)
    waiting = list(facts.rows)
    while waiting:
        beside = [waiting.pop(0)]
        if waiting and all(len(text) <= _SHORT and "\n" not in text for _, text in (*beside, waiting[0])):
            beside.append(waiting.pop(0))
        cells = _row(grid).cells
        for place, (label, text) in enumerate(beside):
            fill(cells[2 * place], f"**{label}**", shade=TINT)
            last = cells[2 * place + 1] if len(beside) == 2 else cells[1].merge(cells[3])
            fill(last, text)
    _keep(grid.rows)
    _widths(grid, _FACTS_WIDTHS)
    _space(word)


def add_table(word: Any, table: Table) -> None:
    """A table under its head; a small one stays on one page."""
    grid = _new(word, len(table.head), table.name, head=True)
    _head(grid, table.head)
    for row in table.rows:
        for cell, text in zip(_row(grid).cells, row, strict=True):
            fill(cell, text)
    if sum(len(text) for row in table.rows for text in row) <= _TOGETHER:
        _keep(grid.rows)
    _widths(grid, table.widths)
    _space(word)


def add_plan(word: Any, plan: Plan) -> None:
    """The day's plan, a row a sequence, whole on its page."""
    grid = _new(word, len(plan.head), plan.name, head=True)
    _head(grid, plan.head)
    for row in plan.rows:
        if row.steps:
            _sequence(grid, row)
        else:
            _pause(grid, row)
    _widths(grid, PLAN_WIDTHS)
    _space(word)


def _sequence(grid: Any, row: PlanRow) -> None:
    # One row, however many steps: LibreOffice splits merged rows between pages, and a trainer loses the thread.
    cells = _row(grid).cells
    timed = len(row.steps) > 1
    prefixes = [f"**{step.minutes}** – " if timed else "" for step in row.steps]
    fill(cells[_NUMBER], f"**{row.id}**")
    fill(cells[_WHEN], f"**{row.when}**")
    fill(cells[_MINUTES], row.minutes)
    fill(cells[_TITLE], "\n".join((f"**{row.title}**", *row.about)), size=_SMALL, first=_TEXT)
    fill(
        cells[_TRAINER], "\n".join(f"{prefix}{step.trainer}" for prefix, step in zip(prefixes, row.steps, strict=True))
    )
    fill(
        cells[_LEARNERS],
        "\n".join(f"{prefix}{step.learners}" for prefix, step in zip(prefixes, row.steps, strict=True)),
    )
    fill(cells[_AROUND], "\n".join(row.around), size=_SMALL)
    for cell in (cells[_TRAINER], cells[_LEARNERS]):
        for paragraph in cell.paragraphs[:-1]:
            paragraph.paragraph_format.space_after = Pt(3)


def _pause(grid: Any, row: PlanRow) -> None:
    """A row without steps: a break, from side to side."""
    cells = _row(grid).cells
    title = cells[_TITLE].merge(cells[_AROUND])
    for cell, text in ((cells[_NUMBER], row.id), (cells[_WHEN], row.when), (cells[_MINUTES], row.minutes)):
        fill(cell, text, shade=TINT)
    fill(title, "\n".join((row.title, *row.about, *row.around)), shade=TINT, italic=True)


def _new(word: Any, columns: int, name: str, *, head: bool) -> Any:
    grid = word.add_table(rows=0, cols=columns, style=GRID)
    grid.autofit = False
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    flags = {
        "firstRow": head,
        "lastRow": False,
        "firstColumn": True,
        "lastColumn": False,
        "noHBand": True,
        "noVBand": True,
    }
    for flag, value in flags.items():
        look.set(qn(f"w:{flag}"), "1" if value else "0")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), printable(name))
    properties.extend((look, caption))
    return grid


def _head(grid: Any, texts: tuple[str, ...]) -> None:
    row = grid.add_row()
    for cell, text in zip(row.cells, texts, strict=True):
        fill(cell, f"**{text}**" if text else "", shade=TINT)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _mark(row, "w:cantSplit", "w:tblHeader")
    _keep([row, None])


def _row(grid: Any) -> Any:
    row = grid.add_row()
    _mark(row, "w:cantSplit")
    return row


def _mark(row: Any, *tags: str) -> None:
    row._tr.get_or_add_trPr().extend(OxmlElement(tag) for tag in tags)


def _keep(rows: Any) -> None:
    """Ask for these rows to be on one page: each is kept with the next, but the last."""
    for row in list(rows)[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _widths(grid: Any, shares: tuple[float, ...]) -> None:
    total = WIDTH - 2 * MARGIN
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Cm(total * share)
    for row in grid._tbl.tr_lst:
        for cell in row.tc_lst:
            start = cell.grid_offset
            cell.width = Cm(total * sum(shares[start : start + cell.grid_span]))


def _space(word: Any) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)


def fill(
    cell: Any,
    text: str,
    *,
    shade: str | None = None,
    size: float = _TEXT,
    first: float | None = None,
    italic: bool = False,
) -> None:
    """Write the lines of a text in a cell, one paragraph each."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        write(paragraph, line)
        for run in paragraph.runs:
            run.font.size = Pt(first if first and number == 0 else size)
            run.italic = italic or None
    if shade:
        _shade(cell, shade)


def _shade(cell: Any, colour: str) -> None:
    mark = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        mark.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()
    after = [child for child in properties if child.tag in {qn("w:vAlign"), qn("w:tcMar"), qn("w:noWrap")}]
    if after:
        after[0].addprevious(mark)
    else:
        properties.append(mark)
