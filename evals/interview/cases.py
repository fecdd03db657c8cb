"""A scripted trainer: what they say, what they know, what Jalon should have understood at the end."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, TypeAdapter

from assistant.models.brief import Slot
from assistant.models.terms import Language, Level, Modality
from assistant.models.value import Value
from evals.matching import Matcher

FOLDER = Path(__file__).parents[1] / "personas"

Style = Literal[
    "terse",
    "chatty",
    "correcting",
    "contradicting",
    "vague",
    "hostile",
    "changing",
    "asking",
    "skipping",
    "everything",
    "bullets",
    "impossible",
    "typos",
    "mixing",
    "mistaken",
]


class Interjection(Value):
    """Something that the trainer says instead of answering."""

    at: Annotated[int, Field(ge=1)] | Literal["recap", "methods"]
    """In the place of the answer to the n-th question, or of a confirmation."""
    say: str
    kind: Literal["correction", "question", "noise", "switch"] = "correction"
    corrects: tuple[Slot, ...] = ()
    """Slots whose new value has to be said back."""
    source: bool = False
    """The answer to this question has to name its source."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Matchers = Annotated[tuple[Matcher, ...], BeforeValidator(_one_or_many)]


class Expected(Value):
    """What the brief should say; a slot that is not here was never said, and has to be an assumption."""

    subject: Matcher | None = None
    title: Matcher | None = None
    audience: Matcher | None = None
    audience_level: Level | None = None
    prerequisites: Matchers | None = None
    duration: int | None = None
    days: tuple[int, ...] | None = None
    """The split, where it was said."""
    group_size: tuple[int, int] | None = None
    modality: Modality | None = None
    competencies: Matchers | None = None
    """One for each, no more, no less, in any order."""
    work_context: Matcher | None = None
    assessment_wishes: Matcher | None = None
    resources: Matchers | None = None
    accessibility: Matchers | None = None
    constraints: Matchers | None = None


class Case(Value):
    """One scripted trainer."""

    id: str
    language: Language
    ends_in: Language | None = None
    """When the trainer changes language on the way."""
    style: tuple[Style, ...]
    opening: str
    answers: dict[Slot | Literal["dilemma", "vague"], str] = Field(default_factory=dict)
    """What the trainer answers when asked."""
    interjections: tuple[Interjection, ...] = ()
    expect: Expected
    free: tuple[Slot, ...] = ()
    """Slots on which two designers would read the trainer differently."""
    never: tuple[str, ...] = ()
    """Texts that nothing in the brief or the module may hold."""
    questions_at_most: int = 8
    vague: bool = False
    """Vague goals: one follow-up on what learners will do is expected."""
    dilemma: bool = False
    """Something contradictory or impossible has to be named, with ways out."""
    mixing: bool = False
    """The trainer mixes languages: only Jalon's own sentences are checked."""
    first_question_again: bool = False
    """The first message says nothing at all."""


@cache
def cases() -> tuple[Case, ...]:
    """Every case of `evals/personas`, in the order of the files."""
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        rows: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        found += [Case.model_validate({"language": path.stem, **row}) for row in rows]
    return tuple(found)


def schema() -> str:
    """The JSON Schema of a file of cases, for editors; the language is the file's name unless it is given."""
    described = TypeAdapter(list[Case]).json_schema()
    described["$defs"]["Case"]["required"].remove("language")
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
