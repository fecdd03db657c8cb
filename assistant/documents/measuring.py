"""How long, for how many, where and at which level: what the sections of a document say of each."""

import re
from collections.abc import Awaitable, Callable

from assistant.documents.found import Found
from assistant.documents.headings import plain
from assistant.documents.sections import Line, Section
from assistant.documents.sifting import is_order
from assistant.documents.wording import measured
from assistant.models.brief import FIELDS_OF_SLOT, Slot
from assistant.models.document import Doubt, Passage
from assistant.models.terms import Language
from assistant.models.turn import Fact, Reading, ReadingContext

Read = Callable[[str, ReadingContext], Awaitable[Reading]]
"""The engine's reading of a text."""

_BESIDE: dict[Slot, frozenset[Slot]] = {
    "modality": frozenset({"duration", "group_size"}),
    "group_size": frozenset({"duration", "modality"}),
    "duration": frozenset({"modality"}),
}
"""Under whose headings a measure is told too: "2 jours en présentiel"."""
_READ_LINES = 6
_Stated = tuple[tuple[Fact, ...], Passage]


async def measure(slot: Slot, stated: list[Section], found: Found, read: Read, language: Language) -> None:
    """Add what the sections say of one measure; two values are a doubt."""
    reader = _Reader(slot, read, language)
    own = [section for section in stated if slot in section.slots]
    if slot == "group_size" and await _both_bounds(own, found, reader):
        return
    readings = [one for section in own if len(section.slots) == 1 for one in await reader.of(section)]
    for section in (section for section in own if len(section.slots) > 1):
        readings += [one for one in await reader.of(section) if not _is_a_part(one, readings)]
    for section in stated:
        if not readings and slot in _BESIDE and section not in own and set(section.slots) & _BESIDE[slot]:
            readings += await reader.of(section)
    if len(values := {_value(facts): facts for facts, _ in readings}) > 1:
        quotes = tuple(dict.fromkeys(facts[0].quote for facts in values.values()))
        found.doubts.append(Doubt(field=FIELDS_OF_SLOT[slot][0], quotes=quotes))
        return
    for facts, passage in readings[:1]:
        for fact in facts:
            found.add(fact.field, fact.value, fact.quote, passage)


_LEAST, _MOST = re.compile(r"\bmini?(?:mum|mal\w*)?\b"), re.compile(r"\bmaxi?(?:mum|mal\w*)?\b")


async def _both_bounds(own: list[Section], found: Found, reader: "_Reader") -> bool:
    """ "Effectif minimum : 4" and, elsewhere, "Effectif maximum : 10": one size together."""
    labels = [(section, plain(section.label)) for section in own]
    least = [section for section, label in labels if _LEAST.search(label) and not _MOST.search(label)]
    most = [section for section, label in labels if _MOST.search(label) and not _LEAST.search(label)]
    if not (least and most and len(own) == len(least) + len(most)):
        return False
    low, high = await reader.of(least[0]), await reader.of(most[0])
    ends = [next((fact for facts, _ in stated for fact in facts if fact.field == "group_size_max"), None)
            for stated in (low, high)]  # fmt: skip
    if ends[0] is None or ends[1] is None or ends[0].value > ends[1].value:
        return False
    found.add("group_size_min", ends[0].value, ends[0].quote, low[0][1])
    found.add("group_size_max", ends[1].value, ends[1].quote, high[0][1])
    return True


def _value(facts: tuple[Fact, ...]) -> str:
    return str([(fact.field, fact.value) for fact in facts])


def _is_a_part(one: _Stated, readings: list[_Stated]) -> bool:
    """ "Deux demi-journées en salle" under another heading are a part of the length that its own heading says."""
    minutes = [fact.value for facts, _ in readings for fact in facts if fact.field == "duration_minutes"]
    told = [fact.value for fact in one[0] if fact.field == "duration_minutes"]
    return bool(minutes and told) and told[0] < max(minutes)


class _Reader:
    """Reads the sections for one measure."""

    def __init__(self, slot: Slot, read: Read, language: Language) -> None:
        self._slot, self._read, self._language = slot, read, language

    async def of(self, section: Section) -> list[_Stated]:
        """The first line of the section that says it."""
        for line in section.lines[:_READ_LINES]:
            facts = await self._measured(section, line)
            if facts:
                return [(facts, line.passage)]
        return []

    async def _measured(self, section: Section, line: Line) -> tuple[Fact, ...]:
        text = measured(self._slot, section.label, line.text, several=len(section.slots) > 1)
        if text is None or is_order(line.text):
            return ()
        pending = self._slot if section.slots == (self._slot,) else None
        reading = await self._read(text, ReadingContext(language=self._language, pending=pending, by_rules=True))
        facts = tuple(fact for fact in reading.facts if fact.field in FIELDS_OF_SLOT[self._slot])
        distinct = {(fact.field, str(fact.value)) for fact in facts}
        if len(distinct) > len({fact.field for fact in facts}):
            return ()  # two values in a line
        return tuple(
            fact if fact.quote in line.text else fact.model_copy(update={"quote": line.text}) for fact in facts
        )
