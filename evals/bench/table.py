"""Rows of measurements, and the table that the README keeps."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure: its name, what was measured, and the goal for its last figure."""

    name: str
    median: float
    p95: float
    unit: str
    goal: float | None
    runs: int
    judged: str = "p95"
    """Which figure the goal is about: "p95" or "median"."""

    @property
    def holds(self) -> bool:
        """Whether the goal is reached; True where there is none."""
        return self.goal is None or (self.p95 if self.judged == "p95" else self.median) <= self.goal


def row(name: str, values: Sequence[float], unit: str, goal: float | None, judged: str = "p95") -> Row:
    """A row from its measurements, in the row's unit."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return Row(name, statistics.median(ordered), p95, unit, goal, len(ordered), judged)


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| measure | median | p95 | goal | runs | |", "|---|---:|---:|---:|---:|---|"]
    for item in rows:
        goal = f"{item.judged} ≤ {_number(item.goal)} {item.unit}" if item.goal is not None else "—"
        verdict = "" if item.goal is None else "reached" if item.holds else "**not reached**"
        figures = f"{_number(item.median)} {item.unit} | {_number(item.p95)} {item.unit}"
        lines.append(f"| {item.name} | {figures} | {goal} | {item.runs} | {verdict} |")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
