"""What is said to Jalon itself (courtesies, questions about the tool), apart from what is said of the training."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.typography import typeset
from assistant.models.terms import Language
from assistant.models.turn import Phase

_LONGEST = 2_000
"""Characters of a message in which courtesies are looked for: a longer one is a text that was pasted."""
_SENTENCE = re.compile(r"[^.?!…;\n]+[.?!…;]*")
_PIECE = re.compile(r"[^.?!…;,\n]+[.?!…;,]*")


@dataclass(frozen=True, eq=False)
class Topic:
    """One thing that people say to Jalon."""

    name: str
    when: re.Pattern[str]
    asked: re.Pattern[str]
    texts: dict[str, Any]


@dataclass(frozen=True)
class Courtesy:
    """What a message says to Jalon itself."""

    topics: tuple[Topic, ...]
    language: Language
    rest: str
    """The message with these words blanked, character for character: quotes of it are quotes of the message."""

    @property
    def alone(self) -> bool:
        """Nothing else is said."""
        return not self.rest.strip()

    @property
    def polite(self) -> bool:
        """Nothing is asked: a greeting, thanks."""
        return all(topic.texts.get("polite") for topic in self.topics)

    @property
    def ends(self) -> bool:
        """The trainer takes leave: no question should follow."""
        return any(topic.texts.get("ends") for topic in self.topics)

    def answer(self, phase: Phase, model: str | None) -> str:
        """The answer to all of it, as it holds for this program and this moment."""
        shown = [topic for topic in self.topics if not topic.texts.get("polite")] or list(self.topics[-1:])
        return typeset(" ".join(_text(topic.texts, phase, model) for topic in shown), self.language)


def _text(texts: dict[str, Any], phase: Phase, model: str | None) -> str:
    if model and "model" in texts:
        return str(texts["model"]).format(model=model)
    if phase not in {"interview", "methods"} and "drafted" in texts:
        return str(texts["drafted"])
    return str(texts["say"])


def hear(message: str, language: Language, phase: Phase) -> Courtesy | None:
    """What the message says to Jalon itself, None for a message about the training alone.

    Politeness that goes with something else ("ok, merci") is part of that answer, and left in it.
    """
    if len(message) > _LONGEST:
        return None
    other: Language = "fr" if language == "en" else "en"
    return _heard(message, language, phase) or _heard(message, other, phase)


def _heard(message: str, language: Language, phase: Phase) -> Courtesy | None:
    pieces = [piece for piece in _PIECE.finditer(message) if re.search(r"\w", piece.group())]
    named = [_topic(piece.group(), language, phase) for piece in pieces]
    whole = tuple(topic for topic in named if topic)
    if pieces and len(whole) == len(named):
        return Courtesy(tuple(dict.fromkeys(whole)), language, "")
    found, rest = [], message
    for sentence in _SENTENCE.finditer(message):
        topic = _topic(sentence.group(), language, phase)
        if topic and not topic.texts.get("polite"):
            found.append(topic)
            start, end = sentence.span()
            rest = rest[:start] + " " * (end - start) + rest[end:]
    return Courtesy(tuple(dict.fromkeys(found)), language, rest) if found else None


def _topic(said: str, language: Language, phase: Phase) -> Topic | None:
    plain = " ".join(re.sub(r"[^\w'?-]+", " ", fold(said).replace("’", "'")).replace("?", " ? ").split())
    question = plain.endswith("?")
    words = plain.rstrip("? ")
    for topic in _topics(language):
        if topic.texts.get("only", phase) != phase:
            continue
        if topic.when.fullmatch(words) or (question and topic.asked.fullmatch(words)):
            return topic
    return None


@cache
def _topics(language: Language) -> tuple[Topic, ...]:
    data = table(f"courtesies.{language}.yaml")
    before, after = rf"(?:(?:{data['before']}) )*", rf"(?: (?:{data['after']}))*"

    def around(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(f"{before}(?:{'|'.join(patterns)}){after}" if patterns else r"(?!)")

    return tuple(
        Topic(name, around(texts.get("when", [])), around(texts.get("asked", [])), texts)
        for name, texts in data["topics"].items()
    )
