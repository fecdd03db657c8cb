"""Cards of the knowledge base, the passages that are searched, and citations of them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from assistant.models.terms import (
    Asked,
    Barrier,
    Bloom,
    CardKind,
    Grouping,
    Language,
    LearningType,
    Level,
    Merrill,
    Modality,
    Moment,
    Performance,
    Tie,
    Topic,
)
from assistant.models.value import Value


class Bilingual(Value):
    """The same text in both languages, each written as a native would."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self, language: Language) -> str:
        """The text in one language."""
        return self.fr if language == "fr" else self.en


class BilingualList(Value):
    """The same list in both languages; the two may differ in length (aliases)."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def texts(self, language: Language) -> tuple[str, ...]:
        """The texts in one language."""
        return self.fr if language == "fr" else self.en


class Range(Value):
    """A closed range of whole numbers."""

    min: int = Field(ge=0)
    max: int = Field(ge=0)

    def holds(self, low: int, high: int) -> bool:
        """Whether all of low..high lies in the range."""
        return self.min <= low and high <= self.max


Need = Literal[
    "prior_work",  # learners can and will work before the session
    "equipment",  # the real object or software is there to be used
    "real_cases",  # cases, documents or incidents from the trainer's field
    "experience",  # learners have lived the situation: not beginners
    "several_sessions",  # time between two sessions
    "digital_access",  # every learner has a device and a network
    "expert",  # somebody who masters the gesture can show it
    "trust",  # people who can be frank with each other
    "deliverable",  # something to produce that somebody will use
    "space",  # room to move, tables to move
]
"""What a method can need beyond size, time, modality and level; each is tested by `knowledge.selection`."""


class Precondition(Value):
    """Something that must hold for the method to work."""

    need: Need
    why: Bilingual
    """What breaks when it does not hold: a clause that can follow "demande …" / "needs …": fr begins with a noun
    phrase ("un travail avant la séance, sans quoi …")."""


Scale = Literal["fixed", "stretch", "per_learner", "per_group"]


class Step(Value):
    """One step of a method, to be run tomorrow.

    `trainer` and `learners` are verb phrases in the third person present without subject ("montre le geste deux
    fois", "s'entraînent à tour de rôle"; en "shows…", "take turns…"). They may hold these placeholders, replaced
    when a draft is written:
      {action}    infinitive phrase of the objective: "utiliser un extincteur" / "use an extinguisher"
      {d_action}  fr only, "de" + phrase with elision: "d'utiliser un extincteur"
      {doing}     en only: "using an extinguisher"
      {team}      "binômes", "groupes de quatre", "le groupe entier" / "pairs", "groups of four", "the whole group"
    """

    phase: Merrill
    minutes: int = Field(ge=1)
    """For `fixed` and `stretch`: minutes in a typical run; `per_learner`, `per_group`: minutes each."""
    scale: Scale = "stretch"
    learning_type: LearningType
    grouping: Grouping
    trainer: Bilingual
    learners: Bilingual


class Relation(Value):
    """How another card stands to this one: "this card is a variant of…", "combines with…", "evaluates…"."""

    tie: Tie
    card: str
    """Id of the other card, of any kind."""
    why: Bilingual
    """What that means for somebody who has to choose: one sentence."""


class Reference(Value):
    """A real published work."""

    author: str
    title: str
    year: int = Field(ge=1850, le=2027)
    publisher: str | None = None


class Source(Value):
    """The text that a card was made from."""

    file: str
    """Name under `sources/` of the card's folder."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    added: date


class Section(Value):
    """One section of a card's text, in one language."""

    key: str
    """Stable name in both languages: see `knowledge.cards.SECTIONS`."""
    heading: str
    text: str
    line: int
    """Line of the file at which the text begins."""


class Card(Value):
    """A method, a tool, an assessment format or a piece of design knowledge, in both languages.

    Fields that one kind does not use keep their default; `knowledge.cards` checks which are due for which kind.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: CardKind
    title: Bilingual
    aliases: BilingualList = BilingualList()
    """Other names under which trainers know it, singular, lower case."""
    summary: Bilingual
    """One sentence that says what it is."""
    review: date
    """When somebody should read the card again."""
    bloom: tuple[Bloom, ...] = ()
    """Levels that it serves (method, tool) or can evidence (assessment)."""
    learning_types: tuple[LearningType, ...] = ()
    performance: tuple[Performance, ...] = ()
    """What kind of doing it suits, best first."""
    grouping: tuple[Grouping, ...] = ()
    group_size: Range = Range(min=1, max=1000)
    minutes: Range = Range(min=5, max=420)
    """From the shortest useful run to the longest in one piece."""
    modalities: tuple[Modality, ...] = ("onsite", "remote", "hybrid", "async")
    levels: tuple[Level, ...] = ("beginner", "intermediate", "advanced", "mixed")
    autonomy: Literal["low", "medium", "high"] = "medium"
    """How much learners must steer themselves."""
    preconditions: tuple[Precondition, ...] = ()
    steps: tuple[Step, ...] = ()
    materials: BilingualList = BilingualList()
    """What to have on the table: noun phrases."""
    feedback: Bilingual | None = None
    """Method: who gives feedback, how and when, as one sentence."""
    adaptation: Bilingual | None = None
    """The first accessibility adaptation to think of, as one sentence."""
    tools: tuple[str, ...] = ()
    """Method: ids of tool cards that may serve it."""
    assessments: tuple[str, ...] = ()
    """Method: ids of assessment cards that suit it."""
    moments: tuple[Moment, ...] = ()
    """Assessment: when it can be used."""
    fallback: Bilingual | None = None
    """Tool: what to do without network or account."""
    requires: tuple[Asked, ...] = ()
    """Tool: what it asks for."""
    examples: tuple[str, ...] = ()
    """Tool: well-known products, free ones among them."""
    open_source: tuple[str, ...] = ()
    """Tool: those of the examples that are free software."""
    barriers: tuple[Barrier, ...] = ()
    """Tool: whom it shuts out as it stands: people who cannot see, hear, use a hand or read with ease."""
    topic: Topic | None = None
    """Design knowledge: what it is about; `myth` for what is widely believed and does not hold."""
    relations: tuple[Relation, ...] = ()
    references: tuple[Reference, ...] = ()
    source: Source | None = None
    """What somebody handed in to make it, where a text was handed in."""
    sections: dict[Language, tuple[Section, ...]]
    path: str = ""
    """File it was read from, relative to its knowledge base."""

    @field_validator("performance", "bloom", "learning_types")
    @classmethod
    def _no_repeats(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(values)) != len(values):
            raise ValueError("the same value twice")
        return values

    def section(self, key: str, language: Language) -> str:
        """Text of a section, or "" when the card has none of that name."""
        return next((section.text for section in self.sections[language] if section.key == key), "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a card that is searched and quoted.

    Its values are a card's, which was validated: thousands need not be validated again whenever a program begins.
    """

    id: str
    """`card/lang/section/number`."""
    card: str
    kind: CardKind
    language: Language
    section: str
    title: str
    """Title of the card, in the passage's language."""
    text: str
    """Exact substring of the card."""
    modalities: tuple[Modality, ...]


class Citation(Value):
    """A quote of a card."""

    card: str
    quote: str
    """Exact substring of the card's text."""


class Hit(Value):
    """A card that answers a query, with the passage that answers best."""

    card: str
    kind: CardKind
    title: str
    lang: Language
    score: float
    """0 to 1, comparable within one query."""
    quote: str
