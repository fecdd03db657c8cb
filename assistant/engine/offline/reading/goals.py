"""Competencies: lists of what learners must be able to do, in any form, as infinitive phrases."""

import re
from dataclasses import dataclass, replace

from assistant.engine.offline.reading.audiences import audience_at
from assistant.engine.offline.reading.cues import cue, native, pattern
from assistant.engine.offline.reading.doers import does_from, each_does, people_do, tells_of_one
from assistant.engine.offline.reading.finite import finite_at, is_verb
from assistant.engine.offline.reading.goal_words import paired, shared_objects, value_of, with_verb
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.openings import (
    begins_conjugated,
    begins_goal,
    begins_nominal,
    is_vague,
    lead,
)
from assistant.engine.offline.reading.pronouns import resolve
from assistant.language.data import word_list
from assistant.language.grammar import infinitive_phrase
from assistant.language.lemmas import fold
from assistant.language.lexicon import infinitives
from assistant.language.verbs import may_be_verb
from assistant.models.terms import Language

_MOST_GOALS = 40
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


def find_goals(message: Message, statements: list[Statement], *, strict: bool = False) -> tuple[list[Found], set[int]]:
    """Goals of the statements that announce some, with the lines and infinitives that go on with them.

    `strict`: only sure announcements count ("ils doivent savoir…"), because the question was about something else.
    Returns the facts and the indexes of the statements that they use.
    """
    found: list[Found] = []
    used: set[int] = set()
    going_on = False
    for index, statement in enumerate(statements):
        if len(found) > _MOST_GOALS:
            break
        items, announced = _items_of(message, statement, going_on=going_on, begun=bool(found), strict=strict)
        if items or announced:
            used.add(index)
            found += _facts(message, items, [str(one.value) for one in found])
            going_on = True
        elif re.search(r"\w", statement.plain):
            going_on = False
    doings = [one for one in found if not pattern("goals", "ending").match(fold(str(one.value)))]
    return doings or found, used  # what must end says nothing of what they will do, where something else does


def _items_of(
    message: Message, statement: Statement, *, going_on: bool, begun: bool, strict: bool
) -> tuple[list[Item], bool]:
    place = _announces(message, statement, strict=strict)
    if place is None and (does := each_does(message, statement, strict=strict)) is not None:
        return _told(message, does, statement.end), True
    if place is not None and tells_of_one(message, statement, place):
        return _told(message, statement.start + place, statement.end), True
    if place is not None and statement.plain.rstrip().endswith(":") and len(statement.plain[place:].split()) <= _FEW:
        return [], True  # "what they have to master:"
    if place is not None:
        return _items(message, statement.start + place, statement.end), True
    items = _continuation(message, statement, begun) if going_on else []
    return items or ([] if (going_on and begun) or strict else _bare_list(message, statement)), False


def _told(message: Message, start: int, end: int) -> list[Item]:
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


def goals_in(message: Message, start: int, end: int, known: tuple[str, ...] = ()) -> list[Found]:
    """Everything between two places read as goals: the answer to "what should they be able to do?"."""
    rest = message.plain[start:end]
    blank = len(rest) - len(rest.lstrip())
    announced = cue("goal").match(rest.lstrip())
    if announced:
        start += blank + announced.end()
    does = people_do(message, start, end)
    if does is not None:
        return _facts(message, _told(message, does, end), list(known))
    return _facts(message, _items(message, start, end, anything=True), list(known))


def vague_goals(found: list[Found], message: Message) -> tuple[str, ...]:
    """The quotes of goals that no one could see a learner do."""
    return tuple(
        message.quote(one.start, one.end)
        for one in found
        if one.field == "competencies" and one.value != () and is_vague(str(one.value), message.language)
    )


def _announces(message: Message, statement: Statement, *, strict: bool) -> int | None:
    """Where the goals begin in a statement that announces them."""
    found = cue("goal").search(statement.plain) or _at_the_end(message, statement)
    if found is None or pattern("goals", "not_announced").search(statement.plain[: found.end()]):
        return None
    if cue("prerequisites").search(statement.plain):
        return None
    context = cue("context").search(statement.plain)
    if strict and not pattern("goals", "wishes").search(found.group()):
        return None
    if context and context.start() <= found.start() and not pattern("goals", "wishes").search(found.group()):
        return None
    rest = statement.plain[found.end() :]
    if not re.search(r"\w{2}", rest):
        return found.end() if statement.plain.rstrip().endswith((":", "-")) else None
    return _past_doers(message, statement, found)


_IN_THE_END = re.compile(
    r"\b(?:(?:by|at) the end|a la fin|en fin|au bout|au terme|a l'issue)"
    r"(?:\s?(?:of|de|du|d')\b[a-z' \x01]{0,40})?\s?,?\s*$"
)
_THEY_CAN = re.compile(
    r"\W*(?:they|he|she|everyone|ils|elles)\s(?:can|could|will|are able to|peuvent|savent)\s(?!be\b|have\b)"
)


def _at_the_end(message: Message, statement: Statement) -> re.Match[str] | None:
    """ "By the end of two hours, they can find the rate": not what they can already."""
    late = _IN_THE_END.search(message.plain[max(0, statement.start - 70) : statement.start])
    return _THEY_CAN.match(statement.plain) if late else None


def _past_doers(message: Message, statement: Statement, wish: re.Match[str]) -> int | None:
    """ "je souhaite que les caristes vérifient…": the place of the verb, after those who are to do it."""
    place, end = statement.start + wish.end(), statement.end
    ensuring = native("goals", "ensuring", message.language).match(message.plain, place, end)
    if not ensuring and not re.search(r"\b(?:que|that)\s$", wish.group()):
        return wish.end()
    place = ensuring.end() if ensuring else place
    if (does := does_from(message, place, end)) is not None:
        return does - statement.start
    determined = native("goals", "doers", message.language).match(message.plain, place, end)
    who = audience_at(message, place, end) if determined else None
    if who is None:
        return None
    modal = native("goals", "modal", message.language).match(message.plain, who.end, end)
    place = modal.end() if modal else who.end
    after = message.plain[place:end].lstrip()
    if re.match(r"(?:soient|aient|ont|sont|be|are|have)\b", after) and not modal:
        return None
    does = begins_conjugated(after, message.language) or begins_goal(after, message.language, first=True)
    return place - statement.start if does else None


def _continuation(message: Message, statement: Statement, begun: bool) -> list[Item]:
    """A line, a sentence or a clause that goes on with the list above it."""
    raw = message.raw[statement.start : statement.end]
    bullet = pattern("goals", "bullet").match(message.raw, statement.start)
    if bullet and not re.match(r"\s*[a-z -]{3,20}:", message.plain[bullet.end() :]):
        return _items(message, bullet.end(), statement.end)
    plain = statement.plain.lstrip()
    if _A_TEST.match(plain):
        return []
    opening = lead(message.language).match(plain)
    if begins_goal(plain[opening.end() if opening else 0 :], message.language, first=True):
        return _items(message, statement.start, statement.end)
    if not begun and re.match(r"\s*(?:l'|la |le |les |the )", plain) and infinitive_phrase(raw, message.language):
        return _items(message, statement.start, statement.end)
    return []


_A_TEST = re.compile(
    r"\W*(?:test|exam|quiz|assessment|certificate|practice)s?(?:\s(?:at|in|on|by|of|with|after)\b|\s?[,:])"
)
"""What a sentence behind the goals may begin with that is no goal: "Test at the end"."""


def _bare_list(message: Message, statement: Statement) -> list[Item]:
    """ "Alerter, protéger, secourir.": two infinitives and nothing before them."""
    named = re.match(r"[^:]*\x01\s*:\s*", statement.plain)
    if named:  # "une formation sur le churn : lire un tableau, détecter un compte…"
        items = _items(message, statement.start + named.end(), statement.end)
        begins = begins_goal(
            _after_lead(message, statement.start + named.end(), statement.end), message.language, first=True
        )
        return items if begins and len(items) > 1 else []
    listed = message.plain[: statement.start].rstrip().endswith(":")
    if message.language != "fr" and not listed and not re.match(r"\s*to\s", statement.plain):
        return _orders(message, statement)
    if not begins_goal(statement.plain.strip(), message.language, first=True):
        return []
    items = _items(message, statement.start, statement.end)
    begun = listed and message.plain[statement.start : statement.end].rstrip().endswith(";")
    return items if len(items) > 1 or begun else []


def _orders(message: Message, statement: Statement) -> list[Item]:
    """ "Open a hive calmly, find the queen, spot varroa.": three things to do, and nothing said to us."""
    if pattern("goals", "said_to_us").search(statement.plain) or not begins_goal(
        statement.plain.strip(), message.language, first=True
    ):
        return []
    items = _items(message, statement.start, statement.end)
    if len(items) < _FEW - 1 or "," not in statement.plain:
        return []
    begun = [begins_goal(_after_lead(message, item.start, item.end), message.language, first=True) for item in items]
    return items if all(begun) else []


def _items(message: Message, start: int, end: int, *, anything: bool = False) -> list[Item]:
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


def _soft(message: Message, start: int, end: int, anything: bool) -> list[Item]:
    text = message.plain[start:end]
    if not text.strip():
        return []
    bullet = pattern("goals", "bullet").match(text)
    start += bullet.end() if bullet else 0
    form = _form(_after_lead(message, start, end), message.language)
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
        if len(before) < _FEW - 1 or not is_verb(message.raw[slice(*verb.span("verb"))]) or _carries(before):
            continue
        pieces[-1:] = [replace(pieces[-1], end=verb.start()), Item(verb.start("clitic"), item.end)]
        begun = verb.start("clitic")
    return pieces


_BEHIND_A_NOUN = re.compile(
    r"(?<=[a-z])(?<!er)(?<!ir)\s(?P<clitic>(?:(?:se|ne pas|bien)\s|s')?)(?P<verb>[a-z]{3,}(?:er|ir|re))\b"
)
_CARRIES = re.compile(
    r"(?:laisser|faire|regarder|voir|entendre|envoyer|sentir|aider|ecouter)$"
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


def _after_lead(message: Message, start: int, end: int) -> str:
    opening = lead(message.language).match(message.plain, start, end)
    place = opening.end() if opening else start
    return message.plain[place : min(end, place + 300)]


def _form(body: str, language: Language) -> _Form:
    infinitive = begins_goal(body, language, first=True)
    conjugated = not infinitive and begins_conjugated(body, language)
    return _Form(infinitive, conjugated, not infinitive and not conjugated and begins_nominal(body, language))


def _cuts(
    message: Message, form: _Form, place: int, joint: re.Match[str], end: int, *, anything: bool, listed: bool
) -> bool:
    rest = _after_lead(message, joint.end(), end)
    bare = len(message.plain[place : joint.start()].split()) <= 2
    if begins_goal(rest, message.language, first=form.infinitive and (bare or listed or "," in joint.group())):
        return True
    if form.infinitive and "," in joint.group() and _is_between_verbs(message, rest, joint.end(), end):
        return True
    if form.infinitive and listed and message.language == "en" and _closes_with_a_verb(rest):
        return True
    if form.conjugated and begins_conjugated(rest, message.language):
        return True
    if form.nominal and re.match(r"\s*(?:l'|la |le |les |the )", rest):
        return True
    return anything and "," in joint.group() and form == _Form(False, False, False)


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


_OF_THE_TRAINER = re.compile(
    r"(?:il (?:faut|faudrait|faudra) |on (?:doit|va|peut) |je (?:dois|veux|vais) )(?:le |la |les |l'|ca |"
    r"tout )(?:faire|finir|"
    r"terminer|programmer|caler|prevoir|boucler|organiser|placer|caser)\b"
)
"""What has to be done about the training: "il faut le faire après les retours"."""
_ONLY_ANNOUNCES = re.compile(
    r"\W*(?:(?:ils |elles |they )?(?:doivent|devront|sauront|pourront|seront|sera|etre|be|will|should|must|need to|"
    r"they will|savoir|pouvoir|sachent)\b\s?)*(?:(?:tous |all )?(?:capables?|en mesure|able|aptes?)\s?)?"
    r"(?:de|d'|to|a|que|qu')?\W*"
)
"""Words that lead to a list and are no part of it: "être capables de :"."""


def _facts(message: Message, items: list[Item], before: list[str]) -> list[Found]:
    values: list[str] = list(before)
    found: list[Found] = []
    for item in items:
        start, end = message.trimmed(item.start, item.end)
        if _ONLY_ANNOUNCES.fullmatch(message.plain, start, end) or _OF_THE_TRAINER.match(message.plain, start, end):
            continue
        raw = message.raw[start:end].strip("\"«»“”' \u00a0")
        value = value_of(raw, message.language, told=item.told)
        if value is None or "\x02" in message.plain[start:end]:
            continue
        value = with_verb(value, values, message.language) if item.bare else value
        value = resolve(value, values, message.language)
        opening = lead(message.language).match(message.plain, start, end)
        begin = opening.end() if opening and opening.end() < end else start
        found.append(Found("competencies", value, begin, end))
        values.append(value)
    return paired(message, shared_objects(found))
