"""Reads the lexicons under knowledge_base/data."""

from functools import cache
from typing import Any

from assistant.settings import PROJECT_ROOT

DATA = PROJECT_ROOT / "knowledge_base" / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """A YAML lexicon by its file name, read once."""
    import yaml

    loaded: dict[str, Any] = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=_loader())
    return loaded


@cache
def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
