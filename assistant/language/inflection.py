"""English verbs: gerund and third person."""

import re
from collections.abc import Callable
from functools import cache

from assistant.language.data import table

_VOWEL = "aeiou"
_FIRST = re.compile(r"^(?P<adverbs>(?:not\s+|\w+ly\s+)*)(?P<verb>[A-Za-z]+(?:-[a-z]+)*)")
_JOINED = re.compile(
    r"(?P<join>,\s+(?:(?:and|or|then|and then)\s+)?|\s+(?:and|or|then|and then)\s+)(?P<verb>[a-z]+(?:-[a-z]+)*)"
)


def gerund(phrase: str) -> str:
    """ "use an X" → "using an X", joined verbs too."""
    return _each_verb(phrase, _ing)


def third_person(phrase: str) -> str:
    """ "use X" → "uses X", joined verbs too."""
    return _each_verb(phrase, _s)


def _each_verb(phrase: str, change: Callable[[str], str]) -> str:
    first = _FIRST.match(phrase)
    if not first:
        return phrase
    done = phrase[: first.start("verb")] + _cased(change(first["verb"].lower()), first["verb"])
    return done + _JOINED.sub(lambda found: _joined(found, change), phrase[first.end() :])


def _joined(found: re.Match[str], change: Callable[[str], str]) -> str:
    """A word after "and" is a verb only when the lexicon says so and a noun phrase follows."""
    from assistant.language.lexicon import infinitives
    from assistant.language.verbs import is_verb_before

    verb = found["verb"]
    if found.start() == 0 and verb in infinitives("en"):
        return found["join"] + change(verb)
    return found["join"] + (change(verb) if is_verb_before(verb, found.string[found.end() :]) else verb)


def _cased(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be" and verb not in {"singe", "dye"}:
        return verb[:-1] + "ing"
    if verb.endswith("c"):
        return verb + "king"
    return _doubled(verb) + "ing"


def _s(verb: str) -> str:
    irregular = {"have": "has", "be": "is", "do": "does", "go": "goes", "undergo": "undergoes"}
    if verb in irregular:
        return irregular[verb]
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"


def _doubled(verb: str) -> str:
    """The verb with its last consonant doubled where a stressed short vowel comes before it."""
    if verb in doubling():
        return verb + verb[-1]
    if re.fullmatch(rf"(?:[^{_VOWEL}]*|qu|squ)[{_VOWEL}][^{_VOWEL}wxy]", verb):
        return verb + verb[-1]
    return verb


@cache
def doubling() -> frozenset[str]:
    """Verbs of several syllables that double their last consonant, in British spelling."""
    return frozenset(table("deverbals.en.yaml")["doubling"])
