"""Competencies that join two performances, and the trainer's own condition or criterion inside them."""

import re
from dataclasses import dataclass

from assistant.engine.offline.objectives.kinds import leading_verb
from assistant.engine.offline.objectives.wording import wording
from assistant.language import grammar, verbs
from assistant.models.terms import Language

_JOINS = {
    "fr": re.compile(r",? (?:et|puis|et puis|ainsi que(?: de)?) "),
    "en": re.compile(r",? (?:and(?: then)?|then) "),
}
_CLITIC = {"fr": re.compile(r"^(?:l['’]|les? |la )(?=\w)"), "en": re.compile(r"(?<=\w) (?:it|them)\b")}


@dataclass(frozen=True)
class Stated:
    """What the trainer stated, taken apart."""

    phrase: str
    condition: str | None = None
    criterion: str | None = None


def performances(phrase: str, language: Language) -> tuple[str, ...]:
    """The phrase, or the two or more phrases that it joins, each with a verb of its own."""
    pieces = _JOINS[language].split(phrase)
    parts = [pieces[0]]
    for piece, join in zip(pieces[1:], _JOINS[language].findall(phrase), strict=True):
        if _starts_with_verb(piece, language):
            parts.append(_resolved(piece, parts[-1], language))
        else:
            parts[-1] += join + piece
    return tuple(part.strip() for part in parts)


def _starts_with_verb(piece: str, language: Language) -> bool:
    bare = _CLITIC["fr"].sub("", piece.strip()) if language == "fr" else piece.strip()
    first = re.split(r"[\s,]", bare, maxsplit=1)[0].lower()
    first = re.sub(r"^s['’]", "", first)
    if language == "fr" and not re.search(r"(?:er|ir|re)$", first):
        return False
    return first in verbs.lexicon(language) or (
        language == "fr" and bool(re.search(r"(?:[^aeiouy]er|ir|dre|tre|ire|oir)$", first)) and " " in bare
    )


def _resolved(piece: str, before: str, language: Language) -> str:
    """ "l'utiliser" after "choisir un extincteur" is "utiliser un extincteur"."""
    leading = leading_verb(before, language)
    thing = leading.complement.strip() if leading else ""
    if not thing or not _CLITIC[language].search(piece):
        return piece
    if language == "en":
        return _CLITIC["en"].sub(" " + thing, piece, count=1)
    verb, _, rest = _CLITIC["fr"].sub("", piece).partition(" ")
    return f"{verb} {thing} {rest}".strip()


def stated(phrase: str, language: Language) -> Stated:
    """Take apart a phrase that already says under which condition or how well."""
    words = wording(language)
    phrase, criterion = _tail(phrase, words.criterion_inside)
    if criterion and re.match(words.unmeasured, criterion, re.IGNORECASE):
        criterion = f"{criterion}, {words.measured_by}"
    phrase, condition = _tail(phrase, words.condition_inside)
    return Stated(phrase, condition, criterion)


def _tail(phrase: str, patterns: tuple[str, ...]) -> tuple[str, str | None]:
    for pattern in patterns:
        found = re.search(rf"(?:^|[\s,])({pattern})", phrase, re.IGNORECASE)
        # What is left must still say what is done, and to what.
        if found and len(phrase[: found.start()].split()) >= 2:
            return phrase[: found.start()].rstrip(" ,"), found.group(1).strip()
    return phrase, None


def infinitive(text: str, language: Language) -> str:
    """The competency as an infinitive phrase about one learner."""
    text = text.strip().rstrip(".;!").strip()
    own = leading_verb(text, language)
    keeps = language == "en" and own is not None and own.start == 0 and own.lemma == own.text.lower()
    phrase = text if keeps else grammar.infinitive_phrase(text, language) or text
    phrase = re.sub(r"^etre\b", "être", phrase)
    theirs = re.search(_OF_THINGS[language], phrase, re.IGNORECASE)
    return grammar.uncapitalized(phrase if theirs else grammar.possessive_shift(phrase, language))


_OF_THINGS: dict[Language, str] = {
    "fr": (
        r"\b(?:les|des|ces|plusieurs|deux|trois|quatre|cinq|six) [\w-]+[sx]\b(?: [\w-]+){0,3}"
        r" (?:à|par|selon|d['’]après|en fonction de|suivant) leurs?"
        r" (?!équipes?\b|collègues?\b|clients?\b|patients?\b|élèves?\b|hiérarchie\b|responsables?\b|managers?\b"
        r"|chefs?\b|famill|public|interlocuteurs?\b|usagers?\b|enfants?\b|parents?\b)"
    ),
    "en": (
        r"\b(?:[\w-]+ ){0,3}[\w-]+s (?:by|from|according to) their"
        r" (?!teams?\b|colleagues?\b|customers?\b|clients?\b|managers?\b|peers?\b|own\b)"
    ),
}
"""What belongs to the things and not to the learner: "identifier les zones à leur couleur"."""
