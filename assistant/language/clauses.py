"""The performances that a sentence joins: "compare two offers and justify your choice" is two."""

import re
from dataclasses import dataclass

from assistant.language.conjugation import is_infinitive
from assistant.language.lead_ins import start_of_goal
from assistant.language.lemmas import fold
from assistant.language.lexicon import forms, infinitives, phrases
from assistant.language.questions import asks_at_once
from assistant.language.verbs import LeadingVerb, is_verb_before, leading_verb
from assistant.models.terms import Language

_ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|ex|fig|no|mr|mrs|dr|p|art|env|m|mme)\.$", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?])\s+(?=[\"«“(]?[A-ZÀ-Ý0-9•-])|\s*;\s+|\n+")
_CHOICES = re.compile(r"\s\(?[aA][).]\s.+\s\(?[bB][).]\s.+", re.DOTALL)
_JOIN: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\s*[,:]\s*(?:(?:et|puis|ensuite|enfin|ou)\s+)?|\s+(?:et|puis|ou|ainsi que(?:\s+de|"
        r"\s+d['’])?)\s+(?:d['’]|de\s+|à\s+)?"
    ),
    "en": re.compile(
        r"\s*[,:]\s*(?:(?:and|then|or|and then|and also)\s+)?(?:to\s+)?|\s+(?:and|then|or|"
        r"as well as)\s+(?:then\s+|also\s+|to\s+)?"
    ),
}
_GOVERNED: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?:\b(?:à|de|pour|sans|comment|afin de|avant de|où|quand)\s+(?:l['’]|les? |la |se |s['’])?|"
        r"\bd['’])\w+(?:er|ir|re)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:to|how to|by|for|when|while|of|in)\s+(?:\w+ly\s+)?(?P<verb>\w+)\b|\b(?:can|could|would|"
        r"should|will|that|which|who)\b",
        re.IGNORECASE,
    ),
}


_NEAR = 300
"""What follows a join is read this far, so that long texts stay fast."""


@dataclass(frozen=True)
class Clause:
    """One performance."""

    verb: str
    complement: str
    before: str
    """What stands between the lead-in and the verb: adverbs."""
    opens: bool
    """Whether its verb opens the sentence, as in an instruction."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the options of a multiple-choice question."""
    text = _CHOICES.sub("", text) if _CHOICES.search(text) else text
    pieces: list[str] = []
    for piece in _STOP.split(text):
        if pieces and _ABBREVIATIONS.search(pieces[-1]):
            pieces[-1] += " " + piece
        else:
            pieces.append(piece)
    return tuple(piece.strip() for piece in pieces if re.search(r"\w", piece))


_SETTING = re.compile(r".+ing|given|provided|based|faced|supplied|equipped|presented")
"""Words that open a setting, not a performance: "Given ten sentences, the learner sorts…"."""


def clauses(sentence: str, language: Language) -> tuple[Clause, ...]:
    """The performances of a sentence, in order; () when it has none."""
    first = leading_verb(sentence, language)
    setting = first is not None and language == "en" and _SETTING.fullmatch(first.text.lower()) is not None
    if setting and (task := _after_setting(sentence, language)):
        return task
    if first is not None:
        start, _ = start_of_goal(sentence, language)
        opens = start <= 4 or _is_imperative(first, language)
        head = Clause(first.lemma, first.complement, sentence[start : first.start], opens)
        return (head, *_joined(sentence, first, language))
    return _after_setting(sentence, language)


def _is_imperative(leading: LeadingVerb, language: Language) -> bool:
    return language == "fr" and leading.text.lower().endswith("ez")


def _joined(sentence: str, first: LeadingVerb, language: Language) -> tuple[Clause, ...]:
    found: list[Clause] = []
    last = first.end
    for join in _JOIN[language].finditer(sentence, first.end):
        if _is_governed(sentence[last : join.start()], language):
            continue
        rest = sentence[join.end() : join.end() + _NEAR]
        if not _begins_performance(rest, first, join.start() == first.end, language):
            continue
        verb = leading_verb(rest, language)
        if verb is not None and verb.start <= 25:
            found.append(Clause(verb.lemma, verb.complement, rest[: verb.start], False))
            last = join.end() + verb.end
    return tuple(found)


def _is_governed(between: str, language: Language) -> bool:
    """ "explain how to select and use": what follows belongs to "how to", not to the sentence."""
    for found in _GOVERNED[language].finditer(between):
        if language == "fr":
            return True
        verb = found.groupdict().get("verb")
        if verb is None or fold(verb) in infinitives("en") or fold(verb) in forms("en"):
            return True
    return False


def _begins_performance(rest: str, first: LeadingVerb, adjacent: bool, language: Language) -> bool:
    words = re.match(
        r"(?:(?:l['’]|les?\s|la\s|se\s|s['’]|\w+ment\s|\w+ly\s|bien\s|en\s|also\s|briefly\s|y\s)*)([\w-]+)",
        rest,
        re.IGNORECASE,
    )
    if not words:
        return False
    word = words.group(1)
    if language == "fr":
        if is_infinitive(first.text.split()[0]):
            return is_infinitive(word)
        return word.lower().endswith("ez") or fold(forms("fr").get(fold(word), "")) in infinitives("fr")
    known = fold(word) in infinitives("en")
    return (adjacent and known) or is_verb_before(word, rest[words.end() :]) or _continues(word, first)


def _continues(word: str, first: LeadingVerb) -> bool:
    """Gerunds and third persons go on in the same form: "analysing X and evaluating Y"."""
    folded, form = fold(word), first.text.lower().split()[0]
    for ending in ("ing", "s"):
        if form.endswith(ending) and folded.endswith(ending) and first.text.lower() != first.lemma:
            return forms("en").get(folded) in infinitives("en").values()
    return False


def _after_setting(sentence: str, language: Language) -> tuple[Clause, ...]:
    """ "In a short essay, discuss…", "À partir du tableau, calculez…": the task comes after the setting."""
    for comma in re.finditer(r"[,:]\s+", sentence):
        rest = sentence[comma.end() :]
        leading = leading_verb(rest, language)
        if leading is None or leading.start > 25 or asks_at_once(rest, language):
            continue
        begins = fold(rest.split()[0]) if rest.split() else ""
        opens = begins in infinitives("en") or begins in phrases("en") or begins.endswith("ly")
        if language == "en" and not (opens or start_of_goal(rest, language)[1]):
            continue
        if language == "fr" and not (leading.text.lower().endswith(("ez", "r", "re")) or leading.start == 0):
            continue
        return (
            Clause(leading.lemma, leading.complement, rest[: leading.start], True),
            *_joined(rest, leading, language),
        )
    return ()
