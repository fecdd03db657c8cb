"""Headings and labels of documents, from `knowledge_base/data/document.<language>.yaml`."""

from functools import cache
from typing import Any

import yaml

from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def labels(language: Language) -> dict[str, Any]:
    """Every label in one language."""
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"document.{language}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
