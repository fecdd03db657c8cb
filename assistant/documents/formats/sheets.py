"""Workbooks: the rows that are shown, sheet by sheet."""

import io
import warnings
from datetime import date, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assistant.documents.blocks import Block, Raw, UnreadableError, clean
from assistant.documents.limits import COLUMNS, ROWS

_SHEETS = 20


def read_sheets(content: bytes) -> Raw:
    """The rows of a workbook; formulas as what they gave. Raises UnreadableError."""
    warnings.simplefilter("ignore")  # of extensions that are left out: pictures, rules of validation
    try:
        book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except (InvalidFileException, ValueError) as error:
        raise UnreadableError("wrong_type" if isinstance(error, InvalidFileException) else "corrupt") from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    raw = Raw("xlsx", count=len(shown), cut=len(shown) > _SHEETS, title=clean(book.properties.title or ""))
    raw.hidden = len(shown) < len(book.worksheets)
    for number, sheet in enumerate(shown[:_SHEETS], 1):
        columns = {name for name, column in sheet.column_dimensions.items() if column.hidden}
        raw.cut = raw.cut or sheet.max_row > ROWS
        for row in sheet.iter_rows(max_row=min(sheet.max_row, ROWS), max_col=min(sheet.max_column, COLUMNS)):
            place = row[0].row
            if place in sheet.row_dimensions and sheet.row_dimensions[place].hidden:
                raw.hidden = True
                continue
            cells = tuple(_text(cell.value) for cell in row if getattr(cell, "column_letter", "") not in columns)
            raw.hidden = raw.hidden or bool(columns)
            while cells and not cells[-1]:
                cells = cells[:-1]
            if any(cells):
                title = clean(sheet.title)
                raw.blocks.append(
                    Block("row", "\n".join(cells), cells=cells, table=number, sheet=title, line=int(place or 0))
                )
    return raw


def _text(value: Any) -> str:
    match value:
        case None | bool() | date() | time() | timedelta():
            return ""
        case float() if value == int(value):
            return str(int(value))
        case _:
            return clean(str(value))
