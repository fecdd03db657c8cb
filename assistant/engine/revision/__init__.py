"""Changing a draft: from edits to directives, ids that keep their meaning, and the list of what changed."""

from assistant.engine.revision.applied import Applied
from assistant.engine.revision.changes import list_changes
from assistant.engine.revision.edits import apply_edits
from assistant.engine.revision.identity import number_objectives, number_plans, number_sequences

__all__ = ["Applied", "apply_edits", "list_changes", "number_objectives", "number_plans", "number_sequences"]
