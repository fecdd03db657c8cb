"""How long a method takes with a given group, computed from its card's steps."""

from dataclasses import dataclass
from math import ceil

from assistant.models.knowledge import Card, Step
from assistant.models.terms import Grouping

TEAM = 4
"""Learners in a group when the card says no more than "groups"."""


@dataclass(frozen=True)
class Run:
    """One run of a method with a group."""

    minutes: int
    turns: Step | None
    """The longest step that each learner takes in turn, if there is one."""
    grouping: Grouping
    """How people work in the main step of practice."""


def run_of(card: Card, learners: int) -> Run:
    """One typical run of the card's steps with so many learners."""
    minutes = sum(step_minutes(step, learners) for step in card.steps)
    turns = [step for step in card.steps if step.scale == "per_learner"]
    practice = [step for step in card.steps if step.phase == "apply"] or list(card.steps)
    main = max(practice, key=lambda step: step_minutes(step, learners), default=None)
    longest = max(turns, key=lambda step: step.minutes, default=None)
    return Run(minutes, longest, main.grouping if main else "plenary")


def step_minutes(step: Step, learners: int) -> int:
    """Minutes of one step with so many learners."""
    match step.scale:
        case "per_learner":
            return step.minutes * learners
        case "per_group":
            return step.minutes * ceil(learners / TEAM)
        case _:
            return step.minutes
