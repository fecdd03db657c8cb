"""What a verb does to such a thing, or says to such a person, where the verb alone would mislead."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from assistant.language import lemmas
from assistant.language.data import table, word_list
from assistant.models.terms import Language, Performance
from assistant.models.value import Value

_TO_SOMEBODY = {
    "fr": r"\b(?:à (?:un|une|son|sa|ses|des|l['’]|la)|aux?)\b",
    "en": r"\bto (?:an?|the|their|his|her|our)\b",
}
_MOST_NAMED = 3
"""Words in which a person is named: "to an anxious resident"."""

_MOST_ON = 6
"""Words in which the thing acted on is named, with what is said of it."""
_AFTER = r"|\w+ly|in|into|on|onto|from|to|with|without|out|up|over|off|and|or|who|using|for|at|during|by|after|before"
"""What may follow a person in English who is not part of the name of a thing."""


class Rule(Value):
    """What a verb does to such things, where the verb alone would mislead."""

    verbs: frozenset[str]
    of: tuple[str, ...] = ()
    """Lemmas or groups of words; () = whatever the thing."""
    to: tuple[str, ...] = ()
    """Whom it is said to: "au client", "to an anxious resident"; () = nobody in particular."""
    upon: tuple[str, ...] = ()
    """Whom it is done to, not what belongs to them: "un résident", not "le dossier d'un résident"; () = whoever."""
    alone: bool = False
    """Only where nothing follows the verb."""
    in_talk: bool = False
    """Only in a module about talking with somebody."""
    kind: Performance


@cache
def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of one language, in order: the first that matches counts."""
    return tuple(map(Rule.model_validate, table(f"objectives.{language}.yaml")["doing"]))


@lru_cache(maxsize=4096)
def ruled(verb: str, complement: str, language: Language, in_talk: bool = False) -> Performance | None:
    """The kind of doing that a rule gives to the verb and what follows it; None when no rule speaks of them.

    In a module about talking with somebody, what could be written or made is said: "proposer une suite".
    """
    return next(
        (
            rule.kind
            for rule in rules(language)
            if verb in rule.verbs and (in_talk or not rule.in_talk) and _fits(rule, complement, language)
        ),
        None,
    )


def is_about_talk(phrases: Iterable[str], read: Callable[[str, bool], Performance]) -> bool:
    """Whether most of what a module names, its subject and its goals, is done by talking with somebody.

    `read` tells the kind of doing of a phrase, in such a module (True) or in any other; a phrase on which the two
    differ has no voice.
    """
    kinds = [kind for phrase in phrases if (kind := read(phrase, False)) == read(phrase, True)]
    return 2 * kinds.count("relational") > len(kinds)


def addressed(text: str, language: Language) -> bool:
    """Whether somebody is spoken to: "au client", "to a resident"."""
    return re.search(_TO_SOMEBODY[language], text) is not None


def carried(phrase: str, language: Language) -> str:
    """The phrase without a verb that only carries the next one: "oser dire non" → "dire non"."""
    return re.sub(rf"^{table(f'objectives.{language}.yaml')['carrying']}\s+(?=\w)", "", phrase, flags=re.IGNORECASE)


def has(names: Iterable[str], text: str, language: Language) -> bool:
    """Whether one of the names, of one word or several, stands in the text."""
    forms = frozenset(form for word in nouns(text, language) for form in word)
    folded = f" {lemmas.fold(text).replace('’', chr(39))} "
    return any(name in forms if " " not in name else f" {name}" in folded for name in map(lemmas.fold, names))


def nouns(noun_phrase: str, language: Language) -> tuple[frozenset[str], ...]:
    """The folded forms of each word, in order."""
    words = (token.text for token in lemmas.tokens(noun_phrase))
    return tuple(frozenset({lemmas.fold(word), lemmas.fold(lemmas.lemma(word, language))}) for word in words)


def _fits(rule: Rule, complement: str, language: Language) -> bool:
    if rule.alone and complement.strip(" .,;"):
        return False
    said = (
        complement[found.end() :].split(",", maxsplit=1)[0].split()[:_MOST_NAMED]
        for found in re.finditer(_TO_SOMEBODY[language], complement)
    )
    if rule.to and not any(has(rule.to, " ".join(words), language) for words in said):
        return False
    if rule.upon and not _done_on(rule.upon, complement, language):
        return False
    return not rule.of or has(rule.of, complement, language)


def _done_on(names: tuple[str, ...], complement: str, language: Language) -> bool:
    """Whether what follows the verb is first one of the names: "a heavy patient in bed", not "a patient file"."""
    skipped = word_list(language, "determiners")
    words = [word for word in complement.split()[:_MOST_ON] if lemmas.fold(word).strip(",.") not in skipped]
    words = [part for word in words for part in re.sub(r"^[dl]['’]", "", word).split() if not part.isdigit()]
    if language == "fr":
        return bool(words) and has(names, words[0], language)
    for place, word in enumerate(words):
        after = lemmas.fold(words[place + 1]) if place + 1 < len(words) else ""
        if has(names, word, language) and (word.endswith(",") or re.fullmatch(_AFTER, after)):
            return True
    return False
