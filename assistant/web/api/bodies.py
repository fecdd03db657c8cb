"""What requests say."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assistant.desk import LONGEST
from assistant.models.desk import Action, Filters, Order, Status
from assistant.models.terms import CardKind, Language
from assistant.models.value import Value
from assistant.web.api.asking import LAST, Text

Words = Annotated[Text, Field(max_length=LONGEST)]
Id = Annotated[Text, Field(max_length=64)]
Seen = Annotated[Text, Field(max_length=200, examples=["9f2c…"])] | None


class Narrowed(Value):
    """Which modules of the queue are wanted."""

    text: Annotated[Text, Field(max_length=200, examples=["extincteur"])] = ""
    """Words of titles, in any case, with or without accents."""
    status: list[Status] = Field(default_factory=list, max_length=7, examples=[["submitted"]])
    """Where their review stands; repeat it for several. None = wherever."""
    assignee: Id | None = None
    """Id of the person who reviews them; empty = nobody yet."""
    author: Id | None = None
    """Id of the trainer whose modules they are."""
    language: Language | None = None
    """Language of the modules."""
    overdue_on: date | None = None
    """Only those that were due before that day and are not decided."""
    order: Order = "urgent"
    """`urgent`: what is due first, then what has waited longest."""
    first: int = Field(default=25, ge=1, le=100)
    """How many to answer."""
    skip: int = Field(default=0, ge=0, le=1_000_000)
    """How many to pass over: the next page is at `skip + first`."""

    def filters(self) -> Filters:
        """The same, for the desk."""
        told = self.model_dump(exclude={"first", "skip"})
        return Filters.model_validate({**told, "status": tuple(self.status)})


class Searched(Value):
    """Which cards are wanted."""

    q: Annotated[Text, Field(max_length=2000, examples=["mes stagiaires décrochent après le déjeuner"])] = ""
    """A problem in plain words; empty = every card."""
    kind: CardKind | None = None
    """Only cards of one kind."""
    language: Language = "fr"
    """Language of titles and quotes."""
    first: int = Field(default=12, ge=1, le=500)
    """How many to answer."""


class Compared(Value):
    """Which versions are compared."""

    old: int = Field(ge=1, le=LAST, examples=[1])
    """Number of the earlier version."""
    new: int = Field(ge=1, le=LAST, examples=[2])
    """Number of the later version."""


class Turned(Value):
    """Which page of the history is wanted."""

    before: int | None = Field(default=None, ge=1, le=LAST)
    """Only lines before that number: the next page begins before the last line of this one."""


class Act(Value):
    """A step of the review."""

    action: Action = Field(examples=["approve"])
    """What is done; `steps` of the module says which are open to you."""
    why: Words = ""
    """The reason; `request_changes`, `review_again`, `withdraw`, `supersede` and an approval in spite of blocking
    findings need one."""
    seen: Seen = None
    """Hash of the version that you have read; or send `If-Match`."""


class Charge(Value):
    """Who reviews a module, and by when."""

    assignee: Id | None = Field(examples=["camille"])
    """Id of the person; null = nobody."""
    due: date | None = Field(examples=["2026-12-11"])
    """The day by which it is due; null = none."""


class Remark(Value):
    """Something to say about a module, an element of it, or words in it; or an answer to a comment."""

    text: Annotated[Words, Field(examples=["Le critère n’est pas observable."])] = ""
    """What you say; it may be empty beside a suggested edit."""
    where: Annotated[Id, Field(examples=["O1"])] = "module"
    """Id of the element; an answer stands where its discussion does."""
    words: Words = ""
    """What it is about: exact words of the element; empty = all of it."""
    parent: Id | None = None
    """Id of the comment that it answers."""
    path: Id = ""
    """The place of a suggested edit: "O1.criterion", "S3.steps.2.trainer"."""
    proposed: Words | None = None
    """The words that you suggest there."""


class Settling(Value):
    """What becomes of a discussion or of its suggested edit."""

    do: Literal["resolve", "reopen", "accept", "refuse"] = Field(examples=["accept"])
    """`resolve` and `reopen` a discussion; `accept` or `refuse` the edit that it suggests."""
    reason: Words = ""
    """Why it is refused."""
    seen: Seen = None
    """Hash of the version that you have read, to accept an edit; or send `If-Match`."""


class Edit(Value):
    """Other words at one place."""

    path: Annotated[Id, Field(examples=["O1.criterion"])]
    """The place: "O1.criterion", "S3.steps.2.trainer"."""
    text: Annotated[Words, Field(examples=["cinq bons choix sur six"])]
    """The words that shall stand there."""
    seen: Seen = None
    """Hash of the version that they replace; or send `If-Match`."""


class Wish(Value):
    """A change to ask the engine for."""

    wish: Annotated[Words, Field(min_length=1, examples=["S3 à 30 minutes"])]
    """The change in plain words, in the module's language."""
    seen: Seen = None
    """Hash of the version that it is about; or send `If-Match`."""


class Restoration(Value):
    """An earlier version to come back to."""

    version: int = Field(ge=1, le=LAST, examples=[1])
    """Its number."""
    seen: Seen = None
    """Hash of the version that it replaces; or send `If-Match`."""


class Label(Value):
    """A name for a version."""

    label: Annotated[Text, Field(max_length=80, examples=["Relue par le service sécurité"])]
    """The name; empty takes it away."""
