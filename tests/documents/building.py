"""Real files from plain descriptions: Word, PDF, PowerPoint, Excel, Markdown and text."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from openpyxl import Workbook
from pptx import Presentation

Blocks = list[dict[str, Any]]


def build(described: dict[str, Any]) -> bytes:
    """The file that a description names by its ending."""
    ending = described["name"].rsplit(".", 1)[-1]
    if ending == "xlsx":
        return workbook(described["sheets"])
    if ending == "pptx":
        return deck(described["slides"])
    blocks = described["blocks"]
    if ending == "docx":
        return word(blocks)
    if ending == "pdf":
        return pdf(blocks, columns=described.get("columns", False))
    return (markdown(blocks) if ending == "md" else plain_text(blocks)).encode()


def word(blocks: Blocks) -> bytes:
    """A Word document, with the styles that Word has."""
    document = Document()
    for block in blocks:
        (kind, value), *_ = block.items()
        match kind:
            case "title":
                document.add_heading(value, 0)
            case "h1" | "h2" | "h3":
                document.add_heading(value, int(kind[1]))
            case "p":
                document.add_paragraph(value)
            case "ul" | "ol":
                for item in value:
                    document.add_paragraph(item, style="List Bullet" if kind == "ul" else "List Number")
            case "table" | "kv":
                table = document.add_table(rows=0, cols=len(value[0]))
                for row in value:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
    return _saved(document)


def workbook(sheets: Blocks) -> bytes:
    """An Excel workbook."""
    book = Workbook()
    book.remove(book.active)
    for described in sheets:
        sheet = book.create_sheet(described["name"])
        for row in described["rows"]:
            sheet.append(row)
    return _saved(book)


def deck(slides: Blocks) -> bytes:
    """A PowerPoint presentation."""
    presentation = Presentation()
    for place, described in enumerate(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[0 if place == 0 else 1])
        slide.shapes.title.text = described["title"]
        slide.placeholders[1].text = "\n".join([*described.get("p", []), *described.get("ul", [])])
        if "notes" in described:
            slide.notes_slide.notes_text_frame.text = described["notes"]
    return _saved(presentation)


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def markdown(blocks: Blocks) -> str:
    """A text in Markdown."""
    pieces = []
    for block in blocks:
        (kind, value), *_ = block.items()
        match kind:
            case "title":
                pieces.append(f"# {value}")
            case "h1" | "h2" | "h3":
                pieces.append(f"{'#' * int(kind[1])} {value}")
            case "ul":
                pieces.append("\n".join(f"- {item}" for item in value))
            case "ol":
                pieces.append("\n".join(f"{place}. {item}" for place, item in enumerate(value, 1)))
            case "table" | "kv":
                head, *rows = [f"| {' | '.join(row)} |" for row in value]
                pieces.append("\n".join([head, "|" + " --- |" * len(value[0]), *rows]))
            case _:
                pieces.append(value)
    return "\n\n".join(pieces) + "\n"


def plain_text(blocks: Blocks) -> str:
    """A text as people type it: no sign but hyphens."""
    lines = []
    for block in blocks:
        (kind, value), *_ = block.items()
        lines += [f"- {item}" for item in value] if kind == "ul" else [value]
    return "\n".join(lines) + "\n"


_WIDTH, _HEIGHT, _MARGIN = 595, 842, 56


class Page:
    """The drawing of one page."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def write(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, state: str = "") -> None:
        """A line of text, its left end at x, y points below the top; `state` is drawn before it ("3 Tr", "1 g")."""
        encoded = text.encode("cp1252", "replace").decode("latin-1")
        shown = encoded.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        font = "F2" if bold else "F1"
        self.drawn.append(f"q {state} BT /{font} {size} Tf {x} {_HEIGHT - y} Td ({shown}) Tj ET Q")

    def paint(self, x: float, y: float, width: float, height: float, colour: str = "0.1 0.2 0.5 rg") -> None:
        """A rectangle, its upper left corner at x, y."""
        self.drawn.append(f"q {colour} {x} {_HEIGHT - y - height} {width} {height} re f Q")


def pdf(blocks: Blocks, *, columns: bool = False) -> bytes:
    """A PDF of these blocks; in two columns, "break" begins the second."""
    return pdf_of(list(_drawn(blocks, columns=columns)))


def _drawn(blocks: Blocks, *, columns: bool) -> Iterator[Page]:
    page, x, y = Page(), float(_MARGIN), float(_MARGIN)
    width = (_WIDTH - 2 * _MARGIN) / 2 - 12 if columns else _WIDTH - 2 * _MARGIN
    top = y
    for block in blocks:
        (kind, value), *_ = block.items()
        if y > _HEIGHT - 2 * _MARGIN:
            yield page
            page, y = Page(), float(_MARGIN)
        match kind:
            case "break":
                x, y = x + width + 24, top
            case "title":
                y += 24
                page.write(x, y, value, 20, bold=True)
                y += 20
                top = y
            case "h1" | "h2" | "h3":
                y += 22
                page.write(x, y, value, 13, bold=True)
                y += 6
            case "ul" | "ol":
                for place, item in enumerate(value, 1):
                    y = _wrapped(page, x + 12, y, ("• " if kind == "ul" else f"{place}. ") + item, width - 12)
            case "table" | "kv":
                for row in value:
                    below = y
                    for column, text in enumerate(row):
                        left = x + column * 130
                        room = 120 if column < len(row) - 1 else _WIDTH - _MARGIN - left
                        below = max(below, _wrapped(page, left, y, text, room, bold=column == 0))
                    y = below + 4
            case _:
                y = _wrapped(page, x, y + 2, value, width)
    yield page


def _wrapped(page: Page, x: float, y: float, text: str, width: float, *, bold: bool = False) -> float:
    for line in _lines(text, int(width / 5)):
        y += 13
        page.write(x, y, line, 10, bold=bold)
    return y


def _lines(text: str, most: int) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + len(word) >= most:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield line


def pdf_of(pages: list[Page]) -> bytes:
    """A PDF file of drawn pages."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << {fonts} >> "
            f"/Contents {6 + 2 * number} 0 R >>".encode()
        )
        stream = "\n".join(page.drawn).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(written)
