"""A designed module: objectives, progression, assessments, and where each came from.

Field names are English in both languages; texts are in `brief.language`. Times are whole minutes.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from assistant.models.brief import Brief
from assistant.models.knowledge import Citation
from assistant.models.review import Finding
from assistant.models.terms import Bloom, Grouping, LearningType, Merrill, Modality, Moment, Performance
from assistant.models.value import Value

SequenceKind = Literal["opening", "activity", "break", "assessment", "closing"]
MatterKind = Literal["point", "task", "case", "error", "sign", "question", "problem"]
"""point: what to explain or show; task: what is said to the learners when an activity begins; case: a situation to work
on; error: a likely mistake or misconception; sign: a gesture that an observer sees; question: one to ask, with options;
problem: what drives a project."""


class MethodChoice(Value):
    """A method that was chosen, and why."""

    card: str
    title: str
    role: Literal["main", "support"]
    reasons: tuple[str, ...]
    """Sentences that name facts of the brief."""
    quote: str
    """Exact substring of the card."""
    score: float


class RunnerUp(Value):
    """A method that was weighed and left out."""

    card: str
    title: str
    failed: tuple[str, ...]
    """The preconditions that do not hold, as sentences."""


class Objective(Value):
    """What the learner will be able to do; `statement` completes "L'apprenant sera capable de…"."""

    id: str
    statement: str
    """Infinitive phrase with a capital: "Donner l'alerte"."""
    verb: str
    """Lemma of the verb of `statement`."""
    bloom: Bloom
    condition: str
    """"à partir de six situations prises dans l'entrepôt": lower case, no final stop."""
    criterion: str
    """"cinq bons choix sur six, chacun justifié en une phrase": lower case, no final stop."""
    competency: int
    """Index into `brief.competencies`."""
    performance: Performance = "procedure"
    rewritten: str | None = None
    """When the trainer's words were changed: one sentence that says from what to what, and why."""
    quotes: tuple[str, ...] = ()
    """The trainer's words that it comes from."""
    assumed: tuple[Literal["condition", "criterion"], ...] = ()
    """Parts that Jalon proposed and the trainer has to check."""
    sources: tuple[Citation, ...] = ()


class StepPlan(Value):
    """One step of a sequence."""

    minutes: int = Field(ge=1)
    trainer: str
    learners: str
    phase: Merrill | None = None
    """What it is for: learners act in "apply"; None for time kept in reserve."""


class ToolUse(Value):
    """A tool of the module, chosen for objectives."""

    card: str
    objectives: tuple[str, ...]
    why: str
    fallback: str
    new: bool
    """The trainer did not say that they have it."""


class Sequence(Value):
    """A piece of a day: an activity, an opening, a break, an assessment or a closing."""

    id: str
    kind: SequenceKind
    title: str
    start: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    """"09:00"; None in asynchronous modules."""
    minutes: int = Field(ge=1)
    objectives: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    learning_type: LearningType | None = None
    """None for breaks."""
    grouping: Grouping = "plenary"
    modality: Modality = "onsite"
    steps: tuple[StepPlan, ...] = ()
    """Add up to `minutes`; () for breaks."""
    feedback: str = ""
    tools: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    accessibility: str = ""
    assessments: tuple[str, ...] = ()

    @property
    def main_step(self) -> StepPlan | None:
        """The step in which learners get to work, the longest where none is said to be it; None for breaks."""
        acting = (step for step in self.steps if step.phase == "apply")
        return next(acting, None) or max(self.steps, key=lambda step: step.minutes, default=None)


class Day(Value):
    """One day; lunch is the gap between two sequences."""

    day: int = Field(ge=1)
    sequences: tuple[Sequence, ...]


class RubricRow(Value):
    """One observable criterion with its bands, from "not yet" to "sure"."""

    criterion: str
    bands: tuple[str, ...]
    essential: bool = False


class Option(Value):
    """One answer of an item."""

    text: str
    correct: bool
    feedback: str


class Item(Value):
    """A question with options."""

    stem: str
    options: tuple[Option, ...]
    objective: str | None = None


class Matter(Value):
    """A piece of subject matter that a language model proposes: to be checked by the trainer until they accept it."""

    id: str
    """M1…; the id of one that was withdrawn is never given again."""
    kind: MatterKind
    objective: str
    """Id of the objective that it serves."""
    where: str | None = None
    """Id of the sequence or the assessment in which it is used; None where there is none."""
    text: str
    """One sentence or two; the stem of a question."""
    answer: str = ""
    """What is right instead of the error; the reason of a question's key; what the case should bring out."""
    options: tuple[Option, ...] = ()
    accepted: bool = False
    """The trainer has said that it is right, or has written it."""


class AssessmentPlan(Value):
    """An assessment that is decided and not yet worded: what, when, for which objectives, how long."""

    id: str
    moment: Moment
    instrument: str
    """Id of an assessment card."""
    bloom: Bloom
    objectives: tuple[str, ...]
    minutes: int = Field(ge=0)
    """0 when it happens inside an activity or after the module."""


class Assessment(AssessmentPlan):
    """An assessment, ready to be used."""

    title: str = ""
    """Name of the instrument in the brief's language."""
    description: str
    rubric: tuple[RubricRow, ...] = ()
    mastery: str = ""
    items: tuple[Item, ...] = ()


class Impact(Value):
    """How one Kirkpatrick level is measured."""

    level: int = Field(ge=1, le=4)
    indicator: str
    formula: str
    instrument: str
    moment: str
    target: str
    owner: str


class Origin(Value):
    """A sequence as it was drafted, before the trainer changed or removed it: how a new draft finds it again."""

    kind: SequenceKind
    title: str
    objectives: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    minutes: int = 0


class AddedAssessment(AssessmentPlan):
    """An assessment that the trainer asked for beyond those of the draft."""

    sequence: str | None = None
    """The sequence that it ends, or its own one; None when it is held after the module."""
    after: str | None = None
    """When it has a sequence of its own: the one that it follows, None for the end of the module."""

    @property
    def apart(self) -> bool:
        """Whether it has a sequence of its own."""
        return self.moment == "summative"


class Wording(Value):
    """Words that a person wrote in the place of a draft's: a new draft keeps them where it says the same again."""

    path: str
    """The place, see `review.places`."""
    before: str
    """What the draft said there."""
    after: str


class Directives(Value):
    """What the trainer decided about the draft beyond the brief; redrafting honours it."""

    excluded_methods: tuple[str, ...] = ()
    chosen_methods: tuple[str, ...] = ()
    """In order, the first is the main one; () = Jalon's proposal."""
    practice: int = Field(default=0, ge=0, le=3)
    """How many times more practice was asked for."""
    instruments: dict[str, str] = Field(default_factory=dict)
    """Assessment id → instrument card id."""
    minutes: dict[str, int] = Field(default_factory=dict)
    """Sequence id → minutes."""
    titles: dict[str, str] = Field(default_factory=dict)
    """Sequence id → title."""
    statements: dict[str, str] = Field(default_factory=dict)
    """Objective id → infinitive phrase."""
    sequence_methods: dict[str, str] = Field(default_factory=dict)
    """Sequence id → method card id."""
    removed_sequences: tuple[str, ...] = ()
    origins: dict[str, Origin] = Field(default_factory=dict)
    """Sequence id → what it was, for those that were retitled, removed or given another method."""
    removed_assessments: tuple[AssessmentPlan, ...] = ()
    added_assessments: tuple[AddedAssessment, ...] = ()
    covering: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Assessment id → objectives that it took over from one that was removed."""
    accepted_matter: tuple[str, ...] = ()
    withdrawn_matter: tuple[str, ...] = ()
    reworded_matter: dict[str, str] = Field(default_factory=dict)
    """Id of a piece of subject matter → the trainer's text."""
    wordings: tuple[Wording, ...] = Field(default=(), exclude_if=lambda value: not value)
    """What people wrote at single places; one a place, the latest."""


class Provenance(Value):
    """Who wrote what, with which versions."""

    engine: str
    model: str | None = None
    sections: dict[str, str] = Field(default_factory=dict)
    """Section → engine that wrote it."""
    prompts: dict[str, str] = Field(default_factory=dict)
    index: str = ""
    app: str = ""


class Module(Value):
    """A version of a designed module."""

    id: str
    version: int = Field(ge=1)
    content_hash: str = ""
    """SHA-256 of everything but id, version, created_at, content_hash and findings: `models.hashing.content_hash`."""
    created_at: datetime
    brief: Brief
    directives: Directives = Directives()
    methods: tuple[MethodChoice, ...]
    runners_up: tuple[RunnerUp, ...] = ()
    objectives: tuple[Objective, ...]
    progression: tuple[Day, ...]
    assessments: tuple[Assessment, ...]
    matter: tuple[Matter, ...] = ()
    """What a language model proposes about the subject; () where none was asked."""
    tools: tuple[ToolUse, ...] = ()
    impact: tuple[Impact, ...] = ()
    left_to_trainer: tuple[str, ...] = ()
    """What only the trainer can add or must check, as sentences."""
    findings: tuple[Finding, ...] = ()
    provenance: Provenance

    def sequences(self) -> tuple[Sequence, ...]:
        """All sequences in order, breaks included."""
        return tuple(sequence for day in self.progression for sequence in day.sequences)


class Change(Value):
    """One thing that a revision changed."""

    where: str
    """Id of the element or ids of those that changed alike ("S2, S6"), or the name of a section."""
    what: str
    """One sentence in the brief's language."""


JsonObject = dict[str, Any]
