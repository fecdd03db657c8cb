"""Wordings of objectives, read once from the knowledge base."""

import re
from functools import cache
from typing import Literal

from pydantic import Field

from assistant.language.data import table
from assistant.language.doings import Rule
from assistant.models.terms import Language, Performance
from assistant.models.value import Value

Family = Literal["tool", "person", "concept", "risk", "other"]
"""What the object of a competency is."""
Trait = Literal[
    "screen", "equipment",  # tool_use
    "paper", "act", "message",  # procedure: a file or a case, something done, something to be passed on
    "talk", "tense", "group", "telling", "grave",  # relational: one person, who may resist, many, one told, bad news
    "urgent", "craft", "body",  # gesture: in an emergency, on a material, with people or machines
    "spot", "weigh",  # decision: one right answer to be seen, or options to be compared
    "stance",  # attitude: one that others may not share
    "recall", "addressed", "free",  # concept: from memory, to somebody who is named, or any other
]  # fmt: skip
"""What a doing is like within its kind."""
Things = Literal["tool", "equipment", "person", "concept", "risk", "paper", "group", "urgent"]


class Say(Value):
    """One wording, and when it may be used."""

    say: str
    live: bool = False
    """Needs other people at the same moment: not for asynchronous modules."""
    alone: bool = False
    """Makes up for the lack of them: for asynchronous modules only."""
    for_: tuple[Trait, ...] = Field(default=(), alias="for")
    """What the doing must be like; () = any."""


class Cue(Value):
    """Words of the trainer's about the work, and what they change in an objective."""

    match: str
    condition: str | None = None
    criterion: str | None = None
    not_yet: str
    kinds: tuple[Performance, ...]
    except_: str = Field(default="", alias="except")
    """Goals of which the cue says nothing: somebody who is told of a death is no unhappy client."""

    def suits(self, phrase: str) -> bool:
        """Whether the cue bears on such a goal."""
        return not self.except_ or re.search(self.except_, phrase, re.IGNORECASE) is None

    def found(self, text: str) -> re.Match[str] | None:
        """Where the cue stands in the text, if it does."""
        return re.search(self.match, text, re.IGNORECASE)


class Bare(Value):
    """What can be seen for each family of objects when the trainer named a thing and no verb."""

    tool: str
    concept: str
    risk: str
    person: str
    other: str

    def template(self, family: Family) -> str:
        """The observable phrase for an object of that family."""
        templates: dict[Family, str] = {
            "tool": self.tool,
            "concept": self.concept,
            "risk": self.risk,
            "person": self.person,
            "other": self.other,
        }
        return templates[family]


class Vague(Bare):
    """Unobservable verbs, and what can be seen instead."""

    verbs: tuple[str, ...]


class Met(Value):
    """What is done with people, and with what they bring."""

    of: tuple[str, ...]
    say: str


class Around(Value):
    """Conditions built on an incident that the trainer told: `{incident}` is its noun phrase without article."""

    act: str
    """For procedures that are acts rather than paper."""
    gesture: str
    procedure: str
    tool_use: str
    relational: str
    decision: str
    concept: str
    creation: str
    attitude: str


class ObjectivesWording(Value):
    """Everything that the objectives of one language are worded with."""

    conditions: dict[Performance, tuple[Say, ...]]
    criteria: dict[Performance, tuple[Say, ...]]
    remote: dict[Performance, str]
    cues: tuple[Cue, ...]
    incidents: frozenset[str]
    around: Around
    objects: dict[Things, frozenset[str]]
    made: frozenset[str]
    doing: tuple[Rule, ...]
    group_verbs: frozenset[str]
    message_verbs: frozenset[str]
    telling_verbs: frozenset[str]
    peers: str
    """Words that suppose other learners."""
    grave: str
    """What is hard to hear: it is told in its own way."""
    grave_verbs: frozenset[str]
    played: str
    """Words that have somebody play a part."""
    unplayed: str
    """How trainers refuse that."""
    gentle_verbs: frozenset[str]
    spotting_verbs: frozenset[str]
    reading_verbs: frozenset[str]
    carrying: str
    """Verbs that only carry the next one: "oser dire non"."""
    vague: dict[str, Vague]
    bare: Bare
    only: dict[str, frozenset[str]]
    """Vague verbs that are vague with such things only; an empty list: always."""
    thin: dict[str, str]
    """What can be seen instead of a verb that nothing follows."""
    practised: frozenset[str]
    """Templates that give way to the verb of a noun of doing."""
    met: tuple[Met, ...]
    proposed: str
    """How the interview words a competency that nobody named, before the subject."""
    unmeasured: str
    """Trainer's criteria that name a rule, and not how it is seen to be kept."""
    measured_by: str
    clause: str
    clause_words: tuple[str, ...]
    rewritten: tuple[str, ...]
    named: str
    split: str
    criterion_inside: tuple[str, ...]
    condition_inside: tuple[str, ...]


@cache
def wording(language: Language) -> ObjectivesWording:
    """The wordings of one language."""
    return ObjectivesWording.model_validate(table(f"objectives.{language}.yaml"))
