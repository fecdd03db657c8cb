"""How long and for how many: durations and sizes of group, without what is refused, supposed or said of others."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Found, Message
from assistant.language.counts import Count, bare_count, find_counts, listed_count
from assistant.language.durations import Duration, find_durations, split_into_days
from assistant.language.numbers import WHOLE, value
from assistant.language.people import trainers
from assistant.models.brief import DAY_MINUTES, BriefField, Slot
from assistant.models.turn import ReadingContext

T = TypeVar("T", Duration, Count)

_SHORT = 8
"""Words of a message in which a number alone can be a correction."""
_SHORTEST = 15
"""Minutes of the shortest module."""


@dataclass(frozen=True)
class Measures:
    """The facts, their places, and where the people who were counted are named."""

    facts: tuple[Found, ...]
    spans: tuple[tuple[int, int], ...]
    people: tuple[int, ...] = ()


def find_measures(message: Message, context: ReadingContext) -> Measures:
    """Durations and sizes of group that the message states of the module."""
    durations = [
        item
        for item in find_durations(message.plain)
        if _is_stated(message, item.start) and not _is_at_work(message, item, context)
    ]
    counts = [item for item in _counts(message, durations, context) if _is_stated(message, item.start)]
    pairs = [(one, _relative(message, one, context.duration_minutes)) for one in durations]
    durations = [new for _, new in pairs if new is not None]
    moved = {(new.start, new.end) for one, new in pairs if new is not None and new != one}
    durations = [_of_each(message, item, context.days) for item in durations] or _another_number(message, context)
    durations = durations or _weekdays(message, context)
    lengths = _pairs(message, durations, ("duration_minutes", "days"), lambda item: (item.minutes, item.days))
    sizes = _pairs(message, counts, ("group_size_min", "group_size_max"), lambda item: (item.low, item.high))
    counted = [(item.start, item.end) for item in counts]
    spans = (*(_masked(message, item) for item in durations), *counted, *_of_the_trainer(message))
    lengths = [replace(item, corrects=item.corrects or (item.start, item.end) in moved) for item in lengths]
    return Measures(
        (*lengths, *sizes),
        spans,
        tuple(
            min(item.noun, item.end) if item.noun >= item.end else item.noun for item in counts if item.noun is not None
        ),
    )


def _of_the_trainer(message: Message) -> list[tuple[int, int]]:
    """ "moniteur 15 ans d'expérience", "I've been a trainer for 12 years": nothing of it is said of the learners."""
    return [match.span() for match in _trained_for_years().finditer(message.plain)]


@cache
def _trained_for_years() -> re.Pattern[str]:
    one = rf"(?:{trainers()}|moniteur|monitrice|animat(?:eur|rice)|intervenante?|encadrante?|prof|teacher|lecturer)"
    years = (
        rf"(?:depuis |for |with |avec )?(?:plus de |over )?{WHOLE}\+? (?:ans?|annees?|years?)\b(?: (?:of |d')?[a-z']+)?"
    )
    myself = rf"(?:je suis|j'ai ete|i am|i'm|i've been|i have been)(?: an?| une?)? (?:[a-z]+ )?{one}"
    return re.compile(rf"\b(?:{myself}|{one}(?<!s),?)\s(?:[a-z]+\s)?{years}")


_ONE_SESSION = re.compile(
    r"(?:une?|an?|one|1)\s(?:ateliers?|modules?|seances?|sessions?|cours|workshops?|class|webinars?|"
    r"webinaires?)\s(?:de\s|d'|of\s)?"
)


def _masked(message: Message, item: Duration) -> tuple[int, int]:
    """ "un atelier de 3 heures": the length is taken, the workshop stays to be read."""
    lead = _ONE_SESSION.match(message.plain, item.start, item.end)
    return (lead.end() if lead else item.start), item.end


def is_supposed(message: Message, place: int) -> bool:
    """Whether the statement around a place is a hypothesis, a memory or somebody else's wish."""
    statement = next((one for one in message.statements if one.start <= place < one.end), None)
    if statement is None:
        return False
    found = pattern("replies", "supposed").search(statement.plain)
    return found is not None and statement.start + found.start() < place


def corrects(message: Message, start: int, end: int) -> bool:
    """Whether words near a place take back what was said before."""
    before = re.split(r"[.!?;\n]", message.plain[max(0, start - 70) : start])[-1]
    around = f"{before}\n{message.plain[start:end]}\n{message.plain[end : end + 25]}"
    return pattern("replies", "correcting").search(around) is not None


def _is_stated(message: Message, start: int) -> bool:
    before = message.plain[max(0, start - 25) : start]
    if pattern("replies", "rejected").search(before) and not re.search(
        r"\bpas plus d[e']\s?$|\bno more than $|\b(?:ne |n')[a-z]+ (?:plus )?qu[e']\s?$", before
    ):
        return False
    if _TOO_MUCH.match(message.plain, start):
        return False
    return not is_supposed(message, start) and (not _BYGONE.search(before) or _takes_back(message, start))


_TOO_MUCH = re.compile(
    r"[^.;,:!?]{2,35}?,?\s(?:c'est|ce sera(?:it)?|c'etait|ca fait|est|sont|is|are|would be|that's|it's)"
    r"\s(?:vraiment |bien |beaucoup |un peu |far |way |much |really |a bit )?(?:trop|too)\b"
)
"""After a length that is refused: "90 minutes is too long, say an hour"."""


def _takes_back(message: Message, start: int) -> bool:
    """ "no wait, it was 9, not 6": what was is what is."""
    after = message.plain[start : start + 40]
    return re.search(r"\b(?:not|pas|instead of|au lieu de)\s\w+", after) is not None and corrects(message, start, start)


_BYGONE = re.compile(
    r"\b(?:(?:on|nous|j'|ils|elles|ca|c')\s?(?:en )?(?:avait|avions|avais|avaient|etait|durait|faisait)|"
    r"(?:we|they|i)(?:'d| had) (?:done|run|planned|given)|i said|it (?:was|lasted|used to be))"
    r"(?: (?:fait|eu|prevu|donne|organise|tenu|dit))?(?: (?:que|only|just))?\s$|"
    r"\b(?:j'ai|on a|nous avons|ils ont|elles ont)(?: deja| bien| tous)?"
    r" (?:fait|eu|anime|donne|organise|tenu|suivi|passe)(?: (?:que|deja))?\s$|"
    r"\b(?:we|i|they)(?: already| once)? (?:did|ran|gave|held|attended|spent)(?: (?:only|just|about))?\s$"
)
"""How long it was another time: "l'an dernier on avait fait 2 jours"."""


def _is_at_work(message: Message, item: Duration, context: ReadingContext) -> bool:
    """ "ils bâclent l'entretien en 15 minutes" tells how long something lasts at work, not how long the module does."""
    statement = next((one for one in message.statements if one.start <= item.start < one.end), None)
    before = message.plain[statement.start if statement else 0 : item.start]
    told = before + message.plain[item.start : item.end]
    if pattern("durations", "training").search(told) or corrects(message, item.start, item.end):
        return False
    if pattern("durations", "training").match(message.plain, item.end):
        return False
    telling = context.pending in _STORIES
    apart = re.search(r"[,;:(]\s*$", before) is not None and not telling
    if pattern("durations", "others_do").match(before) and not apart:
        return True
    return telling and len(re.findall(r"\w+", before)) > _ANNOUNCING


_STORIES: frozenset[Slot] = frozenset({"work_context", "accessibility", "prerequisites"})
_ANNOUNCING = 2
"""Words that may stand before a length that answers beside the question ("sur deux jours")."""


def _pairs(
    message: Message, items: list[T], fields: tuple[BriefField, BriefField], worth: Callable[[T], tuple[object, object]]
) -> list[Found]:
    """Both fields of each measure, in the words that state it."""
    return [
        Found(field, value, item.start, item.end, corrected)
        for item, corrected in _last_word(message, items, worth)
        for field, value in zip(fields, worth(item), strict=True)
    ]


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
    if not meant or number > _MOST_DAYS or not _is_stated(message, found.start()):
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
    if not short or number < _SEVERAL or not corrects(message, *found.span()) or not _is_stated(message, found.start()):
        return []
    days = (context.days[0],) * number
    return [Duration(sum(days), days, *found.span())]


def _last_word(message: Message, items: list[T], worth: Callable[[T], object]) -> list[tuple[T, bool]]:
    """Each value once; when one takes back the others, that one alone."""
    distinct: dict[object, T] = {}
    for item in items:
        distinct.setdefault(worth(item), item)
    marked = [(item, corrects(message, item.start, item.end)) for item in distinct.values()]
    taken_back = [row for row in marked if row[1]]
    return taken_back[-1:] if taken_back and len(marked) > 1 else marked


def _counts(message: Message, durations: list[Duration], context: ReadingContext) -> list[Count]:
    found = [item for item in find_counts(message.plain) if not _overlaps(item, durations)]
    if context.pending == "group_size" and (together := listed_count(message.plain)):
        return [together]
    if not found and (_awaits_a_number(message, context) or _is_a_round_number(message, context)):
        bare = _bare(message)
        found = [bare] if bare and not _overlaps(bare, durations) else []
    if len(found) == 1 and context.pending == "group_size" and (exact := _after_a_guess(message, found[0])):
        found = [exact]
    found = [item for item in found if not _tells_of_some(message, item) and not _is_aside(message, item, context)]
    sure = [item for item in found if item.sure]
    if not found and context.pending is None:
        found = _alone(message)
    if not sure:
        return [replace(found[0], sure=True)] if found else []
    return sure


def _awaits_a_number(message: Message, context: ReadingContext) -> bool:
    """ "non pas 20, 12 en fait": a number alone also corrects the size that is known."""
    if context.pending == "group_size":
        return True
    short = len(re.findall(r"\w+", message.plain)) <= _SHORT
    return (
        short
        and "group_size_max" in context.known
        and pattern("replies", "correcting").search(message.plain) is not None
    )


_ROUND = re.compile(
    r"\W*(?:(?:environ|a peu pres|disons|plutot|about|around|roughly|say|maybe|peut-etre|oups,?|oops,?)\s)*"
    r"(?:(?:une?|a|half a)\s(?:petite |bonne |grosse |good )?(?:demi[ -])?"
    r"(?:dizaine|douzaine|vingtaine|trentaine|quarantaine|cinquantaine|dozen)|[a-z]+ or so)"
    r"(?:\s(?:environ|de (?:gens|personnes)|en fait|actually|or so|max))?\W*"
)


def _is_a_round_number(message: Message, context: ReadingContext) -> bool:
    """ "une dizaine", "ten or so", whatever was asked: nothing else is counted so."""
    return context.pending not in {None, "duration"} and _ROUND.fullmatch(message.plain) is not None


def _bare(message: Message) -> Count | None:
    plain = message.plain
    while (found := bare_count(plain)) and not _is_stated(message, found.start):
        plain = plain[: found.start] + "\x01" * (found.end - found.start) + plain[found.end :]
    return found


_GUESS = re.compile(r"aines?\b|dozens?\b")


def _after_a_guess(message: Message, guess: Count) -> Count | None:
    """ "une bonne vingtaine, sans doute 22": the number that makes a guess exact."""
    rest = bare_count(message.plain[guess.end :])
    if rest is None or not _GUESS.search(message.plain, guess.start, guess.end) or rest.low != rest.high:
        return None
    start, end = guess.end + rest.start, guess.end + rest.end
    between = message.plain[guess.end : start]
    if re.search(r"\bmax|\bau (?:plus|moins)|\bminimum", message.plain[guess.end :]) or re.search(r"[.;!?]", between):
        return None
    return replace(rest, start=start, end=end)


def _alone(message: Message) -> list[Count]:
    """ "Cold calling. 1 day. 10.": a number between two stops of a terse brief."""
    found = re.search(r"(?:[.,;\n]\s*)(\d{1,3})\s*(?=[.,;\n]|$)", message.plain[:400])
    if (
        found is None
        or not 2 <= int(found.group(1)) <= 300
        or re.search(r"^\s*\d{1,2}[.)]\s", message.plain, re.MULTILINE)
    ):
        return []
    return [Count(int(found.group(1)), int(found.group(1)), found.start(1), found.end(1), sure=True)]


_TOLD_OF = re.compile(
    r"\s(?:are|is|were|was|have|has|had|got|sont|etaient|ont|a|est)\s"
    r"(?!expected|coming|registered|attending|enrolled|signed|booked|inscrit|prevu|attendu|confirm|interess|[a-z]+(?:er|ir)\b)"
)
_PRONOUN = re.compile(r"(?:ils|elles|on|nous|they|we|there|il y)\b")


def _tells_of_some(message: Message, count: Count) -> bool:
    """ "deux sont malentendants": a number that is told something of is a part of the group."""
    between = message.plain[count.end : count.noun] if count.noun is not None else ""
    if re.search(r"\b(?:sont|est|ont|a|are|is|has|have|was|were)\b", between):
        return True
    if _PRONOUN.match(message.plain, count.start) or re.match(r"\s[àÀ]\s", message.raw[count.end :]):
        return False  # "trois personnes à chaque fois": no verb
    return _TOLD_OF.match(message.plain, count.end) is not None


_BESIDE: frozenset[Slot] = _STORIES | {"resources", "constraints", "assessment_wishes"}
"""What numbers of people are part of an answer about: "pas plus de 2 personnes absentes"."""


def _is_aside(message: Message, count: Count, context: ReadingContext) -> bool:
    """Whether a number of people, where something else was asked for, is part of that answer."""
    if context.pending == "duration" and message.plain[count.start : count.end].endswith("of them"):
        return True  # three mornings
    if context.pending not in _BESIDE or corrects(message, count.start, count.end):
        return False
    statement = next((one for one in message.statements if one.start <= count.start < one.end), None)
    announced = _ANNOUNCED.match(message.plain, count.start)
    return not announced and statement is not None and len(statement.plain.split()) > _WORDS_OF_A_COUNT


_WORDS_OF_A_COUNT = 4
_ANNOUNCED = re.compile(
    r"(?:ils|elles|on|nous|they|we|there|theyre|j'en|(?:un |une |a |the )?(?:group|team|class|equipe|promo|effectif))"
)


def _overlaps(count: Count, durations: list[Duration]) -> bool:
    return any(count.start < item.end and item.start < count.end for item in durations)
