"""Which kinds of doing the competencies ask for."""

from collections import Counter

from assistant.language.grammar import infinitive_phrase
from assistant.language.verbs import leading_verb, lexicon
from assistant.models.brief import Answers
from assistant.models.terms import Language, Performance


def kind_of(competency: str, language: Language) -> Performance | None:
    """The usual kind of doing of one competency; None when its verb is not known."""
    found = leading_verb(competency, language)
    verb = lexicon(language).get(found.lemma) if found else None
    return verb.performance[0] if verb and verb.performance else None


def kinds_of(competencies: tuple[str, ...], language: Language) -> frozenset[Performance]:
    """Every kind of doing among the competencies."""
    return frozenset(kind for item in competencies if (kind := kind_of(item, language)))


def main_kind(answers: Answers) -> Performance | None:
    """What learners will mostly do: the commonest kind among the competencies, else what the subject names."""
    found = [kind_of(item, answers.language) for item in answers.competencies or ()]
    counted = Counter(kind for kind in found if kind)
    if counted:
        return counted.most_common(1)[0][0]
    doing = subject_as_action(answers)
    return kind_of(doing, answers.language) if doing else None


def subject_as_action(answers: Answers) -> str | None:
    """The subject said as an action that can be seen ("la taille de la vigne" → "tailler la vigne"), if it is one."""
    phrase = infinitive_phrase(answers.subject or "", answers.language)
    found = leading_verb(phrase, answers.language) if phrase else None
    verb = lexicon(answers.language).get(found.lemma) if found else None
    return phrase if verb and verb.observable and verb.performance else None
