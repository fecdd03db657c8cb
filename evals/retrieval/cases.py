"""The questions: twins in both languages with the cards that answer, and questions that no card answers."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import yaml
from pydantic import Field

from assistant.models.terms import CardKind, Language
from assistant.models.value import Value

FOLDER = Path(__file__).parent

SetName = Literal["tuned", "held_out", "stranger", "fresh", "blind"]
UNREAD: tuple[SetName, ...] = ("held_out", "blind")
"""The files whose questions no tuning reads: only their figures are shown."""
Grade = Annotated[int, Field(ge=1, le=3)]


class Pair(Value):
    """One question, asked in both languages."""

    id: str
    asks: CardKind | Literal["any"] = "any"
    """The kind of card that the question asks for."""
    fr: str
    en: str
    cards: Annotated[Mapping[str, Grade], Field(min_length=2)]
    """Card → 3 the best answer, 2 good, 1 useful; a card that is not here is none."""

    def text(self, language: Language) -> str:
        """The question in that language."""
        return self.fr if language == "fr" else self.en


class Stranger(Value):
    """A question that no card answers."""

    lang: Language
    query: str


class Questions(Value):
    """One file of questions."""

    pairs: tuple[Pair, ...]
    unanswerable: tuple[Stranger, ...]

    def asked(self) -> Iterator[tuple[Pair, Language]]:
        """Every question, twin after twin."""
        return ((pair, language) for pair in self.pairs for language in get_args(Language))


@cache
def questions(name: SetName) -> Questions:
    """The questions of one file. Raises pydantic's ValidationError."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    return Questions.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


def schema() -> str:
    """The JSON Schema of a file of questions, for editors."""
    return json.dumps(Questions.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
