"""What a model hands in about the subject of one objective: what is too much of it is left, not refused."""

from pydantic import ConfigDict, Field

from assistant.models.value import Value


class _Open(Value):
    model_config = ConfigDict(extra="ignore")


class Slip(_Open):
    """A mistake or a false idea that is likely, and what is right instead."""

    error: str = ""
    correction: str = ""


class Task(_Open):
    """What is said to the learners when an activity begins."""

    id: str = ""
    say: str = ""


class Question(_Open):
    """A question with one right answer; empty where there is none."""

    stem: str = ""
    right: str = ""
    wrong: tuple[str, ...] = Field(default=(), json_schema_extra={"maxItems": 3})
    why: str = ""


class Proposed(_Open):
    """The subject matter of one objective, in the order in which it is used."""

    condition: str = ""
    criterion: str = ""
    points: tuple[str, ...] = Field(default=(), json_schema_extra={"maxItems": 4})
    cases: tuple[str, ...] = Field(default=(), json_schema_extra={"maxItems": 3})
    activities: tuple[Task, ...] = Field(default=(), json_schema_extra={"maxItems": 4})
    errors: tuple[Slip, ...] = Field(default=(), json_schema_extra={"maxItems": 3})
    signs: tuple[str, ...] = Field(default=(), json_schema_extra={"maxItems": 4})
    question: Question = Question()


class Driving(_Open):
    """What a team works on from the beginning to the end of a project."""

    problem: str = ""
    product: str = ""
