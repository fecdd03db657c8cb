"""Talking to the real conversation, one message at a time."""

from assistant.conversation import Answered, Conversations, StageBegun
from assistant.models.module import Module

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


_MOST = 12
"""Skips to a recap at most: an interview has eight questions."""


class Talk:
    """One thread, and its last answer."""

    def __init__(self, conversations: Conversations, thread: str = "t") -> None:
        self.conversations, self.thread = conversations, thread
        self.stages: list[str] = []

    async def says(self, *messages: str) -> Answered:
        """Send these messages, one after the other; the answer to the last."""
        last: Answered | None = None
        for message in messages:
            self.stages = []
            async for event in self.conversations.send(self.thread, message):
                if isinstance(event, StageBegun):
                    self.stages.append(event.stage)
                elif isinstance(event, Answered):
                    last = event
        assert last is not None
        return last

    async def to_recap(self, opening: str = EVERYTHING_FR) -> Answered:
        """Say everything, pass on what is left."""
        answer = await self.says(opening)
        for _ in range(_MOST):
            if not answer.asked and answer.phase == "interview":
                return answer
            answer = await self.says("passe" if answer.language == "fr" else "skip")
        raise AssertionError(f"no recap after {_MOST} skips: {answer.say}")

    async def to_draft(self, opening: str = EVERYTHING_FR) -> Module:
        """To the first draft."""
        answer = await self.to_recap(opening)
        yes, go = ("oui", "d'accord, rédigez") if answer.language == "fr" else ("yes", "agreed, draft it")
        answer = await self.says(yes, go)
        assert answer.module is not None
        return answer.module


def plain(text: str) -> str:
    """Straight apostrophes and ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
