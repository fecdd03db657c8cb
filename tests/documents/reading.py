"""Reading a file and what it states, as the program does."""

from functools import cache
from typing import Any

from assistant.documents.gleaning import glean
from assistant.documents.reading import read_document
from assistant.engine.offline.reading import read
from assistant.engine.protocol import Shelf
from assistant.knowledge.cards import read_cards
from assistant.models.brief import Answers
from assistant.models.document import Document, Gleaned
from assistant.models.terms import Language
from assistant.models.turn import Reading, ReadingContext
from assistant.settings import PROJECT_ROOT
from tests.documents.building import build
from tests.documents.scoring import answers_of


@cache
def _shelf() -> Shelf:
    return read_cards(PROJECT_ROOT / "knowledge_base")


async def by_rules(text: str, context: ReadingContext) -> Reading:
    """The offline engine's reading."""
    return read(text, context, _shelf())


async def document(name: str, content: bytes) -> Document:
    """A file that can be read."""
    found = await read_document(name, content)
    assert isinstance(found, Document), found
    return found


async def gleaned(name: str, content: bytes, language: Language = "fr") -> Gleaned:
    """What a file states."""
    return await glean(await document(name, content), by_rules, language)


async def brief(described: dict[str, Any], language: Language = "fr") -> Answers:
    """The brief that a described document alone makes."""
    return answers_of(await gleaned(described["name"], build(described), language), language)


def texts(found: Document) -> list[str]:
    """What was read, piece by piece."""
    return [passage.text for passage in found.passages]
