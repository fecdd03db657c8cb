"""What is said of a goal whose verb nobody can see, or that is the trainer's."""

from assistant.language.lexicon import Verb, lexicon
from assistant.language.typography import typeset
from assistant.language.wording import listing
from assistant.models.review import Finding
from assistant.models.terms import BLOOM_ORDER, Language

_TEXTS: dict[Language, dict[str, tuple[str, str]]] = {
    "fr": {
        "A1": (
            "« {verb} » dit ce que fait le formateur, pas ce que l'apprenant saura faire.",
            "Dites ce que l'apprenant fera : {instead}.",
        ),
        "A2": (
            "Aucun verbe d'action n'ouvre l'objectif.",
            "Commencez par un verbe que l'on peut observer : citer, expliquer, appliquer, comparer ou concevoir.",
        ),
        "A3": (
            "On ne peut pas voir quelqu'un « {verb} ».",
            "Dites à quoi vous le verrez : {instead}.",
        ),
    },
    "en": {
        "A1": (
            '"{verb}" says what the trainer does, not what the learner will be able to do.',
            "Say what the learner will do: {instead}.",
        ),
        "A2": (
            "The objective does not begin with an action verb.",
            "Begin with a verb that can be observed: list, explain, apply, compare, assess, design.",
        ),
        "A3": (
            'Nobody can see a learner "{verb}".',
            "Say what you will see instead: {instead}.",
        ),
    },
}


def remarks(verb: str | None, observable: bool, language: Language, is_goal: bool) -> tuple[Finding, ...]:
    """The findings on the verb of a goal; a question has none."""
    if not is_goal:
        return ()
    if verb is None:
        return (_finding("A2", None, None, language),)
    entry = lexicon(language).get(verb)
    found: list[Finding] = []
    if entry and entry.trainer and not entry.observable:
        found.append(_finding("A1", verb, entry, language))
    elif not observable:
        found.append(_finding("A3", verb, entry, language))
    return tuple(found)


def _finding(check: str, verb: str | None, entry: Verb | None, language: Language) -> Finding:
    message, fix = (text.format(verb=verb, instead=_instead(entry, language)) for text in _TEXTS[language][check])
    return Finding(
        check=check, severity="block", where="text", message=typeset(message, language), fix=typeset(fix, language)
    )


def _instead(entry: Verb | None, language: Language) -> str:
    rewrites = entry.rewrites if entry else {}
    verbs = [verb for level in BLOOM_ORDER for verb in rewrites.get(level, ())]
    words = verbs or (["expliquer", "appliquer", "choisir"] if language == "fr" else ["explain", "apply", "choose"])
    return listing(words, language).replace(" et ", " ou ").replace(" and ", " or ")
