"""A file that a trainer hands in: what was read of it, or why it was not; and what it states."""

from typing import Literal

from pydantic import Field

from assistant.models.brief import BriefField
from assistant.models.terms import Language
from assistant.models.turn import Fact
from assistant.models.value import Value

Kind = Literal["pdf", "docx", "pptx", "xlsx", "text"]

Role = Literal["title", "heading", "item", "text", "row"]

Reason = Literal[
    "empty", "no_text", "password", "too_large", "too_long", "wrong_type", "old_office", "archive", "macros", "corrupt"
]


class Place(Value):
    """Where in a file; what does not apply is 0 or empty."""

    page: int = 0
    slide: int = 0
    notes: bool = False
    sheet: str = ""
    line: int = 0
    heading: str = ""


class Passage(Value):
    """A heading, a paragraph, an item or a row, with its place."""

    role: Role
    text: str
    """Cells of a row are on lines of their own."""
    level: int = 0
    """Of a heading, 1 the highest; of an item, 0 the outermost."""
    cells: tuple[str, ...] = ()
    table: int = 0
    place: Place = Place()


class Document(Value):
    """What was read of a file."""

    name: str
    """As a reader is shown it: no folder, no unseen character."""
    kind: Kind
    count: int = 0
    """Pages, slides or sheets; 0 where there is no such thing."""
    passages: tuple[Passage, ...]
    title: str = ""
    """From the file's properties."""
    cut: bool = False
    """Some of it is beyond what is read."""
    hidden: bool = False
    """Some of it is hidden from readers, and was left out."""


class Unread(Value):
    """A file that could not be read."""

    name: str
    reason: Reason


Handed = Document | Unread


class Doubt(Value):
    """Two values that one document states for one field: neither is taken."""

    field: BriefField
    quotes: tuple[str, ...]


class Gleaned(Value):
    """What a document states about the training."""

    name: str
    kind: Kind
    count: int = 0
    language: Language | None = None
    facts: tuple[Fact, ...] = ()
    """Each with its file and passage; `quote` is an exact substring of one of `texts`."""
    vague: tuple[str, ...] = ()
    """Competencies that nobody could see done."""
    texts: tuple[str, ...] = ()
    """The passages that the facts rest on."""
    doubts: tuple[Doubt, ...] = ()
    left_out: int = Field(default=0, ge=0)
    """Competencies beyond those that one module can hold."""
    foreign: bool = False
    """It is in the other language: of its words only measures were taken."""
    aside: tuple[Fact, ...] = ()
    """What its words state, where it is in the other language: for a talk that goes on in the document's."""
    cut: bool = False
    hidden: bool = False
