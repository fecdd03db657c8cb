"""The suites, in the order of the report; each says what it plays, and none knows of the gate."""

from typing import Any

from evals.suites import (
    checks,
    drafts,
    exports,
    grounding,
    interview,
    methods,
    objectives,
    retrieval,
    reviewed,
    revisions,
    safety,
)
from evals.suites.suite import Suite

_ALL = (interview, retrieval, methods, objectives, drafts, checks, revisions, grounding, safety, exports, reviewed)
SUITES: dict[str, Suite[Any, Any]] = {each.SUITE.name: each.SUITE for each in _ALL}
"""Every suite by its name."""
