"""How long: the durations that a message states, and those it changes the known one by."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.stating import corrects, is_stated
from assistant.language.durations import Duration, find_durations, split_into_days
from assistant.language.numbers import WHOLE, value
from assistant.models.brief import DAY_MINUTES, Slot
from assistant.models.turn import ReadingContext

_SHORTEST = 15
"""Minutes of the shortest module."""


def stated_lengths(message: Message, context: ReadingContext) -> list[Duration]:
    """The durations in the message that can be the module's."""
    return [
        item
        for item in find_durations(message.plain)
        if is_stated(message, item.start)
        and not _is_at_work(message, item, context)
        and not _is_the_part_elsewhere(message, item, context)
    ]


_AND_A_PART = re.compile(r"\b(?:avec|with|dont|including|puis|then|plus)\s(?:juste |just |seulement |only )?$")


def _is_the_part_elsewhere(message: Message, item: Duration, context: ReadingContext) -> bool:
    """ "à distance, avec une journée sur place": how long that part lasts, where the place was asked for."""
    before = message.plain[max(0, item.start - 25) : item.start]
    return context.pending == "modality" and _AND_A_PART.search(before) is not None


def settled_lengths(
    message: Message, stated: list[Duration], context: ReadingContext
) -> tuple[list[Duration], set[tuple[int, int]]]:
    """What they make of the known length, and the places of those that change it by so much."""
    pairs = [(one, _relative(message, one, context.duration_minutes)) for one in stated]
    moved = {(new.start, new.end) for one, new in pairs if new is not None and new != one}
    durations = [_of_each(message, new, context.days) for _, new in pairs if new is not None]
    return durations or _another_number(message, context) or _weekdays(message, context), moved


def _is_at_work(message: Message, item: Duration, context: ReadingContext) -> bool:
    """ "ils bâclent l'entretien en 15 minutes" tells how long something lasts at work, not how long the module does."""
    statement = next((one for one in message.statements if one.start <= item.start < one.end), None)
    before = message.plain[statement.start if statement else 0 : item.start]
    told = before + message.plain[item.start : item.end]
    if pattern("durations", "training").search(told) or corrects(message, item.start, item.end):
        return False
    if pattern("durations", "training").match(message.plain, item.end):
        return False
    telling = context.pending in STORIES
    apart = re.search(r"[,;:(]\s*$", before) is not None and not telling
    if pattern("durations", "others_do").match(before) and not apart:
        return True
    return telling and len(re.findall(r"\w+", before)) > _ANNOUNCING


STORIES: frozenset[Slot] = frozenset({"work_context", "accessibility", "prerequisites"})
_ANNOUNCING = 2
"""Words that may stand before a length that answers beside the question ("sur deux jours")."""


_SHORTER = re.compile(
    r"\b(?:raccourci\w*|redui\w+|diminu\w+|enlev\w+|retir\w+|shorten\w*|reduce\w*|cut|trim)\b[^.;!?\n\d]{0,30}?(?P<by>\bd[e']\s?|"
    r"\bby\s)?$"
)
_LONGER = re.compile(
    r"\b(?:rallong\w*|allong\w*|augment\w*|ajout\w+|prolong\w*|extend\w*|lengthen\w*|add)\b[^.;!?\n\d]{0,30}?(?P<by>\bd[e']\s?|"
    r"\bby\s)?$"
)


_TAKEN_OFF = re.compile(
    r"\b(?:enlev|retir|ot|coupe|gratt|supprim|knock|shave|take|lose|drop)[a-z]*(?:[- ](?:moi|lui|y|nous|me|us|off))?\s$"
)
_GIVEN = re.compile(
    r"\b(?:r?ajoute|donne)[a-z]*(?:[- ](?:moi|lui|y|nous))?\s(?:encore\s)?(?:une?|\d|deux|trois)\b[^.;]*$|"
    r"\bencore\s[^.;]*$|\b(?:add|give (?:it|us|them|me)|allow)\s(?:on\s)?(?:an?|\d|two|three|half)\b[^.;]*$|"
    r"\banother\s(?:hour|day|half|morning|afternoon|session|week|\d+|[a-z]+ (?:minutes|hours|days))[a-z -]*$"
)


def _relative(message: Message, item: Duration, current: int | None) -> Duration | None:
    """ "raccourcis d'une demi-journée" states a difference; None where there is nothing to take it from."""
    before = message.plain[max(0, item.start - 60) : item.start]
    after = message.plain[item.end : item.end + 12]
    shorter, longer = _SHORTER.search(before), _LONGER.search(before)
    more = re.match(r"\s(?:de plus|en plus|more|extra)\b", after)
    less = re.match(r"\s(?:de moins|en moins|less|shorter)\b", after)
    taken, given = _TAKEN_OFF.search(before), _GIVEN.search(f"{before}{message.plain[item.start : item.end]}")
    bys = (shorter and shorter["by"]) or (longer and longer["by"])
    if not (bys or more or less or taken or given):
        return item
    sign = -1 if less or taken or (shorter and shorter["by"]) else 1
    minutes = (current or 0) + sign * item.minutes
    if current is None or minutes < _SHORTEST:
        return None
    return replace(item, minutes=minutes, days=split_into_days(minutes))


_EACH = re.compile(
    r"[^.;!?\n]{0,3}?\b(?:(?:par|a|per|each|every|chaque|la)\s"
    r"(?:seances?|sessions?|fois|time|jour|day|soirees?|evening|soir|semaine|week|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|monday|tuesday|wednesday|thursday|friday|saturday)|chacune?|each|a chaque fois)\b"
)


def _of_each(message: Message, item: Duration, days: tuple[int, ...]) -> Duration:
    """ "on n'a que 45 minutes par séance": there are as many sessions as before."""
    told = message.plain[item.start : item.end]
    each = _EACH.search(told) or _EACH.match(message.plain, item.end)
    if len(item.days) != 1 or len(days) < _SEVERAL or not each:
        return item
    return replace(item, minutes=item.minutes * len(days), days=item.days * len(days))


_SEVERAL = 2
_A_NUMBER_OF_SESSIONS = re.compile(
    rf"(?P<n>{WHOLE})\s(?P<what>semaines?|weeks?|seances?|sessions?|fois|soirees?|evenings?|rencontres?|creneaux)\b"
    r"(?!\s(?:avant|apres|plus tard|before|after|later|ago|d'intervalle|apart|minimum|d'affilee|"
    r"par|a (?:la|day|week|month)|per)\b)"
)
_MOST_WORDS = 14
"""Words of a message that says a number of sessions and not how long they are."""


_WEEKDAYS = re.compile(
    rf"(?P<n>{WHOLE})\s(?:seule?s? |single )?"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|(?:mon|tues|wednes|thurs|fri|satur)days?)"
    r"\b(?!\s?(?:matin|soir|apres|midi|morning|afternoon|evening|night|lunch|sur|par|a month|on))"
)


def _weekdays(message: Message, context: ReadingContext) -> list[Duration]:
    """ "deux lundis, au salon": whole days, where no other length is said."""
    found, known = _WEEKDAYS.search(message.plain), "duration_minutes" in context.known
    if found is None or not (known or context.pending in {None, "subject", "duration"}):
        return []
    number = int(value(found["n"]))
    meant = corrects(message, *found.span()) if known else number >= _SEVERAL
    if not meant or number > _MOST_DAYS or not is_stated(message, found.start()):
        return []
    days = (DAY_MINUTES,) * number
    return [Duration(sum(days), days, *found.span())]


_MOST_DAYS = 10


def _another_number(message: Message, context: ReadingContext) -> list[Duration]:
    """ "plutôt 5 semaines à cause des vacances": as long each time, but another number of times."""
    found = _A_NUMBER_OF_SESSIONS.search(message.plain)
    if len(context.days) < _SEVERAL or len(set(context.days)) > 1 or found is None:
        return []
    number, short = int(value(found["n"])), len(message.plain.split()) <= _MOST_WORDS
    if not short or number < _SEVERAL or not corrects(message, *found.span()) or not is_stated(message, found.start()):
        return []
    days = (context.days[0],) * number
    return [Duration(sum(days), days, *found.span())]
