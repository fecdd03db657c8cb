"""How many people a group has: "12 personnes", "entre 4 et 6", "une douzaine", "up to 20", "two groups of 10"."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.language.data import table
from assistant.language.lemmas import fold
from assistant.language.numbers import WHOLE, value
from assistant.language.people import is_person, trainers


@dataclass(frozen=True)
class Count:
    """A size of group that a text states; `start` and `end` are its place."""

    low: int
    high: int
    start: int
    end: int
    sure: bool
    """Whether the words can only mean the group ("ils seront 12"), not some people ("12 vendeurs")."""
    noun: int | None = None
    """Where the noun of people begins, if one was said."""
    told: bool = False
    """Whether something is told of these people ("2 personnes qui lisent mal"): some of the group, or all."""


_LARGEST = 1000
_DOZENS = {
    "demi-douzaine": 6, "demi douzaine": 6, "half a dozen": 6, "half dozen": 6, "huitaine": 8, "dizaine": 10,
    "douzaine": 12,
    "dozen": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
    "centaine": 100,
}  # fmt: skip
_DOZEN = rf"(?:(?:{WHOLE})\s)?(?P<dozen>{'|'.join(_DOZENS)})s?"
_ABOUT = (
    r"(?:(?:environ|a peu pres|autour de|pres de|plutot|au total|au nombre de|en tout|vers les|"
    r"dans les|quelque|about|around|"
    r"roughly|approximately|maybe|peut-etre|just|only|juste|seulement|que|normalement|en gros|"
    r"some|max(?:imum)?|at most|"
    r"au maximum|up to|jusqu'a|au plus|finally|now|finalement|actually|en fait|probably|surement|sans doute)\s){0,3}"
)
_PAIR = rf"(?P<low>{WHOLE})(?:\s?(?:-|–|/)\s?(?=\d)|\s(?:a|et|ou|to|and|or|jusqu'a)\s)(?P<high>{WHOLE})"
_AMOUNT = rf"(?:{_PAIR}|{_DOZEN}|(?P<one>{WHOLE}))"
_NOT_MEASURE = (
    r"(?!\s?(?:h\b|min|heures?|hours?|jours?|days?|j\b|%|ans\b|years?|euros?|€|k€|journees?|"
    r"demi|semaines?|weeks?|mois|months?|"
    r"fois|x\b|times|[.,:/]\d|\d|matinees?|seances?|sessions?|half|groupes?\b|groups?\b|sites?|m2|km|points?|"
    r"competences?|objectifs?|-minute|-hour|-day|ou moins bien|mornings?|afternoons?))"
)
_PRONOUNS = (
    r"(?:ils|elles|on|nous|they|we)\s(?:n')?(?:sont|seront|sera|serait|seraient|serons|sommes|"
    r"etes|est|are|will be|would be|'ll be|"
    r"will number|were)|(?:they|we)'(?:re|ll be)|there(?:'s| are| will be|'ll be)|il y (?:a|"
    r"aura|en aura|en a)|y (?:a|aura)|"
    r"y en (?:a|aura)|(?:ils|on|nous) (?:serons|seront) plutot|j'(?:en )?(?:ai|aurai)|(?:on|"
    r"nous) (?:en )?(?:a|aura|aurons|avons)|"
    r"theyre|(?:i|we)(?:'ll|'ve| will| )?\s?(?:have|got|expect|expecting)|je serai avec|i'(?:m|ll be) training|"
    r"expecting|ils viendront a"
)
_GROUP = (
    r"(?:(?:mini|petits?|sous|demi|small)[- ]?)?(?:groupes?|groups?|classes?|class|promos?|"
    r"promotions?|cohortes?|cohorts?|sessions?|equipes?|teams?|"
    r"batch(?:es)?|effectifs?|jauge|group size|class size|taille du groupe|nombre (?:de|d')\s?(?:participants?|"
    r"stagiaires?|personnes|apprenants))"
)
_MOST = (
    r"(?:max(?:imum|i)?|au (?:plus|maximum)|jusqu'a|up to|at (?:the )?most|no more than|pas plus de|"
    r"moins de|under|fewer than|maxi)"
)
_LEAST = r"(?:min(?:imum|i)?|au (?:moins|minimum)|at least|a partir de|no fewer than)"
_FROM_TO = re.compile(
    rf"\b{_LEAST}\s(?P<low>{WHOLE})(?:\s[a-z]+)?\s?(?:,|et|and|mais|but)*\s?{_MOST}\s(?P<high>{WHOLE})"
    rf"(?P<dozen>(?!))?(?P<one>(?!))?{_NOT_MEASURE}"
)
_SURE = (
    re.compile(rf"\b(?:{_PRONOUNS})\s{_ABOUT}(?:(?:entre|between|de)\s)?{_AMOUNT}{_NOT_MEASURE}"),
    re.compile(
        rf"\b{_GROUP}\s?(?:de|d'|of|:|=|is|est de|sera de|will be|prevue?s? :|max(?:imum)? :?|,)\s?{_ABOUT}(?:entre\s|"
        rf"between\s|de\s)?{_AMOUNT}{_NOT_MEASURE}"
    ),
    _FROM_TO,
    re.compile(
        rf"(?:\b(?:entre|between|de)\s)?(?<![\w]){_AMOUNT}\s?(?:pers\b\.?|pax\b|places\b|par (?:groupe|"
        rf"session|classe|seance)\b|per (?:group|session|class)\b|"
        r"max(?:i|imum)?\b|au (?:plus|maximum)\b|tops\b|a la fois\b|at a time\b|of (?:them|us|you)\b|"
        r"inscrits?\b|registered\b)"
    ),
)
_PEOPLE = re.compile(
    rf"(?:\b(?P<between>entre|between|de|from)\s)?(?<![\w]){_AMOUNT}\s(?:(?:autres|nouveaux|"
    rf"nouvelles|jeunes|futurs|futures|petits|anciens|new|"
    r"young|experienced|junior|senior|future|other|more|newly|hired|full-time|part-time|of (?:my|"
    r"our|the)|de (?:mes|nos)|de|d'|of|"
    r"[a-z]+(?:-[a-z]+)?)\s){0,2}?(?P<noun>[a-z][a-z'-]*)"
)
_ALONE = re.compile(
    r"\b(?:individuel(?:le|lement)?s?|en individuel|cours particuliers?|one[- ]to[- ]one|1[- ]?to[- ]?1|"
    r"one[- ]on[- ]one|1:1|"
    r"1-1|(?:pour|for) (?:une seule personne|une personne|one person|a single (?:person|learner))|"
    r"(?:ils? sera|il est|je serai) seul|just one (?:person|learner)|"
    r"un seul (?:participant|stagiaire|apprenant)|one learner|a single (?:person|learner|participant)|"
    r"une seule personne|(?:juste|seulement|just|only|qu')\s?(?:une?|1|one)\s(?:seule?\s)?(?:personne|participante?|"
    r"stagiaire|apprenante?|person|learner|participant))\b"
)


_ONE_TO_ONE_TALK = re.compile(
    r"one[- ](?:to|on)[- ]one(?:s\b|,| and| meetings?| talks?| conversations?| interviews?| reviews?)"
)
"""What the training is about ("lead a weekly one-to-one"), not how many come."""


def find_counts(text: str) -> tuple[Count, ...]:
    """The sizes of group in a text, in order; other numbers of people are left out."""
    plain = fold(text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    found = [
        Count(1, 1, match.start(), match.end(), sure=True)
        for match in _ALONE.finditer(plain)
        if not _ONE_TO_ONE_TALK.search(plain, match.start(), match.end() + 25)
    ]
    for pattern in _SURE:
        found += [count for match in pattern.finditer(plain) if (count := _sure(match, plain))]
    found += [count for match in _people(plain) if (count := _counted(match, plain))]
    found += _bracketed(plain)
    return _those_at_a_time(_of_the_group(_without_overlaps(found)), plain)


_SOME = 3
"""People of whom something is told and who are so few that they are a part of the group."""
_INTO = re.compile(
    r"[\s,(]*(?:[a-z-]+\s)?[\s,(]*(?:repartie?s?|divisee?s?|split|soit|donc)?\s*(?:en|in|into|dans|sur|across|soit)\s"
    rf"(?:{WHOLE}\s)?(?:{_GROUP}\s?)?"
)


def _of_the_group(found: tuple[Count, ...]) -> tuple[Count, ...]:
    """ "9 vendeurs qui n'osent pas" are the group, unless another number is, or they are very few."""
    others = [item for item in found if not item.told]
    return tuple(item for item in found if not item.told or (not others and item.high > _SOME))


def _those_at_a_time(found: tuple[Count, ...], plain: str) -> tuple[Count, ...]:
    """ "12 personnes en deux groupes de 6": a session is designed for those who are there together, six."""
    divided = {
        one
        for one, two in pairwise(found)
        if two.high < one.high
        and _INTO.fullmatch(plain, one.end, two.start)
        and re.search(_GROUP, plain[one.end : two.end])
    }
    return tuple(item for item in found if item not in divided)


_BRACKETED = re.compile(rf"\b(?P<noun>[a-z][a-z'-]*)\s\(\s?{_ABOUT}{_AMOUNT}\s?(?:pers(?:onnes)?|people|max)?\.?\s?\)")


def _bracketed(plain: str) -> list[Count]:
    """ "volunteer guides (15)", "nos caissières (une douzaine)"."""
    counts = []
    for match in _BRACKETED.finditer(plain):
        low, high = _values(match)
        if is_person(match["noun"]) and 0 < low <= high <= _LARGEST and match["one"] not in {"a", "an", "un", "une"}:
            first, last = match.group().index("(") + 1, match.group().rindex(")")
            inside = plain[match.start() + first : match.start() + last]
            start = match.start() + first + len(inside) - len(inside.lstrip())
            counts.append(Count(low, high, start, start + len(inside.strip()), sure=False))
    return counts


def bare_count(text: str) -> Count | None:
    """A number that is the whole answer to "how many?": "12", "une douzaine", "8 ou 10", "12 je pense"."""
    plain = fold(text).replace("’", "'").replace("\u00a0", " ")
    for match in re.finditer(rf"(?<![\w]){_AMOUNT}{_NOT_MEASURE}(?![\w-])", plain):
        if match["one"] in {"a", "an", "un", "une"}:
            continue
        low, high = _values(match)
        return _bounded(low, high, plain, match.start(), match.end(), sure=True)
    return None


def _people(plain: str) -> list[re.Match[str]]:
    """Numbers followed within three words by a noun of people; looked for again after each miss."""
    found, place = [], 0
    while match := _PEOPLE.search(plain, place):
        whole = _widest(match, plain)
        if whole:
            found.append(whole)
        place = (whole or match).end() if whole else max(match.start("noun"), match.start() + 1)
    return found


def _widest(match: re.Match[str], plain: str) -> re.Match[str] | None:
    amount_end = max(match.end(name) for name in ("high", "dozen", "one"))
    words = list(re.finditer(r"[a-z][a-z'-]*", plain[amount_end : amount_end + 60]))[:4]
    for word in words:
        between = plain[amount_end : amount_end + word.start()]
        if re.search(r"[.;:!?,()\n]|\b(?:et|ou|and|or|dans|avec|with|in|pour|for|sur|a|par|en)\b", between):
            return None
        if is_person(word.group()):
            limit = amount_end + word.end()
            return _PEOPLE.fullmatch(plain, match.start(), limit)
        if not re.fullmatch(r"(?:de|d'|of|my|our|mes|nos|des|[a-z]{3,}(?:-[a-z]+)*)", word.group()):
            return None
    return None


def _sure(match: re.Match[str], plain: str) -> Count | None:
    if match["one"] in {"un", "une", "a", "an", "one"} or (match["one"] and value(match["one"]) < 2):
        return None
    if re.search(rf"\b(?:{trainers()})$", plain[max(0, match.start() - 20) : match.start()].strip()):
        return None
    end = match.end()
    noun = re.match(r"(?:\s[a-z-]+){1,3}", plain[end : end + 60])
    words = noun.group().split() if noun else []
    has_subject = re.match(rf"(?:{_PRONOUNS})\b", match.group()) is not None
    if has_subject and words and not _continues_as_people(match.group(), words):
        return None
    if _excluded(plain, match.start(), end) or re.match(r"\s(?:d'|d')?[a-z]+\s?(?:d'entre eux)", plain[end : end + 30]):
        return None
    low, high = _values(match)
    if low == 0 or high > _LARGEST:
        return None
    if re.match(r"(?:une? )?(?:equipes?|teams?)", match.group()) and low > 40:
        return None
    person = next((place for place, word in enumerate(words) if is_person(word)), None)
    place = None if person is None or not noun else end + plain[end : end + 60].index(words[person])
    return replace(_bounded(low, high, plain, match.start(), end, sure=True, noun=place), told=_is_told(plain, end))


_FREE = frozenset(
    [
        *[
            "et",
            "a",
            "au",
            "en",
            "dans",
            "sur",
            "pour",
            "avec",
            "par",
            "mais",
            "max",
            "maxi",
            "maximum",
            "minimum",
            "environ",
            "tous",
            "toutes",
            "seulement",
            "je",
            "tu",
            "il",
            "ils",
            "elles",
        ],
        *[
            "on",
            "nous",
            "qui",
            "the",
            "of",
            "and",
            "in",
            "on",
            "for",
            "at",
            "about",
            "or",
            "so",
            "but",
            "people",
            "they",
            "we",
            "by",
            "from",
            "with",
            "all",
            "max",
            "tops",
            "dont",
            "de",
            "plus",
            "ou",
        ],
        *[
            "peut-etre",
            "a",
            "priori",
            "donc",
            "euh",
            "voila",
            "quoi",
            "la",
            "le",
            "les",
            "cette",
            "this",
            "each",
            "chaque",
            "repartis",
            "divises",
            "split",
            "into",
            "autour",
        ],
        *["c'est", "total", "tout", "moins", "j'ai", "c", "ca", "deux", "trois", "probably", "maybe", "i", "think"],
    ]
)


def _continues_as_people(written: str, words: list[str]) -> bool:
    """After "ils sont 12" anything may come but a thing that is counted; after "j'ai 12" a noun of people must."""
    owns = (
        re.match(r"(?:j'|i\b|i'|we\s?(?:have|'ve|got)|(?:on|nous) (?:en )?(?:a|aura|avons)|there|il y|y )", written)
        is not None
    )
    if any(is_person(word) for word in words[:3]):
        return not re.fullmatch(trainers(), words[0])
    if owns:
        return re.search(r"\ben\b", written) is not None and words[0] in _FREE
    return words[0] in _FREE or not words[0].endswith("s")


def _counted(match: re.Match[str], plain: str) -> Count | None:
    noun = match["noun"]
    if match["one"] in {"un", "une", "a", "an", "one"} or not is_person(noun):
        return None
    if re.fullmatch(r"(?:groupes?|groups?|equipes?|teams?|classes?|services?|promos?|public|personnel)", noun):
        return None
    low, high = _values(match)
    if re.fullmatch(trainers(), noun) and high <= 3:
        return None
    first = min(match.start(name) for name in ("low", "dozen", "one") if match[name])
    if match["dozen"] and (article := re.search(r"\b(?:une?|a)\s$", plain[match.start() : first])):
        first -= len(article.group())
    if low == 0 or high > _LARGEST or _excluded(plain, first, match.end()):
        return None
    end = max(match.end(name) for name in ("high", "dozen", "one"))
    sure = (
        re.match(
            r"(?:personnes?|participants?|stagiaires?|apprenants?|people|learners?|trainees?|attendees?|"
            r"delegates?|eleves?)$",
            noun,
        )
        is not None
    )
    last = match.end() if sure else end
    begin = match.start() if match["low"] else first
    count = _bounded(low, high, plain, begin, last, sure=sure, noun=match.start("noun"))
    return replace(count, told=_is_told(plain, match.end()))


def _is_told(plain: str, end: int) -> bool:
    return _pattern("told").match(plain[end : end + 60]) is not None


def _values(match: re.Match[str]) -> tuple[int, int]:
    if match["low"]:
        low, high = int(value(match["low"])), int(value(match["high"]))
        return (low, high) if low <= high else (high, high)
    if match["dozen"]:
        written = match["dozen"]
        before = match.group()[: match.group().index(written)].split()
        times = int(value(before[-1])) if before and re.fullmatch(WHOLE, before[-1]) else 1
        return (_DOZENS[written] * times,) * 2
    number = int(value(match["one"]))
    return number, number


def _bounded(low: int, high: int, plain: str, start: int, end: int, *, sure: bool, noun: int | None = None) -> Count:
    """Reads "max" and "au moins" around the number."""
    before, after = plain[max(0, start - 25) : start], plain[end : end + 30]
    inside = plain[start:end]
    if low == high:
        most_before = re.search(rf"\b{_MOST}\s?(?:de\s|d'|of\s|:\s?)?$", before) or re.search(rf"\b{_MOST}\b", inside)
        most_after = re.match(rf"\s?,?\s?\(?(?:[a-z'-]+\s){{0,2}}?{_MOST}\b|\s?(?:grand )?max\b|\s?tops\b", after)
        if (most_before or most_after) and not re.search(rf"\b{_LEAST}\b", inside):
            if most_before and not re.search(_MOST, inside):
                start -= len(most_before.group())
            if most_after:
                end += most_after.end()
            low = 1
        for least in (re.search(rf"\b{_LEAST}\s$", before),):
            if least:
                start -= len(least.group())
    return Count(low, high, start, end, sure, noun)


_TRAINED = re.compile(
    r"\b(?:avec|pour|form(?:e|er|ons|ation (?:de|pour))|with|for|train(?:ing)?)"
    r"\s(?:les|mes|nos|ces|the|my|our|these)\s$"
)
"""A definite number of people, of whom all are trained: "avec les 9 professionnelles", "train our 14 drivers"."""


def _excluded(plain: str, start: int, end: int) -> bool:
    if _TRAINED.search(plain[max(0, start - 40) : start]) and not _pattern("after").match(plain[end : end + 60]):
        return False
    return bool(_pattern("before").search(plain[max(0, start - 60) : start])) or bool(
        _pattern("after").match(plain[end : end + 60])
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    rows = [row for language in ("fr", "en") for row in table(f"reading.{language}.yaml")["counts"][name]]
    return re.compile("(?:" + "|".join(rows) + (r")\s*$" if name == "before" else ")"))


def _without_overlaps(found: list[Count]) -> tuple[Count, ...]:
    kept: list[Count] = []
    for count in sorted(found, key=lambda item: (not item.sure, -(item.end - item.start))):
        if not any(count.start < other.end and other.start < count.end for other in kept):
            kept.append(count)
    return tuple(sorted(kept, key=lambda item: item.start))
