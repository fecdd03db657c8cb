"""Those who are to do it, where they stand before the verbs: "every technician restarts the pump, logs the fault"."""

import re

from assistant.engine.offline.reading.cues import cue, native, pattern
from assistant.engine.offline.reading.finite import before_finite, finite_at
from assistant.engine.offline.reading.message import Message, Statement
from assistant.language.people import is_person

_MANY = 3
"""Things that each of them does: fewer may be a story, unless something says that they are wanted."""
_ASIDE = re.compile(
    r"(?:clients?|clientes?|patients?|customers?|guests?|visitors?|usagers?|enfants?|child|kid|boss|chef\b(?! d))"
)
"""People of whom it is told, who are not trained."""
_ONE = re.compile(
    r"\b(?:he|she|each|everyone|everybody|each of (?:them|us|you)|each [a-z]+|chacune?|on|il|elle|(?:every|"
    r"chaque) [a-z-]+(?:\s[a-z'-]+){0,4})\s$"
)


def does_from(message: Message, place: int, end: int) -> int | None:
    """ "chaque manager prépare…": the place of the verb behind one doer; None where no doer begins."""
    one = native("goals", "one_doer", message.language).match(message.plain, place, end)
    if one is None or _ASIDE.match(message.plain, one.end()):
        return None
    return before_finite(message.raw, one.end(), end, message.language)


def people_do(message: Message, start: int, end: int) -> int | None:
    """ "les agents accueillent, orientent": the place of the first verb; None where no learner does anything."""
    all_of_them = native("goals", "everyone", message.language).match(message.plain, start, end)
    if all_of_them and finite_at(message.raw, all_of_them.end(), end, message.language):
        return all_of_them.end()
    doer = native("goals", "doers", message.language).match(message.plain, start, end)
    if doer is None or doer.end() == start or _ASIDE.match(message.plain, doer.end()):
        return None
    return before_finite(message.raw, doer.end(), end, message.language)


def tells_of_one(message: Message, statement: Statement, place: int) -> bool:
    """Whether what is announced goes on in the third person: "each of them | logs the fault"."""
    before = statement.plain[:place]
    last = re.search(r"([a-z-]+)\s$", before)
    doer = _ONE.search(before) or (last and is_person(last.group(1)))
    return bool(doer) and finite_at(message.raw, statement.start + place, statement.end, message.language)


def each_does(message: Message, statement: Statement, *, strict: bool) -> int | None:
    """Where the goals begin in "By the end every buyer prepares a fallback, opens…", which no wish announces."""
    if cue("prerequisites").search(statement.plain) or _is_denied(statement):
        return None
    late = native("goals", "framed", message.language).search(statement.plain)
    start = late.end() if late else _after_mark(statement)
    place = does_from(message, statement.start + start, statement.end)
    if place is None:
        return None
    if late or (start and pattern("goals", "wishes").search(statement.plain[:start])):
        return place
    told = re.findall(r",|\s(?:et|and)\s", statement.plain[place - statement.start :])
    everyone = native("goals", "everyone", message.language).match(statement.plain[start:]) is not None
    return place if everyone and not strict and len(told) >= _MANY - 1 else None


def _after_mark(statement: Statement) -> int:
    """Behind "Our goal is simple:"."""
    mark = re.match(r"[^:]{0,60}:\s*|\W*", statement.plain)
    return mark.end() if mark else 0


def _is_denied(statement: Statement) -> bool:
    """ "each shift blames the other and nobody owns it": what is wrong is not what is wanted."""
    return re.search(r"\b(?:pas|jamais|rien|plus|ne|never|not|nobody|no one|[a-z]+n't)\b", statement.plain) is not None
