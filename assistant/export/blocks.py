"""What a document is made of, whatever its format. Texts may hold **bold** and line breaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Begins on its own page, with a name that runs at the top of the pages that follow."""

    running: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (chapter) to 3."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """Running text; a quote is set apart, an introduction stays with what it introduces."""

    text: str
    quote: bool = False
    introduces: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of points; with boxes, a list to tick on paper."""

    items: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True)
class Facts:
    """Named facts, in order; `name` says what they are about."""

    rows: tuple[tuple[str, str], ...]
    name: str


@dataclass(frozen=True)
class Table:
    """A table with a head; `widths` are shares of the page, `name` says what it holds to who cannot see it.

    `verbatim` texts keep the trainer's own typing.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    name: str
    verbatim: bool = False


@dataclass(frozen=True)
class PlanStep:
    """What happens during some minutes of a sequence."""

    minutes: str
    trainer: str
    learners: str


@dataclass(frozen=True)
class PlanRow:
    """One sequence of a day; a break has a title and no step."""

    id: str
    when: str
    minutes: str
    title: str
    about: tuple[str, ...] = ()
    """Objectives, method, grouping, assessments: one line each."""
    steps: tuple[PlanStep, ...] = ()
    around: tuple[str, ...] = ()
    """Materials, tools, feedback, access: one line each."""


@dataclass(frozen=True)
class Plan:
    """The session plan of one day."""

    head: tuple[str, ...]
    """Number, time, minutes, sequence, trainer, learners, around."""
    rows: tuple[PlanRow, ...]
    name: str


Block = Part | Heading | Paragraph | Bullets | Facts | Table | Plan


@dataclass(frozen=True)
class Document:
    """A titled sequence of blocks."""

    title: str
    subtitle: str
    language: str
    footer: str
    """Title, version and date; `{page}` and `{pages}` stand for the numbers."""
    blocks: tuple[Block, ...]
