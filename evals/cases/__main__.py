"""`python -m evals.cases`: write the JSON schema of every file of cases, for editors."""

import sys

from evals.cases import FOLDER, Case, schema
from evals.reviewed.cases import ReviewedCase
from evals.suites.exports import ExportCase
from evals.suites.grounding import QuestionCase
from evals.suites.methods import MethodCase
from evals.suites.objectives import ObjectiveCase
from evals.suites.revisions import RevisionCase
from evals.suites.safety import SafetyCase

MODELS: dict[str, type[Case]] = {
    "methods": MethodCase,
    "objectives": ObjectiveCase,
    "revisions": RevisionCase,
    "grounding": QuestionCase,
    "safety": SafetyCase,
    "exports": ExportCase,
    "reviewed": ReviewedCase,
}
"""File of cases → what one case is."""


def main() -> int:
    """Write them all."""
    for name, model in MODELS.items():
        (FOLDER / "schemas" / f"{name}.json").write_text(schema(model), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
