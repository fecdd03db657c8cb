"""A document cut into sections: what stands under each heading, beside each label and in each table."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from assistant.documents.blocks import lines_of
from assistant.documents.cover import is_cover
from assistant.documents.headings import Heading, heading_of, is_column_of_competencies, labelled
from assistant.models.brief import Slot
from assistant.models.document import Document, Passage

_ONE_LINE: frozenset[Slot] = frozenset({"duration", "group_size", "modality", "audience_level", "title"})
"""What one line says: what follows the label is something else."""
_SIDE_BY_SIDE = re.compile(r"\s+[|•·]\s+|\s{3,}|\t")
_SUBHEADING = 7
"""Level of a heading that only looks like one: bold, or larger than the text."""


@dataclass(frozen=True)
class Line:
    """A line of the document, with the passage that holds it."""

    text: str
    passage: Passage
    item: bool = False
    """It is an item of a list."""
    level: int = 0


@dataclass
class Section:
    """What stands under one heading."""

    heading: Heading | None
    """None = a heading that is not known, or none."""
    label: str = ""
    lines: list[Line] = field(default_factory=list)
    origin: Literal["heading", "label", "row", "column", "opening", "other"] = "heading"

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What it states."""
        return self.heading.slots if self.heading else ()


def sections_of(document: Document) -> list[Section]:
    """The document's sections, in order; the first holds what stands before any heading.

    What a presenter wrote under the slides is for the presenter: it is in none.
    """
    cutter = _Cutter()
    shown = [passage for passage in document.passages if not passage.place.notes]
    for (table, _), group in groupby(shown, key=lambda one: (one.table if one.role == "row" else 0, one.place.sheet)):
        passages = list(group)
        if table:
            cutter.table(passages)
        else:
            for passage in passages:
                cutter.take(passage)
    return [section for section in cutter.sections if section.lines or section.heading]


class _Cutter:
    """Gathers passages into sections."""

    def __init__(self) -> None:
        self.sections = [Section(None, origin="opening")]
        self._level = 0
        """Of the heading of the section that is open."""

    def take(self, passage: Passage) -> None:
        """One paragraph, item or heading; a line of several labels is taken piece by piece."""
        pieces = [piece.strip() for piece in _SIDE_BY_SIDE.split(passage.text) if piece.strip()]
        if len(pieces) > 1 and passage.role != "row" and any(labelled(piece) for piece in pieces):
            for piece in pieces:
                self._take(passage, piece)
        else:
            self._take(passage, passage.text)

    def _take(self, passage: Passage, text: str) -> None:
        found = heading_of(text) if passage.role != "item" else None
        if found and not (self._is_opening and is_cover(text)):
            self._open(Section(found, text.strip(" :")), passage.level if passage.role == "heading" else _SUBHEADING)
        elif passage.role in {"heading", "title"}:
            self._unknown(passage, text)
        elif (known := labelled(text)) and not self._is_list(passage) and not (self._is_opening and is_cover(known[1])):
            self._label(passage, *known)
        else:
            self._add(passage, text)

    @property
    def _is_opening(self) -> bool:
        return self.sections[-1].origin == "opening"

    def _is_list(self, passage: Passage) -> bool:
        """Whether an item goes on a list: "Outils : maîtriser l'outil" among competencies is one of them."""
        return passage.role == "item" and self.sections[-1].slots == ("competencies",)

    def _unknown(self, passage: Passage, text: str) -> None:
        """A heading of no known kind: below a deeper one, the section goes on."""
        known = labelled(text)
        if known and known[2] and not (self._is_opening and is_cover(known[1])):
            self._label(passage, *known)
        elif self._is_opening:
            self._add(passage, text)
        elif passage.level <= self._level or passage.role == "title" or not self.sections[-1].heading:
            self._open(Section(None, text, origin="other"), passage.level)

    def _open(self, section: Section, level: int) -> None:
        self.sections.append(section)
        self._level = level

    def _label(self, passage: Passage, heading: Heading, label: str, rest: str) -> None:
        if not rest or (heading.ignored and passage.role != "item"):
            self._open(Section(heading, label), passage.level if passage.role == "heading" else _SUBHEADING)
            return
        before, level = self.sections[-1], self._level
        section = Section(heading, label, [Line(rest, passage)], origin="label")
        self.sections.append(section)
        if passage.role == "item" and before.heading and before.heading.ignored:
            self.sections[-1] = Section(Heading(()), label)  # "Durée : 1 h" of a part of the contents
        if set(heading.slots) <= _ONE_LINE:
            # What comes next goes on with what came before.
            self.sections.append(
                Section(before.heading, before.label, origin="opening" if before.origin == "opening" else before.origin)
            )
            self._level = level
        else:
            self._level = _SUBHEADING

    def _add(self, passage: Passage, text: str) -> None:
        section = self.sections[-1]
        if section.origin == "label" and passage.role != "item" and section.slots != ("competencies",):
            section = Section(None, origin="opening" if len(self.sections) < _EARLY else "other")
            self.sections.append(section)
        for line, item in lines_of(text):
            section.lines.append(Line(line, passage, item or passage.role == "item", passage.level))

    def table(self, rows: list[Passage]) -> None:
        """The rows of one table: keys and values, columns, or one more list."""
        keys = [row for row in rows if len(row.cells) > 1 and _key(row)]
        header = _header(rows)
        if header is not None and (len(keys) < 2 or _columns(rows[header]) > len(keys)):
            self._columns(rows, header)
        elif keys:
            self._keyed(rows)
        elif self.sections[-1].slots and not self._is_opening:
            for row in rows:
                self._row_of(row)
        self._level = 0 if keys else self._level

    def _keyed(self, rows: list[Passage]) -> None:
        section: Section | None = None
        for row in rows:
            heading = _key(row)
            values = [cell for cell in row.cells[1:] if cell] if heading else [cell for cell in row.cells if cell]
            if heading:
                section = Section(heading, row.cells[0].strip(" :"), origin="row")
                self.sections.append(section)
            elif row.cells[0]:
                section = None  # a key that is not known
            if section:
                section.lines += [
                    Line(text, row, item) for cell in dict.fromkeys(values) for text, item in _lines_of_cell(cell)
                ]
            pairs = _pairs(row)
            if heading and section and pairs:
                section.lines[:] = [Line(text, row, item) for text, item in _lines_of_cell(row.cells[1])]
                for label, value in pairs:
                    self.sections.append(
                        Section(
                            heading_of(label),
                            label,
                            [Line(text, row, item) for text, item in _lines_of_cell(value)],
                            origin="row",
                        )
                    )
        self.sections.append(Section(None, origin="other"))

    def _columns(self, rows: list[Passage], header: int) -> None:
        for column, name in enumerate(rows[header].cells):
            skills = is_column_of_competencies(name)
            heading = heading_of(name)
            if skills:
                heading = Heading(("competencies",))
            if heading is None or not heading.slots:
                continue
            lines = []
            for row in rows[header + 1 :]:
                cell = row.cells[column] if column < len(row.cells) else ""
                lines += [Line(text, row, item or skills) for text, item in _lines_of_cell(cell)]
            self.sections.append(Section(heading, name, lines, origin="column"))
        self.sections.append(Section(None, origin="other"))

    def _row_of(self, row: Passage) -> None:
        """A row under a heading: its longest cell is the item."""
        cell = max(row.cells, key=len)
        self.sections[-1].lines += [Line(text, row, item=True) for text, _ in lines_of(cell)]


_EARLY = 12
"""Sections from which on a loose line no longer belongs to the opening."""


def _lines_of_cell(cell: str) -> list[tuple[str, bool]]:
    """(line, whether it is an item): lines without bullets, of which none goes on with the one before, are a list."""
    lines = list(lines_of(cell))
    listed = len(lines) > 1 and not any(item for _, item in lines)
    if not listed or any(text.endswith((":", ",")) or not text[0].isupper() for text, _ in lines):
        return lines
    return [(text, True) for text, _ in lines]


def _key(row: Passage) -> Heading | None:
    return heading_of(row.cells[0].split("\n")[0] if len(row.cells[0]) < 130 else "") if row.cells else None


def _pairs(row: Passage) -> list[tuple[str, str]]:
    """More keys and values in the same row: "Durée | 2 jours | Effectif | 8"."""
    cells = row.cells
    if len(cells) < 4 or len(cells) % 2:
        return []
    pairs = [(cells[place], cells[place + 1]) for place in range(2, len(cells), 2)]
    return pairs if all(heading_of(label) for label, _ in pairs if label) else []


def _header(rows: list[Passage]) -> int | None:
    """The row that names the columns, among the first."""
    for place, row in enumerate(rows[:15]):
        if len(rows) <= place + 1 or (
            len(row.cells) < 2 and not any(is_column_of_competencies(cell) for cell in row.cells)
        ):
            continue
        if _columns(row) >= 2 and _is_answered(rows, place):
            return place
        skills = [column for column, cell in enumerate(row.cells) if is_column_of_competencies(cell)]
        if skills and len(rows) - place > 2 and all(len(cell) < 60 for cell in row.cells):
            return place
    return None


def _columns(row: Passage) -> int:
    slots = Counter(slot for cell in row.cells if (found := heading_of(cell)) for slot in found.slots)
    return len(slots)


def _is_answered(rows: list[Passage], place: int) -> bool:
    """Whether what stands below is no heading itself."""
    below = rows[place + 1].cells
    return sum(heading_of(cell) is not None for cell in below) < 2
