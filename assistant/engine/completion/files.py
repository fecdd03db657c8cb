"""Files of JSON that a killed program leaves whole."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def read_object(path: Path) -> dict[str, Any] | None:
    """The object in the file; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_object(path: Path, value: dict[str, Any]) -> None:
    """Write the file whole or not at all; a disk that is full costs no more than the memory of it."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", delete=False, encoding="utf-8") as draft:
            json.dump(value, draft, ensure_ascii=False)
        Path(draft.name).replace(path)
