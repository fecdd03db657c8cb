"""Where the goals of a list begin and end: commas, "et", bullets, or nothing but a new verb."""

import re
from dataclasses import dataclass, replace

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.finite import finite_at, is_verb
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.openings import begins_conjugated, begins_goal, begins_nominal, is_gerund, lead
from assistant.language.data import word_list
from assistant.language.grammar import infinitive_phrase
from assistant.language.lexicon import infinitives
from assistant.language.verbs import leading_verb, may_be_verb
from assistant.models.terms import Language

_FEW = 4


@dataclass(frozen=True)
class Item:
    """The place of one goal of a list."""

    start: int
    end: int
    bare: bool = False
    """Whether it is an object alone, whose verb is the one before."""
    told: bool = False
    """Whether it is told in the third person: "logs the fault"."""


@dataclass(frozen=True)
class _Form:
    """How the first goal of a list is worded: the others are cut where the same form begins again."""

    infinitive: bool
    conjugated: bool
    nominal: bool


def items_told(message: Message, start: int, end: int) -> list[Item]:
    """ "restarts the pump, logs the fault and hands over": the items of a list in the third person."""
    stop = pattern("goals", "stop").search(message.plain, start, end)
    end = stop.start() if stop and stop.start() > start else end
    items: list[Item] = []
    place = start
    for joint in pattern("goals", "soft").finditer(message.plain, start, end):
        if joint.start() > place and finite_at(message.raw, joint.end(), end, message.language):
            items.append(Item(place, joint.start(), told=True))
            place = joint.end()
    return [*items, Item(place, end, told=True)]


def items_between(message: Message, start: int, end: int, *, anything: bool = False) -> list[Item]:
    """Cut a list into goals; "et" cuts only where a new verb begins."""
    stop = pattern("goals", "stop").search(message.plain, start, end)
    if stop and stop.start() > start:
        end = stop.start()
    pieces: list[Item] = []
    place = start
    for hard in pattern("goals", "hard").finditer(message.plain, start, end):
        pieces += _soft(message, place, hard.start(), anything)
        place = hard.end()
    pieces += _soft(message, place, end, anything)
    return [item for item in pieces if re.search(r"[^\W\d_]{2}", message.plain[item.start : item.end])]


def acts_listed(message: Message, start: int, end: int) -> list[Item]:
    """The items of a list of which every one begins with a verb; [] when one does not."""
    items = items_between(message, start, end)
    begun = [begins_goal(after_lead(message, one.start, one.end), message.language, first=True) for one in items]
    return items if all(begun) else []


_SEVERAL = 2


def nouns_listed(message: Message, start: int, end: int) -> list[Item]:
    """The items of a list of doings told by nouns ("la lecture d'un bilan, le calcul d'un taux"); [] for others."""
    for joints in (_BETWEEN_NOUNS, _COMMAS):
        pieces: list[Item] = []
        place = start
        for joint in joints.finditer(message.plain, start, end):
            pieces.append(Item(place, joint.start()))
            place = joint.end()
        pieces.append(Item(place, end))
        if len(pieces) >= _SEVERAL and all(_names_a_doing(message, one) for one in pieces):
            return pieces
    return []


_COMMAS = re.compile(r"\s*[,;]\s*(?:(?:et|puis|enfin|ainsi que|and|then)\s)?")
_BETWEEN_NOUNS = re.compile(rf"{_COMMAS.pattern}|\s(?:et|and)\s(?=(?:l'|la |le |les |the )|[^,;]*$)")


_NO_DOING = re.compile(
    r"(?:ils?|elles?|on|je|j'|nous|vous|c'est|qu'|que|qui|pour|avec|sans|en|they|we|i|you|it|for|with)\b"
)


def _names_a_doing(message: Message, item: Item) -> bool:
    start, end = message.trimmed(item.start, item.end)
    raw = message.raw[start:end]
    if message.language == "en" and leading_verb(raw, "en") is not None:
        return False
    if _NO_DOING.match(message.plain, start, end) or (
        message.language == "fr" and begins_goal(message.plain[start:end], "fr", first=True)
    ):
        return False
    return " " in raw.strip() and infinitive_phrase(raw, message.language) is not None


def _soft(message: Message, start: int, end: int, anything: bool) -> list[Item]:
    text = message.plain[start:end]
    if not text.strip():
        return []
    bullet = pattern("goals", "bullet").match(text)
    start += bullet.end() if bullet else 0
    form = _form(after_lead(message, start, end), message.language)
    if _after_to(message, start, end):
        form = _Form(infinitive=True, conjugated=False, nominal=False)
    items: list[Item] = []
    place = start
    for joint in pattern("goals", "soft").finditer(message.plain, start, end):
        if joint.start() > place and _cuts(message, form, place, joint, end, anything=anything, listed=bool(items)):
            items.append(Item(place, joint.start()))
            place = joint.end()
    items.append(Item(place, end))
    items = [one for item in items[:-1] for one in _objects(message, item, form)] + items[-1:]
    return [one for item in items for one in _run_on(message, item)] if form.infinitive else items


def _run_on(message: Message, item: Item) -> list[Item]:
    """ "compter les enfants préparer un trajet", dictated: a verb behind an object begins another goal."""
    if message.language != "fr":
        return [item]
    opening = lead("fr").match(message.plain, item.start, item.end)
    begun = opening.end() if opening else item.start
    pieces = [item]
    for verb in _BEHIND_A_NOUN.finditer(message.plain, begun, item.end):
        before = message.plain[begun : verb.start()].split()
        taught = _IS_TAUGHT.search(message.plain[max(0, begun - 3) : begun]) is not None
        if verb["to"] and not taught:
            continue
        if len(before) < _FEW - 1 or not is_verb(message.raw[slice(*verb.span("verb"))]) or _carries(before):
            continue
        pieces[-1:] = [replace(pieces[-1], end=verb.start()), Item(verb.start("clitic"), item.end)]
        begun = verb.start("clitic")
    return pieces


_IS_TAUGHT = re.compile(r"\ba\s$")
_BEHIND_A_NOUN = re.compile(
    r"(?<=[a-z])(?<!er)(?<!ir)\s(?P<to>a\s)?(?P<clitic>(?:(?:se|ne pas|bien)\s|s')?)(?P<verb>[a-z]{3,}(?:er|ir|re))\b"
)
_CARRIES = re.compile(
    r"(?:laisser|regarder|voir|entendre|envoyer|sentir|aider|ecouter)$"
    r"|(?:a|de|d'|pour|sans|et|ou|puis|ni|en|un|une|le|la|les|des|du|au|aux|son|sa|ses|leurs?|comment|quand|ou|qui|que|"
    r"ce|cet|cette|pas|mieux|bien|tres|plus|par|sur|avec|dans|se|[ld]'|doit|doivent|peut|peuvent|va|vont|fait|font|"
    r"faut|savoir|ils|elles|on|gros|petit|grand|bon|nouveau|premier|dernier|chaque)$"
)


def _carries(before: list[str]) -> bool:
    """Whether the words before a verb lead to it: "à", "laisser", an article."""
    return _CARRIES.match(before[0]) is not None or _CARRIES.match(before[-1]) is not None


_ANOTHER_OBJECT = re.compile(r",\s(?=(?:une?|des|les?|la|l'|leurs?|an?|the|some)(?:\s|(?<=')))")
_WITHIN = re.compile(r"\s(?:et|ou|and|or)\s|\(")


def _objects(message: Message, item: Item, form: _Form) -> list[Item]:
    """ "réaliser un brushing, une coupe et conseiller": before another verb, each object is a goal of its own."""
    pieces = [item]
    joint = _ANOTHER_OBJECT.search(message.plain, item.start + 1, item.end) if form.infinitive else None
    while joint and not _WITHIN.search(message.plain, joint.end(), item.end):
        if pattern("goals", "times").match(message.plain, joint.end()):
            break
        pieces[-1] = replace(pieces[-1], end=joint.start())
        pieces.append(Item(joint.end(), item.end, bare=True))
        joint = _ANOTHER_OBJECT.search(message.plain, joint.end(), item.end)
    return pieces


def _after_to(message: Message, start: int, end: int) -> bool:
    """ "I'd like them to temper chocolate": after "to", even an unknown word is a verb."""
    opening = lead(message.language).match(message.plain, start, end)
    place = opening.end() if opening else start
    before = message.plain[max(0, place - 8) : place]
    return message.language == "en" and re.search(r"\b(?:to|should|must|will|can|could)\s$", before) is not None


def after_lead(message: Message, start: int, end: int) -> str:
    opening = lead(message.language).match(message.plain, start, end)
    place = opening.end() if opening else start
    return message.plain[place : min(end, place + 300)]


def _may_order(body: str) -> bool:
    """ "pipette accurately": a word that may be a verb, with what only follows one."""
    verb = re.match(r"([a-z]{3,})\s(?:the|an?|their|its|it|them|[a-z]{3,}ly)\b", body)
    return verb is not None and may_be_verb(verb.group(1))


def _form(body: str, language: Language) -> _Form:
    infinitive = begins_goal(body, language, first=True) or (language == "en" and _may_order(body))
    conjugated = not infinitive and begins_conjugated(body, language)
    return _Form(infinitive, conjugated, not infinitive and not conjugated and begins_nominal(body, language))


def _cuts(
    message: Message, form: _Form, place: int, joint: re.Match[str], end: int, *, anything: bool, listed: bool
) -> bool:
    rest = after_lead(message, joint.end(), end)
    if form.infinitive and message.language == "en" and _TO_DO.match(message.plain, joint.end(), end):
        return True  # "to give a clear upbeat | and to stop"
    if (form.conjugated or form.infinitive) and _THAT_THEY.match(message.plain, joint.end(), end):
        return True
    bare = len(message.plain[place : joint.start()].split()) <= 2
    if begins_goal(rest, message.language, first=form.infinitive and (bare or listed or "," in joint.group())):
        return True
    if form.infinitive and message.language == "en" and _both_gerunds(message.plain[place : joint.start()], rest):
        return True
    if form.infinitive and "," in joint.group() and _is_between_verbs(message, rest, joint.end(), end):
        return True
    if form.infinitive and listed and message.language == "en" and _closes_with_a_verb(rest):
        return True
    if (
        form.infinitive
        and "," in joint.group()
        and message.language == "en"
        and _orders_it(message, rest, joint, end, listed=listed)
    ):
        return True
    if form.conjugated and begins_conjugated(rest, message.language):
        return True
    if form.nominal and re.match(r"\s*(?:l'|la |le |les |the )", rest):
        return True
    return anything and "," in joint.group() and form == _Form(False, False, False)


def _both_gerunds(one: str, two: str) -> bool:
    """ "writing clearer notices | and taking better photos"."""
    words = [re.match(r"\W*([a-z]+)", text) for text in (one, two)]
    return all(word is not None and is_gerund(word.group(1)) for word in words)


_TO_DO = re.compile(r"to (?!the\b|an?\b|my\b|our\b|their\b|it\b|them\b|be\b)[a-z]+")
_THAT_THEY = re.compile(r"(?:qu'(?:ils|elles|on)|que chacune?|that they)\s[a-z]")


_ON_SOMETHING = re.compile(
    r"(?P<verb>[a-z]{3,})\s(?:the|an?|their|your|its|his|her|each|every|any|all|it|them|one|two|three|up|out|off|down|[a-z]{3,}ly|"
    r"away|back|when|how|at|in|to|without|within|from|of (?=[a-z]+s?\b))\b"
)


def _orders_it(message: Message, rest: str, joint: re.Match[str], end: int, *, listed: bool) -> bool:
    """ "…, gown up in order", "…, index gears." at the end: what may be a verb, by what follows or by its place."""
    verb = _ON_SOMETHING.match(rest)
    if verb and may_be_verb(verb["verb"]):
        return re.match(r"[a-z]+ (?:of|in|to)\s", rest) is None or not is_noun_of(verb["verb"])
    last = re.match(r"([a-z]{3,})\s[a-z]+\W*$", rest)
    if last is None or not listed or "," in message.plain[joint.end() : end]:
        return False
    return not last.group(1).endswith(("s", "tion", "ment", "ing"))


def is_noun_of(word: str) -> bool:
    """Words before "of", "in" and "to" that are nouns more often than verbs."""
    return word in word_list("en", "nouns_too") or word.endswith(("tion", "ment", "ness", "ing", "ity"))


def _closes_with_a_verb(rest: str) -> bool:
    """ "spot overload and reassign work": after verbs with their objects, a word that may be one with another."""
    word = re.match(r"([a-z]{3,})\s[^\W\d_]", rest)
    return word is not None and word.group(1) not in word_list("en", "never_verbs") and may_be_verb(word.group(1))


def _is_between_verbs(message: Message, rest: str, start: int, end: int) -> bool:
    """ "temper chocolate, pipe éclairs and price a cake": an unknown word with an object, before a sure verb."""
    if message.language == "en" and (pair := re.match(r"[a-z]{3,}\s(?:and|or)\s([a-z]+)\W*$", rest)):
        return pair.group(1) in infinitives("en")
    word = re.match(r"([a-z]{3,})\s[^\W\d_]", rest)
    if message.language != "en" or word is None or word.group(1) in word_list("en", "never_verbs"):
        return False
    closing = re.compile(r".*\s(?:and|or)\s").match(message.plain, start, end)
    return closing is not None and begins_goal(message.plain[closing.end() : end], "en", first=True)
