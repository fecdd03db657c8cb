"""What a document states of the training: by its headings first, by the rules of a message where it is prose."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from assistant.documents.cover import subject_in, titles_of
from assistant.documents.headings import data, plain
from assistant.documents.sections import Line, Section, sections_of
from assistant.documents.sifting import is_boilerplate, is_order, is_unwanted
from assistant.documents.wording import audience_in, competency_in, is_none, measured, sentences, tidy
from assistant.language.detect import detect
from assistant.language.lemmas import content_stems
from assistant.language.wording import uncapitalized
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, BriefField, Slot
from assistant.models.document import Document, Doubt, Gleaned, Passage
from assistant.models.terms import Language
from assistant.models.turn import Fact, Reading, ReadingContext

Read = Callable[[str, ReadingContext], Awaitable[Reading]]
"""The engine's reading of a text."""

MOST_COMPETENCIES = 12
"""A module holds no more; a framework has hundreds."""
_READ_ITEMS = 60
_MEASURES: tuple[Slot, ...] = ("duration", "group_size", "modality", "audience_level")
_WORDS: tuple[Slot, ...] = (
    "audience", "prerequisites", "work_context", "assessment_wishes", "resources", "accessibility", "constraints",
)  # fmt: skip
_PHRASES: dict[Slot, tuple[int, int]] = {
    "audience": (2, 220),
    "work_context": (3, 400),
    "assessment_wishes": (4, 300),
}
"""Slots told in a few sentences: how many, how many characters."""
_LISTS: frozenset[Slot] = frozenset({"prerequisites", "resources", "accessibility", "constraints"})
_SEVERAL: frozenset[BriefField] = LIST_FIELDS | {"work_context", "assessment_wishes"}
"""Fields that several sentences may state."""
_MOST_ITEMS, _LONGEST_ITEM = 8, 180
_PROSE = 4000
"""Characters of a document without headings that are read as a message would be."""
_KNOWN_HEADINGS = 3
"""From so many on it is a syllabus: its prose says nothing more of the training."""


_BESIDE: dict[Slot, frozenset[Slot]] = {
    "modality": frozenset({"duration", "group_size"}),
    "group_size": frozenset({"duration", "modality"}),
    "duration": frozenset({"modality"}),
}
"""Under whose headings a measure is told too: "2 jours en présentiel"."""


_LEFT: frozenset[Slot] = frozenset({"title", "constraints"})
"""What prose may name without stating it."""


@dataclass
class _Found:
    """What was found so far."""

    document: Document
    language: Language
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
        where = place_of(passage, self.language)
        self.facts.append(Fact(field=name, value=value, quote=quote, file=self.document.name, passage=where or None))


async def glean(document: Document, read: Read, spoken: Language) -> Gleaned:
    """The facts of a document; `spoken` is the language of the talk, in which they are told."""
    sections = sections_of(document)
    written = _language(document) or spoken
    found = _Found(document, spoken)
    gleaner = _Gleaner(found, read, written)
    await gleaner.by_headings(sections)
    foreign = written != spoken
    if foreign:
        measures = {name for slot in _MEASURES for name in FIELDS_OF_SLOT[slot]}
        found.facts = [fact for fact in found.facts if fact.field in measures]
        found.vague, found.left_out = [], 0
    quotes = [fact.quote for fact in found.facts]
    return Gleaned(
        name=document.name,
        kind=document.kind,
        count=document.count,
        language=written,
        facts=tuple(found.facts),
        vague=tuple(dict.fromkeys(found.vague)),
        texts=tuple(text for text in found.texts if any(quote in text for quote in quotes)),
        doubts=tuple(found.doubts),
        left_out=found.left_out,
        foreign=foreign,
        cut=document.cut,
        hidden=document.hidden,
    )


def _language(document: Document) -> Language | None:
    return detect(" \n".join(passage.text for passage in document.passages)[:4000])


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


class _Gleaner:
    """Reads the sections of one document, slot by slot."""

    def __init__(self, found: _Found, read: Read, language: Language) -> None:
        self._found, self._read, self._language = found, read, language

    async def by_headings(self, sections: list[Section]) -> None:
        """What headings, labels and tables state; then what the prose does."""
        stated = [section for section in sections if section.slots and _sound(section)]
        self._titles(stated)
        for slot in _MEASURES:
            await self._measure(slot, stated)
        await self._competencies(stated)
        for slot in _WORDS:
            self._words(slot, stated)
        known = {slot for section in stated for slot in section.slots}
        await self._prose(sections, few=len(known) < _KNOWN_HEADINGS, stated=bool(known))

    def _titles(self, stated: list[Section]) -> None:
        named = [
            (line.text, line.passage) for section in stated if section.slots == ("title",) for line in section.lines[:1]
        ]
        for text, passage in [*named, *titles_of(self._found.document)]:
            subject = None if is_order(text) or is_unwanted(text) else subject_in(text, self._language)
            if subject:
                quote, written = subject
                self._found.add("title", written, quote, passage)
                self._found.add("subject", uncapitalized(written), quote, passage)
                return

    async def _measure(self, slot: Slot, stated: list[Section]) -> None:
        """A number, or one of a few words: what the section says as the answer to that question."""
        readings: list[tuple[tuple[Fact, ...], Passage]] = []
        for section in sorted((one for one in stated if slot in one.slots), key=lambda one: len(one.slots)):
            readings += await self._readings(slot, section)
        for section in stated:
            if not readings and slot in _BESIDE and slot not in section.slots and set(section.slots) & _BESIDE[slot]:
                readings += await self._readings(slot, section)
        first = readings[:1]
        values = {str([(fact.field, fact.value) for fact in facts]): facts for facts, _ in readings}
        if len(values) > 1:
            quotes = tuple(dict.fromkeys(facts[0].quote for facts in values.values()))
            self._found.doubts.append(Doubt(field=FIELDS_OF_SLOT[slot][0], quotes=quotes))
            return
        for facts, passage in first:
            for fact in facts:
                self._found.add(fact.field, fact.value, fact.quote, passage)

    async def _readings(self, slot: Slot, section: Section) -> list[tuple[tuple[Fact, ...], Passage]]:
        """The first line of the section that says it."""
        for line in section.lines[:6]:
            facts = await self._measured(slot, section, line)
            if facts:
                return [(facts, line.passage)]
        return []

    async def _measured(self, slot: Slot, section: Section, line: Line) -> tuple[Fact, ...]:
        text = measured(slot, section.label, line.text, several=len(section.slots) > 1)
        if text is None or is_order(line.text):
            return ()
        pending = slot if section.slots == (slot,) else None
        reading = await self._read(text, ReadingContext(language=self._language, pending=pending, by_rules=True))
        facts = tuple(fact for fact in reading.facts if fact.field in FIELDS_OF_SLOT[slot])
        distinct = {(fact.field, str(fact.value)) for fact in facts}
        if len(distinct) > len({fact.field for fact in facts}):
            return ()  # two values in a line
        return tuple(
            fact if fact.quote in line.text else fact.model_copy(update={"quote": line.text}) for fact in facts
        )

    async def _competencies(self, stated: list[Section]) -> None:
        lists = [section for section in stated if section.slots == ("competencies",) and section.heading]
        counted = [(await self._goals(section), section) for section in lists]
        exact = [(goals, section) for goals, section in counted if not (section.heading and section.heading.aim)]
        chosen = max((goals for goals, _ in exact), key=len, default=[]) or max(
            (goals for goals, _ in counted), key=len, default=[]
        )
        unique: list[tuple[str, str, Passage]] = []
        for goal, quote, passage in chosen:
            if not any(_same(goal, other, self._language) for other, _, _ in unique):
                unique.append((goal, quote, passage))
        self._found.left_out = max(0, len(unique) - MOST_COMPETENCIES)
        for goal, quote, passage in unique[:MOST_COMPETENCIES]:
            self._found.add("competencies", goal, quote, passage)
        for goal, _, _ in unique[:MOST_COMPETENCIES]:
            reading = await self._read(
                goal, ReadingContext(language=self._language, pending="competencies", by_rules=True)
            )
            if reading.vague:
                self._found.vague.append(goal)

    async def _goals(self, section: Section) -> list[tuple[str, str, Passage]]:
        """(goal, its words, its passage) of a list of what people will be able to do."""
        items = [line for line in section.lines if line.item]
        depth = min((line.level for line in items), default=0)
        lines = [line for line in items if line.level == depth] or section.lines
        goals = []
        for line in lines:
            if is_order(line.text) or is_unwanted(line.text):
                continue
            for goal, quote in await self._goals_of(line):
                goals.append((goal, quote, line.passage))
        return goals

    async def _goals_of(self, line: Line) -> list[tuple[str, str]]:
        """(goal, its words): an item is one, a sentence may list several."""
        if line.item:
            found = competency_in(line.text, self._language)
            return [found] if found else []
        context = ReadingContext(language=self._language, pending="competencies", by_rules=True)
        goals = []
        for sentence in sentences(line.text):
            reading = await self._read(sentence, context)
            facts = [fact for fact in reading.facts if fact.field == "competencies" and fact.value != ()]
            one = competency_in(sentence, self._language)
            goals += [(str(fact.value), fact.quote) for fact in facts] if len(facts) > 1 else [one] if one else []
        return goals

    def _words(self, slot: Slot, stated: list[Section]) -> None:
        """Words taken as they stand."""
        sections = [
            one for one in stated if slot in one.slots and (len(one.slots) == 1 or one.slots[0] in {"audience"})
        ]
        for section in sections:
            lines = [line for line in section.lines if not is_order(line.text)]
            if len(section.slots) > 1:
                lines = _share(slot, lines)
            if slot in _LISTS:
                self._items(slot, lines)
            else:
                self._phrase(slot, lines)
            if self._found.has(slot):
                return

    def _items(self, slot: Slot, lines: list[Line]) -> None:
        name = FIELDS_OF_SLOT[slot][0]
        if lines and is_none(lines[0].text, slot):
            self._found.add(name, (), lines[0].text, lines[0].passage)
            return
        taken = 0
        for line in lines[: _MOST_ITEMS * 2]:
            for piece in [line.text] if line.item else sentences(line.text):
                text = piece.strip(" .;,")
                if (
                    taken >= _MOST_ITEMS
                    or is_unwanted(text)
                    or len(text) > _LONGEST_ITEM
                    or not re.search(r"\w{3}", text)
                ):
                    continue
                if slot == "accessibility" and is_boilerplate(text):
                    continue
                taken += 1
                self._found.add(name, tidy(text), text, line.passage)

    def _phrase(self, slot: Slot, lines: list[Line]) -> None:
        name = FIELDS_OF_SLOT[slot][0]
        most, longest = _PHRASES[slot]
        pieces: list[tuple[str, Passage]] = []
        for line in lines[:8]:
            for piece in [line.text] if line.item else sentences(line.text):
                text = piece.strip(" ;,")
                room = longest - sum(len(one) for one, _ in pieces)
                if (
                    len(pieces) < most + 2 * line.item
                    and not is_unwanted(text)
                    and len(text) <= room
                    and re.search(r"\w{3}", text)
                ):
                    pieces.append((text, line.passage))
        if not pieces:
            return
        if slot == "audience":
            value = audience_in([text for text, _ in pieces])
        elif len(pieces) == 1 and slot == "assessment_wishes":
            value = tidy(pieces[0][0])
        elif len(pieces) > 1 and all(len(text.split()) < 14 for text, _ in pieces):
            value = tidy(
                " ; ".join(text.rstrip(".") for text, _ in pieces)
                if self._language == "fr"
                else "; ".join(text.rstrip(".") for text, _ in pieces)
            )
        else:
            value = " ".join(text if text[-1] in ".!?…" or len(pieces) == 1 else f"{text}." for text, _ in pieces)
        for text, passage in pieces:
            self._found.add(name, value, text, passage)

    async def _prose(self, sections: list[Section], *, few: bool, stated: bool) -> None:
        """What stands under no heading, read as a message would be; of a syllabus only its measures."""
        loose = [one for one in sections if one.heading is None and (not stated or one.origin == "opening")]
        lines = [
            line
            for section in loose
            for line in section.lines
            if not is_order(line.text) and not line.passage.place.notes
        ]
        text, owners = _joined(lines)
        if not text:
            return
        reading = await self._read(text, ReadingContext(language=self._language, by_rules=not few))
        allowed: tuple[Slot, ...] = (
            tuple(slot for slot in FIELDS_OF_SLOT if slot not in _LEFT) if few else _MEASURES[:3]
        )
        known = {slot for slot in FIELDS_OF_SLOT if self._found.has(slot)}
        if {fact.field for fact in reading.facts} <= {"subject"}:
            return  # any sentence could be a subject: one that says nothing else of a training is none
        for slot in allowed:
            facts = [fact for fact in reading.facts if fact.field in FIELDS_OF_SLOT[slot]]
            if slot in known or _is_doubtful(facts):
                continue
            for fact in facts:
                passage = next((one for piece, one in owners if fact.quote in piece), None)
                if passage is not None and not is_unwanted(fact.quote):
                    self._found.add(fact.field, fact.value, fact.quote, passage)
        if "competencies" not in known:
            self._found.vague += reading.vague


def _joined(lines: list[Line]) -> tuple[str, list[tuple[str, Passage]]]:
    """The lines as one text within bounds, each with its passage."""
    owners: list[tuple[str, Passage]] = []
    size = 0
    for line in lines:
        size += len(line.text) + 1
        if size > _PROSE:
            break
        owners.append((line.text, line.passage))
    return "\n".join(text for text, _ in owners), owners


def _is_doubtful(facts: list[Fact]) -> bool:
    """Whether one field has two values."""
    single = [fact for fact in facts if fact.field not in _SEVERAL]
    return len({(fact.field, str(fact.value)) for fact in single}) > len({fact.field for fact in single})


def _share(slot: Slot, lines: list[Line]) -> list[Line]:
    """ "Public et prérequis": what is said of each."""
    prior = re.compile(
        r"pre-?requis|prealable|aucun|connaissance|maitrise|niveau|experience|prior|requirement|knowledge|none|no "
    )
    pieces = [replace(line, text=piece) for line in lines for piece in sentences(line.text)]
    told = [line for line in pieces if prior.search(plain(line.text))]
    return told if slot == "prerequisites" else [line for line in pieces if line not in told]


def _same(one: str, other: str, language: Language) -> bool:
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return one == other or content_stems(one, language) == content_stems(other, language) != frozenset()


def _sound(section: Section) -> bool:
    return any(line.text.strip() for line in section.lines)
