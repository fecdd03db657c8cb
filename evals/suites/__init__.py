"""The suites, in the order of the report; each says what it plays, and none knows of the gate."""

from typing import Any

from evals.suites import checks, drafts, interview, retrieval
from evals.suites.suite import Suite

SUITES: dict[str, Suite[Any, Any]] = {
    suite.name: suite for suite in (interview.SUITE, retrieval.SUITE, drafts.SUITE, checks.SUITE)
}
"""Every suite by its name."""
