"""What a model finds in a message beyond what the rules read: it points at words, the rules say what they mean."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import get_args

from pydantic import Field

from assistant.engine.completion import Asker
from assistant.engine.prompts import data, render, undone
from assistant.language.lemmas import stem, tokens
from assistant.language.verbs import leading_verb
from assistant.models.brief import FIELDS_OF_SLOT, Slot
from assistant.models.terms import Language
from assistant.models.turn import Fact, Reading, ReadingContext
from assistant.models.value import Value

Rules = Callable[[str, ReadingContext], Awaitable[Reading]]
"""The offline engine's reading."""

_TOKENS = 600
_LONGEST = 6000
"""Characters of a message that a model is shown: weak ones have no room for more."""
_LEFT = 4
"""Words that the rules left unread before a model is asked: a greeting is no fact."""
_SHORT = 8
"""Words of a message that only agrees or passes."""
_HAPPENS = 7
"""Words that tell what happens: fewer name a place."""
_SENTENCES = re.compile(r"[.!?…]\s+\S|\n")
_COMPARED: frozenset[Slot] = frozenset({"duration", "group_size", "modality"})
"""Slots of which a message states one value: two readings are asked about."""


class Pointed(Value):
    """The words of the message that state each thing."""

    subject: str = ""
    audience: str = ""
    audience_level: str = ""
    prerequisites: tuple[str, ...] = Field(default=(), max_length=12)
    duration: str = ""
    group_size: str = ""
    modality: str = ""
    competencies: tuple[str, ...] = Field(default=(), max_length=20)
    work_context: str = ""
    assessment_wishes: str = ""
    resources: tuple[str, ...] = Field(default=(), max_length=12)
    accessibility: tuple[str, ...] = Field(default=(), max_length=12)
    constraints: tuple[str, ...] = Field(default=(), max_length=12)

    def quotes(self) -> Iterator[tuple[Slot, str]]:
        """(slot, words), one a piece."""
        for slot in get_args(Slot):
            said = getattr(self, slot, ())
            for words in (said,) if isinstance(said, str) else said:
                if words.strip():
                    yield slot, undone(words.strip())


def leaves_something(message: str, reading: Reading, context: ReadingContext) -> bool:
    """Whether a model may find more: the interview runs, and some of the message was not understood as anything."""
    if (
        context.by_rules
        or context.phase != "interview"
        or reading.command
        or reading.noise
        or reading.pick
        or reading.switch_to
    ):
        return False
    if (reading.skip or reading.consent) and not reading.facts and len(tokens(message)) <= _SHORT:
        return False
    rest = message
    for said in (*(fact.quote for fact in reading.facts), *([reading.question] if reading.question else [])):
        rest = rest.replace(said, " ; ")
    return len(tokens(rest)) >= _LEFT


async def point(message: str, context: ReadingContext, asker: Asker) -> Pointed:
    """What the model points at. Raises ModelError."""
    question = context.pending.replace("_", " ") if context.pending else ""
    prompt = render("read", question=question, message=data(message[:_LONGEST]))
    asked = await asker.ask(prompt, Pointed, most=_TOKENS)
    return asked.value


async def understand(
    message: str, pointed: Pointed, reading: Reading, context: ReadingContext, rules: Rules
) -> Reading:
    """The reading with the facts that the model pointed at and the rules can read; what is in no text is dropped."""
    found: list[Fact] = []
    times = Counter(words.lower() for _, words in pointed.quotes())
    language = reading.language or context.language
    for slot, words in pointed.quotes():
        quote = _in(message, words, language)
        if quote is None or times[words.lower()] > 1 or not _is_new(slot, quote, reading, context):
            continue
        alone = await rules(quote, ReadingContext(language=language, pending=slot))
        facts = [
            fact for fact in alone.facts if fact.field in FIELDS_OF_SLOT[slot] and _is_sound(fact, alone, language)
        ]
        if slot in _COMPARED and not _differ(facts, reading):
            continue
        if slot not in _COMPARED and await _measures(quote, language, rules):
            continue
        found += facts
    if context.pending != "competencies" and sum(fact.field == "competencies" for fact in found) == 1:
        # One alone is an example more often than the goal: it would be taken for all of them, and never asked about.
        found = [fact for fact in found if fact.field != "competencies"]
    return reading.model_copy(update={"facts": (*reading.facts, *found), "skip": reading.skip and not found})


def _in(message: str, words: str, language: Language) -> str | None:
    """The words as the message has them: a copy may differ by case, spaces, and endings ("qu'ils trient", "trier")."""
    copied = [stem(token.text, language) for token in tokens(words)]
    said = tokens(message)
    stems = [stem(token.text, language) for token in said]
    for place in range(len(said) - len(copied) + 1):
        if copied and stems[place : place + len(copied)] == copied:
            return message[said[place].start : said[place + len(copied) - 1].end]
    return None


def _is_new(slot: Slot, quote: str, reading: Reading, context: ReadingContext) -> bool:
    """Nothing that the rules read already, nor words that they read as something else, nor half the message."""
    fields = FIELDS_OF_SLOT[slot]
    if slot != "work_context" and _SENTENCES.search(quote):
        return False
    about_people = slot in {"audience", "audience_level"}
    told_apart = (fact.quote for fact in reading.facts if not about_people or fact.field != "work_context")
    # A complaint names those whom it is about: its words may state more than what happens at work.
    if any(quote in other or other in quote for other in told_apart):
        return False
    if slot in _COMPARED:
        return True
    told = any(fact.field in fields for fact in reading.facts) or any(name in context.known for name in fields)
    return not told


async def _measures(quote: str, language: Language, rules: Rules) -> bool:
    """Whether the words say how long, how many or where: "two hours on Tuesdays" is no equipment."""
    alone = await rules(quote, ReadingContext(language=language))
    measured = {name for slot in _COMPARED for name in FIELDS_OF_SLOT[slot]}
    return any(fact.field in measured for fact in alone.facts)


def _is_sound(fact: Fact, alone: Reading, language: Language) -> bool:
    """A competency is something to do, a situation something that happens: a question about it takes any words."""
    if fact.field == "work_context":
        return len(tokens(fact.quote)) >= _HAPPENS
    if fact.field != "competencies":
        return True
    acts = leading_verb(str(fact.value), language) is not None and len(tokens(str(fact.value))) > 1
    return acts and not alone.vague


def _differ(facts: list[Fact], reading: Reading) -> bool:
    """Whether they say something that the rules did not read in the same message."""
    read = {fact.field: fact.value for fact in reading.facts}
    return all(read.get(fact.field, object()) != fact.value for fact in facts)
