"""What was found in a document so far: facts with the place of their words, doubts, what is vague or left out."""

from dataclasses import dataclass, field

from assistant.documents.headings import data
from assistant.models.brief import FIELDS_OF_SLOT, MEASURES, BriefField, Slot
from assistant.models.document import Document, Doubt, Passage
from assistant.models.terms import Language
from assistant.models.turn import Fact

MEASURED: frozenset[BriefField] = frozenset(name for slot in MEASURES for name in FIELDS_OF_SLOT[slot])
"""Fields that are no words: they are the same in every language."""


@dataclass
class Found:
    """What was found so far."""

    document: Document
    spoken: Language
    written: Language
    """The document's own language: where it is not the one that is spoken, its words are told in it."""
    facts: list[Fact] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: int = 0

    def has(self, slot: Slot) -> bool:
        """Whether the slot is stated, or doubtful."""
        names = FIELDS_OF_SLOT[slot]
        told = {fact.field for fact in self.facts} | {doubt.field for doubt in self.doubts}
        return not told.isdisjoint(names)

    def add(self, name: BriefField, value: object, quote: str, passage: Passage) -> None:
        """One fact; words that are not in the passage state nothing."""
        if not quote or quote not in passage.text:
            return
        self.texts[passage.text] = None
        where = place_of(passage, self.spoken if name in MEASURED else self.written)
        self.facts.append(Fact(field=name, value=value, quote=quote, file=self.document.name, passage=where or None))


def place_of(passage: Passage, language: Language) -> str:
    """Where a passage is, as a reader looks for it: "page 3, § Public visé"."""
    words, place = data()["places"][language], passage.place
    parts = []
    if place.sheet:
        parts.append(words["row"].format(sheet=place.sheet, row=place.line))
    elif place.slide:
        parts.append(words["notes" if place.notes else "slide"].format(number=place.slide))
    elif place.page:
        parts.append(words["page"].format(number=place.page))
    if place.heading and not place.sheet and not place.notes:
        heading = place.heading.strip(" :")
        parts.append(f"§ {heading if len(heading) <= 60 else heading[:59].rstrip() + '…'}")
    elif place.line and not place.sheet:
        parts.append(words["line"].format(number=place.line))
    return ", ".join(parts)
