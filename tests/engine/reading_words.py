"""How the words that a trainer states are compared with what was read, and what no value may ever look like."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives
from assistant.models.turn import Reading
from tests.engine.reading_cases import Row

SLOTS = {
    "subject": "subject",
    "title": "title",
    "audience": "audience",
    "competencies": "competencies",
    "context": "work_context",
    "wishes": "assessment_wishes",
    "resources": "resources",
    "accessibility": "accessibility",
    "constraints": "constraints",
    "prerequisites": "prerequisites",
}
_EXACT = {"subject", "title", "audience"}


def words_of(reading: Reading, slot: str) -> list[Any]:
    """What was read for a slot."""
    return [fact.value for fact in reading.facts if fact.field == SLOTS[slot]]


def verdicts(row: Row, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """For each slot: whether it is right, missed, wrong or invented, and what was read."""
    for slot in SLOTS:
        wanted, found = row.get(slot), words_of(reading, slot)
        if wanted == "any":
            continue
        yield slot, _verdict(slot, wanted, found), f"{found} not {wanted!r}"


def _verdict(slot: str, wanted: Any, found: list[Any]) -> str:
    if wanted is None:
        return "invented" if found else "right"
    if not found:
        return "right" if isinstance(wanted, str) and "any" in _either(wanted) else "missed"
    if wanted == []:
        return "right" if found == [()] else "wrong"
    if slot in _EXACT:
        either = _either(wanted)
        same = len(found) == 1 and str(found[0]).casefold() in [one.casefold() for one in either]
        return "right" if "any" in either or same else "wrong"
    parts = [wanted] if isinstance(wanted, str) else wanted
    if slot == "competencies":
        same = len(parts) == len(found) and all(str(one) in _either(two) for one, two in zip(found, parts, strict=True))
        return "right" if same else "wrong"
    held = all(any(any(e in str(value) for e in _either(part)) for value in found) for part in parts)
    extra = slot != "context" and len(found) > len(parts)
    return "right" if held and not extra else "wrong"


def _either(wanted: str) -> list[str]:
    return [part.strip() for part in wanted.split(" | ")]


_LOOSE_END = re.compile(
    r"(?:(?<!looking )(?<!asking )(?<!waiting )(?<!dealing )(?<!talking )"
    r"\b(?:de|des|du|d'|en|a|au|aux|et|ou|qui|que|qu'|dont|pour|sur|avec|par|dans|le|la|l'|les|un|une|of|and|or|"
    r"the|with|for|who|that|which|to|my|our)|[,;:(–—-])$"
)
_LOOSE_START = re.compile(r"^(?:[,;:)–—•*-]|(?:et|and|ou|or|qui|dont|who|which|mais|but|que)\b)")
_LABEL = re.compile(
    r"^\W*(?:public|objectifs?|titre|duree|pre-?requis|audience|objectives?|title|topic|prerequisites?)\s?:"
)
_LONGEST_GOAL = 25


def flaws(reading: Reading) -> Iterator[str]:
    """What is wrong with the form of a value, whatever the message was."""
    for fact in reading.facts:
        if not isinstance(fact.value, str) or fact.field in {"modality", "audience_level"}:
            continue
        plain = fold(fact.value).replace("’", "'").strip()
        if _LOOSE_END.search(plain) and fact.field not in {"title", "accessibility"}:
            yield f"{fact.field} ends mid-phrase: {fact.value!r}"
        if _LOOSE_START.search(plain) and fact.field in {"subject", "audience", "competencies", "resources"}:
            yield f"{fact.field} begins mid-phrase: {fact.value!r}"
        if _LABEL.search(plain):
            yield f"{fact.field} holds a label: {fact.value!r}"
        if fact.field == "competencies" and len(plain.split()) > _LONGEST_GOAL and re.search(r",|\s-\s|;", plain):
            yield f"a list taken for one competency: {fact.value!r}"
        if fact.field == "subject" and " " not in plain and is_infinitive(plain, reading.language or "fr"):
            yield f"a bare verb taken for a subject: {fact.value!r}"
        if re.search(r"[\x01\x02]", fact.value):
            yield f"{fact.field} holds a mark: {fact.value!r}"


def is_infinitive(word: str, language: str) -> bool:
    """Whether a single word is a verb that a trainer cannot have meant as a topic."""
    return language == "fr" and word in infinitives("fr")
