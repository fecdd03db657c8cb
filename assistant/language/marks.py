"""Signs by which checks recognise things in texts: regular expressions kept as data, one file per language."""

import re
from functools import cache

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.memory import remembered
from assistant.models.terms import Language

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


@remembered(2048)
def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes, plain spaces; as long as the text."""
    return re.sub(r"[\u00a0\u202f\n\t]", " ", fold(text).replace("’", "'"))


def unquoted(text: str) -> str:
    """The text without what stands between quotation marks."""
    return _QUOTED.sub(" ", text)


@cache
def _compiled(name: str, language: Language) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table(f"marks.{language}.yaml")[name]), re.MULTILINE)


@remembered(8192)
def find(name: str, text: str, language: Language) -> re.Match[str] | None:
    """The first sign of that name in the text; offsets are those of the text."""
    return _compiled(name, language).search(plain(text))


def find_all(name: str, text: str, language: Language) -> tuple[re.Match[str], ...]:
    """Every sign of that name in the text."""
    return tuple(_compiled(name, language).finditer(plain(text)))


def shows(name: str, text: str, language: Language) -> bool:
    """Whether the text has a sign of that name."""
    return find(name, text, language) is not None


@cache
def words(name: str, language: Language) -> frozenset[str]:
    """A plain list of words kept beside the signs."""
    return frozenset(table(f"marks.{language}.yaml")[name])
