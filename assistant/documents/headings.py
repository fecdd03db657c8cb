"""What a heading of a syllabus says: the slots that what stands below it states."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.models.brief import Slot

_LONGEST = 130
_EDGES = re.compile(r"^(?:[^a-z0-9]+|(?:[ivx]{1,4}|[a-h]|\d{1,2}(?:\.\d{1,2})*)\s?(?:[.)°–—:-]|\s[-–—])+\s*)+")


@dataclass(frozen=True)
class Heading:
    """What stands below."""

    slots: tuple[Slot, ...]
    """() = nothing that is read: contents, prices, dates."""
    aim: bool = False
    """What it is for in general: read where nothing says more."""

    @property
    def ignored(self) -> bool:
        return not self.slots


def data() -> dict[str, Any]:
    """The table of headings and signs, `knowledge_base/data/documents.yaml`."""
    return table("documents.yaml")


def plain(text: str) -> str:
    """The text folded for patterns, with straight apostrophes and ordinary spaces."""
    straight = fold(text).replace("’", "'").replace("‘", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(straight.split())


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """What the whole text says as a heading; None when it is none that is known."""
    if not text or len(text) > _LONGEST or "\n" in text.strip():
        return None
    before, mark, after = text.partition(":")
    if mark and after.strip() and heading_of(before):
        return None  # a label and what it says
    bare = _bare(text)
    return _known_by(bare) or _known_by(_ASIDE.sub("", bare).strip()) or _joined(bare)


def _known_by(bare: str) -> Heading | None:
    return next((heading for when, heading in _known() if when.fullmatch(bare)), None) if bare else None


_ASIDE = re.compile(r"\s?\([^()]*\)?$|^(?:les?|la|l'|vos|votre|nos|notre|the|your|our) ?")
_LINK = re.compile(r"\s?(?:/|&|\+|,|\bet\b|\band\b)\s?(?:les? |la |l'|d')?")


def _joined(bare: str) -> Heading | None:
    """ "Materials & equipment": what both say, where both are known."""
    parts = [_known_by(part.strip()) for part in _LINK.split(bare)]
    if not 2 <= len(parts) <= 3 or any(part is None for part in parts):
        return None
    slots = tuple(dict.fromkeys(slot for part in parts if part for slot in part.slots))
    return Heading(slots, all(part.aim for part in parts if part and part.slots))


def is_heading(text: str) -> bool:
    """Whether the whole text is a known heading, whatever stands below it."""
    return heading_of(text) is not None


def is_column_of_competencies(text: str) -> bool:
    """Whether a column of that name holds what people are able to do."""
    return _compiled(data()["columns"]["competencies"]).fullmatch(_bare(text)) is not None if text.strip() else False


def labelled(text: str) -> tuple[Heading, str, str] | None:
    """(heading, label, the rest) of a line like "Durée : 2 jours"; None when it begins with no known heading."""
    for mark, longest in ((":", 60), (" – ", 40), (" — ", 40), (" - ", 40)):
        label, found, rest = text.partition(mark)
        heading = heading_of(label) if found and len(label) <= longest else None
        if heading:
            return heading, label.strip(), rest.strip()
    return None


def _bare(text: str) -> str:
    folded = plain(text)
    return _EDGES.sub("", folded).strip(" .:;–—-*_?!>|»«\"'").strip() or folded.strip(" .:;")


@cache
def _known() -> tuple[tuple[re.Pattern[str], Heading], ...]:
    known = []
    for item in data()["headings"]:
        slots = tuple(slot for slot in item["slots"] if slot != "ignored")
        known.append((_compiled(item["when"]), Heading(slots, bool(item.get("aim")))))
    return tuple(known)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\s*\n\s*", "", pattern))
