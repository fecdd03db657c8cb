"""French nouns: gender, number, articles, and the small words that contract or elide before them."""

import re
from functools import cache

from assistant.language.data import table
from assistant.language.lemmas import fold

_LEADING_WORD = re.compile(r"[\w-]+")
_DETERMINER = re.compile(
    r"(?:l['’]|d['’]|(?:les?|la|une?|des|du|de|cet?|cette|ces|[mts](?:on|a|es)|notre|nos|votre|vos|leurs?|"
    r"chaque|"
    r"plusieurs|quelques|tout|toute|tous|toutes|\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s)",
    re.IGNORECASE,
)


def elides(phrase: str) -> bool:
    """Whether "de", "que", "le" lose their vowel before the phrase."""
    found = _LEADING_WORD.match(phrase.strip(" «\u00a0*_"))
    if not found:
        return False
    word = fold(found.group())
    if word in _consonantal() or word.rstrip("s") in _consonantal():
        return False
    if word[0] == "y":
        return len(word) == 1 or word[1] not in "aeiou"
    return word[0] in "aeiouhœæ"


@cache
def _consonantal() -> frozenset[str]:
    return frozenset(fold(word) for word in table("nouns.fr.yaml")["consonantal"])


def de(phrase: str) -> str:
    """ "de" before the phrase: "d'utiliser", "du feu", "des outils", "de l'extincteur"."""
    contracted = _contracted(phrase, {"le": "du", "les": "des"})
    if contracted:
        return contracted
    indefinite = re.match(r"(?:des|du|de la|de l['’])(?:\s+|(?<=['’]))", phrase, re.IGNORECASE)
    if indefinite:
        phrase = phrase[indefinite.end() :]
    return f"d'{phrase}" if elides(phrase) else f"de {phrase}"


def to(phrase: str) -> str:
    """ "à" before the phrase: "au feu", "aux outils", "à l'extincteur"."""
    return _contracted(phrase, {"le": "au", "les": "aux"}) or f"à {phrase}"


def que(phrase: str) -> str:
    """ "que" before the phrase: "qu'il parte", "que le feu prenne"."""
    return f"qu'{phrase}" if elides(phrase) else f"que {phrase}"


def _contracted(phrase: str, forms: dict[str, str]) -> str | None:
    first, _, rest = phrase.partition(" ")
    form = forms.get(first.lower())
    # "les évaluer": before an infinitive the word is a pronoun and stays whole.
    if form is None or not rest or _is_infinitive(rest.split()[0]):
        return None
    return f"{form} {rest}"


def _is_infinitive(word: str) -> bool:
    from assistant.language.conjugation import is_infinitive

    return is_infinitive(word) and word.lower() not in table("conjugation.fr.yaml")["nouns_too"]


def expected_gender(noun: str) -> str:
    """ "f" or "m", from the noun's ending and a table of exceptions."""
    word = noun.lower()
    for form in (word, word.rstrip("sx"), re.sub(r"aux$", "al", word)):
        if form in _gendered("feminine"):
            return "f"
        if form in _gendered("masculine"):
            return "m"
    folded = word.rstrip("s") if len(word) > 3 else word
    if re.search(r"(?:age|isme|[eéèê]me|ome|amme|ègle|ment|iste|ège|logue|phe|scope|mètre)$", folded):
        return "m"
    if re.search(r"(?:ion|aison|[^u]té|tié|[èe]re|trice)$", folded):
        return "f"
    return "f" if folded.endswith(("e", "ée")) else "m"


@cache
def _gendered(gender: str) -> frozenset[str]:
    return frozenset(table("nouns.fr.yaml")[gender])


def is_plural(noun: str) -> bool:
    """Whether a French noun is in the plural, by its ending."""
    word = noun.lower()
    return len(word) > 2 and word[-1] in "sx" and word not in _singular()


@cache
def _singular() -> frozenset[str]:
    return frozenset(table("nouns.fr.yaml")["singular_in_s"])


def article(noun_phrase: str, definite: bool = True) -> str:
    """The noun phrase with its article: "l'extincteur", "une fiche"; as it is when it has a determiner."""
    found = _LEADING_WORD.match(noun_phrase)
    if not found or _DETERMINER.match(noun_phrase):
        return noun_phrase
    noun = found.group()
    if is_plural(noun):
        return f"{'les' if definite else 'des'} {noun_phrase}"
    feminine = expected_gender(noun) == "f"
    if not definite:
        return f"{'une' if feminine else 'un'} {noun_phrase}"
    if elides(noun_phrase):
        return f"l'{noun_phrase}"
    return f"{'la' if feminine else 'le'} {noun_phrase}"
