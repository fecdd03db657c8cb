"""What every store of modules offers, whatever the database."""

from datetime import datetime
from typing import Protocol

from assistant.models.module import Module
from assistant.models.value import Value
from assistant.storage.reviews import Reviews


class VersionInfo(Value):
    """One version of a module, without its content."""

    module: str
    version: int
    content_hash: str
    created_at: datetime
    note: str
    """What changed, one line; "" for the first version."""
    by: str = ""
    """Id of who made it; "" = the conversation with its trainer."""
    label: str = ""
    """A name that somebody gave it."""


class ModuleInfo(Value):
    """One module as a list shows it."""

    id: str
    thread: str
    title: str
    language: str
    versions: int
    updated_at: datetime


class Store(Protocol):
    """Modules and their immutable versions."""

    reviews: Reviews
    """Where the review of each module stands, and what was said of it."""

    async def save(
        self, module: Module, *, thread: str, note: str = "", by: str = "", after: int | None = None
    ) -> Module:
        """Store a new version and return it with its number, hash and date.

        `module.version` and `content_hash` are given by the store. Content equal to the latest version's is not
        stored twice: the latest is returned. `after` is the version that the change was made to: where another one
        is the latest by now, nothing is stored. Raises ConflictError, and StorageError when the database refuses.
        """

    async def get(self, module_id: str, version: int | None = None) -> Module:
        """A version, the latest by default. Raises NotFoundError."""

    async def versions(self, module_id: str) -> tuple[VersionInfo, ...]:
        """Every version, oldest first. Raises NotFoundError."""

    async def modules(self, *, thread: str | None = None, limit: int = 50) -> tuple[ModuleInfo, ...]:
        """The most recently changed modules first."""

    async def close(self) -> None:
        """Give back connections."""
