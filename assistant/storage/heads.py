"""The head of the log in a file beside the database: whoever shortens or rewrites the log there does not reach it."""

import hashlib
import json
import tempfile
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection, select

from assistant.models.value import Value
from assistant.storage.tables import audit

MARK = "audit_head"
"""Under which a transaction notes the head that it leaves, in what is known of its connection."""


class Head(Value):
    """A line of the log that was the last one once."""

    number: int
    seal: str

    def is_in(self, connection: Connection) -> bool:
        """Whether the log still has that line, as it was."""
        query = select(audit.c.seal).where(audit.c.number == self.number)
        return connection.execute(query).scalar() == self.seal


def head_path(data_dir: Path, place: str | None) -> Path:
    """The file for a database, by where it is; None = the one of the data folder itself, wherever that is moved to."""
    named = f"-{hashlib.sha256(place.encode()).hexdigest()[:8]}" if place else ""
    return data_dir / f"audit{named}.head"


class HeadFile:
    """Keeps the last line that this folder knows of; a log that has lost it is not followed any more."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Head | None:
        """The head; None where none was kept, or the file cannot be read."""
        try:
            return Head.model_validate_json(self.path.read_bytes())
        except (OSError, ValidationError):
            return None

    def follows(self, connection: Connection, head: Head) -> bool:
        """Whether that head goes on from the one that is kept: a log that was shortened must not pass for whole."""
        kept = self.read()
        return kept is None or (kept.number < head.number and kept.is_in(connection))

    def keep(self, head: Head) -> None:
        """Write the file whole or not at all; where that cannot be, the one before says less, and nothing wrong."""
        with suppress(OSError):
            with tempfile.NamedTemporaryFile("w", dir=self.path.parent, prefix=".", delete=False) as draft:
                json.dump(head.model_dump(), draft)
            Path(draft.name).replace(self.path)
