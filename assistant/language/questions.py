"""The level of thinking that a question asks for, by its form."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.models.terms import Bloom, Language

_BEGINS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?:qui|que|qu'|quoi|quel|quelle|quels|quelles|ou|quand|comment|combien|pourquoi|lequel|laquelle|"
        r"est-ce|en quoi|a quoi|dans quelle|"
        r"vrai ou faux)(?:\b|(?<='))"
    ),
    "en": re.compile(r"(?:what|who|whom|whose|when|where|which|why|how(?! to)|true or false)\b"),
}
_INVERTED = re.compile(r"(?:\w+ )?\w+-(?:t-)?(?:il|elle|on|ils|elles|ce)\b")


@dataclass(frozen=True)
class Form:
    """One form of question."""

    when: re.Pattern[str]
    levels: tuple[Bloom, ...]
    most: Bloom | None = None
    numbers: bool = False


@dataclass(frozen=True)
class Asked:
    """What a question asks: levels, and the task inside it when it has one ("how would you classify…")."""

    levels: tuple[Bloom, ...]
    task: str | None = None
    most: Bloom | None = None


def is_question(sentence: str, language: Language) -> bool:
    """Whether the sentence asks, by its mark or by its first word."""
    return sentence.rstrip(" »”\"')").endswith("?") or _BEGINS[language].match(_plain(sentence)) is not None


def asks_at_once(sentence: str, language: Language) -> bool:
    """Whether a sentence begins as a question does: "Which…", "Faut-il…"."""
    plain = _plain(sentence)
    return _BEGINS[language].match(plain) is not None or (language == "fr" and _INVERTED.match(plain) is not None)


def asked(sentence: str, whole: str, language: Language) -> Asked | None:
    """What the question asks for, in the setting of the whole text; None when no form matches."""
    plain = _plain(sentence)
    for form in _forms(language):
        found = form.when.search(plain)
        if found and (not form.numbers or _computes(fold(whole))):
            task = found.groupdict().get("task")
            return Asked(form.levels, task.rstrip(" ?") if task else None, form.most)
    return None


def _plain(sentence: str) -> str:
    return fold(sentence.strip()).replace("’", "'").lstrip('«"“-–• \u00a0')


def _computes(plain: str) -> bool:
    """Figures that are data, not a year or a numbered item: two of them, or one in a condition."""
    figures = re.findall(r"(?<![\w-])\d+(?:[.,]\d+)?(?!\w*-)", re.sub(r"\b(?:1[5-9]|20)\d\d\b", "", plain))
    return len(figures) >= 2 or (
        len(figures) == 1 and re.search(r"\b(?:if|when|si|lorsque|quand|for|pour|of|de|at)\b", plain) is not None
    )


@cache
def _forms(language: Language) -> tuple[Form, ...]:
    rows = table(f"questions.{language}.yaml")["questions"]
    return tuple(
        Form(re.compile("|".join(row["when"])), tuple(row["levels"]), row.get("most"), row.get("numbers", False))
        for row in rows
    )
