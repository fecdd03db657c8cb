"""Which kinds of doing the competencies ask for."""

import re
from collections import Counter
from functools import cache

from assistant.language.data import table
from assistant.language.grammar import infinitive_phrase
from assistant.language.lemmas import fold, lemma, tokens
from assistant.language.verbs import leading_verb, lexicon
from assistant.models.brief import Answers
from assistant.models.terms import Language, Performance


def kind_of(competency: str, language: Language) -> Performance | None:
    """The kind of doing of one competency: the verb says which are possible, its object which of them it is.

    "utiliser un extincteur" is a gesture, "utiliser un tableur" is not. None when the verb is not known.
    """
    found = leading_verb(competency, language)
    verb = lexicon(language).get(found.lemma) if found else None
    if not found or not verb or not verb.performance:
        return None
    named = _of_object(found.complement, language)
    return next((kind for kind in named if kind in verb.performance), verb.performance[0])


def _of_object(complement: str, language: Language) -> tuple[Performance, ...]:
    """The kinds of doing that the first telling noun speaks for."""
    for token in tokens(complement)[:6]:
        forms = {fold(token.text), fold(lemma(token.text, language))}
        kinds = tuple(kind for kind, things in _objects(language).items() if forms & things)
        if kinds:
            return kinds
    return ()


@cache
def _objects(language: Language) -> dict[Performance, frozenset[str]]:
    rows: dict[Performance, list[str]] = table("selection.yaml")["objects"][language]
    return {kind: frozenset(fold(str(thing)) for thing in things) for kind, things in rows.items()}


def kinds_of(competencies: tuple[str, ...], language: Language) -> frozenset[Performance]:
    """Every kind of doing among the competencies."""
    return frozenset(kind for item in competencies if (kind := kind_of(item, language)))


def main_kind(answers: Answers) -> Performance | None:
    """What learners will mostly do: the commonest kind among the competencies and what the subject names."""
    doing = subject_as_action(answers)
    phrases = (*(answers.competencies or ()), *((doing,) if doing else ()))
    counted = Counter(kind for phrase in phrases if (kind := kind_of(phrase, answers.language)))
    return counted.most_common(1)[0][0] if counted else None


def subject_as_action(answers: Answers) -> str | None:
    """The subject said as an action that can be seen ("la taille de la vigne" → "tailler la vigne"), if it is one."""
    if _names_a_noun(answers.subject or "", answers.language):
        return None
    phrase = infinitive_phrase(answers.subject or "", answers.language)
    found = leading_verb(phrase, answers.language) if phrase else None
    verb = lexicon(answers.language).get(found.lemma) if found else None
    return phrase if verb and verb.observable and verb.performance else None


def _names_a_noun(subject: str, language: Language) -> bool:
    """Whether an infinitive with an article stands for a thing: "le lever", "le coucher", "un savoir-être"."""
    return (
        language == "fr"
        and re.match(r"\s*(?:les?|un|du|au|ce|son)\s[\w-]+(?:er|ir|oir|re|oir-être)s?\b", subject) is not None
    )
