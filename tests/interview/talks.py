"""Hand-made readings: what an engine would have read, without an engine."""

from typing import Any

from assistant.interview.dialogue import Turn, advance
from assistant.interview.policy import Interview
from assistant.models.brief import Answers, BriefField
from assistant.models.terms import Language
from assistant.models.turn import Fact, Reading

GOALS = ("donner l'alerte", "choisir un extincteur", "utiliser un extincteur")


def fact(field: BriefField, value: Any, quote: str | None = None, *, corrects: bool = False) -> Fact:
    """A fact quoted from a message that says just that."""
    return Fact(field=field, value=value, quote=quote or str(value), corrects=corrects)


def goals(*texts: str) -> tuple[Fact, ...]:
    """Several competencies."""
    return tuple(fact("competencies", text) for text in texts)


def group(low: int, high: int) -> tuple[Fact, Fact]:
    """A group from so many to so many."""
    return fact("group_size_min", low), fact("group_size_max", high)


class Talk:
    """An interview fed with readings."""

    def __init__(self, language: Language = "fr") -> None:
        self.interview = Interview(answers=Answers(language=language))
        self.turns = 0
        self.last: Turn | None = None

    def hears(self, *facts: Fact, message: str = "…", **reading: Any) -> Turn:
        """One message, as read."""
        turn = advance(self.interview, Reading(facts=facts, **reading), message, self.turns)
        self.interview, self.last, self.turns = turn.interview, turn, self.turns + 1
        return turn


def told_all(talk: Talk) -> Turn:
    """A first message that says everything essential."""
    return talk.hears(
        fact("subject", "réagir à un départ de feu"),
        *goals(*GOALS),
        fact("audience", "préparateurs de commandes"),
        fact("duration_minutes", 210, "3h30"),
        fact("work_context", "personne n'a bougé"),
        *group(12, 12),
        fact("modality", "onsite", "en présentiel"),
        fact("audience_level", "beginner", "jamais touché"),
    )
