"""The words of the pages, from `knowledge_base/data/page.<language>.yaml` and the documents' labels."""

from functools import cache
from typing import Any

import yaml

from assistant.export.labels import labels
from assistant.models.terms import Language
from assistant.settings import PROJECT_ROOT


@cache
def page(language: Language) -> dict[str, Any]:
    """Every text of the pages in one language."""
    path = PROJECT_ROOT / "knowledge_base" / "data" / f"page.{language}.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def spoken(browser: str | None) -> Language:
    """The language of the pages for a browser that asks for `fr-CA`, `en-GB`, `de`…: English but for French."""
    return "fr" if (browser or "fr").lower().startswith("fr") else "en"


def card_labels(language: Language) -> dict[str, Any]:
    """What the module card shows beside the module's own texts."""
    shared = labels(language)
    keys = (
        "bloom",
        "groupings",
        "learning_types",
        "moments",
        "roles",
        "modalities",
        "levels",
        "bands",
        "rubric_criterion",
        "essential",
    )
    return {**page(language)["card"], **{key: shared[key] for key in keys}}
