"""Goals that no one can see, turned into what can be seen."""

import re
from dataclasses import dataclass
from zlib import crc32

from assistant.engine.offline.objectives.kinds import family_of
from assistant.engine.offline.objectives.wording import Family, ObjectivesWording, wording
from assistant.language import grammar, lemmas, verbs
from assistant.models.terms import Language

_PREPOSITIONS = {
    "fr": (
        (r"^(?:aux|des|à des|à les) ", "les "),
        (r"^(?:au|du|à le|de le) ", "le "),
        (r"^(?:à|de|avec|en|dans|sur|vers|par rapport à) (?=\S)", ""),
        (r"^d['’]", ""),
    ),
    "en": ((r"^(?:to|about|of|with|on|in|at|how to|into) (?=\S)", ""),),
}


@dataclass(frozen=True)
class Observable:
    """A phrase that can be seen, and why it is not the trainer's."""

    phrase: str
    reason: str | None = None


def observable(phrase: str, language: Language) -> Observable:
    """The phrase itself when an observer can judge it, else the nearest that they can."""
    words = wording(language)
    verb = _vague_verb(phrase, words)
    if verb:
        return _rewrite(phrase, verb, words, language)
    if _has_observable_verb(phrase, language):
        return Observable(phrase)
    thing = _thing(phrase, language)
    after = _bare(thing, words, language)
    return Observable(after, words.named.format(before=phrase, after=after))


def _vague_verb(phrase: str, words: ObjectivesWording) -> tuple[str, str] | None:
    """The family of vague verbs and the very words with which the phrase begins."""
    folded = lemmas.fold(phrase).replace("’", "'")
    names = [(name, verb) for name, vague in words.vague.items() for verb in vague.verbs]
    for name, verb in sorted(names, key=lambda pair: -len(pair[1])):
        found = re.match(rf"(?:ne pas )?(?:mieux |bien )?{re.escape(lemmas.fold(verb))}(?:e?s)?(?=\s|$)", folded)
        if found:
            return name, phrase[: found.end()]
    return None


def _rewrite(phrase: str, verb: tuple[str, str], words: ObjectivesWording, language: Language) -> Observable:
    name, prefix = verb
    thing = _thing(phrase[len(prefix) :], language)
    if not thing:
        return Observable(phrase)
    if _is_clause(thing, words):
        after = words.clause.format(object=thing)
    else:
        after = words.vague[name].template(_family(thing, language)).format(object=thing)
    reasons = words.rewritten
    reason = reasons[crc32(phrase.encode()) % len(reasons)].format(before=phrase, after=after)
    return Observable(after, reason)


def _thing(rest: str, language: Language) -> str:
    thing = rest.strip(" ,:")
    for pattern, article in _PREPOSITIONS[language]:
        changed = re.sub(pattern, article, thing, count=1, flags=re.IGNORECASE)
        if changed != thing:
            return _with_article(changed, language)
    return _with_article(thing, language)


def _with_article(thing: str, language: Language) -> str:
    """French nouns need an article ("sécurité" → "la sécurité"); names and clauses do not."""
    if language == "en" or not thing or not thing.split(maxsplit=1)[0].islower():
        return thing
    first = re.split(r"[\s'’]", thing)[0]
    if first in _DETERMINERS or _is_clause(thing, wording("fr")):
        return thing
    return grammar.article(thing, definite=True)


_DETERMINERS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "ce",
        "cet",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "mon",
        "ma",
        "mes",
        "nos",
        "notre",
        "votre",
        "vos",
        "chaque",
        "plusieurs",
        "quelques",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "tout",
        "toute",
        "tous",
        "toutes",
    ]
)


def _is_clause(thing: str, words: ObjectivesWording) -> bool:
    folded = thing.lower().replace("’", "'")
    return any(folded.startswith(word if word.endswith("'") else f"{word} ") for word in words.clause_words)


def _bare(thing: str, words: ObjectivesWording, language: Language) -> str:
    templates: dict[Family, str] = {
        "tool": words.bare.tool,
        "concept": words.bare.concept,
        "risk": words.bare.risk,
        "person": words.bare.person,
        "other": words.bare.other,
    }
    return templates[_family(thing, language)].format(object=thing)


def _family(thing: str, language: Language) -> Family:
    return family_of(thing, language)


def _has_observable_verb(phrase: str, language: Language) -> bool:
    leading = verbs.leading_verb(phrase, language)
    if leading is None:
        return False
    entry = verbs.lexicon(language).get(leading.lemma)
    return entry is None or entry.observable
