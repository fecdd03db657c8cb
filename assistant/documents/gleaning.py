"""What a document states of the training: by its headings first, by the rules of a message where it is prose."""

import re
from dataclasses import replace

from assistant.documents.cover import subject_in, titles_of
from assistant.documents.found import MEASURED, Found
from assistant.documents.headings import plain
from assistant.documents.measuring import Read, measure
from assistant.documents.sections import Line, Section, sections_of
from assistant.documents.sifting import is_boilerplate, is_order, is_unwanted
from assistant.documents.wording import audience_in, competency_in, is_none, sentences, tidy
from assistant.language.detect import detect
from assistant.language.lemmas import content_stems
from assistant.language.wording import uncapitalized
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, MEASURES, BriefField, Slot
from assistant.models.document import Document, Doubt, Gleaned, Passage
from assistant.models.terms import Language
from assistant.models.turn import Fact, ReadingContext

MOST_COMPETENCIES = 12
"""A module holds no more; a framework has hundreds."""
_READ_ITEMS = 60
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


_SUMMARY = 2
"""Measures that make the opening of a syllabus a summary, which says for whom it is as well."""
_LEFT: frozenset[Slot] = frozenset({"title", "constraints"})
"""What prose may name without stating it."""


async def glean(document: Document, read: Read, spoken: Language) -> Gleaned:
    """The facts of a document; `spoken` is the language of the talk, in which they are told."""
    sections = sections_of(document)
    written = _language(document) or spoken
    found = Found(document, spoken, written)
    gleaner = _Gleaner(found, read, written)
    await gleaner.by_headings(sections)
    foreign = written != spoken
    words = tuple(fact for fact in found.facts if foreign and fact.field not in MEASURED)
    quotes = [fact.quote for fact in found.facts]
    return Gleaned(
        name=document.name,
        kind=document.kind,
        count=document.count,
        language=written,
        facts=tuple(fact for fact in found.facts if fact not in words),
        aside=words,
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


class _Gleaner:
    """Reads the sections of one document, slot by slot."""

    def __init__(self, found: Found, read: Read, language: Language) -> None:
        self._found, self._read, self._language = found, read, language

    async def by_headings(self, sections: list[Section]) -> None:
        """What headings, labels and tables state; then what the prose does."""
        stated = [section for section in sections if section.slots and _sound(section)]
        self._titles(stated)
        for slot in MEASURES:
            await measure(slot, stated, self._found, self._read, self._language)
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
        known = {slot for slot in FIELDS_OF_SLOT if self._found.has(slot)}
        if {fact.field for fact in reading.facts} <= {"subject"}:
            return  # any sentence could be a subject: one that says nothing else of a training is none
        for slot in _allowed(reading.facts, few=few):
            facts = [fact for fact in reading.facts if fact.field in FIELDS_OF_SLOT[slot]]
            if slot in known:
                continue
            if _is_doubtful(facts):
                self._doubt(slot, facts)
                continue
            for fact in facts:
                passage = next((one for piece, one in owners if fact.quote in piece), None)
                if passage is not None and not is_unwanted(fact.quote):
                    self._found.add(fact.field, fact.value, fact.quote, passage)
        if "competencies" not in known:
            self._found.vague += reading.vague

    def _doubt(self, slot: Slot, facts: list[Fact]) -> None:
        """Two measures in the prose: neither is taken, and it is said."""
        if slot in MEASURES:
            quotes = tuple(dict.fromkeys(fact.quote for fact in facts))
            self._found.doubts.append(Doubt(field=FIELDS_OF_SLOT[slot][0], quotes=quotes))


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


def _allowed(facts: tuple[Fact, ...], *, few: bool) -> tuple[Slot, ...]:
    """The slots that prose may state."""
    if few:
        return tuple(slot for slot in FIELDS_OF_SLOT if slot not in _LEFT)
    told = {slot for slot in MEASURES[:3] for fact in facts if fact.field in FIELDS_OF_SLOT[slot]}
    return (*MEASURES[:3], "audience") if len(told) >= _SUMMARY else MEASURES[:3]


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
