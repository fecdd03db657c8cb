"""What check H3 looks for: claims that look like facts of the world, and what is known to be true."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.texts import texts
from assistant.language.claims import find_claims, names_a_work
from assistant.language.marks import plain
from assistant.models.brief import Brief
from assistant.models.module import Module


def claims(module: Module) -> Iterator[tuple[str, str]]:
    """(where, words) of everything in a module that looks like an address, a law, a standard, a price, a date."""
    for where, text in texts(module):
        yield from ((where, claim) for claim in find_claims(text))


@dataclass(frozen=True)
class Known:
    """What the trainer said and what the cards say."""

    text: str
    words: frozenset[str]

    @classmethod
    def by_trainer(cls, brief: Brief, turns: tuple[str, ...]) -> "Known":
        """All that the trainer said: messages, sources, and the brief but for what was assumed."""
        own = brief.model_dump(mode="json", exclude={"assumptions"})
        return cls.of("\n".join((repr(list(own.values())), *turns)))

    @classmethod
    def of(cls, text: str) -> "Known":
        """All words of a text."""
        everything = plain(text)
        return cls(_tight(everything), frozenset(re.findall(r"\w+", everything)))

    def holds(self, claim: str) -> bool:
        """Whether the claim was said; an author and a year may stand apart in a card's reference."""
        said = plain(claim)
        if _tight(said) in self.text:
            return True
        return names_a_work(claim) and all(word in self.words for word in re.findall(r"\w{3,}", said))


def _tight(text: str) -> str:
    return re.sub(r"[\s.,;:'\"()\\-]", "", text)
