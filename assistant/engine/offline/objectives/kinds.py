"""What a competency asks for: its verb, its object, what family the object is of, what kind of doing it is."""

import re
from dataclasses import dataclass

from assistant.engine.offline.objectives.wording import Family, wording
from assistant.language import bloom, lemmas, verbs
from assistant.models.terms import BLOOM_ORDER, Bloom, Language, Performance

_USUAL_LEVEL: dict[Performance, Bloom] = {
    "gesture": "apply",
    "procedure": "apply",
    "tool_use": "apply",
    "relational": "apply",
    "decision": "analyze",
    "concept": "understand",
    "creation": "create",
    "attitude": "evaluate",
}
_FAMILIES: tuple[Family, ...] = ("tool", "concept", "risk", "person")


@dataclass(frozen=True)
class Doing:
    """What a phrase says that somebody does."""

    verb: str
    complement: str
    family: Family
    performance: Performance
    level: Bloom


def doing(phrase: str, language: Language) -> Doing:
    """Read an infinitive phrase."""
    leading = verbs.leading_verb(phrase, language)
    verb = leading.lemma if leading else phrase.split(maxsplit=1)[0].lower() if phrase.split() else ""
    complement = leading.complement.strip() if leading else phrase
    family = family_of(complement, language)
    kind = _kind(verb, complement, family, language)
    return Doing(verb, complement, family, kind, _level(phrase, kind, language))


def family_of(noun_phrase: str, language: Language) -> Family:
    """What family the thing is of, from its first telling noun."""
    objects = wording(language).objects
    text = lemmas.fold(noun_phrase)
    for word in _nouns(noun_phrase, language):
        for family in _FAMILIES:
            if family != "other" and word in _folded(objects[family]):
                return family
    if any(" " in name and lemmas.fold(name) in text for name in objects["tool"]):
        return "tool"
    return "tool" if _is_product(noun_phrase) else "other"


def _nouns(noun_phrase: str, language: Language) -> tuple[str, ...]:
    words = (token.text for token in lemmas.tokens(noun_phrase))
    return tuple(form for word in words for form in (lemmas.fold(word), lemmas.fold(lemmas.lemma(word, language))))


def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(lemmas.fold(name) for name in names)


def _is_product(noun_phrase: str) -> bool:
    """A name with a capital and no article is nearly always a product: QGIS, Ciel Compta."""
    return re.fullmatch(r"[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*", noun_phrase.strip()) is not None


def _kind(verb: str, complement: str, family: Family, language: Language) -> Performance:
    entry = verbs.lexicon(language).get(verb)
    kinds: tuple[Performance, ...] = entry.performance if entry else ()
    made = _folded(wording(language).made)
    if family == "tool" and (not kinds or set(kinds) & {"tool_use", "gesture", "procedure"}):
        return "tool_use"
    if family == "person" and "relational" in kinds:
        return "relational"
    if "creation" in kinds and any(word in made for word in _nouns(complement, language)[:6]):
        return "creation"
    if kinds:
        return kinds[0]
    return "relational" if family == "person" else "procedure"


def _level(phrase: str, kind: Performance, language: Language) -> Bloom:
    reading = bloom.read_level(phrase, language)
    if reading.bloom is None:
        return _USUAL_LEVEL[kind]
    usual = _USUAL_LEVEL[kind]
    return usual if usual in reading.admitted and kind == "decision" else reading.bloom


def highest(levels: tuple[Bloom, ...]) -> Bloom:
    """The most demanding of the levels."""
    return max(levels, key=BLOOM_ORDER.index)
