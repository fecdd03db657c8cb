"""Accounts of people, their organisations and what they sign in with."""

from datetime import datetime

from pydantic import Field

from assistant.models.desk import Person, Role
from assistant.models.terms import Language
from assistant.models.value import Value

DELETED = "compte supprimé"
"""Stands for the name of somebody whose account was deleted."""


class Organisation(Value):
    """Those who work together: their drafts are theirs alone."""

    id: str
    name: str


class Account(Value):
    """Somebody who can sign in, or could."""

    id: str
    organisation: str
    email: str
    """Folded: as it is looked up."""
    name: str
    role: Role
    language: Language
    active: bool
    created_at: datetime
    has_password: bool
    subject: str | None = None
    """Who it is for the OpenID Connect provider: `issuer|subject`."""

    @property
    def person(self) -> Person:
        """The same, as the desk knows them."""
        return Person(
            id=self.id, organisation=self.organisation, name=self.name, role=self.role, language=self.language
        )


class Invited(Value):
    """What is told of somebody who gets an account."""

    email: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    name: str = Field(min_length=1, max_length=120)
    role: Role = "trainer"
    language: Language = "fr"


class Changes(Value):
    """What changes of an account; None = it stays."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    role: Role | None = None
    language: Language | None = None
    active: bool | None = None


class Token(Value):
    """A key to the HTTP interface, without what opens it."""

    id: str
    name: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
