"""A model's answer to a question, held to the passages it was given: their figures, their words, and none else."""

import re
from dataclasses import dataclass

from pydantic import Field

from assistant.engine.completion import Asked, Asker
from assistant.engine.llm.given import NAMES, even
from assistant.engine.llm.hostile import hostile
from assistant.engine.llm.listening import hear
from assistant.engine.offline.asking import purpose_of
from assistant.engine.offline.reading.orders import without_orders
from assistant.engine.prompts import data, render, undone
from assistant.engine.protocol import Reply, Shelf, Watch
from assistant.language.data import table
from assistant.language.detect import is_in
from assistant.language.typography import typeset
from assistant.language.wording import listing
from assistant.models.brief import Brief
from assistant.models.knowledge import Hit
from assistant.models.terms import Language
from assistant.models.value import Value

_TOKENS = 400
_LONGEST = 900
_CARDS = 3
_PASSAGE = 900
"""Characters of each card that a model is shown."""
_PHRASE = 4
"""Words of a phrase that says something."""
_SECTIONS = ("when", "avoid", "pitfalls")
_COMPUTED = frozenset({"duration", "size", "beyond"})
"""What is worked out from the cards, or known to be in none: a model would only guess."""
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{3,}?)\s*[»”\"]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


class Evidence(Value):
    """Words of a passage."""

    passage: str
    words: str


class Answered(Value):
    """What it rests on, then the answer: whoever has copied the words first keeps to them."""

    sourced: bool
    evidence: tuple[Evidence, ...] = Field(max_length=3)
    answer: str


@dataclass(frozen=True)
class Passage:
    """What a model is shown of a card."""

    id: str
    card: str
    title: str
    text: str


def can_help(question: str, language: Language) -> bool:
    """Whether wording is what is missing: durations and sizes are computed, prices and proofs are in no card."""
    return purpose_of(question, language) not in _COMPUTED


def passages_of(hits: tuple[Hit, ...], cards: Shelf, language: Language) -> tuple[Passage, ...]:
    """The cards that were found, each in a few of its own paragraphs."""
    shown = []
    for place, hit in enumerate([hit for hit in hits if hit.card in cards][:_CARDS], 1):
        card = cards[hit.card]
        own = [hit.quote] if hit.lang == language else []
        parts = (card.summary.text(language), *own, *(card.section(name, language) for name in _SECTIONS))
        text = without_orders("\n".join(dict.fromkeys(part for part in parts if part))).text[:_PASSAGE]
        title = card.title.text(language)
        shown.append(Passage(f"P{place}", card.id, title, f"{title}. {text}"))
    return tuple(shown)


async def write_answer(
    question: str,
    language: Language,
    brief: Brief | None,
    passages: tuple[Passage, ...],
    asker: Asker,
    watch: Watch | None = None,
) -> Reply | None:
    """The model's answer with its source; None when it found none in the passages. Raises ModelError."""
    about = f"{brief.subject} ; {brief.audience}" if brief else ""
    prompt = render(
        "answer",
        language=NAMES[language],
        about=data(about),
        passages=[{"id": passage.id, "text": data(passage.text)} for passage in passages],
        question=data(question),
    )
    asked: Asked[Answered] = await asker.ask(
        prompt,
        Answered,
        most=_TOKENS,
        faults=lambda value: _faults(value, question, about, language, passages),
        heard=hear(watch, "answer", "answer"),
    )
    if not asked.value.sourced:
        return None
    rests = [passage for passage in passages if any(item.passage == passage.id for item in asked.value.evidence)]
    texts = table(f"answers.{language}.yaml")
    titles = [texts["quoted"].format(text=passage.title) for passage in rests]
    one = texts["source"].format(title=rests[0].title) if len(rests) == 1 else ""
    source = one or texts["sources"].format(titles=listing(titles, language))
    words = " ".join(undone(asked.value.answer).split())
    said = even(words)
    quotes = [_untitled(item, passages) for item in asked.value.evidence]
    quotes = [quote for quote in quotes if len(quote.split()) >= _PHRASE and even(quote) not in said]
    quotes = [quote for quote in quotes if not any(hostile(quote))]
    quoted = [texts["quoted"].format(text=undone(quote)) for quote in quotes[:1]]
    return Reply(
        text=typeset(" ".join((words, *quoted, source)), language), cards=tuple(passage.card for passage in rests)
    )


def _untitled(evidence: Evidence, passages: tuple[Passage, ...]) -> str:
    """The words that were copied, less the title that a model is shown before them: no card has such a sentence."""
    title = next((passage.title for passage in passages if passage.id == evidence.passage), "")
    named = re.escape(title).replace("’", "['’]")
    return re.sub(rf"^{named}\. ", "", evidence.words, flags=re.IGNORECASE).strip(" .")


def _faults(value: Answered, question: str, about: str, language: Language, passages: tuple[Passage, ...]) -> list[str]:
    """What is wrong with an answer, so that it can be mended; an answer that says it has no source has no fault."""
    if not value.sourced:
        return []
    given = even(" ".join((question, about, *(passage.text for passage in passages))))
    texts = {passage.id: even(passage.text) for passage in passages}
    copied = [(item.passage, item.words.strip(" .")) for item in value.evidence]
    found = [f'"{words}" is not in {name}.' for name, words in copied if even(words) not in texts.get(name, "")]
    found += [f'"{quote}" is in no passage.' for quote in _QUOTED.findall(value.answer) if even(quote) not in given]
    figures = set(_FIGURE.findall(value.answer)) - set(_FIGURE.findall(given))
    found += [f"{figure} is in no passage." for figure in sorted(figures)]
    if not any(len(words.split()) >= _PHRASE for _, words in copied):
        found.append(f"evidence: copy a phrase of one of {', '.join(texts)}, word for word.")
    if not is_in(_QUOTED.sub("", value.answer), language):
        found.append(f"Write the answer in {NAMES[language]}.")
    found += hostile(value.answer)
    if not 20 <= len(value.answer) <= _LONGEST:
        found.append("Two to four sentences.")
    return found
