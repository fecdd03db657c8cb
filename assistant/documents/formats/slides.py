"""Presentations: titles, texts, tables and notes, slide by slide."""

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from assistant.documents.blocks import Block, Raw, UnreadableError, clean, unbulleted
from assistant.documents.limits import PAGES

_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
_ASIDE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
_DEPTH = 8


def read_slides(content: bytes) -> Raw:
    """The blocks of a presentation. Raises UnreadableError."""
    try:
        deck = Presentation(io.BytesIO(content))
    except ValueError as error:
        raise UnreadableError("wrong_type") from error
    slides = list(deck.slides)
    raw = Raw("pptx", count=len(slides), cut=len(slides) > PAGES, title=clean(deck.core_properties.title or ""))
    tables = 0
    for number, slide in enumerate(slides[:PAGES], 1):
        if slide._element.get("show") == "0":
            raw.hidden = True
            continue
        for block in _slide(slide, first=number == 1):
            tables += block.table
            block.slide, block.table = number, tables if block.role == "row" else 0
            raw.blocks.append(block)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for line in clean(slide.notes_slide.notes_text_frame.text).split("\n"):
                raw.blocks.append(Block("text", line, slide=number, notes=True))
    return raw


def _slide(slide: Any, *, first: bool) -> Iterator[Block]:
    """The title, then what is below it, from top to bottom; the first row of a table counts one in `table`."""
    shapes = sorted(_shapes(slide.shapes), key=lambda shape: (not _is_title(shape), shape.top or 0, shape.left or 0))
    for shape in shapes:
        if getattr(shape, "has_table", False) and shape.has_table:
            for place, row in enumerate(shape.table.rows):
                cells = tuple(clean(cell.text_frame.text.replace("\x0b", "\n")) for cell in row.cells)
                if any(cells):
                    yield Block("row", "\n".join(cells), cells=cells, table=int(place == 0))
        elif shape.has_text_frame:
            yield from _frame(shape, first=first)


def _frame(shape: Any, *, first: bool) -> Iterator[Block]:
    title = _is_title(shape)
    listed = shape.is_placeholder and not title
    for paragraph in shape.text_frame.paragraphs:
        for line in clean(paragraph.text.replace("\x0b", "\n")).split("\n"):
            if not line:
                continue
            bare = unbulleted(line)
            if title:
                yield Block("title" if first else "heading", line, level=1)
            elif bare is not None or (listed and not first):
                yield Block("item", line if bare is None else bare, level=paragraph.level)
            else:
                yield Block("text", line)


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            if depth < _DEPTH:
                yield from _shapes(shape.shapes, depth + 1)
        elif not _is_hidden(shape) and not (shape.is_placeholder and shape.placeholder_format.type in _ASIDE):
            yield shape


def _is_hidden(shape: Any) -> bool:
    properties = shape._element.find(".//{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")
    return properties is not None and properties.get("hidden") == "1"


def _is_title(shape: Any) -> bool:
    return bool(shape.is_placeholder) and shape.placeholder_format.type in _TITLES
