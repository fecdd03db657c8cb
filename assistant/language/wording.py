"""Capitals, lists, amounts and shortening, in both languages."""

import re

from assistant.models.terms import Language

_NUMBERS: dict[Language, tuple[str, ...]] = {
    "fr": tuple(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    ),
    "en": tuple(
        "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
    ),
}
_LOOSE_ENDS = frozenset(
    "le la les l l' un une des du de d d' à au aux et ou ni en dans sur sous par pour avec sans chez vers entre selon que qui qu' dont "
    "son sa ses leur leurs ce cet cette ces puis afin ainsi comme si plus très bien "
    "the a an of to in on at by for with without from and or nor into onto over under per as than that which who whose "
    "their his her its our your my this these those so then such very more".split()
)
_BOUNDARY = re.compile(r"[,;:(–—]|\s(?=(?:afin|pour|avec|sans|dans|lors|selon|quand|lorsque|qui|dont|et|ou|en|à|by|with|while|"
                       r"when|using|in|on|at|for|so|that|which|and|or|without|during|from)\b)")


def capitalized(text: str) -> str:
    """The text with a capital at its first letter."""
    found = re.search(r"\w", text)
    if not found:
        return text
    place = found.start()
    return text[:place] + text[place].upper() + text[place + 1 :]


def uncapitalized(text: str) -> str:
    """The text with a small first letter, unless its first word is an acronym or a name (a capital further on, "I")."""
    found = re.search(r"[^\W\d_][\w'’.&-]*", text)
    if not found or found.group()[1:] != found.group()[1:].lower() or found.group() == "I":
        return text
    first = found.group()
    if re.fullmatch(r"[A-Z](?:\.|\d.*)?", first) and first not in {"A", "À"}:
        return text
    # One capital before "'" and another after it: "L'Oréal" was caught above; "C++" and "R" are names.
    if re.match(r"[+#]", text[found.end() :]):
        return text
    if not _is_common(first):
        return text
    return text[: found.start()] + first[0].lower() + text[found.start() + 1 :]


_PRODUCTS = frozenset(
    "excel word access outlook teams python java ruby go zoom windows office canva notion moodle figma photoshop illustrator "
    "project slack oracle swift rust".split()
)


def _is_common(word: str) -> bool:
    """Whether a capitalized word is an ordinary word, not a name."""
    from simplemma import is_known

    bare = re.split(r"['’-]", word.lower())[0]
    return bare not in _PRODUCTS and (len(bare) < 3 or is_known(bare, lang=("fr", "en")))


def listing(items: tuple[str, ...] | list[str], language: Language) -> str:
    """ "a, b et c" / "a, b and c"."""
    words = [item for item in items if item]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'et' if language == 'fr' else 'and'} {words[-1]}"


def amount(number: int, singular: str, plural: str, language: Language) -> str:
    """A number and its noun, in words up to sixteen: "quatre situations", "une fiche"."""
    if not 0 <= number < len(_NUMBERS[language]):
        return f"{number} {plural}"
    word = _NUMBERS[language][number]
    if language == "en":
        return f"{word} {singular if number == 1 else plural}"
    if number == 0:
        return f"aucune {singular}" if _is_feminine(singular) else f"aucun {singular}"
    if number == 1 and _is_feminine(singular):
        word = "une"
    return f"{word} {singular if number == 1 else plural}"


def _is_feminine(noun: str) -> bool:
    from assistant.language.articles import expected_gender

    return expected_gender(re.split(r"\W", noun)[0]) == "f"


def clip(phrase: str, words: int) -> str:
    """The phrase in at most that many words, cut where a reader would pause, never after a small word."""
    places = [found.span() for found in re.finditer(r"\S+", phrase.strip())]
    text = phrase.strip()
    if len(places) <= words:
        return text
    head = text[: places[words - 1][1]]
    at_least = places[max(1, words // 2) - 1][1]
    pauses = [found.start() for found in _BOUNDARY.finditer(text) if at_least <= found.start() <= len(head)]
    return _tidy(head[: pauses[-1]] if pauses else head)


def _tidy(text: str) -> str:
    """Without loose small words and marks at the end, nor a bracket that is left open."""
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")]
    text = text.rstrip(" ,;:–—-(")
    kept = text.split()
    while len(kept) > 1 and kept[-1].lower().replace("’", "'") in _LOOSE_ENDS:
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-")
