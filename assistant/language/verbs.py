"""The verb that a goal, a task or a question is about."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.language.conjugation import is_infinitive
from assistant.language.data import table, word_list
from assistant.language.dictionary import is_word
from assistant.language.inflection import gerund
from assistant.language.lead_ins import start_of_goal
from assistant.language.lemmas import Token, fold, lemma, tokens
from assistant.language.lexicon import Context, Verb, forms, infinitives, lexicon, phrases
from assistant.models.terms import Language

__all__ = ["Context", "LeadingVerb", "Verb", "entry", "is_verb_before", "leading_verb", "lexicon"]


@dataclass(frozen=True)
class LeadingVerb:
    """The verb of a phrase, and what it is done to."""

    lemma: str
    """Infinitive, a key of the lexicon when the verb is in it."""
    text: str
    """As it is written."""
    complement: str
    """What follows it, without final punctuation."""
    start: int
    end: int
    reflexive: bool


def entry(verb: str, language: Language) -> Verb | None:
    """The lexicon's entry for an infinitive, if it has one."""
    return lexicon(language).get(verb)


@lru_cache(maxsize=4096)
def leading_verb(phrase: str, language: Language) -> LeadingVerb | None:
    """The verb that the phrase is about; None when it has none at its head ("la gestion des stocks")."""
    start, governed = start_of_goal(phrase, language)
    words = tokens(phrase[start : start + _NEAR])[:14]
    words = tuple(Token(word.text, word.start + start, word.end + start) for word in words)
    found = _french(words, governed) if language == "fr" else _english(words, governed)
    if found is None:
        return None
    place, used, verb, reflexive = found
    first, last = words[place], words[place + used - 1]
    return LeadingVerb(
        verb,
        phrase[first.start : last.end],
        phrase[last.end :].strip().rstrip(' .;!?,:»”"').strip(),
        first.start,
        last.end,
        reflexive,
    )


_NEAR = 300
"""The verb and what decides on it stand within so many characters."""
_Found = tuple[int, int, str, bool]
"""Place of the verb among the tokens, how many tokens it takes, its lemma, whether it is reflexive."""


def _french(words: tuple[Token, ...], governed: bool) -> _Found | None:
    reflexive = False
    clitic = False
    for place, word in enumerate(words):
        folded = fold(word.text).replace("’", "'")
        if folded in {"se", "s'"}:
            reflexive = clitic = True
            continue
        found = _french_verb(words, place, reflexive, governed or clitic or place == 0)
        if found:
            return (place, found[0], found[1], reflexive)
        if folded in word_list("fr", "clitics"):
            clitic = clitic or folded not in {"ne", "n'", "pas"}
            continue
        if folded in word_list("fr", "adverbs") or re.fullmatch(r"\w{3,}ment", folded) or folded in {"en", "autonomie"}:
            continue
        return None
    return None


def _french_verb(words: tuple[Token, ...], place: int, reflexive: bool, governed: bool) -> tuple[int, str] | None:
    folded = fold(_without_pronoun(words[place].text))
    infinitive = folded if folded in infinitives("fr") else None
    finite = None if infinitive else _finite_french(words, place, governed)
    stem = folded if infinitive or folded in _first_words("fr") else finite
    if stem is None:
        if not is_infinitive(words[place].text) and _reflexive_key(words[place].text.lower(), reflexive) not in lexicon(
            "fr"
        ):
            return None
        return 1, _reflexive_key(words[place].text.lower(), reflexive)
    several = _several(words, place, stem, "fr")
    if several:
        return several[0], _reflexive_key(several[1], reflexive)
    lemma_of = infinitives("fr").get(stem, stem)
    return 1, _reflexive_key(lemma_of, reflexive)


def _without_pronoun(word: str) -> str:
    """The verb of "jugez-les"."""
    return re.sub(r"-(?:les?|la|lui|leur|en|y)$", "", word, flags=re.IGNORECASE)


def _finite_french(words: tuple[Token, ...], place: int, governed: bool) -> str | None:
    """The folded infinitive of a finite form; a form that is a noun too must be followed by a determiner."""
    word = _without_pronoun(words[place].text)
    folded = fold(word)
    if folded in {"le", "la", "les", "en", "y", "leur", "lui", "est", "a", "sont", "ont"} and not (
        folded in {"est", "sont"} and governed and place
    ):
        return None
    verb = forms("fr").get(folded)
    if verb is None:
        known = lemma(word, "fr")
        verb = known if known != word.lower() and fold(known) in infinitives("fr") and not word[0].isupper() else None
    if verb is None:
        return None
    if word.lower().endswith(("ez", "ent")) and fold(word.lower()) not in {"document"}:
        return fold(verb)
    return (
        fold(verb)
        if _determiner_follows(words, place) or (governed and place == 0 and _subject_before(words))
        else None
    )


def _subject_before(words: tuple[Token, ...]) -> bool:
    return bool(words) and words[0].start > 0


def _determiner_follows(words: tuple[Token, ...], place: int) -> bool:
    if place + 1 >= len(words):
        return False
    after = fold(words[place + 1].text).replace("’", "'")
    return after in word_list("fr", "determiners") or after.isdigit() or re.fullmatch(r"\w{4,}ment", after) is not None


def _reflexive_key(infinitive: str, reflexive: bool) -> str:
    if reflexive:
        for key in (f"se {infinitive}", f"s'{infinitive}"):
            if key in lexicon("fr"):
                return key
    return infinitive


def _several(words: tuple[Token, ...], place: int, first: str, language: Language) -> tuple[int, str] | None:
    """A verb of several words, with room for one adverb after the first ("mettre rapidement en place")."""
    following = [fold(word.text).replace("’", "'").replace("œ", "oe") for word in words[place + 1 : place + 8]]
    for rest, verb in phrases(language).get(first, ()):
        wanted = [part.replace("œ", "oe") for part in rest]
        for skip in (0, 1):
            if _same(following[skip : skip + len(wanted)], wanted) and (
                not skip or re.search(r"(?:ment|ly)$", following[0])
            ):
                return 1 + skip + len(wanted), verb
    return None


def _same(written: list[str], wanted: list[str]) -> bool:
    """Word for word, the last one in either number ("être autonomes")."""
    return written == wanted or (
        len(written) == len(wanted) > 0
        and written[:-1] == wanted[:-1]
        and written[-1] in {f"{wanted[-1]}s", f"{wanted[-1]}e"}
    )


@cache
def _first_words(language: Language) -> frozenset[str]:
    return frozenset(phrases(language))


def _english(words: tuple[Token, ...], governed: bool) -> _Found | None:
    for place, word in enumerate(words):
        folded = fold(word.text)
        found = _english_verb(words, place, governed)
        if found:
            return (place, found[0], found[1], False)
        if folded in word_list("en", "adverbs") or re.fullmatch(r"\w{3,}ly", folded):
            continue
        return None
    return None


def _english_verb(words: tuple[Token, ...], place: int, governed: bool) -> tuple[int, str] | None:
    folded = fold(words[place].text)
    if folded in word_list("en", "never_verbs") and folded not in {"be", "have"}:
        return None
    base = folded if folded in infinitives("en") or folded in _first_words("en") else forms("en").get(folded)
    if base is None:
        return (1, folded) if _unknown_verb(words, place, governed) else None
    several = _several(words, place, base, "en")
    if several:
        return several
    if base not in lexicon("en") or (not governed and _is_compound(words, place)):
        return (1, base) if governed and base not in word_list("en", "never_verbs") else None
    return 1, base


def _unknown_verb(words: tuple[Token, ...], place: int, governed: bool) -> bool:
    """An English word that the lexicon lacks is a verb after "to" or before a determiner."""
    folded = fold(words[place].text)
    if folded in word_list("en", "never_verbs") | word_list("en", "adverbs") or folded in _deverbal_nouns():
        return False
    if not folded.isalpha() and "-" not in folded:
        return False
    follows = place + 1 < len(words) and fold(words[place + 1].text) in word_list("en", "determiners")
    # "to section the hair": between "to" and a determiner, even a word that ends like a noun is a verb.
    if folded.endswith(("tion", "ment", "ness", "ity", "ly")) and not (governed and follows):
        return False
    if re.search(r"(?:[^aeiou]ify|[^aeious]ise|ize|yse|yze)$", folded):
        return True
    return follows or governed


def _is_compound(words: tuple[Token, ...], place: int) -> bool:
    """ "risk assessment", "report writing": two or three nouns, the last one a noun of doing."""
    rest = [fold(word.text) for word in words[place + 1 :]]
    return 1 <= len(rest) <= 2 and rest[-1] in _deverbal_nouns() and rest[0] not in word_list("en", "determiners")


@cache
def _deverbal_nouns() -> frozenset[str]:
    return frozenset(table("deverbals.en.yaml")["nouns"])


@lru_cache(maxsize=4096)
def may_be_verb(word: str) -> bool:
    """Whether an English word can be the base form of a verb, in the lexicon or by its forms ("freeze": "freezing")."""
    if word in infinitives("en"):
        return True
    if word in word_list("en", "never_verbs") | word_list("en", "prepositions") | {"and", "or", "including"}:
        return False
    ing = gerund(word)
    return len(word) > len("up") and is_word(ing, "en") and lemma(ing, "en") == word


def is_verb_before(word: str, rest: str) -> bool:
    """Whether an English word that follows "and" is a verb, judged by what comes after it."""
    folded = fold(word)
    if folded not in infinitives("en") and folded not in _first_words("en"):
        return False
    after = re.match(r"\s*([\w'-]+|[^\w\s])?", fold(rest))
    following = (after.group(1) or "") if after else ""
    if following in {"them", "it", "each", "both"}:
        return True
    if following in {"of", "for", "in", "and", "or", "is", "are", "was", "were", ",", ".", "?", ""}:
        return folded not in word_list("en", "nouns_too") and following not in {"is", "are", "was", "were", "of"}
    noun_phrase = following in word_list("en", "determiners") or following.endswith(("s", "ly"))
    return noun_phrase or folded not in word_list("en", "nouns_too")
