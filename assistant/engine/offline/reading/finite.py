"""Verbs in the third person, and their infinitives: "chaque manager prépare…", "every technician restarts…"."""

import re
from functools import lru_cache

from assistant.engine.offline.reading.message import plain_of
from assistant.language.conjugation import is_infinitive
from assistant.language.dictionary import is_word
from assistant.language.lemmas import fold, lemma
from assistant.language.lexicon import forms, infinitives
from assistant.language.people import is_person
from assistant.language.verbs import may_be_verb
from assistant.models.terms import Language

_CLITICS = r"(?:(?:se|y|en|les?|la|leur|lui)\s|[ls]')*"
_ADVERB = r"(?:(?:also|then|always|[a-z]{3,}ly)\s)?"
_VERB = {
    "fr": re.compile(rf"\s*{_CLITICS}(?P<verb>[a-z-]{{2,}})"),
    "en": re.compile(rf"\s*{_ADVERB}(?P<verb>[a-z-]{{2,}})"),
}
_AFTER: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\s(?:les?|la|une?|des|du|de la|au|aux|a|en|sur|avec|dans|sans|chez|par|pour|vers|son|sa|ses|leurs?|ce|cet|"
        r"cette|ces|chaque|tous|toutes|tout|toute|deux|trois|\d+|bien|mieux|comment|quand|qui|ou|selon|apres|avant|"
        r"[a-z]{3,}ment|que)\b|\s(?:[ld]|qu)'|\s*[,.;]|\s(?:et|puis)\s|\s*$"
    ),
    "en": re.compile(
        r"\s(?:the|an?|their|his|her|its|it|them|each|every|any|all|at|on|in|with|without|to|for|from|out|up|off|down|"
        r"over|back|within|before|after|when|how|what|only|two|three|\d+|[a-z]{3,}ly|[a-z]+s|[a-z]{3,})\b"
        r"|\s*[,.;]|\s(?:and|then)\s|\s*$"
    ),
}
"""What follows a verb and seldom follows a noun."""


@lru_cache(maxsize=4096)
def verb_of(word: str, language: Language) -> str | None:
    """The infinitive of a third person, singular or plural; None for what is no such form."""
    bare = word.lower()
    return _french(bare) if language == "fr" else _english(bare)


def _french(word: str) -> str | None:
    folded = fold(word)
    if is_infinitive(word) or folded in _NEVER:
        return None
    known = _NOUNS_TOO.get(folded) or forms("fr").get(folded) or lemma(word, "fr")
    if is_infinitive(known) and known != word:
        return known
    endings = ((r"ent$", "er"), (r"issent$", "ir"), (r"e$", "er"))
    for ending, base in endings:
        made = re.sub(ending, base, word)
        if made != word and (fold(made) in infinitives("fr") or is_word(made, "fr")) and is_infinitive(made):
            return made
    return None


_NOUNS_TOO = {"part": "partir", "sort": "sortir", "lit": "lire", "dit": "dire", "met": "mettre"}
_NEVER = frozenset({"est", "sont", "a", "ont", "sera", "seront", "etait", "etaient", "avait", "soit", "soient", "ait"})


def _english(word: str) -> str | None:
    if not word.endswith("s") or word.endswith("ss") or word in {"is", "has", "was", "does", "its", "this"}:
        return None
    if word in forms("en"):
        return forms("en")[word]
    known = lemma(word, "en")
    if known != word and may_be_verb(known):
        return known
    return next((base for base in (word[:-1], word[:-2]) if base in infinitives("en")), None)


def is_verb(word: str) -> bool:
    """Whether a French word is an infinitive for certain: "scarifier" (there is "scarifiant"), not "régulier"."""
    if not is_infinitive(word):
        return False
    if fold(word) in infinitives("fr"):
        return True
    stem = re.sub(r"(?:er|ir|re)$", "", word.lower())
    return any(is_word(stem + ending, "fr") for ending in ("ant", "issant", "eant"))


def finite_at(raw: str, place: int, end: int, language: Language) -> bool:
    """Whether a third person begins at that place, with what may follow one."""
    plain = plain_of(raw[place : min(end, place + 80)])
    found = _VERB[language].match(plain)
    if found is None or verb_of(raw[place + found.start("verb") : place + found.end("verb")], language) is None:
        return False
    return _AFTER[language].match(plain, found.end()) is not None


def before_finite(raw: str, start: int, end: int, language: Language) -> int | None:
    """Where the people who are named at `start` begin to do something; None when they do nothing."""
    plain = plain_of(raw[start : min(end, start + 120)])
    person = False
    for word in re.finditer(r"[a-z][a-z'-]*", plain):
        if plain[word.end() : word.end() + 1] == "'":
            continue
        if (
            person
            and not re.search(_GOVERNS, plain[: word.start()])
            and finite_at(raw, start + word.start(), end, language)
        ):
            return start + word.start()
        person = person or is_person(word.group())
        if re.match(r"\s*[,.;:!?()]", plain[word.end() :]):
            return None
    return None


_GOVERNS = r"(?:\b(?:de|des|du|en|a|au|aux|et|ou|le|la|les|un|une|of|the|an?|on|at|in|and|or)\s|[dl]')$"


def infinitive_of(text: str, language: Language) -> str:
    """ "conduise un entretien" → "conduire un entretien"; "se protègent" → "se protéger"."""
    plain = plain_of(text)
    found = _VERB[language].match(plain)
    verb = verb_of(text[found.start("verb") : found.end("verb")], language) if found else None
    return text[: found.start("verb")] + verb + text[found.end("verb") :] if found and verb else text


_SUBJECT: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\W*(?:(?:et|mais|du coup|resultat)[\s,:]+)?(?:(?:les?|la|une?|des|nos|mes|mon|ma|notre|ce|cette|ces|"
        r"certaine?s|chaque|beaucoup de|trop de|\d+ ?%(?: des| de)?)\s|l')(?=[a-z])"
    ),
    "en": re.compile(
        r"\W*(?:(?:and|but|so)\s)?(?:the|an?|our|my|some|most|half|this|these|every|too many|\d+ ?%(?: of)?)\s(?=[a-z])"
    ),
}
_OTHERS_DO = re.compile(
    r"\W*(?:(?:and|but|so|our|the|my|some|most)\s)*(?:customers|clients|patients|guests|visitors|residents|orders|calls|things)"
    r"\s(?!(?:of|for|in|on|at|with|to|and|or|who|that|from|whose|when|about)\b)[a-z]"
)
_IS = re.compile(
    r"(?:est|sont|a|ont|etait|etaient|is|are|was|were|has|have|had|goes|get|gets|don't|doesn't|isn't|aren't)\b"
)
_CLITIC = frozenset({"le", "la", "les", "en", "y", "leur", "lui", "un", "une", "des", "de", "du"})
_WORDS_OF_A_SUBJECT = 6


def things_do(raw: str, start: int, end: int, language: Language) -> bool:
    """ "un tiers part à la benne", "the till is wrong": a clause, which names no topic and no goal."""
    plain = plain_of(raw[start : min(end, start + 120)])
    subject = _SUBJECT[language].match(plain)
    if language == "en" and _OTHERS_DO.match(plain):
        return True
    if subject is None:
        return False
    words = list(re.finditer(r"[a-z][a-z'-]*", plain[subject.end() :]))[:_WORDS_OF_A_SUBJECT]
    for word in words[1:]:
        place = subject.end() + word.start()
        if re.search(r"[,.;:(]", plain[subject.end() : place]):
            return False
        said = plain[subject.end() : place]
        if (
            word.group() in _CLITIC
            or re.search(_GOVERNS, said)
            or re.search(r"\b(?:pour|for|to|that|who|qui|que)\b", said)
        ):
            continue
        if re.match(r"\s*(?:$|[,.;])", plain[subject.end() + word.end() :]) and not _IS.match(word.group()):
            return False
        if _IS.match(word.group()) or finite_at(raw, start + place, end, language):
            return not any(is_person(one.group()) for one in words[: words.index(word)])
    return False
