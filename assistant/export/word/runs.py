"""Text in Word: bold between asterisks, and the fields that number pages."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_FIELD = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
# What XML cannot hold: a trainer may have pasted it.
_UNPRINTABLE = re.compile(r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without what a document cannot hold."""
    return _UNPRINTABLE.sub("", text)


def write(paragraph: Any, text: str) -> None:
    """Add the text to the paragraph, `**bold**` as bold."""
    for index, part in enumerate(_BOLD.split(printable(text))):
        if part:
            run = paragraph.add_run(part)
            if index % 2:
                run.bold = True


def write_numbered(paragraph: Any, text: str) -> None:
    """Add the text to the paragraph, `{page}` and `{pages}` as Word's own numbers."""
    for index, part in enumerate(_FIELD.split(printable(text))):
        if index % 2:
            _field(paragraph, _FIELDS[part])
        elif part:
            paragraph.add_run(part)


def _field(paragraph: Any, name: str) -> None:
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "instruction":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {name} "
            run._r.append(instruction)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
