"""What is wrong in a document that was handed in: which field, and what is expected."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.cli.words import text

_SHOWN = 6
"""Faults that one line can hold."""
_EXPECTED = {
    "missing": ("il manque", "is missing"),
    "string_type": ("attend un texte", "expects a text"),
    "int_type": ("attend un nombre entier", "expects a whole number"),
    "int_parsing": ("attend un nombre entier", "expects a whole number"),
    "int_from_float": ("attend un nombre entier", "expects a whole number"),
    "float_type": ("attend un nombre", "expects a number"),
    "float_parsing": ("attend un nombre", "expects a number"),
    "bool_type": ("attend true ou false", "expects true or false"),
    "bool_parsing": ("attend true ou false", "expects true or false"),
    "tuple_type": ("attend une liste", "expects a list"),
    "dict_type": ("attend des champs nommés", "expects named fields"),
    "model_type": ("attend des champs nommés", "expects named fields"),
    "model_attributes_type": ("attend des champs nommés", "expects named fields"),
    "string_unicode": ("contient un caractère impossible", "holds an impossible character"),
    "datetime_parsing": ("attend une date comme 2026-03-02T09:00:00Z", "expects a date like 2026-03-02T09:00:00Z"),
    "datetime_from_date_parsing": ("attend une date comme 2026-03-02T09:00:00Z", "expects a date like 2026-03-02"),
    "datetime_type": ("attend une date comme 2026-03-02T09:00:00Z", "expects a date like 2026-03-02T09:00:00Z"),
    "string_pattern_mismatch": ("attend une heure comme 09:00", "expects a time like 09:00"),
}


def faults_of(error: ValidationError, model: type[BaseModel], data: Any) -> str:
    """The faults of a document, on one line."""
    found = list(dict.fromkeys(_lines(error, model, data)))
    more = text(f" | et {len(found) - _SHOWN} autres", f" | and {len(found) - _SHOWN} more")
    return " | ".join(found[:_SHOWN]) + (more if len(found) > _SHOWN else "")


def _lines(error: ValidationError, model: type[BaseModel], data: Any) -> Iterator[str]:
    # Fields that are unknown first: a misspelled name explains the one that is missing.
    for item in sorted(error.errors(include_url=False), key=lambda item: item["type"] != "extra_forbidden"):
        where = place_of(item["loc"], data) or text("le document", "the document")
        if item["type"] == "extra_forbidden":
            near = _near(item["loc"], model)
            yield text(f"{where} : champ inconnu{near}", f"{where}: unknown field{near}")
        elif item["type"] == "missing":
            yield text(f"il manque {where}", f"{where} is missing")
        else:
            yield f"{where} {_expected(item)}{_got(item)}"


def place_of(path: tuple[int | str, ...], data: Any) -> str:
    """The path of a field, from the nearest element that has an id: "S3.minutes" rather than a row of indexes."""
    parts: list[str] = []
    for step in path:
        parts.append(str(step + 1) if isinstance(step, int) else step)
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(data, Mapping) and isinstance(data.get("id"), str) and data["id"]:
            parts = [data["id"]]
    return ".".join(parts)


def _expected(item: Any) -> str:
    kind, limits = item["type"], item.get("ctx", {})
    if kind in _EXPECTED:
        return text(*_EXPECTED[kind])
    if kind in {"literal_error", "enum"}:
        choices = ", ".join(re.findall(r"'([^']*)'", str(limits.get("expected", ""))))
        return text(f"accepte {choices}", f"accepts {choices}")
    if kind in {"greater_than_equal", "less_than_equal"}:
        low, high = limits.get("ge"), limits.get("le")
        return (
            text(f"vaut au moins {low}", f"is at least {low}")
            if high is None
            else text(f"vaut au plus {high}", f"is at most {high}")
        )
    if kind == "too_short":
        return text("ne peut être vide", "cannot be empty")
    if kind == "value_error":
        return str(limits.get("error", item["msg"]))
    return str(item["msg"])


def _got(item: Any) -> str:
    value = item["input"]
    if not isinstance(value, str | int | float | bool) or item["type"] == "value_error":
        return ""
    shown = str(value).replace("\n", " ")[:40]
    return text(f" (reçu : {shown})", f" (got: {shown})")


def _near(path: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """The field that was probably meant; for a misspelled field at the top, all of them when none is near."""
    if len(path) > 1:
        return ""
    found = difflib.get_close_matches(str(path[0]), model.model_fields, 1, 0.5)
    known = found[0] if found else ", ".join(model.model_fields)
    return (
        text(f" ; plutôt {known} ?", f"; did you mean {known}?")
        if found
        else text(f" ; connus : {known}", f"; known: {known}")
    )
