"""From blocks to a .docx file."""

import io
from typing import Any, assert_never

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from assistant.export.blocks import Block, Bullets, Document, Facts, Heading, Paragraph, Part, Plan, Table
from assistant.export.word.runs import printable, write, write_numbered
from assistant.export.word.styles import LANGUAGES, MARGIN, WIDTH, set_page, set_styles
from assistant.export.word.tables import add_facts, add_plan, add_table

_MANY = 8
"""Points to tick that stand one below the other."""
_SHORT = 90
"""Characters of a point that fits in half a page's width, on two lines."""


def write_docx(document: Document) -> bytes:
    """The document as a .docx file."""
    word = docx.Document()
    set_page(word.sections[0])
    set_styles(word, document.language)
    _describe(word, document)
    write(word.add_paragraph(style="Title"), document.title)
    write(word.add_paragraph(style="Subtitle"), document.subtitle)
    _run_along(word.sections[0], document, "")
    for block in document.blocks:
        _add(word, block, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _describe(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.subject = printable(document.title)[:255], printable(document.subtitle)[:255]
    properties.author, properties.comments = "Jalon", ""
    properties.language = LANGUAGES[document.language]


def _run_along(section: Any, document: Document, running: str) -> None:
    """The title of the module and of the part at the top, version and page numbers at the bottom."""
    for place in (section.header, section.footer):
        place.is_linked_to_previous = False
    stops = Cm(WIDTH - 2 * MARGIN)
    for place, text in ((section.header, f"{document.title}\t{running}"), (section.footer, document.footer)):
        paragraph = place.paragraphs[0]
        for stop in list(paragraph.style.paragraph_format.tab_stops):
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        paragraph.paragraph_format.tab_stops.add_tab_stop(stops, WD_TAB_ALIGNMENT.RIGHT)
        write_numbered(paragraph, text if running or place is section.footer else "")


def _add(word: Any, block: Block, document: Document) -> None:
    match block:
        case Part():
            section = word.add_section(WD_SECTION.NEW_PAGE)
            _run_along(section, document, block.running)
        case Heading():
            write(word.add_paragraph(style=f"Heading {block.level}"), block.text)
        case Paragraph():
            _paragraph(word, block)
        case Bullets():
            _bullets(word, block)
        case Facts():
            add_facts(word, block)
        case Table():
            add_table(word, block)
        case Plan():
            add_plan(word, block)
        case _:
            assert_never(block)


def _paragraph(word: Any, block: Paragraph) -> None:
    paragraph = word.add_paragraph()
    write(paragraph, block.text)
    if block.introduces:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(6)
    if block.quote:
        paragraph.paragraph_format.left_indent = Cm(0.9)
        for run in paragraph.runs:
            run.italic = True


def _bullets(word: Any, block: Bullets) -> None:
    if block.boxes and len(block.items) > _MANY and max(map(len, block.items)) <= _SHORT:
        _boxes_beside(word, block.items)
    elif block.boxes:
        _boxes(word, word.add_paragraph(), block.items)
    else:
        for item in block.items:
            paragraph = word.add_paragraph(style="List Bullet")
            write(paragraph, item)
            paragraph.paragraph_format.keep_together = True


def _boxes_beside(word: Any, items: tuple[str, ...]) -> None:
    """A long list to tick, in two columns without lines: one below the other, it runs over to an empty page."""
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    half = (len(items) + 1) // 2
    for cell, part in zip(cells, (items[:half], items[half:]), strict=True):
        cell.width = Cm(WIDTH / 2 - MARGIN)
        _boxes(cell, cell.paragraphs[0], part)


def _boxes(place: Any, paragraph: Any, items: tuple[str, ...]) -> None:
    """Points to tick, the first in that paragraph."""
    for number, item in enumerate(items):
        if number:
            paragraph = place.add_paragraph()
        write(paragraph, f"☐\t{item}")
        layout = paragraph.paragraph_format
        layout.keep_together = True
        layout.keep_with_next = number < min(len(items), 8) - 1 or None
        layout.left_indent, layout.first_line_indent = Cm(1.1), Cm(-0.6)
        layout.tab_stops.add_tab_stop(Cm(1.1))
