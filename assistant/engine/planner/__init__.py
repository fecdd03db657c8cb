"""Clock arithmetic that every engine shares: days, half-days, breaks, budgets, steps, groups; whole minutes only."""

from assistant.engine.planner.breaks import Stretches, break_minutes, stretches
from assistant.engine.planner.budget import Want, share
from assistant.engine.planner.frame import DayFrame, Half, frames
from assistant.engine.planner.groups import Passages, group_sizes, passages
from assistant.engine.planner.hours import Hours, clock_text, read_hours
from assistant.engine.planner.steps import Piece, fit, lean

__all__ = [
    "DayFrame",
    "Half",
    "Hours",
    "Passages",
    "Piece",
    "Stretches",
    "Want",
    "break_minutes",
    "clock_text",
    "fit",
    "frames",
    "group_sizes",
    "lean",
    "passages",
    "read_hours",
    "share",
    "stretches",
]
