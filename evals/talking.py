"""Talking to the real program, one message at a time."""

from assistant.conversation import Answered, Conversations, StageBegun
from assistant.models.module import Module
from assistant.models.terms import Language

_MOST = 12
"""Skips to a recap at most: an interview has eight questions."""
SKIP: dict[Language, str] = {"fr": "passe", "en": "skip"}


class Talk:
    """One thread, and what was said in it."""

    def __init__(self, conversations: Conversations, thread: str = "t", language: Language | None = None) -> None:
        self.conversations, self.thread, self.language = conversations, thread, language
        self.stages: list[str] = []
        """Those of the last message."""
        self.said: list[tuple[str, Answered]] = []
        """Message and answer."""

    async def says(self, *messages: str) -> Answered:
        """Send these messages, one after the other; the answer to the last."""
        for message in messages:
            await self.hands(message)
        return self.said[-1][1]

    async def hands(self, message: str, *files: tuple[str, bytes]) -> Answered:
        """Send a message with documents (name, content)."""
        self.stages = []
        send = self.conversations.send(self.thread, message, language=self.language, files=files)
        async for event in send:
            if isinstance(event, StageBegun):
                self.stages.append(event.stage)
            elif isinstance(event, Answered):
                self.said.append((message, event))
        return self.said[-1][1]

    async def to_recap(self, opening: str) -> Answered:
        """Say everything, pass on what is left."""
        answer = await self.says(opening)
        for _ in range(_MOST):
            if not answer.asked and answer.phase == "interview":
                return answer
            answer = await self.says(SKIP[answer.language])
        raise AssertionError(f"no recap after {_MOST} skips: {answer.say}")

    async def to_draft(self, opening: str) -> Module:
        """To the first draft."""
        answer = await self.to_recap(opening)
        yes, go = ("oui", "d'accord, rédigez") if answer.language == "fr" else ("yes", "agreed, draft it")
        answer = await self.says(yes, go)
        assert answer.module is not None
        return answer.module

    def transcript(self) -> str:
        """The conversation as two people would read it."""
        return "\n\n".join(f"> {message}\n\n{answer.say}" for message, answer in self.said)
