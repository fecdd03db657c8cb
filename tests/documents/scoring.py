"""How much of what a document states is found, and whether anything else is."""

from dataclasses import dataclass, field
from typing import Any

from assistant.interview.ledger import merge
from assistant.models.brief import FIELDS_OF_SLOT, Answers
from assistant.models.document import Gleaned
from assistant.models.terms import Language

_DERIVED = {"title", "days", "group_size_min"}
"""What follows from something else that is stated."""


@dataclass
class Score:
    """The fields of one document."""

    stated: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    """What was stated and is not, or not so, in the answers."""
    invented: list[str] = field(default_factory=list)
    """What is in the answers and was not stated."""


def answers_of(gleaned: Gleaned, language: Language) -> Answers:
    """The brief that the document alone makes."""
    return merge(Answers(language=language), gleaned.facts, 0).answers


def score(answers: Answers, states: dict[str, Any]) -> Score:
    """Field by field."""
    found = Score()
    for name, wanted in states.items():
        found.stated += 1
        value = getattr(answers, name)
        if _is_right(value, wanted):
            found.right += 1
        else:
            found.wrong.append(f"{name}: {value!r} for {wanted!r}")
    for names in FIELDS_OF_SLOT.values():
        for name in names:
            if name not in states and name not in _DERIVED and getattr(answers, name) is not None:
                found.invented.append(f"{name}: {getattr(answers, name)!r}")
    return found


def _is_right(value: Any, wanted: Any) -> bool:
    if value is None:
        return False
    if not isinstance(wanted, list):
        return bool(value == wanted)
    if isinstance(value, tuple):
        return len(value) == len(wanted) and all(_holds(item, words) for item, words in zip(value, wanted, strict=True))
    return _holds(value, wanted)


def _holds(text: str, words: list[str]) -> bool:
    return all(word.lower() in text.lower() for word in words)
