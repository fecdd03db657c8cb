"""Competencies: lists of what learners must be able to do, in any form, as infinitive phrases."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.audiences import audience_at
from assistant.engine.offline.reading.cues import cue, native, pattern
from assistant.engine.offline.reading.doers import does_from, each_does, people_do, tells_of_one
from assistant.engine.offline.reading.goal_lists import Item, items_between, items_told
from assistant.engine.offline.reading.goal_words import paired, shared_objects, value_of, with_verb
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.openings import (
    begins_conjugated,
    begins_goal,
    is_vague,
    lead,
)
from assistant.engine.offline.reading.pronouns import resolve
from assistant.engine.offline.reading.unannounced import OF_THE_CLOCK, bare_list
from assistant.language.grammar import infinitive_phrase
from assistant.language.lemmas import fold
from assistant.models.terms import Language

_MOST_GOALS = 40
_FROM_AFAR = 24
"""Characters before an announcement that may still make it the trainer's own: "je dois bien savoir…"."""
_FEW = 4
_SEVERAL = 2


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
    found = _without_summary(message, found)
    doings = [one for one in found if not pattern("goals", "ending").match(fold(str(one.value)))]
    return doings or found, used  # what must end says nothing of what they will do, where something else does


def _without_summary(message: Message, found: list[Found]) -> list[Found]:
    """ "ils doivent se mettre à Moodle : déposer un cours, créer un test": what the list spells out is no goal more."""
    if len(found) < _FEW - 1:
        return found
    between = message.plain[found[0].end : found[1].start]
    return found[1:] if not re.search(r"[.;\n]", between) and between.rstrip().endswith(":") else found


def _items_of(
    message: Message, statement: Statement, *, going_on: bool, begun: bool, strict: bool
) -> tuple[list[Item], bool]:
    place = _announces(message, statement, strict=strict)
    if place is None and (does := each_does(message, statement, strict=strict)) is not None:
        return items_told(message, does, statement.end), True
    if place is not None and tells_of_one(message, statement, place):
        return items_told(message, statement.start + place, statement.end), True
    if place is not None and statement.plain.rstrip().endswith(":") and len(statement.plain[place:].split()) <= _FEW:
        return [], True  # "what they have to master:"
    if place is not None:
        return items_between(message, statement.start + place, statement.end), True
    items = _continuation(message, statement, begun) if going_on else []
    return items or ([] if (going_on and begun) or strict else bare_list(message, statement)), False


def goals_in(message: Message, start: int, end: int, known: tuple[str, ...] = ()) -> list[Found]:
    """Everything between two places read as goals: the answer to "what should they be able to do?"."""
    rest = message.plain[start:end]
    blank = len(rest) - len(rest.lstrip())
    announced = cue("goal").match(rest.lstrip())
    if announced:
        start += blank + announced.end()
    that = native("goals", "that", message.language).match(message.plain, start, end)
    does = people_do(message, that.end() if that else start, end)
    if does is not None:
        return _facts(message, items_told(message, does, end), list(known))
    start = (_they_do(message, that.end(), end) if that else None) or start
    return _facts(message, items_between(message, start, end, anything=True), list(known))


def _they_do(message: Message, start: int, end: int) -> int | None:
    """ "that | the guards check the badge": the place of the verb, which has the form of an order."""
    who = audience_at(message, start, end)
    does = who is not None and begins_goal(message.plain[who.end : end], message.language, first=True)
    return who.end if who and does else None


def wished(message: Message, statement: Statement) -> list[Found]:
    """ "qu'ils rangent l'outil, signent le registre": several goals told as a wish, whatever was asked."""
    if native("goals", "that", message.language).match(statement.plain) is None:
        return []
    found = goals_in(message, statement.start, statement.end)
    said = [fold(str(one.value)).replace("’", "'") for one in found]
    practical = native("goals", "practical", message.language)
    if len(found) < _SEVERAL or any(
        practical.match(goal) or not begins_goal(goal, message.language, first=True) for goal in said
    ):
        return []
    return found


def vague_goals(found: list[Found], message: Message) -> tuple[str, ...]:
    """The quotes of goals that no one could see a learner do."""
    return tuple(
        message.quote(one.start, one.end)
        for one in found
        if one.field == "competencies" and one.value != () and _is_vague(str(one.value), message.language)
    )


def _is_vague(goal: str, language: Language) -> bool:
    """Whether nobody could see it done, in whichever language it is told ("…, and they must know the rules")."""
    other: Language = "en" if language == "fr" else "fr"
    return is_vague(goal, language) or (begins_goal(fold(goal), other, first=True) and is_vague(goal, other))


def _announces(message: Message, statement: Statement, *, strict: bool) -> int | None:
    """Where the goals begin in a statement that announces them."""
    found = cue("goal").search(statement.plain) or _at_the_end(message, statement) or _who_must(message, statement)
    if found is None or pattern("goals", "not_announced").search(
        statement.plain, max(0, found.start() - _FROM_AFAR), found.end()
    ):
        return None
    if cue("prerequisites").search(statement.plain) or _THE_COURSE.search(statement.plain, 0, found.end()):
        return None
    if _THINGS_ARE.search(statement.plain, 0, found.end()) and re.match(
        r"(?:etre|be)\b", statement.plain[found.end() :]
    ):
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


_THE_COURSE = re.compile(
    r"\b(?:ton|style|format|contenu|support|supports|rythme|duree|formation|module|stage|atelier|seance|session|cours|"
    r"evaluation|ca|cela|it|this|tone|content|course|training|workshop|material|pace)\s"
    r"(?:doit|doivent|devra|devrait|must|should|needs? to|has to|will)\s(?:[a-z'-]+\s)?$"
)
"""What is asked of the training, not of those who learn: "le ton doit rester léger"."""
_THINGS_ARE = re.compile(r"\b(?:les|nos|mes|ces|the|our) (?P<what>[a-z-]+) (?:doivent|devront|must|should|have to)\s$")
"""What must be so is no doing: "les règles doivent être claires"."""
_IN_THE_END = re.compile(
    r"\b(?:(?:by|at) the end|a la fin|en fin|au bout|au terme|a l'issue)"
    r"(?:\s?(?:of|de|du|d')\b[a-z' \x01]{0,40})?\s?,?\s*$"
)
_THEY_CAN = re.compile(
    r"\W*(?:they|he|she|everyone|ils|elles)\s(?:can|could|will|are able to|peuvent|savent)\s(?!be\b|have\b)"
)
_THEY = re.compile(r"\W*they\s(?!(?:all|each|are|have|will|would|should|were|get|go|want|need|leave)\b)(?=[a-z]+\s)")


def _at_the_end(message: Message, statement: Statement) -> re.Match[str] | None:
    """ "By the end of two hours, they can find the rate": not what they can already."""
    late = _IN_THE_END.search(message.plain[max(0, statement.start - 70) : statement.start])
    if late is None:
        return None
    they = _THEY.match(statement.plain)
    does = they and begins_goal(statement.plain[they.end() :], message.language, first=True)
    return _THEY_CAN.match(statement.plain) or (they if does else None)


def _who_must(message: Message, statement: Statement) -> re.Match[str] | None:
    """ "New operatives have to gown up": people, whatever they are called, and what they must do."""
    label = re.match(r"[^:]{0,40}:\s", statement.plain)
    start = message.trimmed(statement.start + (label.end() if label else 0), statement.end)[0]
    who = audience_at(message, start, statement.end)
    if who is None or who.start - start > _FEW:
        return None
    return native("goals", "must", message.language).match(statement.plain, who.end - statement.start)


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
    aside = _ASIDE.match(message.plain, who.end, end)
    behind = aside.end() if aside else who.end
    modal = native("goals", "modal", message.language).match(message.plain, behind, end)
    place = modal.end() if modal else behind
    after = message.plain[place:end].lstrip()
    if re.match(r"(?:soient|aient|ont|sont|be|are|have)\b", after) and not modal:
        return None
    does = begins_conjugated(after, message.language) or begins_goal(after, message.language, first=True)
    return place - statement.start if does else None


_ASIDE = re.compile(r"\s*\([^)\n]{0,40}\)")
"""What stands in brackets behind those who are named: "les chefs de bord (une dizaine) annoncent…"."""


def _continuation(message: Message, statement: Statement, begun: bool) -> list[Item]:
    """A line, a sentence or a clause that goes on with the list above it."""
    raw = message.raw[statement.start : statement.end]
    bullet = pattern("goals", "bullet").match(message.raw, statement.start)
    if bullet and not re.match(r"\s*[a-z -]{3,20}:", message.plain[bullet.end() :]):
        return items_between(message, bullet.end(), statement.end)
    plain = statement.plain.lstrip()
    if _A_TEST.match(plain) or _AS_IT_IS.match(plain):
        return []
    opening = lead(message.language).match(plain)
    if begins_goal(plain[opening.end() if opening else 0 :], message.language, first=True):
        return items_between(message, statement.start, statement.end)
    if not begun and re.match(r"\s*(?:l'|la |le |les |the )", plain) and infinitive_phrase(raw, message.language):
        return items_between(message, statement.start, statement.end)
    return []


_AS_IT_IS = re.compile(r"\W*(?:they|people|everyone)\s(?:give|lose|let|get|go|make|take|say|tell|leave|keep|put|do)\b")
"""What people do today, in a sentence behind the goals: "They give in on price."."""
_A_TEST = re.compile(
    r"\W*(?:test|exam|quiz|assessment|certificate|practice)s?(?:\s(?:at|in|on|by|of|with|after)\b|\s?[,:])"
)
"""What a sentence behind the goals may begin with that is no goal: "Test at the end"."""


_OF_THE_TRAINER = re.compile(
    r"(?:il (?:faut|faudrait|faudra) |on (?:doit|va|peut) |je (?:dois|veux|vais) )(?:le |la |les |l'|ca |"
    r"tout )(?:faire|finir|"
    r"terminer|programmer|caler|prevoir|boucler|organiser|placer|caser)\b"
)
"""What has to be done about the training: "il faut le faire après les retours"."""
_ONLY_ANNOUNCES = re.compile(
    r"\W*(?:(?:ils |elles |they )?(?:doivent|devront|sauront|pourront|seront|sera|etre|be|will|should|must|need to|"
    r"they will|savoir|pouvoir|sachent)\b\s?)*(?:(?:tous |all )?(?:capables?|en mesure|able|aptes?)\s?)?"
    r"(?:de|d'|to|a|que|qu')?\W*|\W*(?:a la fin|pour finir|pour commencer|(?:at|by|in) the end|to finish|after that)\W*"
)
"""Words that lead to a list and are no part of it: "être capables de :"."""


_HOW = re.compile(r"(?:without [a-z]+ing|sans (?:se |s'|l'|les? |la )?[a-z-]+(?:er|ir|re))\b")


def _facts(message: Message, items: list[Item], before: list[str]) -> list[Found]:
    values: list[str] = list(before)
    found: list[Found] = []
    for item in items:
        start, end = message.trimmed(item.start, item.end)
        if _ONLY_ANNOUNCES.fullmatch(message.plain, start, end) or _OF_THE_TRAINER.match(message.plain, start, end):
            continue
        if OF_THE_CLOCK.match(message.plain, start, end):
            continue
        if found and (how := _HOW.match(message.plain, start, end)):
            # "give directions, in Welsh, without freezing": how the last one is done.
            whole = replace(found[-1], value=f"{found[-1].value}, {message.raw[how.start() : end]}", end=end)
            found[-1:], values[-1:] = [whole], [str(whole.value)]
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
