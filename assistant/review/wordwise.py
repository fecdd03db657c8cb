"""A change of words, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

from assistant.models.value import Value

_TOKENS = re.compile(
    r"(?:[cdjlmnst]|(?:lors|puis|jus|quoi)?qu)[’']|\w+(?:[’'-]\w+)*[’']?|[^\w\s]|\s+",
    re.IGNORECASE,
)
"""Words (in French apart from what is elided before them), marks, spaces: joined again they are the text."""
_MOST = 1_500
"""Words beyond which a text is shown as replaced."""


class Piece(Value):
    """A run of words of a change."""

    kind: Literal["same", "removed", "added"]
    text: str


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """What stays, goes and comes: "same" and "removed" join to the older text, "same" and "added" to the newer."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _runs(old[start : len(old) - end], new[start : len(new) - end])
    runs = [("".join(old[:start]),) * 2, *middle, ("".join(old[len(old) - end :]),) * 2]
    pieces: list[Piece] = []
    for removed, added in _joined(runs):
        if removed == added:
            pieces.append(Piece(kind="same", text=removed))
            continue
        pieces += [Piece(kind="removed", text=removed)] if removed else []
        pieces += [Piece(kind="added", text=added)] if added else []
    return tuple(pieces)


def _alike(one: list[str], other: list[str]) -> int:
    """How many words are the same from the start on."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _runs(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    if not old or not new or max(len(old), len(new)) > _MOST:
        return [("".join(old), "".join(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [("".join(old[a:b]), "".join(new[c:d])) for _, a, b, c, d in codes]


def _joined(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Changes that only a space stands between are one change."""
    joined: list[tuple[str, str]] = []
    for place, (removed, added) in enumerate(runs):
        same = removed == added
        if same and not removed:
            continue
        between = same and removed.isspace() and place and place + 1 < len(runs) and len(set(runs[place + 1])) > 1
        if joined and len(set(joined[-1])) > 1 and (not same or between):
            joined[-1] = (joined[-1][0] + removed, joined[-1][1] + added)
        else:
            joined.append((removed, added))
    return joined
