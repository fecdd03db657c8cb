"""What checks and designers say about a draft."""

from typing import Literal

from assistant.models.value import Value

Severity = Literal["block", "warn", "unknown"]


class Finding(Value):
    """Something that does not hold, or that could not be computed, wherever it comes from."""

    check: str
    """Stable id of the check ("C1"), see the README's table of checks."""
    severity: Severity
    where: str
    """Id of the element ("O2", "S3", "A1"), a brief field, or "module"."""
    message: str
    """What is wrong, one sentence in the module's language."""
    fix: str
    """What to do, one sentence in the module's language."""
