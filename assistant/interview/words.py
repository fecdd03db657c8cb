"""The words of the interview, read once from `knowledge_base/data/interview.<language>.yaml`."""

from functools import cache
from typing import Any

import yaml

from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def words(language: Language) -> dict[str, Any]:
    """Every text of the interview in one language, by section."""
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"interview.{language}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
