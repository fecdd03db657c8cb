"""Capitals, lists, amounts and shortening, in both languages."""

import re
from functools import lru_cache

from assistant.language.data import in_order, word_list
from assistant.language.dictionary import is_word
from assistant.models.terms import Language

_BOUNDARY = re.compile(
    r"[,;:(–—]|\s(?=(?:afin|pour|avec|sans|dans|lors|selon|quand|lorsque|qui|dont|et|ou|en|à|by|with|while|"
    r"when|using|in|on|at|for|so|that|which|who|whose|and|or|without|during|from)\b)"
)

_MOST_ADDED = 4
"""Words that a phrase may have too many to end its quotation."""
_RELATIVE = re.compile(r"\s(?:who|whom|whose|that|which|qui|que|qu['’]|dont|où)(?=\s|(?<=['’]))")
_PARTICLE = re.compile(
    r"\s(?:in|on|off|out|over|up|down|away|back|through)(?=\s*$|\s+(?:by|with|for|at|from|to|in|on)\b)"
)


def capitalized(text: str) -> str:
    """The text with a capital at its first letter."""
    found = re.search(r"\w", text)
    if not found:
        return text
    place = found.start()
    return text[:place] + text[place].upper() + text[place + 1 :]


@lru_cache(maxsize=8192)
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


def _is_common(word: str) -> bool:
    """Whether a capitalized word is an ordinary word, not a name."""
    bare = re.split(r"['’-]", word.lower())[0]
    return bare not in word_list("fr", "products") and (len(bare) < 3 or is_word(bare, "fr", "en"))


def listing(items: tuple[str, ...] | list[str], language: Language) -> str:
    """ "a, b et c" / "a, b and c"."""
    words = [item for item in items if item]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'et' if language == 'fr' else 'and'} {words[-1]}"


def amount(number: int, singular: str, plural: str, language: Language) -> str:
    """A number and its noun, in words up to sixteen: "quatre situations", "une fiche"."""
    numbers = in_order(language, "numbers")
    if not 0 <= number < len(numbers):
        return f"{number} {plural}"
    word = numbers[number]
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


def quoted(text: str, language: Language) -> str:
    """Between the quotation marks of the language, not yet typeset."""
    return f"« {text} »" if language == "fr" else f"“{text}”"


def clip(phrase: str, words: int) -> str:
    """The phrase in at most that many words, cut where a reader would pause, never after a small word
    nor inside a clause that says which thing is meant."""
    places = [found.span() for found in re.finditer(r"\S+", phrase.strip())]
    text = phrase.strip()
    if len(places) <= words:
        return text
    head = text[: places[words - 1][1]]
    at_least = places[max(1, words // 2) - 1][1]
    pauses = [found.start() for found in _BOUNDARY.finditer(text) if found.start() <= len(head)]
    pauses = [place for place in pauses if not _is_within(text, place)]
    late = [place for place in pauses if place >= at_least]
    early = [place for place in pauses if _RELATIVE.match(text, place) and " " in text[:place].strip()]
    cut = head[: (late or early)[-1]] if late or early else head
    return _tidy(_closed(cut, text))


def _closed(cut: str, text: str) -> str:
    """The cut phrase with what it quotes whole, or not at all."""
    if cut.count("«") <= cut.count("»"):
        return cut
    close, opened = text.find("»", len(cut)), cut.rindex("«")
    if close >= 0 and len(text[len(cut) : close].split()) <= _MOST_ADDED:
        return text[: close + 1]
    return cut[:opened]


def _is_within(text: str, place: int) -> bool:
    """Whether a cut there would break a clause ("a comment that can be acted | on") or a verb from its particle."""
    clause = max((found.start() for found in _RELATIVE.finditer(text, 0, place)), default=-1)
    if clause >= 0 and not re.search(r"[,;:]", text[clause:place]):
        return True
    return _PARTICLE.match(text, place) is not None


def _tidy(text: str) -> str:
    """Without loose small words and marks at the end, nor a bracket that is left open."""
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")]
    text = text.rstrip(" ,;:–—-(")
    kept = text.split()
    while len(kept) > 1 and kept[-1].lower().replace("’", "'") in (
        word_list("fr", "loose_ends") | word_list("en", "loose_ends")
    ):
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—-")
