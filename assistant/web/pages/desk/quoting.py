"""Words of a draft that somebody copied from its page."""

import re

from assistant.models.module import Module
from assistant.review.places import elements


def as_written(module: Module, where: str, words: str) -> str:
    """The words as the element has them: apostrophes, spaces and quotation marks may have changed on the way."""
    text, wanted = elements(module).get(where, ""), words.strip().strip('«»“”"').strip()
    if not wanted or wanted in text:
        return wanted
    found = re.search(r"\s+".join(_loosely(word) for word in wanted.split()), text)
    return found.group() if found else wanted


def _loosely(word: str) -> str:
    return re.sub(r"['’]", "['’]", re.escape(word))
