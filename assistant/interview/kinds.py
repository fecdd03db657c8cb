"""Which kinds of doing the competencies ask for."""

from assistant.language.verbs import leading_verb, lexicon
from assistant.models.terms import Language, Performance


def kind_of(competency: str, language: Language) -> Performance | None:
    """The usual kind of doing of one competency; None when its verb is not known."""
    found = leading_verb(competency, language)
    verb = lexicon(language).get(found.lemma) if found else None
    return verb.performance[0] if verb and verb.performance else None


def kinds_of(competencies: tuple[str, ...], language: Language) -> frozenset[Performance]:
    """Every kind of doing among the competencies."""
    return frozenset(kind for item in competencies if (kind := kind_of(item, language)))
