"""When a text says what a case expects."""

from assistant.language.lemmas import fold

Matcher = str
"""A text holds every part between "&"; a part is one of the texts between "|". Case and accents do not count."""


def holds(text: str, matcher: Matcher) -> bool:
    """Whether the text holds every part between "&", each part being one of the texts between "|"."""
    read = plain(text)
    return all(any(plain(one) in read for one in part.split("|")) for part in matcher.split("&"))


def plain(text: str) -> str:
    """Without case, accents and typography, as matchers compare."""
    return fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").strip()
