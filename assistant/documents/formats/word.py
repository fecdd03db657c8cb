"""Word documents: paragraphs, lists and tables in order, also those in text boxes and in the fields of a form."""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from assistant.documents.blocks import Block, Raw, UnreadableError, clean, unbulleted

_W, _WHITE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", {"FFFFFF", "FEFEFE", "FDFDFD"}
_P, _TBL, _T, _RUN = f"{_W}p", f"{_W}tbl", f"{_W}t", f"{_W}r"
_TABLE_PARTS = {f"{_W}{name}" for name in ("tr", "tc", "sdt", "sdtContent", "ins", "smartTag", "customXml")}
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_HEADING = re.compile(r"(?:heading|titre|rubrik|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titre|titel)$", re.IGNORECASE)
_LONGEST_HEADING = 90


def read_word(content: bytes) -> Raw:
    """The blocks of a document. Raises UnreadableError."""
    try:
        document = Document(io.BytesIO(content))
    except ValueError as error:  # another content type: a template, or a document with macros
        raise UnreadableError("wrong_type") from error
    walker = _Walker(document)
    blocks = list(walker.blocks(document.element.body))
    return Raw("docx", blocks, hidden=walker.hidden, title=clean(document.core_properties.title or ""))


class _Walker:
    """Walks through the body of a document."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.element.styleId: style for style in document.styles if style.element.styleId}
        self._tables = 0
        self.hidden = False

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks under an element, in order."""
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag in _TABLE_PARTS:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text, bold = self._text(paragraph)
        if text:
            yield self._block(paragraph, text, bold)
        for box in paragraph.iter(f"{_W}txbxContent"):
            # Word writes each box twice, for itself and for older readers.
            if not any(above.tag in _SKIPPED - {box.tag} for above in box.iterancestors()):
                yield from self.blocks(box)

    def _block(self, paragraph: Any, text: str, bold: bool) -> Block:
        style = self._styles.get(_value(paragraph, "pPr/pStyle"))
        names = list(_names(style))
        level = next((int(found[1]) for name in names if (found := _HEADING.match(name))), 0)
        outline = _value(paragraph, "pPr/outlineLvl")
        if not level and outline and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        short = len(text) <= _LONGEST_HEADING and "\n" not in text
        if any(_TITLE.match(name) for name in names):
            return Block("title", text, level=1)
        if level:
            return Block("heading", text, level=level)
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or any(
            re.match(r"list|liste|puce", name, re.IGNORECASE) for name in names
        )
        bare = unbulleted(text)
        if (numbered or bare is not None) and not (bold and short and bare is None and not _is_listed(names)):
            depth = _value(paragraph, "pPr/numPr/ilvl") or "0"
            return Block("item", text if bare is None else bare, level=int(depth) if depth.isdigit() else 0)
        if bold and short and text[-1] not in ".;,":
            return Block("heading", text, level=7)
        return Block("text", text)

    def _text(self, paragraph: Any) -> tuple[str, bool]:
        """What a reader sees of a paragraph, and whether all of it is in bold."""
        pieces: list[str] = []
        bold = True
        for run in _shown(paragraph, _RUN):
            words = "".join(_words(run))
            if not words:
                continue
            if self._is_hidden(run, paragraph):
                self.hidden = self.hidden or bool(words.strip())
                continue
            pieces.append(words)
            bold = bold and (not words.strip() or _is_on(run, "b"))
        return clean("".join(pieces)), bold and bool(pieces)

    def _is_hidden(self, run: Any, paragraph: Any) -> bool:
        if _is_on(run, "vanish") or _is_on(run, "webHidden"):
            return True
        size = _value(run, "rPr/sz")
        if size and size.isdigit() and int(size) <= 4:
            return True
        colour = (_value(run, "rPr/color") or "").upper()
        return colour in _WHITE and not _is_shaded(run, paragraph)

    def _table(self, table: Any) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        for row in _shown(table, f"{_W}tr"):
            inner: list[Block] = []
            cells: list[str] = []
            for cell in _shown(row, f"{_W}tc"):
                if _value(cell, "tcPr/vMerge") == "" or _continues(cell):
                    cells.append("")
                    continue
                found = list(self.blocks(cell))
                inner += [block for block in found if block.role == "row"]
                cells.append("\n".join(_line(block) for block in found if block.role != "row"))
            if sum(bool(cell) for cell in cells) == 1 and (alone := next(cell for cell in cells if cell)):
                # A frame around a text, or a heading across the table.
                yield from _unframed(alone, len(cells))
            elif any(cells):
                yield Block("row", "\n".join(cells), cells=tuple(cells), table=number)
            yield from inner


def _unframed(text: str, columns: int) -> Iterator[Block]:
    if columns > 1 and "\n" not in text and len(text) <= _LONGEST_HEADING and unbulleted(text) is None:
        yield Block("heading", text, level=7)
        return
    for line in text.split("\n"):
        bare = unbulleted(line)
        yield Block("text" if bare is None else "item", line if bare is None else bare)


def _line(block: Block) -> str:
    return f"• {block.text}" if block.role == "item" else block.text


def _is_listed(names: list[str]) -> bool:
    return any(re.match(r"list|liste", name, re.IGNORECASE) for name in names)


def _shown(parent: Any, tag: str) -> Iterator[Any]:
    """The elements of that name below, but for those deleted, repeated, or in a text box or a table of their own."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag != _TBL:
            yield from _shown(child, tag)


def _words(run: Any) -> Iterator[str]:
    for part in run:
        if part.tag == _T:
            yield part.text or ""
        elif part.tag == f"{_W}tab":
            yield " "
        elif part.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif part.tag in {f"{_W}noBreakHyphen"}:
            yield "-"


def _names(style: Any) -> Iterator[str]:
    """The names of a style and of those that it rests on."""
    seen = 0
    while style is not None and seen < 10:
        yield style.name or ""
        style, seen = getattr(style, "base_style", None), seen + 1


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return None if found is None else str(found.get(qn("w:val"), ""))


def _continues(cell: Any) -> bool:
    return _value(cell, "tcPr/vMerge") == "continue" or _value(cell, "tcPr/hMerge") == "continue"


def _is_on(run: Any, name: str) -> bool:
    value = _value(run, f"rPr/{name}")
    return value is not None and value not in {"0", "false", "off"}


def _is_shaded(run: Any, paragraph: Any) -> bool:
    """Whether white letters stand on a colour: of the words, the paragraph, the cell, the table or the page."""
    if _value(run, "rPr/highlight") not in {None, "none", "white"}:
        return True
    for element in (run, paragraph, *paragraph.iterancestors()):
        for properties in ("rPr", "pPr", "tcPr", "tblPr"):
            shade = element.find(f"{_W}{properties}/{_W}shd")
            fill = "" if shade is None else str(shade.get(qn("w:fill"), ""))
            if fill and fill.upper() not in {"AUTO", *_WHITE}:
                return True
        if element.tag in {_TBL, f"{_W}txbxContent"} or element.find(f"{_W}background") is not None:
            return True  # a style of table or a box may have a colour of its own
    return False
