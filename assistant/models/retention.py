"""How long what nobody touches any more is kept, and what goes by that rule."""

from datetime import datetime, timedelta
from typing import Literal

from assistant.models.value import Value

Kind = Literal["conversation", "module"]
NEAR = timedelta(days=30)
"""For so long people can see it coming: before a term ends, and when a rule is new."""
RULE = "retention"
"""Stands in the log for who deleted: nobody but the rule."""


class Terms(Value):
    """Days without a touch after which things go; None = they are kept."""

    days: int | None = None
    """Of conversations, and of modules that were never approved."""
    approved_days: int | None = None
    """Of modules that were approved once."""

    def of(self, *, approved: bool) -> timedelta | None:
        """The term of a thing."""
        days = self.approved_days if approved else self.days
        return timedelta(days=days) if days is not None else None


FOREVER = Terms()
"""Nothing goes."""


class Ageing(Value):
    """A conversation or a module that has a term."""

    kind: Kind
    id: str
    thread: str
    """The conversation; a module's is the one that it comes from."""
    organisation: str
    title: str
    approved: bool
    touched_at: datetime
    """When somebody last wrote in the conversation, or did something to one of its modules."""
    until: datetime
    """From then on it may go."""
