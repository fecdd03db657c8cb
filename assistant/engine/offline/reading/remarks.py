"""Sentences that say more than the facts took: they bear on the choice of methods, whatever they are about."""

import re

from assistant.models.turn import Reading

_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.(?=\w)[^.!?;\n]*)*[.!?;\n]?")
"""Up to its mark; a point inside a number or an address ends nothing."""
LEAST = 3
"""Words beyond the facts from which a sentence says more than they do."""


def remarks_of(text: str, message: str, reading: Reading) -> tuple[str, ...]:
    """The sentences of a text that say something which no fact quotes; a question asks, it tells nothing."""
    quotes = sorted((fact.quote for fact in reading.facts if fact.quote), key=len, reverse=True)
    found = [match.group().strip() for match in _SENTENCE.finditer(text)]
    return tuple(one for one in found if one in message and not one.endswith("?") and _left(one, quotes) >= LEAST)


def _left(sentence: str, quotes: list[str]) -> int:
    for quote in quotes:
        sentence = sentence.replace(quote, " ")
    return len(re.findall(r"\w+", sentence))
