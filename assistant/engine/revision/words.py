"""The sentences that say what a revision did, from `knowledge_base/data/revision.<language>.yaml`."""

import re
from functools import cache
from typing import Any

import yaml

from assistant.language.typography import typeset
from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def _texts(language: Language) -> dict[str, dict[str, str]]:
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"revision.{language}.yaml"
    loaded: dict[str, dict[str, str]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def say(section: str, key: str, language: Language, **values: Any) -> str:
    """One sentence, filled in and typeset; quotation marks inside a quoted title become the inner ones."""
    inside = {name: _INNER.sub(r"“\1”", value) if isinstance(value, str) else value for name, value in values.items()}
    return typeset(_texts(language)[section][key].format(**inside), language)


_INNER = re.compile(r"«[\s\u00a0\u202f]*(.*?)[\s\u00a0\u202f]*»")
