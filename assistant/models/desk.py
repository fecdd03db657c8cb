"""What the review desk is about: who reviews what, where a review stands, what is said and proposed about a draft."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.models.value import Value

Role = Literal["trainer", "designer", "administrator"]
Status = Literal["draft", "submitted", "in_review", "changes_requested", "approved", "withdrawn", "superseded"]
Action = Literal[
    "submit",  # hand the module to the designers, for the first time or again
    "take",  # begin to review it
    "release",  # put it back into the queue
    "request_changes",  # send it back to its trainer
    "approve",  # sign the version that is named, by its hash
    "review_again",  # open an approved module for review once more
    "withdraw",  # take it out of the reviews
    "supersede",  # another module takes the place of an approved one
    "reopen",  # a withdrawn or superseded module is a draft again
]
Order = Literal["urgent", "oldest", "newest", "title"]
"""urgent: what is due first, then what has waited longest; oldest, newest: by how long it has been where it stands."""
Settled = Literal["open", "resolved", "accepted", "refused"]

LOCAL = "local"
"""The organisation and the person of a Jalon that nobody signs in to."""


class Person(Value):
    """Somebody who uses Jalon, as the desk knows them."""

    id: str
    organisation: str
    name: str
    """As it is shown."""
    role: Role
    language: Language = "fr"


class SignOff(Value):
    """The version that was approved; any other hash is something else."""

    version: int
    content_hash: str
    by: str
    at: datetime


class Review(Value):
    """Where the review of a module stands."""

    module: str
    organisation: str
    author: str
    """Id of the person whose module it is."""
    thread: str
    """The conversation that it comes from."""
    title: str
    language: Language
    version: int
    """The latest one."""
    content_hash: str
    """Of the latest version."""
    status: Status
    since: datetime
    """When it came to that status."""
    updated_at: datetime
    """When its latest version was made."""
    assignee: str | None = None
    due: date | None = None
    signed: SignOff | None = None
    """The last approval; it stays after a change, for what it is worth."""
    blocking: int = 0
    warnings: int = 0
    """Findings of the latest version."""
    open_comments: int = 0

    @property
    def changed_since(self) -> bool:
        """Whether it is not any more what was approved."""
        return self.signed is not None and self.signed.content_hash != self.content_hash


class Decision(Value):
    """One step of a review; written once, never changed."""

    module: str
    action: Action
    before: Status
    after: Status
    version: int
    content_hash: str
    """What was decided on."""
    by: str
    """Id of the person."""
    name: str
    """Their name at that time."""
    at: datetime
    why: str = ""


class Proposed(Value):
    """An edit that somebody suggests: other words at one place of a draft."""

    path: str
    """"O1.criterion", "S3.steps.2.trainer": see `review.places`."""
    before: str
    """What stood there."""
    after: str


class Comment(Value):
    """Something said about an element of a draft, about words in it, or in answer to another comment."""

    id: str
    module: str
    version: int
    """The one that was read when it was written."""
    where: str
    """Id of the element ("O2", "S3", "A1"), or "module"."""
    words: str = ""
    """What it is about, an exact substring of the element; "" = all of it."""
    parent: str | None = None
    """Id of the comment that it answers; the first of its discussion."""
    by: str
    name: str
    at: datetime
    text: str
    mentions: tuple[str, ...] = ()
    """Ids of the people whom it names."""
    proposed: Proposed | None = None
    settled: Settled = "open"
    """Of a whole discussion; answers are always "open"."""
    settled_by: str | None = None
    settled_at: datetime | None = None
    reason: str = ""
    """Why it was refused, or could not be applied."""


class Filters(Value):
    """What the queue is narrowed to."""

    text: str = Field(default="", max_length=200)
    """Words of titles, in any case and without accents."""
    status: tuple[Status, ...] = ()
    """() = every one."""
    assignee: str | None = None
    """Id of a person; "" = nobody."""
    author: str | None = None
    language: Language | None = None
    overdue_on: date | None = None
    """Only what was due before that day and is not decided."""
    order: Order = "urgent"


class Queue(Value):
    """A page of the queue."""

    reviews: tuple[Review, ...]
    total: int
    """How many the filters leave."""
    counts: dict[Status, int]
    """How many there are of each status, whatever the status that was asked for."""


class Entry(Value):
    """One line of the audit log."""

    number: int
    at: datetime
    organisation: str
    by: str
    """Id of the person; "" = somebody who is not signed in."""
    act: str
    """"decide.approve", "comment", "edit", "sign_in"…"""
    target: str
    """Id of what it was done to."""
    detail: dict[str, str | int | None]
    seal: str
    """SHA-256 over this line and the seal of the line before: one that was altered is found out."""


class Verdict(Value):
    """What a designer decided about an element, the draft before and after: `jalon eval add` makes a case of it."""

    decision: Literal["rejected", "corrected", "accepted"]
    where: str
    """Id of the element."""
    why: str
    module: Module
    """The draft that was judged."""
    corrected: Module | None = None
    """The draft as it was corrected."""
