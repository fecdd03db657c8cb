"""What a document is made of, whatever its format. Texts may hold **bold** and line breaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (chapter) to 3."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """Running text; a quote is set apart."""

    text: str
    quote: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a head; `widths` are shares of the page, `shaded` the rows set apart (breaks)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    shaded: frozenset[int] = frozenset()


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Document:
    """A titled sequence of blocks."""

    title: str
    subtitle: str
    language: str
    footer: str
    blocks: tuple[Block, ...]
