"""Talking to the real conversation, one message at a time."""

from assistant.conversation import Answered
from assistant.models.module import Module
from evals import talking

EVERYTHING_FR = (
    "Je forme des préparateurs de commandes à réagir à un départ de feu. 3h30 en présentiel, ils seront 12, la plupart "
    "n'ont jamais touché un extincteur. À la fin ils doivent savoir donner l'alerte, choisir le bon extincteur et "
    "évacuer "
    "leur zone. On a eu deux débuts de feu l'an dernier et personne n'a bougé. J'ai un bac à feu et six extincteurs. "
    "Je veux les voir faire."
)
EVERYTHING_EN = (
    "Two-day onsite course for team leaders in a call centre, 10 people. They must be able to lead a weekly one-to-one,"
    " give feedback on a recorded call and handle a complaint. Today each does it their own way and agents complain "
    "that feedback is unfair. I would like to see them do it."
)


class Talk(talking.Talk):
    """One thread, and its last answer."""

    async def to_recap(self, opening: str = EVERYTHING_FR) -> Answered:
        """Say everything, pass on what is left."""
        return await super().to_recap(opening)

    async def to_draft(self, opening: str = EVERYTHING_FR) -> Module:
        """To the first draft."""
        return await super().to_draft(opening)


def plain(text: str) -> str:
    """Straight apostrophes and ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
