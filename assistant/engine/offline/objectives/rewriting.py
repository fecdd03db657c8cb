"""Goals that no one can see, turned into what can be seen."""

import re
from dataclasses import dataclass
from zlib import crc32

from assistant.engine.offline.objectives.kinds import family_of, leading_verb, names_one_of
from assistant.engine.offline.objectives.wording import Bare, ObjectivesWording, Vague, wording
from assistant.language import grammar, lemmas, marks, verbs
from assistant.language.data import word_list
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


_COUNTS = frozenset(["l", "d", "de", "tout", "toute", "tous", "toutes", "deux", "trois", "quatre", "cinq", "six"])


_MORE = r"(?:(?:mieux|bien|plus|tres|davantage|pleinement|more|better|fully|very|really) )?"


@dataclass(frozen=True)
class Observable:
    """A phrase that can be seen, and why it is not the trainer's."""

    phrase: str
    reason: str | None = None


def observable(phrase: str, language: Language) -> Observable:
    """The phrase itself when an observer can judge it, else the nearest that they can."""
    words = wording(language)
    proposed = re.match(words.proposed, phrase, re.IGNORECASE)
    if proposed:
        after = _seen(_thing(phrase[proposed.end() :], language), words.bare, words, language)
        return Observable(after, words.named.format(before=phrase[proposed.end() :], after=after))
    thin = words.thin.get(phrase.strip().lower())
    if thin:
        return Observable(thin, words.named.format(before=phrase, after=thin))
    carried = re.match(rf"{words.carrying}\s+(?=\w)", phrase, re.IGNORECASE)
    if carried and leading_verb(phrase[carried.end() :], language):
        after = observable(phrase[carried.end() :], language).phrase
        return Observable(after, _reason(phrase, after, words))
    verb = _vague_verb(phrase, words, language)
    if verb:
        return _rewrite(phrase, verb, words, language)
    if _has_observable_verb(phrase, language) or _is_of_learners(phrase, language):
        return Observable(phrase)
    after = _in_other_words(phrase, language) or _seen(_thing(phrase, language), words.bare, words, language)
    return Observable(after, words.named.format(before=phrase, after=after))


def _is_of_learners(phrase: str, language: Language) -> bool:
    """What a trainer does as a rule, and these learners do: "aborder un client", not "aborder les allergènes"."""
    leading = leading_verb(phrase, language)
    entry = verbs.lexicon(language).get(leading.lemma) if leading else None
    return entry is not None and entry.trainer and marks.find("trainer_acts", phrase, language) is None


def _in_other_words(phrase: str, language: Language) -> str | None:
    """With the verb that the lexicon proposes for one that no one can see: "aborder" → "expliquer les allergènes"."""
    leading = leading_verb(phrase, language)
    if leading is None or phrase[: leading.start].strip() or not leading.complement:
        return None
    entry = verbs.lexicon(language).get(leading.lemma)
    proposed = [verb for rewrites in entry.rewrites.values() for verb in rewrites] if entry else []
    return f"{proposed[0]} {leading.complement}" if proposed else None


def _vague_verb(phrase: str, words: ObjectivesWording, language: Language) -> tuple[str, str] | None:
    """The family of vague verbs and the very words with which the phrase begins."""
    folded = lemmas.fold(phrase).replace("’", "'")
    names = [(name, verb) for name, vague in words.vague.items() for verb in vague.verbs]
    for name, verb in sorted(names, key=lambda pair: -len(pair[1])):
        first, *others = (re.escape(word) for word in lemmas.fold(verb).split())
        said = " ".join((first, *others)) if not others else f"{first} {_MORE}{' '.join(others)}"
        found = re.match(rf"(?:ne pas )?{_MORE}{said}(?:e?s)?(?=\s|$)", folded)
        if found and _hides(verb, phrase[found.end() :], words, language):
            return name, phrase[: found.end()]
    return None


def _hides(verb: str, rest: str, words: ObjectivesWording, language: Language) -> bool:
    """Whether the verb hides what is done with such a thing: "saisir un enjeu", not "saisir une facture"."""
    things = words.only.get(verb)
    if not things:
        return True
    forms = {form for token in lemmas.tokens(rest)[:4] for form in (token.text, lemmas.lemma(token.text, language))}
    return bool({lemmas.fold(form) for form in forms} & {lemmas.fold(thing) for thing in things})


def _rewrite(phrase: str, verb: tuple[str, str], words: ObjectivesWording, language: Language) -> Observable:
    name, prefix = verb
    deed = _deed(phrase[len(prefix) :].strip(), language)
    if deed:
        after = observable(deed, language).phrase
        return Observable(after, _reason(phrase, after, words))
    thing = _thing(phrase[len(prefix) :], language)
    if not thing:
        return Observable(phrase)
    after = _seen(thing, words.vague[name], words, language)
    return Observable(after, _reason(phrase, after, words))


def _reason(before: str, after: str, words: ObjectivesWording) -> str:
    reasons = words.rewritten
    return reasons[crc32(before.encode()) % len(reasons)].format(before=before, after=after)


def _deed(rest: str, language: Language) -> str | None:
    """What an English goal already says is done: "learn how to use the till", "be confident speaking in public"."""
    if language == "fr":
        return None
    found = re.match(r"(?:about )?(?:how )?to (?=\w)", rest)
    if found:
        return rest[found.end() :]
    word, _, more = rest.partition(" ")
    base = lemmas.lemma(word, "en")
    return f"{base} {more}".strip() if word.endswith("ing") and base != word and base in verbs.lexicon("en") else None


def _seen(thing: str, templates: Vague | Bare, words: ObjectivesWording, language: Language) -> str:
    """What can be seen done with the thing; a noun of doing gives its verb: "la gestion des stocks", "gérer"."""
    if _is_clause(thing, words):
        return words.clause.format(object=thing)
    template = templates.template(family_of(thing, language))
    deed = grammar.infinitive_phrase(thing, language) if template in words.practised else None
    if deed and leading_verb(deed, language) and not _vague_verb(deed, words, language):
        return deed
    met = next((row.say for row in words.met if names_one_of(row.of, thing, language)), None)
    if met and template in words.practised:
        return met.format(object=thing)
    d_object = grammar.de(thing) if language == "fr" else thing
    return template.format(object=thing, d_object=d_object)


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
    if first.lower() in word_list("fr", "determiners") | _COUNTS or _is_clause(thing, wording("fr")):
        return thing
    return grammar.article(thing, definite=True)


def _is_clause(thing: str, words: ObjectivesWording) -> bool:
    folded = thing.lower().replace("’", "'")
    return any(folded.startswith(word if word.endswith("'") else f"{word} ") for word in words.clause_words)


def _has_observable_verb(phrase: str, language: Language) -> bool:
    leading = leading_verb(phrase, language)
    if leading is None:
        return False
    entry = verbs.lexicon(language).get(leading.lemma)
    return entry is None or entry.observable
