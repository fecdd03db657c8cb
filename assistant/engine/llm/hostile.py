"""What no sentence of a model's may hold, whatever it is about: links, marks, pieces of a prompt, orders, secrets."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.engine.offline.reading.orders import gives_orders, is_disguised
from assistant.engine.prompts import systems
from assistant.language.lemmas import fold

RUN = 7
"""Words in a row that are a prompt's, not the trade's."""
_ENDINGS = (
    "com|org|net|fr|eu|io|dev|app|ai|co|uk|us|de|es|it|be|ch|ca|info|biz|xyz|site|online|cloud|me|ly|gg|to|tv|cn|ru|example|"
    "test|invalid|localhost|gov|edu"
)
_LINK = re.compile(
    r"(?:https?|hxxps?|ftp|data|file|javascript|mailto)\s?:\s?[/\w]|//\w|www\.|\S@\S|\[at\]|\[\.\]|\(\.\)"
    rf"|\b[\w-]+\.(?:{_ENDINGS})\b(?!\.)|\b[\w-]+\.[a-z]{{2,}}/|\b(?:dot|point) (?:com|org|net|fr|io)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[<>{}\[\]|`\\]|^#|\n#|\*\*|__|~~~")
_SECRET = re.compile(
    r"(?<![\w-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{16,}|\b(?:sk|pk|gsk|ghp|xai|hf)[-_][\w-]{8,}|\b[A-Z]+(?:_[A-Z]+)+\b"
)


def hostile(text: str) -> Iterator[str]:
    """One line on each kind of thing that is refused."""
    if _LINK.search(text) or _MARKS.search(text):
        yield "no link, address, bracket or mark."
    if _SECRET.search(text):
        yield "no code, key or name of a setting."
    if is_disguised(text):
        yield "plain letters only."
    if overhears(text):
        yield "say nothing of what you were told to do."
    if gives_orders(text):
        yield "give no orders to a program."


def overhears(text: str) -> bool:
    """Whether it repeats a piece of what a model is told to do."""
    said = words_of(text)
    return any(tuple(said[start : start + RUN]) in runs() for start in range(len(said) - RUN + 1))


def is_shown(word: str) -> bool:
    """Whether a word may be shown while nobody knows yet what it belongs to."""
    return not (_LINK.search(word) or _MARKS.search(word) or _SECRET.search(word) or is_disguised(word))


def words_of(text: str) -> list[str]:
    """Its words as they are compared."""
    return re.findall(r"\w+", fold(text))


@cache
def runs() -> frozenset[tuple[str, ...]]:
    """Every run of so many words of what models are told to do, and how each one begins."""
    found: set[tuple[str, ...]] = set()
    for system in systems():
        said = words_of(system)
        for start in range(len(said)):
            found |= {tuple(said[start : start + length]) for length in range(1, RUN + 1)}
    return frozenset(found)
