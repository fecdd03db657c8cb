"""What goes to a language model and what comes back."""

from typing import Literal

from pydantic import Field

from assistant.models.value import Value

Way = Literal["schema", "object_schema", "object", "tool", "text"]
"""How a server is made to answer with JSON, the strictest first."""


class Prompt(Value):
    """A rendered prompt: what is the same for every request comes first, so that servers can keep it."""

    name: str
    version: str
    """Hash of the file that it was rendered from."""
    system: str
    user: str


class Usage(Value):
    """What a request took."""

    sent: int = 0
    """Tokens."""
    received: int = 0
    """Tokens."""
    seconds: float = 0.0
    cost: float | None = None
    """US dollars, where litellm knows the price."""

    def plus(self, other: "Usage") -> "Usage":
        """Both together."""
        known = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            sent=self.sent + other.sent,
            received=self.received + other.received,
            seconds=self.seconds + other.seconds,
            cost=sum(known) if known else None,
        )


_CHARACTERS = 4
"""Of a token, about."""


def estimated(prompt: Prompt, written: int) -> Usage:
    """What so many characters of an answer took: no server tells it of one that it did not end."""
    return Usage(sent=len(prompt.system + prompt.user) // _CHARACTERS, received=written // _CHARACTERS)


class Completion(Value):
    """What a model answered."""

    text: str
    model: str
    """The one that answered: the first of the settings, or one of its fallbacks."""
    cut: bool = False
    """It ran out of tokens in the middle."""
    usage: Usage = Field(default_factory=Usage)
