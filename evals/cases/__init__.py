"""Cases in YAML, one file a suite: what is said, and what an expert or an attacker expects of it."""

import json
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter

from assistant.models.terms import Language
from assistant.models.value import Value

FOLDER = Path(__file__).parent


class Case(Value):
    """What every case has."""

    id: str
    language: Language
    hard: bool = False
    """Hard on purpose: what takes insight that Jalon may lack."""


C = TypeVar("C", bound=Case)


@cache
def read(name: str, model: type[C]) -> tuple[C, ...]:
    """The cases of `<name>.yaml`. Raises pydantic's ValidationError, ValueError where an id comes twice."""
    rows = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    found = tuple(model.model_validate(row) for row in rows)
    if twice := {case.id for case in found if [other.id for other in found].count(case.id) > 1}:
        raise ValueError(f"{name}.yaml has {min(twice)} twice")
    return found


def schema(model: type[Case]) -> str:
    """The JSON schema of a file of such cases, for editors."""
    return json.dumps(TypeAdapter(list[model]).json_schema(), indent=2, ensure_ascii=False) + "\n"  # type: ignore[valid-type]
