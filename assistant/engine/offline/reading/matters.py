"""What a trainer says of the subject matter that a model proposed: right, wrong, or better put otherwise."""

import re
from typing import get_args

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message
from assistant.models.module import MatterKind
from assistant.models.turn import Edit

_ID = re.compile(r"(?<![\d.,] )(?<!\d)\bm\s?(?P<number>\d{1,3})\b")
""" "M3"; "30 m2" is a surface."""
_RANGE = re.compile(r"\bm\s?(?P<first>\d{1,3})\s?(?:-|–|a|au?x?|to|through)\s?m?\s?(?P<last>\d{1,3})\b")
_LONGEST = 60
"""Ids of one range."""
_REWORDED = re.compile(
    r"\bm\s?(?P<number>\d{1,3})\b\s?(?::|=|->|→|par|with|devient|becomes|c'est|is|should be)\s?"
    r"(?:(?:plutot|rather|instead)\s?:?\s?)?(?P<text>\S[^\n]{6,})"
)


def find_matters(message: Message, start: int, end: int) -> list[Edit]:
    """Acceptance, withdrawal or another wording of pieces of matter, in one sentence."""
    text = message.plain[start:end]
    quote = message.quote(start, end)
    names = _ids(text)
    if pattern("requests", "withdraw_matter").search(text):
        wanted = names or _kinds(text, proposed=True)
        return [Edit(kind="withdraw_matter", value=wanted, quote=quote)] if wanted else []
    reworded = _REWORDED.search(message.plain, start, end)
    if reworded and not pattern("requests", "right_matter").match(reworded["text"]):
        words = message.quote(*reworded.span("text")).strip(" «»“”\"'\u00a0\u202f")
        return [Edit(kind="reword_matter", target=f"M{int(reworded['number'])}", value=words, quote=quote)]
    if pattern("requests", "accept_matter").search(text) or (names and _says_right(text)):
        wanted = names or _kinds(text, proposed=False)
        return [Edit(kind="accept_matter", value=wanted, quote=quote)] if wanted else []
    return []


def _says_right(text: str) -> bool:
    right = pattern("requests", "right_matter").search(text)
    return right is not None and pattern("requests", "wrong_matter").search(text) is None


def _ids(text: str) -> tuple[str, ...]:
    found = [int(item["number"]) for item in _ID.finditer(text)]
    for item in _RANGE.finditer(text):
        first, last = int(item["first"]), int(item["last"])
        found += range(first, min(last, first + _LONGEST) + 1)
    return tuple(f"M{number}" for number in sorted(set(found)))


def _kinds(text: str, *, proposed: bool) -> tuple[str, ...]:
    """ "tous les cas proposés"; what the model did not propose has other names."""
    if proposed and not pattern("requests", "of_the_model").search(text):
        return ()
    kinds = tuple(kind for kind in get_args(MatterKind) if pattern("requests", f"matter_{kind}").search(text))
    return kinds or (("all",) if pattern("requests", "all_matter").search(text) else ())
