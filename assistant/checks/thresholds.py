"""The limits that checks compare with; data, so that an organisation can set its own."""

from functools import cache
from typing import Any

from assistant.checks.catalogue import Basis
from assistant.language.data import table
from assistant.models.knowledge import Bilingual
from assistant.models.value import Value


class Threshold(Value):
    """One limit, and where it comes from."""

    value: float
    basis: Basis
    why: Bilingual


class Thresholds(Value):
    """Every limit; shares are 0 to 1, times minutes."""

    objective_words: Threshold
    minutes_per_objective: Threshold
    low_level_share: Threshold
    duplicate_overlap: Threshold
    day_minutes: Threshold
    break_every: Threshold
    screen_stretch: Threshold
    lunch_shortest: Threshold
    lunch_longest: Threshold
    lunch_from: Threshold
    lunch_until: Threshold
    exposition: Threshold
    opening: Threshold
    closing: Threshold
    short_module: Threshold
    short_closing: Threshold
    buffer_share: Threshold
    debrief_share: Threshold
    instructions: Threshold
    round_table_each: Threshold
    presentation_each: Threshold
    team_size: Threshold
    active_share: Threshold
    mix_from: Threshold
    learning_types: Threshold
    type_share: Threshold
    acquisition_share: Threshold
    methods_per_sequence: Threshold
    distractors: Threshold
    key_length: Threshold
    bands: Threshold
    new_tools: Threshold
    half_day: Threshold
    interview_turns: Threshold

    def with_values(self, **values: float) -> "Thresholds":
        """The same limits with some values of the organisation's own, marked as house rules."""
        changed = {
            name: getattr(self, name).model_copy(update={"value": value, "basis": "house"})
            for name, value in values.items()
        }
        return self.model_copy(update=changed)


@cache
def default_thresholds() -> Thresholds:
    """The limits that ship with Jalon."""
    rows: dict[str, Any] = table("thresholds.yaml")
    return Thresholds.model_validate(rows)
