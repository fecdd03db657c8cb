"""The notes of versions that are no sentences: an earlier version put back, words of the engine's."""

import re

ENGINE = "engine"
"""The engine wrote what somebody at the desk asked it for."""
_RESTORED = re.compile(r"restore (\d+)")


def restoring(version: int) -> str:
    """The note of a version that puts an earlier one back, at the desk or in the conversation."""
    return f"restore {version}"


def restored(note: str) -> int | None:
    """The version that one with this note puts back; None where it puts none back."""
    found = _RESTORED.fullmatch(note)
    return int(found[1]) if found else None
