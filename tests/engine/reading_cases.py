"""Messages of trainers with what must be read in them: rows of YAML, and how a reading is compared with a row."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.engine.offline.reading import read
from assistant.knowledge.cards import read_cards
from assistant.models.brief import FIELDS_OF_SLOT, BriefField
from assistant.models.turn import Reading, ReadingContext
from assistant.settings import PROJECT_ROOT

Row = Mapping[str, Any]
_ALL_FIELDS: dict[str, tuple[BriefField, ...]] = {
    "duration": ("duration_minutes", "days"),
    "group": ("group_size_min", "group_size_max"),
    "level": ("audience_level",),
    "context": ("work_context",),
    "wishes": ("assessment_wishes",),
}
_EXACT = ("subject", "title", "audience", "modality", "level")
_PARTS = ("context", "wishes", "resources", "accessibility", "constraints", "prerequisites")


def rows(name: str) -> list[Row]:
    """The rows of a file beside this one."""
    loaded: list[Row] = yaml.load((Path(__file__).parent / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def reading_of(row: Row) -> Reading:
    """What the reader makes of a row's message."""
    given = {**row.get("with", {})}
    known = [name for slot in given.pop("known", ()) for name in FIELDS_OF_SLOT.get(slot, (slot,))]
    return read(row["say"], ReadingContext(known=tuple(known), **given), shelf())


def shelf() -> Any:
    """The cards of the knowledge base, read once."""
    if not _SHELF:
        _SHELF.update(read_cards(PROJECT_ROOT / "knowledge_base"))
    return _SHELF


_SHELF: dict[str, Any] = {}


def faults(row: Row, reading: Reading) -> Iterator[str]:
    """What is missing, wrong, or stated by nobody."""
    yield from (f"quote of {fact.field} not in the text" for fact in reading.facts if fact.quote not in row["say"])
    for slot in ("subject", "title", "audience", "level", "duration", "group", "modality", "competencies", *_PARTS):
        yield from _faults_of_slot(slot, row, reading)
    for name in ("skip", "command", "pick", "switch_to", "noise"):
        if getattr(reading, name) != row.get(name, False if name == "skip" else None):
            yield f"{name}: {getattr(reading, name)!r}"
    if (reading.question is not None) != ("question" in row):
        yield f"question: {reading.question!r}"
    if isinstance(row.get("question"), str) and reading.question != row["question"]:
        yield f"question: {reading.question!r}"
    if bool(reading.vague) != bool(row.get("vague")):
        yield f"vague: {reading.vague}"
    if [edit.kind for edit in reading.edits] != row.get("edits", []):
        yield f"edits: {[edit.kind for edit in reading.edits]}"
    if "edit" in row and [[edit.target, _plain(edit.value)] for edit in reading.edits] != row["edit"]:
        yield f"edits: {[[edit.target, edit.value] for edit in reading.edits]}"
    if "consent" in row and reading.consent != row["consent"]:
        yield f"consent: {reading.consent}"
    if row.get("agrees") and reading.consent != "yes" and reading.command != "draft":
        yield "not taken as an agreement"


def _plain(value: Any) -> Any:
    """As YAML writes it."""
    return list(value) if isinstance(value, tuple) else value


def _faults_of_slot(slot: str, row: Row, reading: Reading) -> Iterator[str]:
    fields = _ALL_FIELDS.get(slot, (slot,))
    found = [fact.value for fact in reading.facts if fact.field == fields[-1]]
    if f"{slot}_any" in row or row.get(slot) == "any":
        return
    if slot not in row:
        if found:
            yield f"{slot}: invented {found}"
    elif slot in _EXACT:
        wanted = row[slot]
        if found != [wanted]:
            yield f"{slot}: {found}, not {wanted!r}"
    elif slot == "duration":
        if [list(value) for value in found] != [row[slot]]:
            yield f"{slot}: {found}, not {row[slot]}"
    elif slot == "group":
        low = [fact.value for fact in reading.facts if fact.field == "group_size_min"]
        if [*low, *found] != row[slot]:
            yield f"{slot}: {low} {found}, not {row[slot]}"
    elif slot == "competencies":
        if found != row[slot]:
            yield f"{slot}: {found}, not {row[slot]}"
    else:
        yield from _faults_of_text(slot, row[slot], found)


def _faults_of_text(slot: str, wanted: Any, found: list[Any]) -> Iterator[str]:
    if wanted == []:
        if found != [()]:
            yield f"{slot}: {found}, not 'none'"
        return
    parts = [wanted] if isinstance(wanted, str) else wanted
    for part in parts:
        if not any(part in str(value) for value in found):
            yield f"{slot}: {found}, not {part!r}"
    if len(found) > len(parts) and slot not in {"context"}:
        yield f"{slot}: more than {parts}: {found}"
