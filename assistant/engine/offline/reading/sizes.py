"""For how many: the sizes of group that a message states, without those of a part of the group."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.lengths import STORIES
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.stating import corrects, is_stated
from assistant.language.counts import Count, bare_count, find_counts, listed_count
from assistant.language.durations import Duration
from assistant.models.brief import Slot
from assistant.models.turn import ReadingContext

_SHORT = 8
"""Words of a message in which a number alone can be a correction."""


def find_sizes(message: Message, durations: list[Duration], context: ReadingContext) -> list[Count]:
    """The sizes of group that the message states, beside its durations."""
    habit = context.pending == "group_size" and _IN_GENERAL.fullmatch(message.plain) is not None
    return [item for item in _counts(message, durations, context) if habit or is_stated(message, item.start)]


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
    found = [item for item in found if not _is_a_team(message, item, found)]
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
    while (found := bare_count(plain)) and not (is_stated(message, found.start) or _IN_GENERAL.fullmatch(plain)):
        plain = plain[: found.start] + "\x01" * (found.end - found.start) + plain[found.end :]
    return found


_IN_GENERAL = re.compile(
    r"\W*(?:(?:it's|it is|they're|c'est|on est|ils sont|they are)\s)?"
    r"(?:usually|normally|d'habitude|habituellement|d'ordinaire)"
    r"(?! we)(?:\s(?!but\b|mais\b|not\b|pas\b|now\b|time\b|fois\b|this\b|cette\b)[a-z'-]+){0,4}\s[\w-]+\W*"
)
"""A habit is the whole answer: "it's usually around 8"."""
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


_TEAM = re.compile(r"\b(?:par|en|in|into) (?:petits? |small )?(?:groupes?|equipes?|groups?|teams?) (?:de|d'|of)\b")
_LARGEST_TEAM = 6


def _is_a_team(message: Message, count: Count, others: list[Count]) -> bool:
    """ "28 personnes, par équipes de quatre": a few who work together, where more people are told."""
    named = any(match.start() <= count.start < match.end() for match in _TEAM.finditer(message.plain))
    return named and count.high <= _LARGEST_TEAM and any(other.low > count.high for other in others)


_BESIDE: frozenset[Slot] = STORIES | {"resources", "constraints", "assessment_wishes"}
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
