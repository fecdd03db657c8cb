"""What is known of the module to design: `Answers` while the interview runs, `Brief` when it is complete."""

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from assistant.models.terms import Language, Level, Modality
from assistant.models.value import Value

Slot = Literal[
    "subject",
    "title",
    "audience",
    "audience_level",
    "prerequisites",
    "duration",
    "group_size",
    "modality",
    "competencies",
    "work_context",
    "assessment_wishes",
    "resources",
    "accessibility",
    "constraints",
]
"""What a question can be about."""

BriefField = Literal[
    "subject",
    "title",
    "audience",
    "audience_level",
    "prerequisites",
    "duration_minutes",
    "days",
    "group_size_min",
    "group_size_max",
    "modality",
    "competencies",
    "work_context",
    "assessment_wishes",
    "resources",
    "accessibility",
    "constraints",
]
"""What a fact can be about."""

FIELDS_OF_SLOT: dict[Slot, tuple[BriefField, ...]] = {
    "subject": ("subject",),
    "title": ("title",),
    "audience": ("audience",),
    "audience_level": ("audience_level",),
    "prerequisites": ("prerequisites",),
    "duration": ("duration_minutes", "days"),
    "group_size": ("group_size_min", "group_size_max"),
    "modality": ("modality",),
    "competencies": ("competencies",),
    "work_context": ("work_context",),
    "assessment_wishes": ("assessment_wishes",),
    "resources": ("resources",),
    "accessibility": ("accessibility",),
    "constraints": ("constraints",),
}

MEASURES: tuple[Slot, ...] = ("duration", "group_size", "modality", "audience_level")
"""Slots that say one thing, a number or one of a few words: another value is a difference."""
LIST_FIELDS: frozenset[BriefField] = frozenset(
    {"prerequisites", "competencies", "resources", "accessibility", "constraints"}
)
"""Fields whose value is a tuple of texts, one source per item."""

DAY_MINUTES = 420
HALF_DAY_MINUTES = 210


class Source(Value):
    """The trainer's own words behind one fact."""

    field: BriefField
    quote: str
    """Exact substring of what the trainer wrote, or of the document that is named."""
    turn: int = Field(ge=0)
    """Index of the trainer's message, from 0; 0 for a brief handed in as a file."""
    file: str | None = Field(default=None, exclude_if=lambda value: value is None)
    """Name of the document that was handed in with that message and states it; None = the trainer's own words."""
    passage: str | None = Field(default=None, exclude_if=lambda value: value is None)
    """Where in that document: "page 3", "diapositive 2", "§ Public visé"."""


class Assumption(Value):
    """A value that nobody stated and that Jalon proposes instead."""

    field: BriefField
    value: Any
    reason: str
    """One sentence, in the brief's language, that says why this value."""

    @field_validator("value")
    @classmethod
    def _as_the_brief_has_it(cls, value: Any) -> Any:
        # JSON has no tuples: a brief read back must equal the one that was written.
        return tuple(value) if isinstance(value, list) else value


class Answers(Value):
    """What is known so far; None = not known, () in a list field = "there is none", once sourced or assumed."""

    language: Language = "fr"
    title: str | None = None
    subject: str | None = None
    audience: str | None = None
    audience_level: Level | None = None
    prerequisites: tuple[str, ...] | None = None
    duration_minutes: int | None = Field(default=None, ge=15, le=60 * 420)
    """Learner time in all, breaks included, lunch not; a day is 420, a half-day 210, unless hours are given."""
    days: tuple[int, ...] | None = None
    """Minutes of each day; sums to `duration_minutes`."""
    group_size_min: int | None = Field(default=None, ge=1)
    group_size_max: int | None = Field(default=None, ge=1)
    modality: Modality | None = None
    competencies: tuple[str, ...] | None = None
    """What learners must be able to do, as infinitive phrases in lower case ("donner l'alerte")."""
    work_context: str | None = None
    """The situation at work and the gap."""
    assessment_wishes: str | None = None
    resources: tuple[str, ...] | None = None
    accessibility: tuple[str, ...] | None = None
    constraints: tuple[str, ...] | None = None
    remarks: tuple[str, ...] = Field(default=(), exclude_if=lambda value: not value)
    """Sentences of the trainer's that say more than the fields took: "il y a un seul mannequin", "ça les divise"; what
    decides between methods is often there. Exact substrings of the messages."""
    sources: tuple[Source, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    def knows(self, slot: Slot) -> bool:
        """Whether every field of the slot has a value, stated or assumed."""
        return all(getattr(self, field) is not None for field in FIELDS_OF_SLOT[slot])

    def quotes_of(self, field: BriefField) -> tuple[str, ...]:
        """The trainer's words behind a field, in the order in which they were said."""
        return tuple(source.quote for source in self.sources if source.field == field)

    def rests_on_files(self, field: BriefField) -> bool:
        """Whether all that states the field is in documents: the trainer's own words take its place."""
        found = [source for source in self.sources if source.field == field]
        return bool(found) and all(source.file for source in found)

    def assumed(self, field: BriefField) -> Assumption | None:
        """The assumption that stands for the field, if it was not stated."""
        return next((assumption for assumption in self.assumptions if assumption.field == field), None)


class Brief(Answers):
    """A complete brief: everything that a module needs, stated or assumed."""

    title: str
    subject: str
    audience: str
    audience_level: Level
    prerequisites: tuple[str, ...]
    duration_minutes: int = Field(ge=15, le=60 * 420)
    days: tuple[int, ...] = Field(min_length=1)
    group_size_min: int = Field(ge=1)
    group_size_max: int = Field(ge=1)
    modality: Modality
    competencies: tuple[str, ...] = Field(min_length=1)
    work_context: str
    assessment_wishes: str
    resources: tuple[str, ...]
    accessibility: tuple[str, ...]
    constraints: tuple[str, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(self.days) != self.duration_minutes:
            raise ValueError(f"days add up to {sum(self.days)} minutes, duration_minutes says {self.duration_minutes}")
        if self.group_size_min > self.group_size_max:
            raise ValueError(f"group_size_min {self.group_size_min} is more than group_size_max {self.group_size_max}")
        return self
