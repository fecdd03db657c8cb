"""Reads the lexicons under knowledge_base/data."""

from functools import cache
from typing import Any

from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT

DATA = PROJECT_ROOT / "knowledge_base" / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """A YAML lexicon by its file name, read once."""
    import yaml

    loaded: dict[str, Any] = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=_loader())
    return loaded


@cache
def word_list(language: Language, name: str) -> frozenset[str]:
    """A list of small words of one language, by what it is needed for."""
    return frozenset(in_order(language, name))


@cache
def in_order(language: Language, name: str) -> tuple[str, ...]:
    """The same, in the order of the file."""
    listed: str = table(f"words.{language}.yaml")[name]
    return tuple(listed.split())


@cache
def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
