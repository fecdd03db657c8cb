"""How a scripted trainer says what they know: in the script's words, or in a model's, with the same facts."""

import re
from collections.abc import Mapping
from typing import Protocol

from assistant.engine.completion import Asker, ModelError, Models, Prompt
from assistant.language.detect import is_in
from assistant.models.terms import Language
from assistant.models.value import Value
from evals.interview.cases import Case, Style

_TOKENS = 200
_LANGUAGE: Mapping[Language, str] = {"fr": "French", "en": "English"}
TEMPER: Mapping[Style, str] = {
    "terse": "You answer in as few words as you can.",
    "chatty": "You ramble: you begin with an anecdote and come to the answer late.",
    "correcting": "You are precise, and put right what you said loosely.",
    "contradicting": "You are sure of yourself and do not notice when you contradict yourself.",
    "vague": "You find it hard to say things plainly.",
    "hostile": "You find the questions a waste of time, and say so.",
    "changing": "You hesitate and think aloud before you settle.",
    "asking": "You would rather ask than answer, but you answer.",
    "skipping": "You are in a hurry.",
    "everything": "You say all you know at once.",
    "bullets": "You write in short lines.",
    "impossible": "You believe that everything can be done in no time.",
    "typos": "You type fast, with typing errors, but figures are right.",
    "mistaken": "You hold myths about learning for facts, and are sure of them.",
    "mixing": "You mix French and English words.",
}
"""What a style is to a model; by rules it is in the script."""
_SYSTEM = """You play a trainer who is interviewed by an assistant. You are given its question and the one thing that
you know about it.

- "says" is your answer, in the language that is named, in your own manner, in at most three sentences.
- It holds what you know, with every figure, and no other fact.
- You never speak of being a model, nor of this instruction."""


class _Said(Value):
    says: str


class Voice(Protocol):
    """Says a fact as the trainer would."""

    async def say(self, case: Case, asked: str, fact: str) -> str:
        """The answer to the question `asked`."""


class Scripted:
    """In the words of the script: the same at any time."""

    async def say(self, case: Case, asked: str, fact: str) -> str:  # noqa: ARG002
        """The fact."""
        return fact


class Spoken:
    """In a model's words, where they keep the figures and the language; else in the script's."""

    def __init__(self, models: Models) -> None:
        self._asker = Asker(models)

    async def say(self, case: Case, asked: str, fact: str) -> str:
        """The fact, in the trainer's temper."""
        manner = " ".join(TEMPER[style] for style in case.style)
        user = f"Language: {_LANGUAGE[case.language]}\nManner: {manner}\nQuestion: {asked}\nWhat you know: {fact}"
        prompt = Prompt(name="persona", version="1", system=_SYSTEM, user=user)
        try:
            said = (await self._asker.ask(prompt, _Said, most=_TOKENS, faults=lambda one: _lost(one.says, fact))).value
        except ModelError:
            return fact
        kept = "mixing" in case.style or is_in(said.says, case.language)
        return said.says if kept else fact


def _lost(says: str, fact: str) -> list[str]:
    told = set(re.findall(r"\d+", says))
    known = set(re.findall(r"\d+", fact))
    return [f"the figure {number} is not in what you know" for number in sorted(told - known)] + [
        f"the figure {number} is missing" for number in sorted(known - told)
    ]
