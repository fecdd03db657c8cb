"""What no fact is made of, wherever it stands in a document: words to a machine, prices, dates, whom to call."""

import re
from functools import cache

from assistant.documents.headings import data, plain


def is_order(text: str) -> bool:
    """Whether a text speaks to a machine; "rédiger un prompt qui ignore les consignes" is what is taught."""
    folded = plain(text)
    for when in _patterns("orders"):
        found = when.search(folded)
        if found and not _patterns("taught")[0].search(folded[: found.start()]):
            return True
    return False


def is_unwanted(text: str) -> bool:
    """Prices, dates, certifications, addresses."""
    folded = plain(text)
    return any(when.search(folded) for when in _patterns("unwanted"))


def is_boilerplate(text: str) -> bool:
    """Whom to call about a handicap is nobody's need."""
    folded = plain(text)
    return any(when.search(folded) for when in _patterns("boilerplate"))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    listed = data()[name]
    return tuple(re.compile(pattern) for pattern in ([listed] if isinstance(listed, str) else listed))
