"""Competencies: lists of what learners must be able to do, in any form, as infinitive phrases."""

import re
from dataclasses import dataclass, replace

from assistant.engine.offline.reading.cues import cue, pattern, words
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.openings import (
    begins_conjugated,
    begins_goal,
    begins_nominal,
    is_gerund,
    is_vague,
    lead,
)
from assistant.engine.offline.reading.pronouns import resolve
from assistant.language.data import word_list
from assistant.language.grammar import infinitive_phrase, uncapitalized
from assistant.language.lemmas import fold, lemma
from assistant.language.lexicon import forms, infinitives
from assistant.models.terms import Language

_LONGEST_GOAL = 60
"""Words beyond which a piece is a story, not a goal."""
_MOST_GOALS = 40


@dataclass(frozen=True)
class Item:
    """The place of one goal of a list."""

    start: int
    end: int


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
    return found, used


def _items_of(
    message: Message, statement: Statement, *, going_on: bool, begun: bool, strict: bool
) -> tuple[list[Item], bool]:
    place = _announces(statement, strict=strict)
    if place is not None:
        return _items(message, statement.start + place, statement.end), True
    items = _continuation(message, statement, begun) if going_on else []
    return items or ([] if (going_on and begun) or strict else _bare_list(message, statement)), False


def goals_in(message: Message, start: int, end: int, known: tuple[str, ...] = ()) -> list[Found]:
    """Everything between two places read as goals: the answer to "what should they be able to do?"."""
    rest = message.plain[start:end]
    blank = len(rest) - len(rest.lstrip())
    announced = cue("goal").match(rest.lstrip())
    if announced:
        start += blank + announced.end()
    return _facts(message, _items(message, start, end, anything=True), list(known))


def vague_goals(found: list[Found], message: Message) -> tuple[str, ...]:
    """The quotes of goals that no one could see a learner do."""
    return tuple(
        message.quote(one.start, one.end)
        for one in found
        if one.field == "competencies" and one.value != () and is_vague(str(one.value), message.language)
    )


def _announces(statement: Statement, *, strict: bool) -> int | None:
    """Where the goals begin in a statement that announces them."""
    found = cue("goal").search(statement.plain)
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
    return found.end() if re.search(r"\w{2}", rest) or statement.plain.rstrip().endswith((":", "-")) else None


def _continuation(message: Message, statement: Statement, begun: bool) -> list[Item]:
    """A line, a sentence or a clause that goes on with the list above it."""
    raw = message.raw[statement.start : statement.end]
    bullet = pattern("goals", "bullet").match(message.raw, statement.start)
    if bullet and not re.match(r"\s*[a-z -]{3,20}:", message.plain[bullet.end() :]):
        return _items(message, bullet.end(), statement.end)
    plain = statement.plain.lstrip()
    opening = lead(message.language).match(plain)
    if begins_goal(plain[opening.end() if opening else 0 :], message.language, first=True):
        return _items(message, statement.start, statement.end)
    if not begun and re.match(r"\s*(?:l'|la |le |les |the )", plain) and infinitive_phrase(raw, message.language):
        return _items(message, statement.start, statement.end)
    return []


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
        return []
    if not begins_goal(statement.plain.strip(), message.language, first=True):
        return []
    items = _items(message, statement.start, statement.end)
    return items if len(items) > 1 else []


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
    return items


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
    if form.conjugated and begins_conjugated(rest, message.language):
        return True
    if form.nominal and re.match(r"\s*(?:l'|la |le |les |the )", rest):
        return True
    return anything and "," in joint.group() and form == _Form(False, False, False)


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
        value = _value(raw, message.language)
        if value is None or "\x02" in message.plain[start:end]:
            continue
        value = resolve(value, values, message.language)
        opening = lead(message.language).match(message.plain, start, end)
        begin = opening.end() if opening and opening.end() < end else start
        found.append(Found("competencies", value, begin, end))
        values.append(value)
    return _paired(message, _shared_objects(found))


def _value(raw: str, language: Language) -> str | None:
    opening = lead(language).match(fold(raw).replace("’", "'"))
    text = raw[opening.end() :] if opening and opening.end() < len(raw) else raw
    text = re.sub(r"\s+", " ", text).strip(" .,;:!?-–—\u00a0")
    if len(text) < 3 or len(text.split()) > _LONGEST_GOAL:
        return None
    plain = fold(text).replace("’", "'")
    first = re.match(r"[a-z]+", plain)
    as_it_is = begins_goal(plain, language, first=True) and not (
        first and language == "en" and is_gerund(first.group())
    )
    if as_it_is and not re.match(r"(?:to|how)\b", plain):
        return uncapitalized(text)
    if first and language == "en" and is_gerund(first.group()):
        return uncapitalized(_from_gerund(text, first.group()))
    phrase = infinitive_phrase(text, language)
    if phrase is None and begins_conjugated(plain, language):
        phrase = _from_third_person(text)
    return uncapitalized(phrase.strip(" .,;:")) if phrase else uncapitalized(text)


def _from_gerund(text: str, gerund: str) -> str:
    """ "dialling in espresso" → "dial in espresso"."""
    verb = forms("en").get(gerund) or lemma(gerund, "en")
    if verb.endswith("ing"):
        stem = gerund[: -len("ing")]
        likely = f"{stem}e" if re.search(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$", stem) else stem
        likely = stem[:-1] if re.search(r"([bdgmnprt])\1$", stem) else likely
        verb = next((form for form in (stem, f"{stem}e", stem[:-1]) if form in infinitives("en")), likely)
    return text if verb.endswith("ing") else verb + text[len(gerund) :]


def _from_third_person(text: str) -> str:
    """ "gardent leur calme" → "garder leur calme"."""
    word = re.search(r"[\w-]+ent\b", text)
    return text[: word.start()] + lemma(word.group(), "fr") + text[word.end() :] if word else text


def _shared_objects(found: list[Found]) -> list[Found]:
    """ "identifier, évaluer et signaler les risques": verbs without an object share the one that follows."""
    transitive = words("goals", "transitive")
    done: list[Found] = []
    for place, one in enumerate(found):
        value = str(one.value)
        if " " not in value and fold(value) in transitive:
            follower = next((str(other.value) for other in found[place + 1 :] if " " in str(other.value)), None)
            if follower and fold(follower.split()[0]) in transitive:
                value = f"{value} {follower.split(' ', 1)[1]}"
        done.append(replace(one, value=value))
    return done


def _paired(message: Message, found: list[Found]) -> list[Found]:
    """ "peser et pétrir une pâte": a verb alone stays with the one whose object it shares."""
    done: list[Found] = []
    for one in found:
        last = done[-1] if done else None
        between = message.plain[last.end : one.start].strip() if last else ""
        alone = len(done) < 2 or " " in str(done[-2].value)
        if last and between in {"et", "and"} and alone and " " not in str(last.value) and " " in str(one.value):
            done[-1] = replace(last, value=f"{last.value} {between} {one.value}", end=one.end)
        else:
            done.append(one)
    return done
