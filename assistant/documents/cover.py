"""The title of a document, and what it is about."""

import re
from functools import cache
from itertools import takewhile

from assistant.documents.headings import data, heading_of, labelled, plain
from assistant.documents.sifting import is_order
from assistant.language.dictionary import is_word
from assistant.language.lemmas import fold
from assistant.models.document import Document, Passage
from assistant.models.terms import Language

_LONGEST, _WORDS = 110, 16
_LONGEST_LINE = 80
_MARKS = " :;,.–—-|•\u00a0«»\"“”'"


def is_cover(text: str) -> bool:
    """Whether a title only names the kind of paper: "Programme de formation"."""
    bare = plain(text).strip(_MARKS)
    return any(when.fullmatch(bare) for when in _covers())


def titles_of(document: Document) -> list[tuple[str, Passage]]:
    """What may be the title, the likeliest first: what stands before the first known heading, the largest first."""
    opening = list(takewhile(lambda one: is_cover(one.text) or not _is_known(one), document.passages[:12]))
    titles = [one for one in document.passages[:12] if one.role == "title" and not _is_known(one)]
    headings = sorted((one for one in opening[:8] if one.role == "heading"), key=lambda one: one.level)
    plainly = [one for one in opening[:4] if _stands_alone(one)]
    return [(one.text, one) for one in (*titles, *headings, *plainly) if "\n" not in one.text]


def _is_known(passage: Passage) -> bool:
    label = labelled(passage.text)
    return heading_of(passage.text) is not None or (label is not None and not is_cover(label[1]))


def _stands_alone(passage: Passage) -> bool:
    """A line of its own that could be a title: short, and no sentence."""
    text = passage.text
    alone = passage.role == "text" or (passage.role == "row" and sum(bool(cell) for cell in passage.cells) == 1)
    return alone and len(text) < _LONGEST_LINE and text[-1] not in ".;,?!:" and not is_order(text)


def subject_in(title: str, language: Language) -> tuple[str, str] | None:
    """(words as they are written, the same as a reader would write them) of what a title says is taught."""
    text = title.strip(_MARKS)
    folded = plain(text)
    if len(folded) != len(text):
        folded = fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    for when in _covers():
        found = when.match(folded)
        after = folded[found.end() :] if found and found.end() else ""
        lead = re.match(r"\s?[:–—|-]\s*|\s(?:sur|intitulee?|about|on|in)\s(?:la |le |les |l'|the )?", after)
        if found and lead and after[lead.end() :].strip(_MARKS):
            cut = found.end() + lead.end()
            text, folded = text[cut:].strip(_MARKS), ""
            break
    if is_cover(text) or _is_no_subject(text) or _names_people(title):
        return None
    return text, _written(text, language)


def _is_no_subject(text: str) -> bool:
    words = text.split()
    folded = plain(text)
    if not 1 <= len(words) <= _WORDS or len(text) > _LONGEST or not re.search(r"[a-z]{3}", folded):
        return True
    if text[-1:] in ".?!" and len(words) > 6:
        return True
    return (
        re.search(rf"\b{data()['organisations']}\b", folded) is not None
        or re.search(r"\S@\S|www\.|\d{4,}", folded) is not None
    )


def _names_people(title: str) -> bool:
    """A framework bears the name of a trade or a service, which is not what is taught."""
    return re.match(data()["frameworks"], plain(title)) is not None


def _written(text: str, language: Language) -> str:
    """Titles in capitals as a sentence has them; what no dictionary knows stays in capitals."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < 0.8 * len(letters) or len(letters) < 5:
        return text
    words = []
    for word in text.split(" "):
        core = word.strip(",.;:()'’").lower()
        known = is_word(core, language) or len(core) > 5 or "'" in core or "’" in core
        words.append(word.lower() if known else word.capitalize() if len(core) > 4 else word)
    line = " ".join(words)
    return line[:1].upper() + line[1:]


@cache
def _covers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in data()["covers"])
