"""What the places of a draft are called, for people who have never seen a path, and how its facts are said."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.export.labels import labels
from assistant.export.plan import minutes_of
from assistant.language.typography import clock, span
from assistant.models.brief import FIELDS_OF_SLOT
from assistant.models.terms import Language
from assistant.review.places import element_of, label_of
from assistant.web.pages.rendering import words

_SLOTS: Mapping[str, str] = {name: slot for slot, names in FIELDS_OF_SLOT.items() for name in names}
_VOCABULARIES = {
    "bloom": "bloom",
    "grouping": "groupings",
    "modality": "modalities",
    "audience_level": "levels",
    "moment": "moments",
    "role": "roles",
}
"""Facts whose value is a word of a list → the list."""


def place_name(path: str, language: Language) -> str:
    """ "S3.steps.2.trainer" is "étape 2, le formateur"; "S3" is all of it."""
    texts: Mapping[str, Any] = words(language)["desk"]
    parts = path.split(".")
    if parts[0] == "brief" and len(parts) > 1 and parts[1] != "title":
        return str(texts["sections"].get(_SLOTS.get(parts[1], parts[1]), parts[1]))
    label = "_".join((parts[0], *parts[2:])) if parts[0] in {"methods", "tools"} else label_of(path)
    numbers = [part for part in parts if part.isdigit()]
    return str(texts["places"].get(label or "whole", path)).format(*numbers, *"???")


def full_name(path: str, language: Language) -> str:
    """The same, with its element: "S3, étape 2, le formateur"."""
    element, name = element_of(path), place_name(path, language)
    return name if element == "module" else f"{element}, {name}"


def said(path: str, value: str, language: Language, title: Callable[[str], str]) -> str:
    """A value as people say it: words are themselves; a level, an hour, a card or a rank have names."""
    name = path.rpartition(".")[2]
    if not value:
        return value
    if name in _VOCABULARIES:
        return str(labels(language)[_VOCABULARIES[name]].get(value, value))
    if name in {"minutes", "duration_minutes"}:
        return span(int(value), language)
    if name == "start":
        return clock(minutes_of(value), language)
    if name == "place":
        key = "order" if path.startswith("O") else "rank"
        return str(words(language)["desk"]["compare"][key]).format(*value.split("."))
    return ", ".join(title(card) or card for card in value.split(", ")) if name in _CARDS else value


_CARDS = frozenset({"methods", "tools", "instrument"})
"""Facts that name cards."""
