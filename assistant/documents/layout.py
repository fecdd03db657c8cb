"""The lines of laid-out pages put together again: paragraphs, lists, headings, and rows of two columns."""

import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from assistant.documents.blocks import Block, Role, unbulleted, unnumbered

IsHeading = Callable[[str], bool]
_LONGEST_HEADING = 90
_LEFT, _TOP, _RIGHT, _BOTTOM, _SIZE = range(5)


def laid_out(lines: list[Block], is_heading: IsHeading) -> list[Block]:
    """The blocks of a document whose pages were read line by line; `is_heading` knows the headings of a syllabus."""
    if not lines:
        return []
    body = _body_size(lines)
    largest = max(line.box[_SIZE] for line in lines if line.page == lines[0].page)
    blocks: list[Block] = []
    for page, on_page in groupby(_without_margins(lines), key=lambda line: line.page):
        rows, rest = _rows(list(on_page), is_heading, page)
        blocks += _in_order(
            rows, list(_paragraphs(in_columns(rest), body, largest, is_heading, first=page == lines[0].page))
        )
    return blocks


def _body_size(lines: list[Block]) -> float:
    """The size of most letters."""
    sizes = [round(line.box[_SIZE] * 2) / 2 for line in lines for _ in range(1 + len(line.text) // 20)]
    return statistics.mode(sizes)


def _without_margins(lines: list[Block]) -> list[Block]:
    """Without what stands at the same place of every page: headers, footers, page numbers."""
    pages = len({line.page for line in lines})
    seen: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        seen.setdefault(_stamp(line), set()).add(line.page)
    return [line for line in lines if pages < 3 or len(seen[_stamp(line)]) < max(3, pages * 0.6)]


def _stamp(line: Block) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.box[_TOP] / 10)


def _rows(lines: list[Block], is_heading: IsHeading, page: int) -> tuple[list[Block], list[Block]]:
    """Rows of a table of two columns, "Durée | 2 jours", and the lines that are in none."""
    names = _names_of_columns(lines)
    lines = [line for line in lines if all(line is not name for name in names)]
    known = [line for line in lines if is_heading(line.text) and _has_value(line, lines, is_heading)]
    known += [line for line in _under(names, lines) if all(line is not key for key in known)]
    if not known:
        return [], lines
    keys = sorted(_with_other_keys(known, lines), key=lambda line: line.box[_TOP])
    taken: set[int] = {id(line) for line in keys}
    rows = []
    for place, key in enumerate(keys):
        below = keys[place + 1].box[_TOP] - 2 if place + 1 < len(keys) else key.box[_TOP] + 12 * _height(key)
        values = [line for line in lines if id(line) not in taken and _answers(key, line, below)]
        if place + 1 == len(keys):
            values = _together(values)
        taken |= {id(line) for line in values}
        text = _joined(sorted(values, key=lambda line: (line.box[_TOP], line.box[_LEFT])))
        rows.append(Block("row", f"{key.text}\n{text}", cells=(key.text, text), table=page, page=page, box=key.box))
    return rows, [line for line in lines if id(line) not in taken]


_NAMES = (
    re.compile(r"rubriques?|intitul[ée]s?|champs?|[ée]l[ée]ments?|items?|sections?|fields?|headings?", re.IGNORECASE),
    re.compile(r"contenus?|d[ée]tails?|descriptions?|informations?|pr[ée]cisions?|contents?", re.IGNORECASE),
)
"""What the columns of a table of keys and values are called."""


def _names_of_columns(lines: list[Block]) -> tuple[Block, ...]:
    """The names of the two columns, "Rubrique" and "Contenu", where a table has them."""
    for key in lines:
        value = next((line for line in lines if _is_beside(key, line)), None)
        if value and _NAMES[0].fullmatch(key.text.strip()) and _NAMES[1].fullmatch(value.text.strip()):
            return key, value
    return ()


def _under(names: tuple[Block, ...], lines: list[Block]) -> list[Block]:
    """The keys of a table whose columns have names: what stands in the first, beside something in the second."""
    if not names:
        return []
    key, value = names
    return [
        line
        for line in lines
        if abs(line.box[_LEFT] - key.box[_LEFT]) < 3
        and line.box[_TOP] > key.box[_TOP]
        and any(_is_beside(line, other) and abs(other.box[_LEFT] - value.box[_LEFT]) < 3 for other in lines)
    ]


def _with_other_keys(known: list[Block], lines: list[Block]) -> list[Block]:
    """What stands in the column of known keys, beside something, is a key of its own ("Tarif")."""
    if len(known) < 2:
        return known
    left, top = known[0].box[_LEFT], min(line.box[_TOP] for line in known)
    others = [
        line
        for line in lines
        if all(line is not key for key in known)
        and abs(line.box[_LEFT] - left) < 3
        and line.box[_TOP] > top
        and len(line.text) <= 50
        and any(_is_beside(line, other) for other in lines)
    ]
    return [*known, *others]


_GUTTER = 8.0
_COLUMN = 3
"""Lines of a column at least."""


def in_columns(lines: list[Block]) -> list[Block]:
    """The lines in the order of reading: down one column, then down the next; what crosses both stands between."""
    ordered = sorted(lines, key=lambda line: (round(line.box[_TOP]), line.box[_LEFT]))
    place = _gutter(ordered)
    if place is None:
        return [replace(line, group=0) for line in ordered]
    read: list[Block] = []
    sides: tuple[list[Block], list[Block]] = ([], [])
    group = 0
    for line in ordered:
        if line.box[_LEFT] < place - _GUTTER < line.box[_RIGHT] - 1 and line.box[_RIGHT] > place:
            group = _flush(read, sides, group)
            read.append(replace(line, group=group))
        else:
            sides[line.box[_LEFT] >= place - 1].append(line)
    _flush(read, sides, group)
    return read


def _flush(read: list[Block], sides: tuple[list[Block], list[Block]], group: int) -> int:
    for side in sides:
        group += 1
        read += [replace(line, group=group) for line in side]
        side.clear()
    return group + 1


def _gutter(lines: list[Block]) -> float | None:
    """Where the second column begins, if there are two."""
    starts = sorted({round(line.box[_LEFT]) for line in lines})
    best: tuple[int, float] | None = None
    for start in starts[1:]:
        left = [line for line in lines if line.box[_RIGHT] < start - _GUTTER]
        right = [line for line in lines if line.box[_LEFT] >= start - 1]
        across = len(lines) - len(left) - len(right)
        if len(left) < _COLUMN or len(right) < _COLUMN or across > 0.6 * len(lines):
            continue
        overlap = min(max(line.box[_BOTTOM] for line in side) for side in (left, right)) - max(
            min(line.box[_TOP] for line in side) for side in (left, right)
        )
        if overlap > 3 * _height(left[0]) and (best is None or min(len(left), len(right)) > best[0]):
            best = (min(len(left), len(right)), float(start))
    return best[1] if best else None


def _height(line: Block) -> float:
    return max(line.box[_BOTTOM] - line.box[_TOP], line.box[_SIZE])


def _has_value(key: Block, lines: list[Block], is_heading: IsHeading) -> bool:
    """Whether something that is no heading stands right of the key, and nothing of its own below it."""
    beside = [line for line in lines if line is not key and _is_beside(key, line)]
    if not beside or any(is_heading(line.text) for line in beside):
        return False
    below = [line for line in lines if _is_below(key, line)]
    nearest = min(below, key=lambda line: line.box[_TOP], default=None)
    if nearest is None or is_heading(nearest.text) or nearest.box[_LEFT] > key.box[_RIGHT]:
        return True
    return nearest.box[_TOP] - key.box[_BOTTOM] > 2.5 * _height(key)


def _is_below(key: Block, line: Block) -> bool:
    aligned = key.box[_LEFT] - 3 <= line.box[_LEFT] <= key.box[_LEFT] + 30
    return aligned and line.box[_TOP] > key.box[_TOP] + 1


def _is_beside(key: Block, line: Block) -> bool:
    middle = (line.box[_TOP] + line.box[_BOTTOM]) / 2
    return line.box[_LEFT] > key.box[_RIGHT] + 3 and abs(middle - (key.box[_TOP] + key.box[_BOTTOM]) / 2) < _height(key)


def _answers(key: Block, line: Block, below: float) -> bool:
    middle = (line.box[_TOP] + line.box[_BOTTOM]) / 2
    return line.box[_LEFT] > key.box[_RIGHT] + 3 and key.box[_TOP] - 3 <= middle < below


def _together(lines: list[Block]) -> list[Block]:
    """The lines down to the first gap."""
    ordered = sorted(lines, key=lambda line: line.box[_TOP])
    for place in range(1, len(ordered)):
        if ordered[place].box[_TOP] - ordered[place - 1].box[_BOTTOM] > 1.2 * _height(ordered[place]):
            return ordered[:place]
    return ordered


def _joined(lines: list[Block]) -> str:
    """Lines as paragraphs: one that begins with a bullet or after a stop is a line of its own."""
    pieces: list[str] = []
    widest = max((line.box[_RIGHT] for line in lines), default=0.0)
    for place, line in enumerate(lines):
        if pieces and _goes_on(lines[place - 1], line, widest):
            pieces[-1] += " " + line.text
        else:
            pieces.append(line.text)
    return "\n".join(pieces)


def _goes_on(before: Block, line: Block, widest: float) -> bool:
    if unbulleted(line.text) is not None or unnumbered(line.text) is not None:
        return False
    if line.text[:1].islower():
        return before.text[-1:] not in ".!?;"
    room = before.box[_RIGHT] > widest - 12 * before.box[_SIZE] / 2
    return room and before.text[-1:] not in ".:!?;"


def _paragraphs(
    lines: list[Block], body: float, largest: float, is_heading: IsHeading, *, first: bool
) -> Iterator[Block]:
    for _, group in groupby(lines, key=lambda line: line.group):
        column = list(group)
        widest = max(line.box[_RIGHT] for line in column)
        current: Block | None = None
        for before, line in zip([None, *column], column, strict=False):
            role = _role(line, body, largest, is_heading, first=first)
            if current and before and _is_one(current, role, before, line, widest, is_heading):
                current.text += " " + line.text
                continue
            if current:
                yield current
            current = _begun(line, role, body)
        if current:
            yield current


def _is_one(current: Block, role: Role, before: Block, line: Block, widest: float, is_heading: IsHeading) -> bool:
    """Whether the line goes on with the block that is open."""
    if not _is_near(before, line):
        return False
    if role == "text" and current.role in {"text", "item"}:
        return _goes_on(before, line, widest)
    same = role == current.role and role in {"title", "heading"} and line.box[_SIZE] == before.box[_SIZE]
    return same and not is_heading(line.text) and not is_heading(current.text)


def _is_near(before: Block, line: Block) -> bool:
    return line.box[_TOP] - before.box[_BOTTOM] < 0.9 * _height(line)


def _role(line: Block, body: float, largest: float, is_heading: IsHeading, *, first: bool) -> Role:
    size, short = line.box[_SIZE], len(line.text) <= _LONGEST_HEADING
    if unbulleted(line.text) is not None:
        return "item"
    if is_heading(line.text):
        return "heading"
    if first and short and size >= largest - 0.2 and size > body * 1.25:
        return "title"
    if short and (size > body * 1.12 or (line.level and line.text[-1] not in ".;,:")):
        return "heading"
    return "item" if unnumbered(line.text) is not None else "text"


def _begun(line: Block, role: Role, body: float) -> Block:
    text = line.text
    if role == "item":
        text = unbulleted(text) or unnumbered(text) or text
    level = 1 if role == "title" else _level(line, body) if role == "heading" else 0
    return replace(line, role=role, text=text, level=level)


def _level(line: Block, body: float) -> int:
    """Larger letters are a higher heading."""
    ratio = line.box[_SIZE] / body if body else 1.0
    return 2 if ratio > 1.5 else 3 if ratio > 1.25 else 4 if ratio > 1.12 else 7


def _in_order(rows: list[Block], rest: list[Block]) -> list[Block]:
    """Rows among the paragraphs, by their place on the page."""
    if not rows:
        return rest
    first = min(row.box[_TOP] for row in rows)
    before = [block for block in rest if block.box[_TOP] < first]
    return [*before, *rows, *(block for block in rest if block.box[_TOP] >= first)]
