"""What a model was given, and whether its sentences hold to it: figures, names, quotes, language and vocabulary."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.engine.llm.hostile import hostile
from assistant.language.data import in_order, table
from assistant.language.detect import is_in
from assistant.language.lemmas import content_stems, fold, tokens
from assistant.models.brief import FIELDS_OF_SLOT, Answers
from assistant.models.terms import Language

NAMES: dict[Language, str] = {"fr": "français", "en": "English"}
"""How a model is told the language."""
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{2,}?)\s*[»”\"]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_NAME = re.compile(r"(?<=[\w,;:»”)'’] )[A-ZÀ-Ý][\w’'-]*\w")
_ENDS = re.compile(r"[.!?…]+(?=\s|$)")
_MARKED = re.compile(r"[\u00a0\u202f\s]+")
_OWN_WORDS = 0.5
"""Share of the words with a meaning that may be the model's own."""
_FEW = 3
"""So many of them are its own in the shortest sentence."""
_QUOTE, _FACT = 200, 500
"""Characters of one quote of the trainer's, and of all those about one thing."""
_NUMBERS_FROM = 2
""" "un", "une", "one" count nothing."""


def even(text: str) -> str:
    """Without what a copy may change: case, spaces, the shape of apostrophes; as long as the text, but for spaces."""
    return _MARKED.sub(" ", text.lower().replace("’", "'")).strip()


def copied(words: str, source: str) -> str | None:
    """The words as the source has them; None when it has not."""
    wanted = even(words).strip(" .,;:«»“”\"'")
    if not wanted:
        return None
    spaced = r"[\s\u00a0\u202f]+".join(re.escape(part).replace("'", "['’]") for part in wanted.split(" "))
    found = re.search(spaced, source, re.IGNORECASE)
    return found.group() if found else None


def sign(name: str, said: str, language: Language) -> re.Match[str] | None:
    """The first sign of that name in what a model wrote."""
    return re.search(table(f"said.{language}.yaml")[name], fold(said).replace("’", "'"))


def unwanted(names: Iterable[str], said: str, given: str, language: Language) -> Iterator[str]:
    """Signs of these names in what a model wrote, but for those that it was given."""
    found = (sign(name, said, language) for name in names)
    words = (one.group().strip() for one in found if one)
    yield from (f'leave out "{word}".' for word in words if word not in fold(given))


def facts_of(answers: Answers) -> dict[str, str]:
    """What the trainer stated: what it is called → their own words about it."""
    said: dict[str, list[str]] = {}
    for source in answers.sources:
        name = next(slot for slot, names in FIELDS_OF_SLOT.items() if source.field in names).replace("_", " ")
        told = {quote for quotes in said.values() for quote in quotes}
        if answers.assumed(source.field) is None and source.quote.strip()[:_QUOTE] not in told:
            said.setdefault(name, []).append(source.quote.strip()[:_QUOTE])
    return {name: " ; ".join(quotes)[:_FACT] for name, quotes in said.items()}


@dataclass(frozen=True)
class Given:
    """The texts that a sentence may rest on, in one language."""

    text: str
    language: Language

    def faults(self, said: str, *, sentences: int, longest: int, shortest: int = 25) -> Iterator[str]:
        """What is wrong with sentences of a model's, so that they can be mended."""
        if not shortest <= len(said) <= longest or len(_ENDS.findall(said.strip())) > sentences:
            yield f"between {shortest} and {longest} characters, in {sentences} sentence(s) at most."
        if not is_in(_QUOTED.sub("", said), self.language):
            yield f"write in {NAMES[self.language]}."
        yield from hostile(said)
        yield from unwanted(("praise", "chatter"), said, self.text, self.language)
        yield from self._foreign(said)

    def _foreign(self, said: str) -> Iterator[str]:
        """What was not given: quotes, figures, names, too many words."""
        given = even(self.text)
        yield from (f'"{quote}" was not given.' for quote in _QUOTED.findall(said) if even(quote) not in given)
        figures = set(_FIGURE.findall(said)) - set(_FIGURE.findall(self.text))
        yield from (f"{figure} was not given." for figure in sorted(figures))
        text = spelled(self.text, self.language)
        known = {fold(token.text) for token in tokens(text)}
        numbers = _numbers(self.language)
        yield from (f"{word} was not given." for word in sorted(_words(said) & numbers - known))
        names = {fold(name) for name in _NAME.findall(said)} - known
        yield from (
            f"{name} was not given." for name in sorted(names) if name not in {"i", "je"} and _parts(name) - known
        )
        stems = content_stems(said, self.language)
        own = stems - content_stems(text, self.language)
        if len(own) > max(_FEW, _OWN_WORDS * len(stems)):
            yield f"keep to what was given; these words are not: {', '.join(sorted(own)[:6])}."


def spelled(text: str, language: Language) -> str:
    """The text with the words of its small numbers: who was told "4" may write "quatre"."""
    numbers = in_order(language, "numbers")
    told = (int(figure) for figure in _FIGURE.findall(text) if figure.isdigit())
    return " ".join((text, *(numbers[figure] for figure in told if figure < len(numbers))))


@cache
def _numbers(language: Language) -> frozenset[str]:
    more: str = table(f"said.{language}.yaml")["numbers"]
    return frozenset(fold(word) for word in (*in_order(language, "numbers")[_NUMBERS_FROM:], *more.split()))


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(token.text) for token in tokens(text))


def _parts(name: str) -> frozenset[str]:
    return frozenset(part for part in re.split(r"['’-]", name) if part)
