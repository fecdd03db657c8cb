"""PDF: the lines of each page where they stand, with the size of their letters; hidden ones left out."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from assistant.documents.blocks import Block, Raw, UnreadableError, clean
from assistant.documents.limits import PAGES

_UNSEEN = 3
"""The way of drawing letters that draws none: text behind a scan, or text to be hidden."""


class _Device(PDFPageAggregator):  # type: ignore[misc]  # the library is not typed
    """Lays a page out, and knows which letters are not drawn."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=LAParams(all_texts=True))
        self.undrawn: set[int] = set()

    def render_string(self, textstate: Any, *given: Any) -> None:
        """Draw a text."""
        held: Any = self.cur_item
        before = len(held._objs)
        super().render_string(textstate, *given)
        if textstate.render == _UNSEEN:
            self.undrawn |= {id(item) for item in held._objs[before:]}


def read_pages(content: bytes) -> Raw:
    """The lines of a PDF. Raises UnreadableError."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnreadableError("password") from error
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    raw = Raw("pdf")
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        raw.count = number
        if number > PAGES:
            raw.cut = True
            continue
        device.undrawn = set()
        interpreter.process_page(page)
        layout = device.get_result()
        pictured = any(isinstance(item, LTImage) for item in _under(layout))
        lines = _Lines(layout, set() if pictured else device.undrawn)
        for block in lines.blocks():
            block.page = number
            raw.blocks.append(block)
        raw.hidden = raw.hidden or lines.hidden
    if not raw.count:
        raise UnreadableError("empty")
    return raw


class _Lines:
    """The lines of one page."""

    def __init__(self, page: LTPage, undrawn: set[int]) -> None:
        self._page, self._undrawn = page, undrawn
        self._filled = [
            item for item in _under(page) if isinstance(item, LTCurve) and item.fill and not _is_white(_fill(item))
        ]
        self.hidden = False

    def blocks(self) -> Iterator[Block]:
        """A block a line, in the order of reading."""
        top = float(self._page.height)
        boxes = [item for item in _under(self._page) if isinstance(item, LTTextBox)]
        for group, box in enumerate(boxes, 1):
            for line in box:
                if not isinstance(line, LTTextLine):
                    continue
                seen = self._seen(line)
                if not seen:
                    continue
                text = clean("".join(seen[0])).replace("\n", " ")
                if text:
                    place = (line.x0, top - line.y1, line.x1, top - line.y0, seen[1])
                    yield Block("text", text, level=seen[2], group=group, box=tuple(round(n, 1) for n in place))

    def _seen(self, line: LTTextLine) -> tuple[list[str], float, int] | None:
        """(letters, their size, 1 when all are bold) of what is drawn; None when nothing is."""
        pieces: list[str] = []
        sizes: list[float] = []
        bold = True
        for letter in line:
            if not isinstance(letter, LTChar):
                pieces.append(letter.get_text() if hasattr(letter, "get_text") else "")
                continue
            if self._is_hidden(letter):
                self.hidden = self.hidden or bool(letter.get_text().strip())
                continue
            pieces.append(letter.get_text())
            sizes.append(float(letter.size))
            bold = bold and any(sign in letter.fontname.lower() for sign in ("bold", "black", "heavy", "semibold"))
        return (pieces, max(sizes), int(bold)) if sizes else None

    def _is_hidden(self, letter: LTChar) -> bool:
        if id(letter) in self._undrawn or letter.size < 2:
            return True
        if letter.x1 < 0 or letter.y1 < 0 or letter.x0 > self._page.width or letter.y0 > self._page.height:
            return True
        colour = letter.graphicstate.ncolor if letter.graphicstate else None
        if not _is_white(colour):
            return False
        x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
        return not any(shape.x0 <= x <= shape.x1 and shape.y0 <= y <= shape.y1 for shape in self._filled) and not any(
            isinstance(item, LTImage) and item.x0 <= x <= item.x1 and item.y0 <= y <= item.y1
            for item in _under(self._page)
        )


def _fill(shape: LTCurve) -> Any:
    return shape.non_stroking_color


def _is_white(colour: Any) -> bool:
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    if len(values) == 4:
        return bool(max(values) <= 0.03)
    return bool(min(values) >= 0.97)


def _under(item: Any) -> Iterator[Any]:
    for child in item:
        yield child
        if isinstance(child, LTContainer) and not isinstance(child, LTTextBox):
            yield from _under(child)
