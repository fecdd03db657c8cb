"""How a goal begins: the words before its verb, and whether the verb is one that somebody could be seen doing."""

import re
from functools import cache

from assistant.engine.offline.reading.cues import native
from assistant.engine.offline.reading.finite import verb_of
from assistant.language.data import word_list
from assistant.language.grammar import infinitive_phrase, is_infinitive
from assistant.language.lemmas import fold
from assistant.language.lexicon import forms, infinitives, phrases
from assistant.language.verbs import entry, is_verb_before, leading_verb, may_be_verb
from assistant.models.terms import Language

_NO_ARTICLE = re.compile(r"(?:le|la|l'|les|un|une|des|du|de)\s?$")
_NOUN_PHRASE_FOLLOWS = re.compile(
    r"\s(?:the|a|an|their|our|your|it|them|its|any|each|every|his|her|customers?|people|with|for|without|before|when|"
    r"up|out|off|down|back|away|over)\b"
)
_DONE = re.compile(
    r"\s(?!(?:not|n't|you|we|i|they|he|she|it|this|that|these|those|so|too|to|with|without|in|on|at|for|and|or|but|as|"
    r"what|when|well|better|more|less|much|something|anything|nothing|things|have|need|want|know|get)\b)"
    r"(?!(?:an?|the|one|two|some|half|another|our|your|this)\s(?:[a-z-]+\s){0,2}?(?:courses?|trainings?|workshops?|modules?|"
    r"sessions?|days?|morning|afternoon|hours?|quiz|test)\b)[a-z]"
)
"""What makes of "do" a verb of its own: "do CPR", "do the record"."""
_BEING = re.compile(
    r"\s(?:more |fully |really |better )?(?:aware|familiar|able|mindful|conscious|sensitive|comfortable|confident|"
    r"at ease)\b"
)
"""What they must be, told as a goal: "be aware of the risks"."""
_NOUN_ENDINGS = ("s", "ed", "ly", "ing", "tion", "ment", "er", "or", "est")
_NEAR = 200
"""What decides on a beginning stands within so many characters."""


@cache
def lead(language: Language) -> re.Pattern[str]:
    """What may stand before the verb of a goal: "et", "qu'ils sachent", "be able to"."""
    return re.compile(f"(?:{native('goals', 'lead', language).pattern})*")


def begins_goal(rest: str, language: Language, *, first: bool = False) -> bool:
    """Whether the words begin with the verb of a goal (after pronouns and adverbs)."""
    plain = rest[:_NEAR].lstrip(" \n\t\"'«“-")
    return _begins_french(plain) if language == "fr" else _begins_english(plain, first=first)


def _begins_french(plain: str) -> bool:
    clitics = native("goals", "clitics", "fr").match(plain)
    place = clitics.end() if clitics else 0
    word = re.match(r"[a-z-]+", plain[place:])
    return word is not None and is_infinitive(word.group())


def _begins_english(plain: str, *, first: bool) -> bool:
    adverbs = native("goals", "adverbs", "en").match(plain)
    word = re.match(r"[a-z-]+", plain[adverbs.end() if adverbs else 0 :])
    if word is None or word.group() in {"half", "all", "both"}:
        return False
    verb = word.group()
    after = plain[(adverbs.end() if adverbs else 0) + word.end() :]
    if verb == "do":
        return _DONE.match(after) is not None
    if verb == "be" and first:
        return _BEING.match(after) is not None
    if verb in word_list("en", "never_verbs"):
        return False
    if first and (verb in infinitives("en") or verb in phrases("en") or is_gerund(verb)):
        return True
    if is_verb_before(verb, after) or (is_gerund(verb) and _NOUN_PHRASE_FOLLOWS.match(after)):
        return True
    known = may_be_verb(verb) or not re.match(r"\s(?:with|for|without|before|when)\b", after)
    return (
        verb not in forms("en")
        and known
        and _NOUN_PHRASE_FOLLOWS.match(after) is not None
        and (verb.endswith("ss") or not verb.endswith(_NOUN_ENDINGS))
    )


def is_gerund(word: str) -> bool:
    """Whether an English word is the -ing form of a known verb."""
    return (
        word.endswith("ing") and len(word) > len("bring") and word not in _NO_DOINGS and word not in infinitives("en")
    )


_NO_DOINGS = frozenset({"nothing", "something", "anything", "everything", "morning", "evening", "during", "according"})


def begins_conjugated(rest: str, language: Language) -> bool:
    """ "ils accueillent, renseignent": a French third person plural."""
    word = re.match(r"(?:l'|les |le |la |se |s'|y |en |leur )*([a-z-]+ent)\b", rest[:_NEAR].lstrip())
    if language != "fr" or word is None or word.group(1).endswith("ment"):
        return False
    return verb_of(word.group(1), "fr") is not None


def begins_nominal(rest: str, language: Language) -> bool:
    """ "la gestion des stocks": a noun of doing with its article."""
    head = re.match(r"\s*((?:l'|la |le |les |the )[^,;.\n]{3,80})", rest[:_NEAR])
    return head is not None and infinitive_phrase(head.group(1), language) is not None


def is_vague(goal: str, language: Language) -> bool:
    """Whether the verb of a goal cannot be observed."""
    if native("goals", "vague", language).match(fold(goal).replace("’", "'")):
        return True
    leading = leading_verb(goal, language)
    verb = entry(leading.lemma, language) if leading else None
    return verb is not None and not verb.observable
