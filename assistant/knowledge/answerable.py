"""Whether a question is one for the cards: nothing rather than anything."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from assistant.knowledge.complaints import Root
from assistant.knowledge.lexical import Lexical, stems
from assistant.knowledge.names import Named, spaced_out
from assistant.knowledge.query import Query, roots_of
from assistant.language.data import table
from assistant.language.lemmas import fold, tokens
from assistant.models.terms import Language

FLOOR = 0.2
"""Evidence under which a question is none for the cards."""
NOBODY = 1.2
"""What it takes from the evidence to be wholly like the questions that no card answers; chosen with FLOOR on the tuned
and the stranger's questions."""
CRAFT, PEOPLE, COVERED, NAMED = 0.12, 0.05, 0.03, 0.22
"""What a word of the craft, one for people, knowing every word, and a name (twice if it is the question) add to it."""
TOLD = 0.056
"""What a long message of several sentences that speaks of people or of the craft adds to it."""
OUTSIDE = 0.26
"""What a word for somebody else (money, law, bookings) takes from the evidence that the cards answer."""
ELSEWHERE = 0.8
"""What a phrase takes that leaves no doubt ("quel article du code")."""
ABOVE, KNOWN = 0.6, 0.15
"""Where there are no meanings: how far a complaint stands out among the others, and the share of words that the cards
use; 98 % of the questions of `evals/retrieval` that may be tuned on are then answered, 49 strangers of 54 are not."""
_BREAK = re.compile(r"[.!?…;:,] +\w")
"""Where one sentence ends and another begins, or a clause."""


class Gate:
    """Lets the questions through that the cards can answer."""

    def __init__(self, lexical: Mapping[Language, Lexical]) -> None:
        self._lexical = lexical

    def nearness_of_words(self, asked: Query, asked_for: Mapping[str, float]) -> float:
        """What stands for the cosine of the nearest passage where nothing has a meaning."""
        above = max(asked_for.values()) - float(np.median(list(asked_for.values()))) if asked_for else 0.0
        known = [self._lexical[language].knows(name) for language in asked.languages for name in asked.stems[language]]
        return ABOVE * above + KNOWN * sum(known) / max(1, len(known))

    def is_answerable(self, asked: Query, named: Mapping[str, Named], nearest: float, nobody: float) -> bool:
        """Whether anything says that the question is one for these cards: its meaning, its words, a card's name.
        `nobody` says how much it is like the questions that none answers, 0 to 1."""
        craft, people = self._craft(asked)
        most = max((share(name, asked) for name in named.values()), default=0.0)
        evidence = nearest + CRAFT * min(craft, 3) + PEOPLE * people + COVERED * self._covers(asked)
        # Who writes two sentences about people is telling of a group; strangers ask in one.
        evidence += TOLD * asked.telling * (people or craft > 0) * bool(_BREAK.search(asked.text))
        # What is a card's name is no stranger's word, were it "exit ticket".
        evidence -= _outside_of(asked) + NOBODY * nobody * (1 - most)
        return evidence + (NAMED + NAMED * most if named else 0) >= FLOOR

    def _craft(self, asked: Query) -> tuple[int, bool]:
        """How many words of the craft that the cards use a question holds, and whether it speaks of people."""
        spoken = {fold(token.text) for token in tokens(asked.text)}
        counts = [
            sum(map(self._lexical[language].knows, _vocabulary(language) & set(asked.stems[language])))
            for language in asked.languages
        ]
        return max(counts), any(spoken & set(table("craft.yaml")[language]["people"]) for language in asked.languages)

    def _covers(self, asked: Query) -> bool:
        """Whether the cards use every word of the question."""
        language = asked.language or "fr"
        row = asked.stems[language]
        return bool(row) and all(map(self._lexical[language].knows, row))


def share(name: Named, asked: Query) -> float:
    """How much of the question the name takes, 0 to 1."""
    return min(1.0, name.words / max(1, min((len(row) for row in asked.stems.values() if row), default=1)))


def _outside_of(asked: Query) -> float:
    """How much speaks for the question being somebody else's: money, law, bookings."""
    single, several = _outside()
    spaced = spaced_out(asked.text)
    if any(phrase in spaced for phrase in several):
        return ELSEWHERE
    return OUTSIDE * bool(set(asked.roots) & single)


@cache
def _outside() -> tuple[frozenset[Root], tuple[str, ...]]:
    """Such words by their roots, and runs of words."""
    rows: Mapping[Language, Sequence[str]] = table("craft.yaml")["outside"]
    single = {language: [word for word in row if " " not in word] for language, row in rows.items()}
    return roots_of(single), tuple(spaced_out(word) for row in rows.values() for word in row if " " in word)


@cache
def _vocabulary(language: Language) -> frozenset[str]:
    return frozenset(each for word in table("craft.yaml")[language]["craft"] for each in stems(word, language))
