"""Words of a syllabus as a brief has them: who is trained, what they will do, what counts as none."""

import re
from functools import cache

from assistant.documents.headings import data, plain
from assistant.language.phrases import infinitive_phrase
from assistant.language.verbs import leading_verb
from assistant.language.wording import uncapitalized
from assistant.models.brief import Slot
from assistant.models.terms import Language

_STOP = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Ý0-9«])|\s?;\s+")
_LONGEST_GOAL = 30
"""Words of a competency at most."""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [piece.strip() for piece in _STOP.split(text) if piece.strip()]


def tidy(text: str) -> str:
    """As it stands within a brief: no final mark, no capital that opens a sentence."""
    return uncapitalized(text.strip(" .;,"))


def is_none(text: str, slot: Slot) -> bool:
    """ "Aucun prérequis", "None": there is nothing, and nothing more is said; "no phones" is a constraint."""
    folded = plain(text).strip(" .")
    found = _pattern("none").match(folded)
    return (
        found is not None
        and len(folded.split()) <= (10 if slot == "prerequisites" else 3)
        and not re.search(r"\b(?:mais|sauf|si ce n'est|hormis|but|except|other than)\b", folded)
    )


def measured(slot: Slot, label: str, text: str, *, several: bool) -> str | None:
    """The text as the answer to the question about a measure: "Effectif max." and "8" are "8 au maximum"."""
    folded = plain(label)
    if slot == "duration" and not several and re.fullmatch(r"\d{1,3}(?:[.,]\d)?", text.strip()):
        unit = (
            "jours"
            if re.search(r"jour", folded)
            else "days"
            if "day" in folded
            else "heures"
            if re.search(r"heure|\(h\)|horaire", folded)
            else "hours"
            if "hour" in folded
            else ""
        )
        return f"{text.strip()} {unit}" if unit else None
    if slot == "modality" and _pattern("onsite").search(plain(text)):
        return "in person"
    if slot == "group_size" and re.search(r"\bmax", folded) and re.fullmatch(r"\d{1,3}(?: \w+)?", text.strip()):
        return f"{text} maximum"
    return text


def audience_in(pieces: list[str]) -> str:
    """Who is trained, in one phrase."""
    bare = [_without_lead(piece.strip(" .;,")) for piece in pieces]
    words = [uncapitalized(piece) for piece in bare if piece]
    return ", ".join(words)


def _without_lead(text: str) -> str:
    folded = plain(text)
    found = _pattern("audience_leads").match(folded)
    if not found or not found.end() or len(folded) != len(text):
        return text
    rest = text[found.end() :]
    return rest if re.match(r"\w", rest) else text


def competency_in(text: str, language: Language) -> tuple[str, str] | None:
    """(infinitive phrase, words that state it) of an item of a list of competencies; None when nobody does anything."""
    quote = text.strip(" .;,•–—-")
    lead = _pattern("goal_leads").match(plain(quote))
    bare = quote[lead.end() :].strip(" :–—-") if lead and len(plain(quote)) == len(quote) else quote
    head, mark, tail = bare.partition(":")
    if mark and tail.strip() and len(head.split()) <= 6:
        bare = _said(head.strip(), tail.strip(), language)
    if not re.search(r"\w{3}", bare) or len(bare.split()) > _LONGEST_GOAL or bare.endswith("?"):
        return None
    goal = infinitive_phrase(bare, language)
    if goal is None:
        return None
    if language == "en":
        goal = re.sub(r"^([a-z]+) of (?=\w)", r"\1 ", goal)
    return " ".join(goal.split()).strip(" .;,"), quote


def _said(head: str, tail: str, language: Language) -> str:
    """ "Accueil : accueillir un client" is the verb; "Appliquer la règle : avant, après" is all of it."""
    starts = leading_verb(tail, language)
    return (
        tail
        if starts is not None and leading_verb(head, language) is None
        else f"{head} : {tail}"
        if language == "fr"
        else f"{head}: {tail}"
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(data()[name])
