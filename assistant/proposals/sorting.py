"""Sorts a document's paragraphs into the sections of a card, by its headings; every word stays the document's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.language.data import table
from assistant.language.detect import detect
from assistant.language.lemmas import fold
from assistant.models.document import Document, Passage
from assistant.models.terms import Language

_LONGEST_TITLE = 90
_GIST = 400
"""Characters that are searched for."""


@dataclass
class Sorted:
    """What a document says, section by section."""

    language: Language
    title: str
    sections: dict[str, list[Passage]] = field(default_factory=dict)
    """Key of a section, or steps, materials, references → its paragraphs and items, in order."""
    rest: list[Passage] = field(default_factory=list)
    """What stands under no heading that is known."""

    @property
    def gist(self) -> str:
        """Its title, what it is and when it serves: what finds cards that are near."""
        told = [passage.text for key in ("brief", "when") for passage in self.sections.get(key, [])]
        return " ".join([self.title, *told])[:_GIST]


def sort(document: Document) -> Sorted:
    """The document's text by section; its title is its first heading, or the file's."""
    text = "\n".join(passage.text for passage in document.passages)
    language: Language = detect(text) or "fr"
    title = _title(document)
    found = Sorted(language, title)
    for heading, passages in _parts(document.passages, title):
        key = _key(heading, language) if heading else None
        if key is None and not heading and not found.sections:
            # What comes before every heading says what the matter is.
            key = "brief"
        if key is None:
            found.rest += passages
        else:
            found.sections.setdefault(key, []).extend(passages)
    return found


def _title(document: Document) -> str:
    named = (passage.text for passage in document.passages if passage.role in ("title", "heading"))
    first = next((text for text in named if len(text) <= _LONGEST_TITLE), "")
    return first or document.title or re.sub(r"\.\w+$", "", document.name).replace("_", " ").replace("-", " ").strip()


def _parts(passages: tuple[Passage, ...], title: str) -> Iterator[tuple[str, list[Passage]]]:
    """Each heading with what stands under it; the title heads nothing."""
    heading, held = "", list[Passage]()
    for passage in passages:
        if passage.role not in ("title", "heading"):
            held.append(passage)
            continue
        if held:
            yield heading, held
        heading, held = ("" if passage.text == title else passage.text), []
    if held:
        yield heading, held


def _key(heading: str, language: Language) -> str | None:
    plain = fold(heading).replace("’", "'").replace("œ", "oe")
    cues: dict[str, str] = table("proposals.yaml")["headings"][language]
    return next((key for key, cue in cues.items() if re.search(cue, plain)), None)
