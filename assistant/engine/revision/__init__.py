"""Changing a draft: from edits to directives, ids that keep their meaning, and the list of what changed."""

from assistant.engine.revision.applied import Applied
from assistant.engine.revision.changes import list_changes
from assistant.engine.revision.edits import apply_edits
from assistant.engine.revision.identity import number_objectives, number_plans, number_sequences
from assistant.engine.revision.matter import Carried, as_decided, carry, number_matter, place_matter
from assistant.engine.revision.standing import (
    drafted_with,
    kept_as_they_were,
    renumbered,
    standing_plans,
    standing_removals,
    touches_sequences,
    untouched,
)
from assistant.engine.revision.timing import counted_practice, no_more_practice

__all__ = [
    "Applied",
    "Carried",
    "apply_edits",
    "as_decided",
    "carry",
    "counted_practice",
    "drafted_with",
    "kept_as_they_were",
    "list_changes",
    "no_more_practice",
    "number_matter",
    "number_objectives",
    "number_plans",
    "number_sequences",
    "place_matter",
    "renumbered",
    "standing_plans",
    "standing_removals",
    "touches_sequences",
    "untouched",
]
