"""The sentences that say what a revision did, from `knowledge_base/data/revision.<language>.yaml`."""

import re
from functools import cache
from typing import Any

import yaml

from assistant.language.typography import typeset
from assistant.language.wording import quoted
from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def _texts(language: Language) -> dict[str, dict[str, str]]:
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"revision.{language}.yaml"
    loaded: dict[str, dict[str, str]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def say(section: str, key: str, language: Language, **values: Any) -> str:
    """One sentence, filled in and typeset; quotation marks inside a quoted title become the inner ones."""
    return typeset(_WAY.sub(quoted(r"\1", language), _filled(section, key, language, values)), language)


def ways_out(section: str, key: str, language: Language, **values: Any) -> tuple[str, ...]:
    """What the sentence proposes to say instead, each as a message that can be sent as it is."""
    found = _WAY.findall(_filled(section, key, language, values))
    return tuple(typeset(way[:1].upper() + way[1:], language) for way in found)


def _filled(section: str, key: str, language: Language, values: dict[str, Any]) -> str:
    inside = {name: _INNER.sub(r"“\1”", value) if isinstance(value, str) else value for name, value in values.items()}
    return _texts(language)[section][key].format(**inside)


_WAY = re.compile(r"\[\[(.*?)\]\]")
"""A message that gets out of what was refused; it is quoted in the sentence, and can be clicked."""
_INNER = re.compile(r"«[\s\u00a0\u202f]*(.*?)[\s\u00a0\u202f]*»")
