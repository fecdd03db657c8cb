"""In which order the objectives of a draft shall come: "mets O3 avant O1 et O2", "O2 first", "swap O1 and O2"."""

import itertools
import re

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.pointing import AN_ID, ids_in, letter
from assistant.models.turn import Edit

_A_PAIR = 2


def find_order(message: Message, start: int, end: int) -> list[Edit]:
    """The wish for another order that one sentence holds; none where an objective is only reworded."""
    text = message.plain[start:end]
    quote = message.quote(start, end)
    ids = ids_in(text, "OS")
    if len(ids) == 1 and ids[0].startswith("O"):
        return _of_one(text, ids[0], quote)
    if len(ids) == _A_PAIR and pattern("requests", "swap").search(text):
        return [Edit(kind="swap", target=ids[0], value=ids[1], quote=quote)]
    return _among(text, quote) if len(ids) >= _A_PAIR else []


def _of_one(text: str, one: str, quote: str) -> list[Edit]:
    """ "O2 en premier", "put O1 last"; "fais remonter O3" does not say where."""
    mark = next(AN_ID.finditer(text))
    for name, place in (("first_of_all", "first"), ("last_of_all", "last")):
        if pattern("requests", name).match(text, mark.end()):
            return [Edit(kind="before", target=one, value=place, quote=quote)]
    moved = pattern("requests", "moving").search(text, 0, mark.start())
    somewhere = pattern("requests", "somewhere").match(text, mark.end())
    if somewhere or (moved and not re.search(r"\w", text[mark.end() :])):
        return [Edit(kind="before", target=one, quote=quote)]
    return []


def _among(text: str, quote: str) -> list[Edit]:
    """ "mets O3 avant O1 et O2": those that move, and those beside which they go."""
    marks = [mark for mark in AN_ID.finditer(text) if letter(mark) in "OS"]
    names = [f"{letter(mark)}{int(mark['number'])}" for mark in marks]
    between = [text[one.end() : two.start()] for one, two in itertools.pairwise(marks)]
    for side in ("before", "after", "between"):
        place = next((n for n, words in enumerate(between, 1) if _is(f"placed_{side}", words)), None)
        if place is None:
            continue
        others = (*between[: place - 1], *between[place:])
        if not all(_is("placed_and", words) for words in others):
            return []
        return _placed(side, tuple(names[:place]), tuple(names[place:]), quote)
    if pattern("requests", "in_order").search(text) and all(_is("placed_and", words) for words in between):
        return [Edit(kind="before", target=names[0], quote=quote)]  # "dans l'ordre O3, O1, O2": one at a time
    return []


def _is(name: str, words: str) -> bool:
    return pattern("requests", name).fullmatch(words) is not None


def _placed(side: str, moved: tuple[str, ...], others: tuple[str, ...], quote: str) -> list[Edit]:
    value = others[0] if len(others) == 1 else others
    if side == "before":
        return [Edit(kind="before", target=one, value=value, quote=quote) for one in moved]
    if side == "after":
        return [Edit(kind="after", target=one, value=value, quote=quote) for one in reversed(moved)]
    return [Edit(kind="before", target=moved[0], quote=quote)]
