"""What the interface answers, beyond the values of the desk itself."""

from datetime import datetime

from assistant.models.desk import Action, Comment, Decision, Review
from assistant.models.module import Module
from assistant.models.terms import CardKind
from assistant.models.value import Value


class Standing(Value):
    """A module: where its review stands, and its latest version."""

    review: Review
    """Where it stands; `content_hash` is what a decision or a change names as `seen`."""
    changed_since: bool
    """Whether it is not any more what was approved."""
    steps: tuple[Action, ...]
    """The steps of the review that are open to you now."""
    decisions: tuple[Decision, ...]
    """Every step that was taken, oldest first."""
    module: Module
    """The latest version."""
    deleted_from: datetime | None
    """From when the rule of retention deletes it, where nobody touches it until then; null while that is a month away,
    or more."""


class Settled(Value):
    """What became of a discussion."""

    comment: Comment
    """The comment that began it, as it stands now."""
    module: Module | None
    """The version that an accepted edit made; null where none was made."""


class CardLine(Value):
    """A card as a list shows it."""

    id: str
    """What `/cards/{card_id}` takes."""
    kind: CardKind
    """A method, a tool, an assessment format, or knowledge about design."""
    title: str
    """In the language that was asked for."""
    summary: str
    """One sentence that says what it is."""
    quote: str
    """The words of the card that answer the question best; "" without a question."""
