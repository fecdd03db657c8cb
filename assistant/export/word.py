"""Documents in Word's format: landscape A4, one table a day, heads repeated, pages numbered."""

import io
import re
from typing import Any, assert_never

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from assistant.export.blocks import Block, Bullets, Document, Heading, Paragraph, Table

_INK = RGBColor(0x1F, 0x3A, 0x4D)
_HEAD, _REST = "1F3A4D", "EEF2F4"
_PAGE = (29.7, 21.0)
_MARGIN = 1.5
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def write_docx(document: Document) -> bytes:
    """The document as a .docx file."""
    word = docx.Document()
    _set_page(word)
    _set_styles(word, document)
    title = word.add_paragraph(style="Title")
    title.add_run(document.title)
    word.add_paragraph(document.subtitle, style="Subtitle")
    for block in document.blocks:
        _add(word, block)
    _set_footer(word, document.footer)
    word.core_properties.title = document.title
    word.core_properties.author = "Jalon"
    word.core_properties.language = document.language
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _set_page(word: Any) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN))


def _set_styles(word: Any, document: Document) -> None:
    for name, size in (("Normal", 10), ("Title", 22), ("Subtitle", 11), ("Heading 1", 15), ("Heading 2", 12)):
        style = word.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{slot}"), None)
        fonts.set(qn("w:hAnsi"), "Calibri")
        if name != "Normal":
            style.font.color.rgb = _INK
            style.font.italic = False
    word.styles["Normal"].paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR" if document.language == "fr" else "en-GB")
    word.styles["Normal"].element.get_or_add_rPr().append(language)


def _add(word: Any, block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(block.text, min(block.level, 2))
        case Paragraph():
            paragraph = word.add_paragraph()
            _write(paragraph, block.text)
            if block.quote:
                paragraph.paragraph_format.left_indent = Cm(0.8)
                for run in paragraph.runs:
                    run.italic = True
        case Bullets():
            for item in block.items:
                _write(word.add_paragraph(style="List Bullet"), item)
        case Table():
            _add_table(word, block)
        case _:
            assert_never(block)


def _write(paragraph: Any, text: str) -> None:
    """Add the text to the paragraph, `**bold**` as bold."""
    for index, part in enumerate(_BOLD.split(text)):
        if part:
            paragraph.add_run(part).bold = bool(index % 2)


def _add_table(word: Any, table: Table) -> None:
    has_head = any(table.head)
    grid = word.add_table(rows=0, cols=len(table.head), style="Table Grid")
    grid.autofit = False
    width = _PAGE[0] - 2 * _MARGIN
    if has_head:
        cells = grid.add_row().cells
        for cell, text in zip(cells, table.head, strict=True):
            _fill(cell, f"**{text}**" if text else "", shade=_HEAD, white=True)
        _mark_row(grid.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows):
        added = grid.add_row()
        _mark_row(added, "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            _fill(cell, text, shade=_REST if number in table.shaded else None)
    for row in grid.rows:
        for cell, share in zip(row.cells, table.widths, strict=True):
            cell.width = Cm(width * share)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _mark_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _fill(cell: Any, text: str, *, shade: str | None = None, white: bool = False) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _write(paragraph, line)
        for run in paragraph.runs:
            run.font.size = Pt(9)
            if white:
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    if shade:
        fill = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            fill.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(fill)


def _set_footer(word: Any, text: str) -> None:
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(8)
    field = paragraph.add_run()
    field.font.size = Pt(8)
    for kind, content in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = content
        field._r.append(mark)
