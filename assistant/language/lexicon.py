"""The lexicon of verbs: which levels each admits, what kind of doing it is, whether anyone can see it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError

from assistant.errors import InputError
from assistant.language.data import DATA, table
from assistant.language.lemmas import fold
from assistant.models.terms import Bloom, Language, Performance
from assistant.models.value import Value


class Context(Value):
    """Complements that change the level of a verb."""

    when: tuple[str, ...] = Field(min_length=1)
    levels: tuple[Bloom, ...] = Field(min_length=1)


class Verb(Value):
    """One entry of the lexicon."""

    levels: tuple[Bloom, ...] = Field(min_length=1)
    """Levels of the revised taxonomy that it admits, the usual one first."""
    contexts: tuple[Context, ...] = ()
    performance: tuple[Performance, ...] = ()
    """Kinds of doing, best first."""
    observable: bool = True
    rewrites: dict[Bloom, tuple[str, ...]] = Field(default_factory=dict)
    """Observable verbs that an unobservable one may mean, by level."""
    trainer: bool = False
    """Whether it is often the trainer who does it."""


@cache
def lexicon(language: Language) -> Mapping[str, Verb]:
    """Every verb by its infinitive ("mettre en œuvre", "se rappeler"); in English under both spellings."""
    name = f"verbs.{language}.yaml"
    verbs = read(table(name)["verbs"], DATA / name)
    if language == "en":
        verbs = {spelling: verb for lemma, verb in verbs.items() for spelling in spellings(lemma)}
    return MappingProxyType(verbs)


def read(rows: dict[str, Any], path: Path) -> dict[str, Verb]:
    """Validates the rows of a lexicon; raises one `InputError` with every fault, its file and line."""
    verbs: dict[str, Verb] = {}
    faults: list[str] = []
    for lemma, row in rows.items():
        try:
            verbs[str(lemma)] = Verb.model_validate(row)
        except ValidationError as error:
            for fault in error.errors():
                place = ".".join(str(part) for part in fault["loc"])
                faults.append(f"{path.name}:{_line(str(lemma), path)}: {lemma}: {place}: {fault['msg']}")
    if faults:
        raise InputError("\n".join(faults))
    return verbs


def _line(lemma: str, path: Path) -> int:
    key = re.compile(rf'\s*"?{re.escape(lemma)}"?\s*:')
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((number for number, line in enumerate(lines, 1) if key.match(line)), 0)


def spellings(lemma: str) -> tuple[str, ...]:
    """The British spelling of an English verb and its American one."""
    first, space, rest = lemma.partition(" ")
    american = _AMERICAN.get(first) or re.sub(r"yse$", "yze", re.sub(r"ise$", "ize", first))
    return tuple(dict.fromkeys((lemma, american + space + rest)))


_AMERICAN = {"practise": "practice", "enrol": "enroll", "fulfil": "fulfill"} | {
    verb: verb for verb in ("advise", "revise", "devise", "improvise", "supervise", "exercise", "raise", "promise")
}
"""Verbs whose American spelling is not the British one with a z."""


@cache
def infinitives(language: Language) -> Mapping[str, str]:
    """Folded infinitive → infinitive, for the verbs of one word."""
    return {fold(lemma): lemma for lemma in lexicon(language) if not re.search(r"[ '’]", lemma)}


@cache
def phrases(language: Language) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Folded first word → the verbs of several words that it begins: (the words after it, the verb), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lemma in lexicon(language):
        first, *rest = re.findall(r"[\w-]+['’]?", fold(lemma))
        if rest and first not in {"se", "s'"}:
            found.setdefault(first, []).append((tuple(rest), lemma))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


@cache
def forms(language: Language) -> Mapping[str, str]:
    """Folded finite forms (and English gerunds) → infinitive, for every first word of the lexicon."""
    firsts = {lemma.split()[0] for lemma in lexicon(language) if not lemma.startswith(("se ", "s'"))}
    firsts |= {re.sub(r"^(?:se |s')", "", lemma).split()[0] for lemma in lexicon(language)}
    rows: dict[str, str] = {}
    for verb in sorted(firsts):
        for form in _french_forms(verb) if language == "fr" else _english_forms(verb):
            rows.setdefault(fold(form), verb)
    if language == "fr":
        others: dict[str, list[str]] = table("conjugation.fr.yaml")["other_forms"]
        rows |= {fold(form): verb for verb, listed in others.items() for form in listed if verb in firsts}
    return rows


def _french_forms(verb: str) -> tuple[str, ...]:
    from assistant.language.conjugation import present

    now = present(verb)
    future = verb.removesuffix("e")
    tu = (now.il + "s", re.sub(r"t$", "s", now.il))
    return (
        now.il,
        now.vous,
        now.ils,
        now.vous.removesuffix("ez") + "ons",
        *tu,
        future + "a",
        future + "ont",
        future + "ez",
    )


def _english_forms(verb: str) -> tuple[str, ...]:
    from assistant.language.inflection import gerund, third_person

    if verb == "be":
        return ("is", "are", "being")
    return (third_person(verb), gerund(verb))
