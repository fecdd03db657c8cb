"""Text and Markdown, in whatever letters they were saved."""

import re

from assistant.documents.blocks import Block, Raw, UnreadableError, clean, unbulleted, unnumbered

_HEADING = re.compile(r"(#{1,6})\s+(?P<text>.+?)\s*#*$")
_RULE = re.compile(r"(?:=+|-+|\*{3,}|_{3,})$")
_BORDER = re.compile(r"\|?[\s:|-]+\|?$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HIDDEN = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.DOTALL | re.MULTILINE)


def read_text(content: bytes) -> Raw:
    """The blocks of a text file. Raises UnreadableError for what is no text."""
    text = decode(content)
    if len(re.findall("[\x00-\x08\x0e-\x1f]", text)) > max(2, len(text) // 200):
        raise UnreadableError("wrong_type")
    shown = _HIDDEN.sub(_blank, _FENCE.sub(_blank, text.replace("\r\n", "\n").replace("\r", "\n")))
    reader = _Lines(shown.split("\n"))
    return Raw("text", reader.blocks(), hidden=_HIDDEN.search(text) is not None)


def decode(content: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, as UTF-16 by its zeros, else as Windows writes it here."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        zeros = (content[1:400:2].count(0), content[0:400:2].count(0))
        if max(zeros) > 50:
            return content.decode("utf-16-le" if zeros[0] > zeros[1] else "utf-16-be", "replace")
        return content.decode("cp1252", "replace")
    if text[1:400:2].count("\x00") > 50:
        return content.decode("utf-16-le", "replace")
    return content.decode("utf-16-be", "replace") if text[0:400:2].count("\x00") > 50 else text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


class _Lines:
    """The lines of a text, gathered into blocks."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []
        self._table = 0
        self._open = False
        """The last block is a paragraph or an item that the next line may go on with."""

    def blocks(self) -> list[Block]:
        in_table = False
        for number, line in enumerate(self._lines, 1):
            row = line.strip().startswith("|") or (_is_barred(line) and self._in_a_table(number))
            if row or (line.count("\t") >= 1 and line.strip("\t \n").count("\t") >= 1):
                self._table += 0 if in_table else 1
                self._row(line, number)
            else:
                self._line(line, number)
            in_table = row
        return self._blocks

    def _in_a_table(self, number: int) -> bool:
        """Whether the line above or below has bars too: a lone one is a line of text ("2 jours | à distance")."""
        around = (*self._lines[max(0, number - 2) : number - 1], *self._lines[number : number + 1])
        return any("|" in line for line in around)

    def _row(self, line: str, number: int) -> None:
        self._open = False
        if _BORDER.match(line.strip()):
            return
        mark = "|" if "|" in line else "\t"
        cells = tuple(clean(_plain(cell)) for cell in line.strip().strip("|").split(mark))
        if any(cells):
            self._blocks.append(Block("row", "\n".join(cells), cells=cells, table=self._table, line=number))

    def _line(self, line: str, number: int) -> None:
        text = clean(line)
        if not text:
            self._open = False
        elif found := _HEADING.match(text):
            self._add(Block("heading", _plain(found["text"]), level=len(found[1]), line=number))
        elif _RULE.match(text):
            self._underline(text)
        elif (bare := unbulleted(text)) is not None or (bare := unnumbered(text)) is not None:
            depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            self._add(Block("item", _plain(bare), level=depth // 2, line=number), goes_on=True)
        elif self._open and self._goes_on(line, text):
            self._blocks[-1].text += " " + _plain(text)
        else:
            self._add(Block("text", _plain(text), line=number), goes_on=True)

    def _add(self, block: Block, *, goes_on: bool = False) -> None:
        self._blocks.append(block)
        self._open = goes_on

    def _underline(self, text: str) -> None:
        """A line of signs makes the line above it a heading."""
        if self._open and text[0] in "=-" and self._blocks[-1].role == "text" and len(text) > 2:
            self._blocks[-1].role, self._blocks[-1].level = "heading", 1 if text[0] == "=" else 2
        self._open = False

    def _goes_on(self, line: str, text: str) -> bool:
        before = self._blocks[-1]
        if before.role == "item":
            return line[:1].isspace()
        return len(before.text) > 50 and before.text[-1] not in ".:;!?" and not re.match(r"[^.!?]{2,40} ?:", text)


def _is_barred(line: str) -> bool:
    return line.count("|") > 1 and not line.lstrip().startswith("#")


def _plain(text: str) -> str:
    """Without the signs of emphasis."""
    return _EMPHASIS.sub(r"\2", text).replace("`", "").strip()
