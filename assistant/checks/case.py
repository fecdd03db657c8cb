"""What every check looks at: the module, the cards, the trainer's messages and the limits; and how it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.checks.catalogue import check_by_id
from assistant.checks.thresholds import Thresholds
from assistant.language import marks
from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.models.knowledge import Card
from assistant.models.module import Assessment, Module, Objective, Sequence
from assistant.models.review import Finding
from assistant.models.terms import Language

_LONGEST_EXCERPT = 90


@dataclass(frozen=True)
class Case:
    """One module under examination."""

    module: Module
    cards: Mapping[str, Card]
    turns: tuple[str, ...]
    thresholds: Thresholds
    handed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Passages of the documents that were handed in, by file name."""

    @property
    def language(self) -> Language:
        """The language of the module, in which findings are written."""
        return self.module.brief.language

    def limit(self, name: str) -> float:
        """The value of a threshold."""
        value: float = getattr(self.thresholds, name).value
        return value

    @cached_property
    def sequences(self) -> tuple[Sequence, ...]:
        """All sequences in order, breaks included."""
        return self.module.sequences()

    @cached_property
    def worked(self) -> tuple[Sequence, ...]:
        """All sequences but breaks."""
        return tuple(sequence for sequence in self.sequences if sequence.kind != "break")

    @cached_property
    def objectives(self) -> dict[str, Objective]:
        """Objectives by id."""
        return {objective.id: objective for objective in self.module.objectives}

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """Assessments by id."""
        return {assessment.id: assessment for assessment in self.module.assessments}

    def places(self, assessment: str) -> tuple[int, ...]:
        """Where an assessment takes place: indexes of worked sequences."""
        return tuple(index for index, sequence in enumerate(self.worked) if assessment in sequence.assessments)

    def shows(self, sign: str, text: str) -> bool:
        """Whether a text of the module has a sign (`language.marks`)."""
        return marks.shows(sign, text, self.language)

    def title(self, card: str) -> str:
        """Title of a card in the module's language, or its id."""
        return self.cards[card].title.text(self.language) if card in self.cards else card

    def word(self, group: str, key: Any) -> str:
        """A word of the trade in the module's language: a level, a way of learning, a field."""
        return words_of_findings(self.language)[group][key]  # type: ignore[no-any-return]

    def find(self, key: str, where: str, **facts: Any) -> Finding:
        """A finding worded in the module's language; `key` is "check.reason"."""
        return report(key, where, self.language, **facts)

    def unsure(self, key: str, where: str, **facts: Any) -> Finding:
        """A finding that says what could not be told."""
        return report(key, where, self.language, **facts).model_copy(update={"severity": "unknown"})


def report(key: str, where: str, language: Language, **facts: Any) -> Finding:
    """A finding from the table of wordings; texts that are quoted are shortened."""
    check, reason = key.split(".")
    message, fix = words_of_findings(language)[check][reason]
    shown = {name: excerpt(fact) if isinstance(fact, str) else _number(fact) for name, fact in facts.items()}
    shown = {"where": words_of_findings(language)["places"].get(where, where), **shown}
    return Finding(
        check=check,
        severity=check_by_id(check).severity,
        where=where,
        message=typeset(message.format(**shown), language),
        fix=typeset(fix.format(**shown), language),
    )


def words_of_findings(language: Language) -> dict[str, Any]:
    """The table of wordings."""
    return table(f"findings.{language}.yaml")


def excerpt(text: str) -> str:
    """The beginning of a text, cut between two words."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_EXCERPT:
        return text
    return text[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + "…"


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value
