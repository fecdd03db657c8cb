"""Sizes of group that words announce: "ils seront 12", "groupe de 8", "12 vendeurs", "guides (15)"."""

import re
from dataclasses import replace
from functools import cache

from assistant.language.compiled import around, compiled
from assistant.language.counts.amounts import LARGEST, ONE, Count, about, amount, bounded, no_measure, values
from assistant.language.counts.between import between
from assistant.language.counts.words import any_of, free
from assistant.language.numbers import WHOLE, value
from assistant.language.people import is_person, trainers


def stated(plain: str) -> list[Count]:
    """Every size that the words around a number announce; some may overlap."""
    found = [
        Count(1, 1, match.start(), match.end(), sure=True)
        for match in compiled(_alone()).finditer(plain)
        if not compiled(_ONE_TO_ONE_TALK).search(plain, match.start(), match.end() + 25)
    ]
    for source in _sure_patterns():
        found += [count for match in compiled(source).finditer(plain) if (count := _sure(match, plain))]
    found += [count for match in compiled(_chosen()).finditer(plain) if (count := _of_those(match, plain))]
    found += [count for match in _people(plain) if (count := _counted(match, plain))]
    found += between(plain) + _bracketed(plain) + _apposed(plain)
    return found + _here_and_there(plain) + _sure_and_maybe(plain)


_ONE_TO_ONE_TALK = r"one[- ](?:to|on)[- ]one(?:s\b|,| and| meetings?| talks?| conversations?| interviews?| reviews?)"
"""What the training is about ("lead a weekly one-to-one"), not how many come."""


def _alone() -> str:
    return rf"\b{any_of('alone')}\b"


@cache
def groups() -> str:
    """A group, a class, a team."""
    return rf"(?:(?:(?:mini|petits?|sous|demi|small)[- ]?)?{any_of('groups')})"


@cache
def _sure_patterns() -> tuple[str, ...]:
    most, number, ends = any_of("most"), amount(), no_measure()
    of_the_group = (
        rf"\b{groups()}\s?(?:de|d'|of|:|=|is|est de|sera de|will be|prevue?s? :|max(?:imum)? :?|,)\s?{about()}"
        rf"(?:entre\s|between\s|de\s)?{number}{ends}"
    )
    return (
        rf"(?:^|(?<=[,;(.:])|(?<=[,;(.:] )){most}\s{number}{ends}(?=\s*(?:$|[,.;)]))",
        rf"\b{any_of('pronouns')}\s{about()}(?:(?:entre|between|de)\s)?{number}{ends}",
        rf"\b{any_of('pronouns')}\s(?:[a-z'-]+\s){{1,5}}:\s?{about()}{number}{ends}(?=\s*(?:$|[,.;!?)]))",
        rf"\b(?:on|nous|ils|elles)\s(?:est|sera|sommes|serons|sont|seront)\sa\s{about()}{number}{ends}{_AND_WHERE}",
        of_the_group,
        rf"(?:\b(?:entre|between|de)\s)?(?<![\w]){number}\s?{any_of('surely')}",
    )


_AND_WHERE = r"(?=\s*(?:$|[,.;!?)]|(?:dans|en|par|autour|maximum|max|je|au (?:maximum|plus))\b))"
"""What may follow "on sera à 18"."""


@cache
def _chosen() -> str:
    return (
        r"\b(?:form(?:e|er|ons)|train(?:ing)?|teach(?:ing)?|taking|pour|for|"
        r"(?:je|j'|on|nous|i|we)(?:'d|'ll)?\s(?!(?:ai|avais?|avons|a|had|have|lost|fired)\b)(?:[a-z']+\s){0,2}[a-z']+)"
        rf"\s(?:que )?(?:les|mes|nos|ces|the|my|our|these|those)\s(?P<number>{amount()}){no_measure()}"
    )


def _of_those(match: re.Match[str], plain: str) -> Count | None:
    """ "former les 4 du fournil", "I want those 20 for half a day": some who were told of before."""
    follows = re.match(r"(?:\s[a-z'-]+){1,3}", plain[match.end() : match.end() + 60])
    words = follows.group().split() if follows else []
    low, high = values(match)
    if low < 2 or high > LARGEST or around("counts", "after").match(plain[match.end() : match.end() + 60]):
        return None
    alone = not words or words[0] in free() or re.match(r"(?:du|des|d'|qui|who)", words[0])
    if not alone and not (any(is_person(word) for word in words) and not re.fullmatch(trainers(), words[0])):
        return None
    return bounded(low, high, plain, match.start("number"), match.end(), sure=True)


@cache
def _people_pattern() -> str:
    return (
        rf"(?:\b(?P<between>entre|between|de|from)\s)?(?<![\w]){amount()}\s(?:[a-z]+(?<!s)\s(?:and|et)\s)?(?:(?:{any_of('adjectives')}|"
        rf"[a-z]+(?:-[a-z]+)?|(?<=year )\d{{1,2}}|(?<=grade )\d{{1,2}})\s){{0,4}}?(?:d')?(?P<noun>[a-z][a-z'-]*)"
    )


def _people(plain: str) -> list[re.Match[str]]:
    """Numbers followed within three words by a noun of people; looked for again after each miss."""
    found, place = [], 0
    while match := compiled(_people_pattern()).search(plain, place):
        whole = _widest(match, plain)
        if whole:
            found.append(whole)
        place = (whole or match).end() if whole else max(match.start("noun"), match.start() + 1)
    return found


def _widest(match: re.Match[str], plain: str) -> re.Match[str] | None:
    amount_end = match.end("amount")
    words = list(re.finditer(r"(?:(?<=\bd')|\b(?!d'))[a-z][a-z'-]*", plain[amount_end : amount_end + 70]))[:6]
    for place, word in enumerate(words):
        # "24 baggage and ramp handlers": what they work at may be two things.
        between = re.sub(r"^\s[a-z]+(?<!s)\s(?:and|et)\s", " ", plain[amount_end : amount_end + word.start()])
        if re.search(r"[.;:!?,()\n]|\b(?:et|ou|and|or|dans|avec|with|in|pour|for|sur|a|par|en)\b", between):
            return None
        if place > _NEAR and re.search(r"(?<!s)s\b", between):
            return None  # "20 boxes of labels for cleaners": another noun is counted
        if is_person(word.group()) and not _names_whom(word, words[place + 1 :], plain):
            limit = amount_end + word.end()
            return compiled(_people_pattern()).fullmatch(plain, match.start(), limit)
        if not re.fullmatch(r"(?:de|d'|of|my|our|mes|nos|des|[a-z]{3,}(?:-[a-z]+)*)", word.group()):
            return None
    return None


_NEAR = 3
"""Words between a number and its noun, of which one may be a plural ("12 sports coaches")."""


def _names_whom(word: re.Match[str], others: list[re.Match[str]], plain: str) -> bool:
    """ "eight child protection social workers": one of those they work for, before those who are counted."""
    if word.group().endswith(("s", "x", "men", "people", "staff")):
        return False
    later = next((other for other in others if is_person(other.group()) and other.group().endswith("s")), None)
    return later is not None and re.fullmatch(r"[a-z' -]*", plain[word.end() : later.start()]) is not None


def _sure(match: re.Match[str], plain: str) -> Count | None:
    if match["one"] in ONE or (match["one"] and value(match["one"]) < 2):
        return None
    if re.search(rf"\b(?:{trainers()})$", plain[max(0, match.start() - 20) : match.start()].strip()):
        return None
    end = match.end()
    noun = re.match(r"(?:\s[a-z-]+){1,3}", plain[end : end + 60])
    words = noun.group().split() if noun else []
    has_subject = re.match(rf"{any_of('pronouns')}\b", match.group()) is not None
    if has_subject and words and not _continues_as_people(match.group(), words):
        return None
    if _excluded(plain, _unowned(match, plain), end) or re.match(
        r"\s(?:d'|d')?[a-z]+\s?(?:d'entre eux)", plain[end : end + 30]
    ):
        return None
    low, high = values(match)
    if low == 0 or high > LARGEST:
        return None
    if re.match(r"(?:une? )?(?:equipes?|teams?)", match.group()) and low > 40:
        return None
    person = next((place for place, word in enumerate(words) if is_person(word)), None)
    place = None if person is None or not noun else end + plain[end : end + 60].index(words[person])
    return replace(bounded(low, high, plain, match.start(), end, sure=True, noun=place), told=_is_told(plain, end))


def _unowned(match: re.Match[str], plain: str) -> int:
    """Where the words begin: "my team of 7" is the group, "my 7 managers" may be some of it."""
    everyone = compiled(r"\ball (?:the )?$").search(plain[max(0, match.start() - 9) : match.start()])
    if everyone and compiled(r".*\bof (?:us|them|'em)\b").match(match.group()):
        return match.start() - len(everyone.group())  # "all seven of us"
    owner = compiled(r"\b(?:my|our|mon|ma|notre)\s$").search(plain[max(0, match.start() - 8) : match.start()])
    return match.start() - len(owner.group()) if owner and compiled(groups()).match(match.group()) else match.start()


def _continues_as_people(written: str, words: list[str]) -> bool:
    """After "ils sont 12" anything may come but a thing that is counted; after "j'ai 12" a noun of people must."""
    if words[0] in _GOES_ON and re.match(r"there|il y aura|y aura", written):
        return True
    owns = re.match(any_of("owners"), written) is not None
    if any(is_person(word) for word in words[:3]):
        return not re.fullmatch(trainers(), words[0])
    if owns:
        return re.search(r"\ben\b", written) is not None and words[0] in free()
    return words[0] in free() or not words[0].endswith("s")


_GOES_ON = frozenset({"and", "but", "so", "et", "mais", "donc"})


def _counted(match: re.Match[str], plain: str) -> Count | None:
    noun = match["noun"]
    if match["one"] in ONE or not is_person(noun):
        return None
    if noun == "personne" and re.search(r"\b(?:que|dont|ou)\s$", plain[: match.start("noun")]):
        return None  # "80 pages que personne n'ouvre" counts no one
    if re.fullmatch(any_of("bodies"), noun) or re.match(any_of("units"), noun):
        return None
    low, high = values(match)
    if re.fullmatch(trainers(), noun) and high <= 3:
        return None
    if _is_shared(match):
        return None
    first = min(match.start(name) for name in ("low", "times", "dozen", "one") if match[name])
    if match["dozen"] and (article := re.search(r"\b(?:une?|a)\s$", plain[match.start() : first])):
        first -= len(article.group())
    mine = _is_mine(plain, first, high)
    if low == 0 or high > LARGEST or (not mine and _excluded(plain, first, match.end())):
        return None
    if everyone := compiled(_EVERYONE).search(plain[max(0, first - 40) : first]):
        first -= len(everyone["all"])
    end = match.end("amount")
    sure = re.fullmatch(any_of("learners"), noun) is not None
    last = match.end() if sure else end
    begin = match.start() if match["low"] else first
    count = bounded(low, high, plain, begin, last, sure=sure, noun=match.start("noun"))
    return replace(count, told=mine or _is_told(plain, match.end()))


_A_GROUP = 30
"""People whom one trainer may have in a room."""


def _is_mine(plain: str, start: int, number: int) -> bool:
    """ "mes 9 vendeurs n'osent pas proposer la carte": they are the group, unless another number is."""
    owned = compiled(
        r"(?:(?:^|[,.;:(\n])\s*(?:(?:et|and|but|mais|bonjour|hello|hi),?\s)?|\b(?:for|with|concerning|regarding|"
        r"(?:train|teach|coach|brief)(?:ing)?|pour|avec|aupres de|concernant|former?|accompagner?|entrainer?)\s)"
        r"(?:mes|nos|my|our)\s$"
    )
    return number <= _A_GROUP and owned.search(plain[max(0, start - 25) : start]) is not None


def _is_told(plain: str, end: int) -> bool:
    return around("counts", "told").match(plain[end : end + 60]) is not None


@cache
def _bracketed_pattern() -> str:
    return (
        rf"\b(?P<noun>[a-z][a-z'-]*)(?:\s(?:de |d'|du |des |en |of |in )[a-z'-]+)?\s\(\s?"
        rf"{about()}(?:(?:une? |an? )?(?:petite |bonne |grosse |small |good )?(?=[a-z]))?{amount()}"
        r"\s?(?:pers(?:onnes)?|people|max)?\.?\s?\)"
    )


def _bracketed(plain: str) -> list[Count]:
    """ "volunteer guides (15)", "nos caissières (une douzaine)"."""
    counts = []
    for match in compiled(_bracketed_pattern()).finditer(plain):
        low, high = values(match)
        if is_person(match["noun"]) and 0 < low <= high <= LARGEST and match["one"] not in ONE - {"one"}:
            first, last = match.group().index("(") + 1, match.group().rindex(")")
            inside = plain[match.start() + first : match.start() + last]
            start = match.start() + first + len(inside) - len(inside.lstrip())
            counts.append(Count(low, high, start, start + len(inside.strip()), sure=False))
    return counts


@cache
def _apposed_pattern() -> str:
    in_all = r"\s(?:in total|in all|altogether|all told|or so|en tout|au total|environ|max(?:imum)?)"
    return (
        rf",\s(?P<about>(?:{any_of('about')}\s){{1,3}})?(?:une? |an? )?"
        rf"{amount()}{no_measure()}(?P<all>{in_all})?(?=\s*(?:$|[,.;)])|\s(?:over|across|sur|dans|in|from|de)\s)"
    )


def _apposed(plain: str) -> list[Count]:
    """ "Advisers at a charity, a dozen, scattered…", "counter staff, about 140 in total": behind the people's name."""
    counts = []
    for match in compiled(_apposed_pattern()).finditer(plain):
        named = re.split(r"[.;:!?\n\d]", plain[max(0, match.start() - 60) : match.start()])[-1]
        low, high = values(match)
        if not (match["dozen"] or match["about"] or match["all"]) or not 1 < low <= high <= LARGEST:
            continue
        if any(is_person(word) for word in re.findall(r"[a-z-]+", named)):
            counts.append(Count(low, high, match.start() + 2, match.end(), sure=False))
    return counts


@cache
def _both_places() -> tuple[str, ...]:
    here, there = any_of("here"), any_of("there")
    noun, link = r"(?:[a-z'-]+\s)?(?:[a-z'-]+\s)?", r"\s?(?:,|\+|et|and|plus)\s(?:les\s|the\s)?"
    return tuple(
        rf"(?P<one>{WHOLE})\s{noun}{one}{link}(?P<two>{WHOLE})\s{noun}{two}"
        for one, two in ((here, there), (there, here))
    )


def _here_and_there(plain: str) -> list[Count]:
    """ "8 en salle et 4 à distance": they are twelve."""
    rows = (match for source in _both_places() for match in compiled(source).finditer(plain))
    return [_sum_of(match) for match in rows if value(match["one"]) + value(match["two"]) <= LARGEST]


def _sum_of(match: re.Match[str]) -> Count:
    number = int(value(match["one"]) + value(match["two"]))
    return Count(number, number, match.start(), match.end(), sure=True)


@cache
def _both_kinds() -> str:
    joint = r"\s?(?:,|\+|et|and|plus)\s(?:peut-etre |maybe |perhaps |possibly )?"
    return rf"(?P<one>{WHOLE})\s(?:[a-z'-]+\s)?{any_of('certain')}{joint}(?P<two>{WHOLE})\s{any_of('uncertain')}"


def _sure_and_maybe(plain: str) -> list[Count]:
    """ "8 inscrits et 3 à confirmer": between eight and eleven."""
    return [
        replace(_sum_of(match), low=int(value(match["one"])))
        for match in compiled(_both_kinds()).finditer(plain)
        if value(match["one"]) + value(match["two"]) <= LARGEST
    ]


_TRAINED = (
    r"\b(?:avec|pour|form(?:e|er|ons|ation (?:de|pour))|(?:veux|voudrais|faut|aimerais)(?= que)|"
    r"with|for|train(?:ing)?|want|need|teach|get|help)"
    r"\s(?:que )?(?:les|mes|nos|ces|the|my|our|these)\s$"
)
"""A definite number of people, of whom all are trained: "avec les 9 professionnelles", "train our 14 drivers"."""


_EVERYONE = (
    r"(?:^|[,.;:(\n]|\b(?:pour|avec|form(?:e|er|ons)|for|with|train(?:ing)?))\s*"
    r"(?P<all>(?:all|every one of|tous|toutes|la totalite de)\s(?:(?:of )?(?:my|our|the|mes|nos|les|ces)\s)?|"
    r"(?:my|our|mes|nos)\s)$"
)
_AND_NO_MORE = r"(?:\s[a-z-]+)?\s*(?:[,.;:()\n]|$|(?:on|in|at|for|to|about|sur|en|a|pour|dans|de)\b)"
"""Nothing is told of those who are all trained: "self-paced, all 350 staff, anti-bribery"."""


def _excluded(plain: str, start: int, end: int) -> bool:
    if around("counts", "after").match(plain[end : end + 60]):
        return True
    if compiled(_TRAINED).search(plain[max(0, start - 40) : start]):
        return False
    if compiled(_EVERYONE).search(plain[max(0, start - 40) : start]) and compiled(_AND_NO_MORE).match(plain, end):
        return False
    return around("counts", "before").search(plain[max(0, start - 60) : start]) is not None


_EACH_THING = (
    r"\b(?:une?|an?|one)\s(?!(?:formation|module|stage|atelier|seance|session|cours|salle|journee|matinee|heure|jour|"
    r"course|workshop|class|training|room|day|hour|morning|half)\b)[a-z-]+\s(?:pour|for)\s$"
)
_FEW = 4
"""People who may share a thing."""


def _is_shared(match: re.Match[str]) -> bool:
    """ "two laptops between five people", "un poste pour deux personnes": how things are shared out."""
    if match["low"]:
        return False
    before = match.string[max(0, match.start() - 30) : match.start()]
    return match["between"] in {"between", "entre"} or (
        values(match)[1] <= _FEW and compiled(_EACH_THING).search(before) is not None
    )
