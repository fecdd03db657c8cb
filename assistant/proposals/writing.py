"""Writes a proposed card: what the text says in its place, what nobody has said yet marked as to be completed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, get_args

import yaml

from assistant.knowledge.body import HALVES, HEADINGS, MAY_LACK, SECTIONS
from assistant.knowledge.cards import TO_COMPLETE
from assistant.language.counts import find_counts
from assistant.language.typography import typeset
from assistant.language.wording import uncapitalized
from assistant.models.document import Passage
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind, Language, Merrill
from assistant.proposals.sorting import Sorted

_LIKE = ("bloom", "learning_types", "performance", "grouping", "modalities", "levels")
"""Fields for which a card of the same kind that is near in meaning gives a first guess."""
_FROM_A_CARD: dict[CardKind, tuple[str, ...]] = {
    "method": (*_LIKE, "autonomy"),
    "tool": (*_LIKE, "requires"),
    "assessment": (*_LIKE, "moments"),
    "design": ("topic",),
}
_MINUTES = re.compile(r"\(?\b(\d{1,3})\s*(?:-|–|à|to)?\s*(\d{1,3})?\s*(?:min\b|minutes?\b|mn\b|')\)?")
_STEP_MINUTES = 10
_REVIEW_AFTER = 1
"""Years after which somebody reads the card again."""


def write(found: Sorted, kind: CardKind, like: Card, source: dict[str, Any], today: date) -> str:
    """The file of a proposed card; `like` is the card of its kind that is nearest in meaning."""
    head = yaml.safe_dump(_head(found, kind, like, source, today), allow_unicode=True, sort_keys=False, width=120)
    guessed = ", ".join(name for name in _FROM_A_CARD[kind] if getattr(like, name))
    note = f"# {guessed}: guessed from the card `{like.id}`; check each against your text.\n"
    halves = "\n".join(_half(found, kind, language) for language in get_args(Language))
    rest = "\n".join(_lines(found.rest, found.language))
    aside = f"\n# {TO_COMPLETE[found.language]}\n\n{rest}\n" if rest else ""
    return f"---\n{note}{head}---\n\n{halves}{aside}"


def _head(found: Sorted, kind: CardKind, like: Card, source: dict[str, Any], today: date) -> dict[str, Any]:
    brief = " ".join(passage.text for passage in found.sections.get("brief", []))
    summary = re.split(r"(?<=[.!?…])\s", brief.strip())[0]
    head: dict[str, Any] = {
        "title": _both(found.title, found.language),
        "aliases": {"fr": [], "en": []},
        "summary": _both(summary, found.language),
        "review": today.replace(year=today.year + _REVIEW_AFTER, day=min(today.day, 28)),
        "source": source,
    }
    copied = {name: getattr(like, name) for name in _FROM_A_CARD[kind] if getattr(like, name)}
    head |= {name: list(value) if isinstance(value, tuple) else value for name, value in copied.items()}
    if kind == "design":
        return head | {"references": []}
    text = "\n".join(passage.text for passages in found.sections.values() for passage in passages)
    head["group_size"], head["minutes"] = _group(text, like), _span(found, like)
    if kind == "tool":
        head |= {"fallback": _both("", found.language), "examples": [TO_COMPLETE[found.language]], "open_source": []}
        return head | {"barriers": [], "adaptation": _both("", found.language), "references": []}
    head["steps"] = list(_steps(found))
    held = [line.removeprefix("- ") for line in _lines(found.sections.get("materials", []), found.language)]
    head["materials"] = {
        language: held if held and language == found.language else [TO_COMPLETE[language]]
        for language in get_args(Language)
    }
    head |= {"feedback": _both("", found.language), "adaptation": _both("", found.language)}
    if kind == "method":
        head |= {"preconditions": [], "tools": [], "assessments": list(like.assessments)}
    return head | {"references": []}


def _both(text: str, language: Language) -> dict[str, str]:
    """The text in its language; the other one is somebody's to write."""
    return {one: text if text and one == language else TO_COMPLETE[one] for one in get_args(Language)}


def _group(text: str, like: Card) -> dict[str, int]:
    counts = find_counts(text)
    if not counts:
        return {"min": like.group_size.min, "max": like.group_size.max}
    return {"min": min(count.low for count in counts), "max": max(count.high for count in counts)}


def _span(found: Sorted, like: Card) -> dict[str, int]:
    """The minutes that its steps take together, where the text gives them."""
    told = [stated for passage in found.sections.get("steps", []) if (stated := _MINUTES.search(passage.text))]
    if not told:
        return {"min": like.minutes.min, "max": like.minutes.max}
    return {
        "min": sum(int(stated[1]) for stated in told),
        "max": sum(int(stated[2] or stated[1]) for stated in told),
    }


def _steps(found: Sorted) -> Iterator[dict[str, Any]]:
    """One step an item or paragraph of the text's own steps, in Merrill's order: first, last, and between."""
    told = [passage.text.strip() for passage in found.sections.get("steps", []) if passage.text.strip()]
    for place, text in enumerate(told):
        stated = _MINUTES.search(text)
        told_apart = uncapitalized(typeset(_MINUTES.sub("", text).strip(" ."), found.language))
        phase: Merrill = "apply"
        if place == 0:
            phase = "activate"
        elif place == len(told) - 1:
            phase = "integrate"
        yield {
            "phase": phase,
            "minutes": int(stated[1]) if stated else _STEP_MINUTES,
            "scale": "stretch" if phase == "apply" else "fixed",
            "learning_type": "practice" if phase == "apply" else "discussion",
            "grouping": "plenary",
            "trainer": _both(told_apart, found.language),
            "learners": _both("", found.language),
        }


def _half(found: Sorted, kind: CardKind, language: Language) -> str:
    parts = [f"# {HALVES[language]}\n"]
    for key in SECTIONS[kind]:
        told = found.sections.get(key, []) if language == found.language else []
        if not told and key in MAY_LACK:
            continue
        text = "\n".join(_lines(told, language)) or ("- " if key == "said" else "") + TO_COMPLETE[language]
        heading = HEADINGS[key][language].replace("'", "’")
        parts.append(f"## {heading}\n\n{text}\n")
    return "\n".join(parts)


def _lines(passages: Sequence[Passage], language: Language) -> Iterator[str]:
    """Paragraphs apart from each other, items as bullets; a row of a table is one bullet."""
    for place, passage in enumerate(passages):
        text = typeset(" ".join(passage.text.split()), language)
        if passage.role in ("item", "row"):
            yield f"- {text}"
            continue
        if place:
            yield ""
        # A line of the text that begins as a heading does would end the section.
        yield re.sub(r"^#+\s*", "", text)
