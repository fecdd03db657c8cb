"""What a reader of a format finds in a file: pieces of text in order, each with its place; plain data, no library."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from assistant.documents.limits import BLOCKS, CHARACTERS

Role = Literal["title", "heading", "item", "text", "row"]
Why = Literal[
    "empty", "no_text", "password", "too_large", "too_long", "wrong_type", "old_office", "archive", "macros", "corrupt"
]
"""Why a file was not read."""


class UnreadableError(Exception):
    """The file cannot be read; `why` is one of `Why`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass
class Block:
    """A heading, a paragraph, an item of a list or a row of a table."""

    role: Role
    text: str
    level: int = 0
    """Of a heading, 1 the highest; of an item, 0 the outermost."""
    cells: tuple[str, ...] = ()
    """Of a row."""
    table: int = 0
    """Number of the table that a row belongs to, from 1."""
    page: int = 0
    slide: int = 0
    notes: bool = False
    sheet: str = ""
    line: int = 0
    """Of a text file, or the row of a sheet, from 1."""
    box: tuple[float, ...] = ()
    """Left, top, right, bottom, size of letters: where a page is laid out; () elsewhere."""
    group: int = 0
    """Number of the column of text that a line of a page belongs to."""


@dataclass
class Raw:
    """What was read of one file."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    count: int = 0
    """Pages, slides or sheets; 0 where there is no such thing."""
    cut: bool = False
    """Some of it is beyond the limits."""
    hidden: bool = False
    """Some of it is hidden from readers, and was left out."""
    title: str = ""
    """From the file's properties."""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Raw":
        """From plain JSON. Raises TypeError or KeyError for anything else."""
        blocks = [
            Block(**{**item, "cells": tuple(item["cells"]), "box": tuple(item["box"])}) for item in data["blocks"]
        ]
        return cls(**{**data, "blocks": blocks})


def bounded(blocks: Iterable[Block]) -> tuple[list[Block], bool]:
    """The blocks within the limits, and whether some were beyond."""
    kept: list[Block] = []
    characters = 0
    for block in blocks:
        characters += len(block.text)
        if len(kept) >= BLOCKS or characters > CHARACTERS:
            return kept, True
        kept.append(block)
    return kept, False


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, and those that change the direction of writing or hide between letters."""
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")


def clean(text: str) -> str:
    """The text as a reader sees it: composed letters, no unseen characters, one space at a time."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    lines = (_SPACES.sub(" ", _UNSEEN.sub("", line)).strip() for line in composed.split("\n"))
    return "\n".join(line for line in lines if line)


_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□◆◇➢➤►▶▸→⇒✓✔✅☑☐❖➔·∙\uf000-\uf0ff*]|[-–—](?=\s)|o(?=\s{1,4}[A-ZÀ-Ý]))\s*(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\s?[.)°-]|[a-z]\))\s+(?=\S)")


def unbulleted(line: str) -> str | None:
    """The line without the bullet that it begins with; None when it begins with none."""
    found = _BULLET.match(line)
    return line[found.end() :].strip() if found else None


def unnumbered(line: str) -> str | None:
    """The line without the number that it begins with; None when it begins with none."""
    found = _NUMBER.match(line)
    return line[found.end() :].strip() if found else None


def lines_of(text: str) -> Iterator[tuple[str, bool]]:
    """(line, whether it is an item) of a text of several lines."""
    for line in text.split("\n"):
        bare = unbulleted(line)
        if (bare if bare is not None else line).strip():
            yield (bare, True) if bare is not None else (line.strip(), False)
