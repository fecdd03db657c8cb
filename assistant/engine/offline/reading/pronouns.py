"""Pronouns of a goal, resolved to the noun of a goal before it: "l'utiliser" → "utiliser l'extincteur"."""

import re

from assistant.language.grammar import article, is_infinitive
from assistant.language.lemmas import fold
from assistant.language.verbs import leading_verb
from assistant.models.terms import Language

_FRENCH = re.compile(
    r"^(?P<before>(?:(?:bien|correctement|ne pas|savoir)\s+)*)(?P<pronoun>l['’]|les?\s|la\s|"
    r"en\s)(?P<verb>[\w-]+(?:er|ir|re))\b(?P<rest>.*)$",
    re.DOTALL,
)
_ENGLISH = re.compile(
    r"^(?P<verb>(?:[\w-]+ly )?[\w-]+(?: (?:up|out|off|on|back|away|down))?) (?P<pronoun>it|them)\b(?P<rest>.*)$",
    re.DOTALL,
)
_ADJECTIVES = re.compile(
    r"^(?:bon(?:ne|s|nes)?|meilleure?s?|nouve(?:au|l|lle|aux|lles)|grande?s?|petite?s?|premi(?:er|"
    r"ère)s?|mauvaise?s?|propres?|autres?|vieux|vieille|gros(?:se)?s?|bel(?:le)?s?|beaux?|"
    r"différent(?:e)?s?|principa(?:l|le|ux|les)|right|good|correct|new|best|main|different|"
    r"big|small|appropriate|proper|basic|first|simple)\s+",
    re.IGNORECASE,
)
_FRENCH_NOUN = re.compile(
    r"^(?P<article>l['’]|les?\s|la\s|une?\s|des\s|du\s|leurs?\s|son\s|sa\s|ses\s|chaque\s|cet?\s|"
    r"cette\s|d['’]une?\s|au\s|aux\s|mon\s|nos\s|notre\s|\d+\s|deux\s|trois\s)",
    re.IGNORECASE,
)
_ENGLISH_NOUN = re.compile(
    r"^(?P<article>(?:the|a|an|their|our|any|each|every|some|his|her|its|two|three)\s)?", re.IGNORECASE
)


def resolve(goal: str, before: list[str], language: Language) -> str:
    """The goal with its object pronoun replaced by the noun of the nearest goal that has one."""
    match = (_FRENCH if language == "fr" else _ENGLISH).match(goal)
    if match is None:
        return goal
    if language == "fr":
        if not is_infinitive(match["verb"]):
            return goal
        pronoun = match["pronoun"].strip().lower()
        if pronoun == "en":
            return _another(goal, match, before)
        noun = _french_noun(before, plural=pronoun == "les")
        return f"{match['before']}{match['verb']} {noun}{match['rest']}".strip() if noun else goal
    noun = _english_noun(before, plural=match["pronoun"] == "them")
    return f"{match['verb']} {noun}{match['rest']}" if noun else goal


def _another(goal: str, match: re.Match[str], before: list[str]) -> str:
    """ "lire une facture et en rédiger une": "rédiger une facture"."""
    one = re.match(r"\s(une?)\b", match["rest"])
    noun = _french_noun(before, plural=False) if one else None
    if one is None or noun is None:
        return goal
    bare = re.sub(r"^(?:l['’]|le |la )", "", noun)
    return f"{match['before']}{match['verb']} {one[1]} {bare}{match['rest'][one.end() :]}".strip()


def _french_noun(before: list[str], *, plural: bool) -> str | None:
    for goal in reversed(before):
        leading = leading_verb(goal, "fr")
        if leading is None:
            continue
        found = _FRENCH_NOUN.match(leading.complement)
        if found is None:
            continue
        rest = _ADJECTIVES.sub("", leading.complement[found.end() :])
        head = re.match(r"[\w’'-]+(?:\s(?:de\s|d['’](?=\w))(?!la\b|l['’])[\w-]+)?", rest)
        if head is None:
            continue
        noun = head.group()
        word = found["article"].strip().lower()
        is_plural = word in {"les", "des", "leurs", "ses", "nos", "aux", "deux", "trois"} or word.isdigit()
        if is_plural != plural:
            continue
        if is_plural:
            return f"les {noun}"
        if word in {"leur", "son", "sa", "notre", "mon"}:
            return f"{word} {noun}"
        if word in {"le", "du", "un", "ce", "cet", "au"}:
            return article_of(noun, "m")
        if word in {"la", "une", "cette"} or word.endswith("une"):
            return article_of(noun, "f")
        return article(noun)
    return None


def article_of(noun: str, gender: str) -> str:
    """The noun with its definite article."""
    from assistant.language.grammar import elides

    if elides(noun):
        return f"l'{noun}"
    return f"{'le' if gender == 'm' else 'la'} {noun}"


def _english_noun(before: list[str], *, plural: bool) -> str | None:
    if before and re.match(r"[\w-]+ (?:their|his|her)\s", before[-1]) and len(before) > 1:
        return None  # "shift their weight and load it": what is theirs is seldom what "it" means.
    candidates: list[tuple[str, str]] = []
    for goal in reversed(before):
        leading = leading_verb(goal, "en")
        if leading is None or not leading.complement:
            continue
        found = _ENGLISH_NOUN.match(leading.complement)
        rest = _ADJECTIVES.sub("", leading.complement[found.end() if found else 0 :])
        head = re.match(
            r"[\w'’-]+(?:\s(?!(?:to|from|in|on|at|by|with|for|of|and|or|that|which|using|within|before|"
            r"after|when|into|as|about|over|without|during|under|through|per|against|towards?|among|between|behind|beyond|via|until|unless|while|once|if|so|because|"
            r"though|however|wherever|whenever|what(?:ever)?|who(?:ever)?|which(?:ever)?|[a-z]{3,}ly)\b)[\w'’-]+)*",
            rest,
        )
        if head is None or fold(head.group()) in {"it", "them"}:
            continue
        noun = head.group()
        if noun.endswith("s") == plural or (plural and noun in {"people", "staff"}):
            candidates.append(((found["article"] or "").strip().lower() if found else "", f"the {noun}"))
    return _meant(candidates)


def _meant(candidates: list[tuple[str, str]]) -> str | None:
    """ "borrow an e-book, adjust the font size and return it": what "a" brought in, before what was known."""
    named = [(article, noun) for article, noun in candidates if article or noun.count(" ") > 1 or noun.endswith("s")]
    if not named or named[0][0] != "the":
        return named[0][1] if named else None
    return next((noun for article, noun in named if article in {"a", "an"}), named[0][1])
