"""What is measured of a draft, and the drafts of a run that may be interrupted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.models.module import Module


@dataclass(frozen=True)
class Drafted:
    """One draft and what it took."""

    brief: str
    engine: str
    module: Module
    blocking: int
    warnings: int
    complete: float
    """Share of what a whole module needs that is there: `evals.models.completeness`."""
    tokens: int
    seconds: float
    busy: float
    """Seconds of them in which the model was at work."""
    kept: float | None = None
    """Share of the sections that the model was asked for of which something is in the draft."""
    delay: float | None = None
    """Seconds from the first piece that the model wrote to the first that was shown."""
    own: int = 0
    """Words with a meaning that no other draft of the same engine has."""
    told: int = 0
    """The trainer's words that the draft uses."""


class Kept:
    """The drafts of a comparison, a file for each brief: an hour's work is not lost with its last minute."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, brief: str) -> tuple[Drafted, ...]:
        """The drafts of a brief, () when it has none yet."""
        path = self._folder / f"{brief}.json"
        return _DRAFTS.validate_json(path.read_bytes()) if path.exists() else ()

    def write(self, brief: str, drafts: Sequence[Drafted]) -> None:
        """Keep the drafts of a brief, in one piece."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{brief}.json"
        new = path.with_suffix(".new")
        new.write_bytes(_DRAFTS.dump_json(tuple(drafts), indent=1))
        new.replace(path)

    def forget(self) -> None:
        """Begin afresh."""
        for path in self._folder.glob("*.json"):
            path.unlink()


_DRAFTS = TypeAdapter(tuple[Drafted, ...])
