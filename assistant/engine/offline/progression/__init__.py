"""Progressions of the offline engine: days, sequences and steps to the minute, and all that rests on them."""

from assistant.engine.offline.progression.impact import write_impact
from assistant.engine.offline.progression.left import left_to_trainer
from assistant.engine.offline.progression.tools import choose_tools
from assistant.engine.offline.progression.writing import write_progression

__all__ = ["choose_tools", "left_to_trainer", "write_impact", "write_progression"]
