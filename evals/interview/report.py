"""The table of the trainers, the thresholds, and a conversation as it reads."""

from collections import Counter
from typing import get_args

from assistant.models.brief import Slot
from evals.interview.player import Talk
from evals.interview.scoring import Score

LEAST_RIGHT = 0.95
"""Share of the slots that are right (issue 2)."""


def accuracy(scores: tuple[Score, ...]) -> float:
    """Share of the judged slots that are right."""
    judged = sum(item.judged for item in scores)
    return sum(item.right for item in scores) / judged if judged else 0.0


def gate(scores: tuple[Score, ...]) -> tuple[str, ...]:
    """What keeps the measure from passing; () when it passes."""
    failures = []
    if accuracy(scores) < LEAST_RIGHT:
        failures.append(f"{accuracy(scores):.1%} of the slots are right, {LEAST_RIGHT:.0%} wanted")
    for item in scores:
        for name in ("invented", "repeated", "leaks", "missed", "blocking"):
            failures += [f"{item.case}: {name}: {text}" for text in getattr(item, name)]
    return tuple(failures)


def table(scores: tuple[Score, ...]) -> str:
    """One line a trainer, one line a slot, then what is wrong."""
    head = (
        f"{'case':22} {'right':>7} {'questions':>9} {'repeated':>8} {'invented':>8} {'leaks':>5} {'missed':>6}"
        f" {'block':>5} {'warn':>4}"
    )
    lines = [head]
    for item in scores:
        counts = (item.repeated, item.invented, item.leaks, item.missed, item.blocking, item.warnings)
        numbers = [len(found) for found in counts]
        lines.append(
            f"{item.case:22} {item.right:>3}/{item.judged:<3} {item.questions:>9} {numbers[0]:>8} {numbers[1]:>8}"
            f" {numbers[2]:>5} {numbers[3]:>6} {numbers[4]:>5} {numbers[5]:>4}"
        )
    lines += ["", *_by_slot(scores), "", f"slots right: {accuracy(scores):.1%}"]
    lines += [f"  {item.case}: {text}" for item in scores for text in item.wrong]
    kinds = Counter(text.split(" ")[0] for item in scores for text in item.warnings)
    lines.append("warnings: " + (", ".join(f"{kind} × {count}" for kind, count in kinds.most_common()) or "none"))
    return "\n".join(lines)


def _by_slot(scores: tuple[Score, ...]) -> list[str]:
    lines = []
    for slot in get_args(Slot):
        verdicts = Counter(item.slots[slot] for item in scores)
        judged = verdicts["right"] + verdicts["wrong"]
        share = f"{verdicts['right'] / judged:.0%}" if judged else "—"
        lines.append(f"{slot:22} {verdicts['right']:>3}/{judged:<3} {share}")
    return lines


def transcript(talk: Talk) -> str:
    """The conversation as two people would read it."""
    lines = [f"===== {talk.case.id} ({', '.join(talk.case.style)})"]
    for exchange in talk.exchanges:
        answered = exchange.answered
        lines.append(f"\n> {exchange.message}\n\n{answered.say}")
        if answered.suggestions:
            lines.append("  [" + "] [".join(answered.suggestions) + "]")
    return "\n".join(lines)
