"""An answer taken whole, because the question asked for exactly that."""

import re

from assistant.engine.offline.reading.audiences import audience_at
from assistant.engine.offline.reading.circumstances import split_items
from assistant.engine.offline.reading.cues import cue, pattern
from assistant.engine.offline.reading.goals import goals_in
from assistant.engine.offline.reading.message import LABELLED, Found, Message
from assistant.engine.offline.reading.replies import consent_of, says_none
from assistant.language.people import is_person
from assistant.models.brief import FIELDS_OF_SLOT, LIST_FIELDS, BriefField
from assistant.models.turn import ReadingContext

_WHOLE: frozenset[BriefField] = frozenset(
    {
        "title", "audience", "work_context", "assessment_wishes", "resources", "accessibility", "constraints",
        "prerequisites", "competencies",
    }
)  # fmt: skip
"""Fields that free words can answer; a duration or a number must be recognised."""
_IN_PIECES = frozenset({"work_context", "assessment_wishes", "constraints", "resources"})
"""Fields that an answer may go on telling after what was read of them by their signs."""
_LEVELS = ("mixed", "beginner", "intermediate", "advanced")
_MARKS = "\x01 ,;"


def answer_of(message: Message, context: ReadingContext, found: list[Found]) -> list[Found]:
    """The facts of an answer to the pending question, from what nothing else has read."""
    field = FIELDS_OF_SLOT[context.pending][0] if context.pending else None
    if field not in _WHOLE or any(item.corrects for item in found):
        return []
    if says_none(message.plain) and (field not in LIST_FIELDS or field == "competencies"):
        return []
    if field in LIST_FIELDS and field != "competencies" and says_none(message.plain):
        start, end = message.trimmed(0, len(message.raw))
        return [Found(field, (), start, end)]
    if field in LIST_FIELDS and field != "competencies" and (none := _NONE_FIRST.match(message.plain)):
        start, end = message.trimmed(*none.span("none"))
        return [Found(field, (), start, end)]
    known = any(item.field == field for item in found)
    if consent_of(message.plain) or (known and field not in _IN_PIECES):
        return []
    facts: list[Found] = []
    told = [item for item in found if field != "audience" or item.field != "audience_level"]
    for start, end in _unread(message, told):
        facts += _answer(message, field, start, end, context)
        if field in {"title", "audience"} and facts:
            break
    return facts


def is_need(plain: str) -> bool:
    """Whether an answer about accessibility tells of somebody's need: what is off the subject is no need."""
    somebody = _SOMEBODY.match(plain)
    if somebody and is_person(somebody["who"]):
        return True
    return cue("accessibility").search(plain) is not None or cue("need").search(plain) is not None


_SOMEBODY = re.compile(
    r"\W*(?:(?:on a|il y a|j'ai|nous avons|we have|i have|there is|there are|i've got)\s)?"
    r"(?:une?|deux|trois|quatre|\d{1,2}|an?|one|two|three|four|some)\s(?P<who>[a-z'-]+)"
)


_NONE_FIRST = re.compile(
    r"\W*(?P<none>(?:non,? |no,? )?(?:aucune?s?|rien|personne|none|nothing|nobody|no one)"
    r"(?: (?:du tout|de special|de particulier|at all|special))?)\s*[,.;](?!.*\b(?:mais|sauf|juste|seulement|"
    r"a part|si|but|"
    r"except|only|just|apart|unless)\b)",
    re.DOTALL,
)
"""None, and then why: "aucun, ils partent de zéro"."""
_NAMING = re.compile(
    r"(?:(?:let's |you can |we(?:'ll| will)? |on peut |on va )?(?:call|name|title) it\s|maybe\s|perhaps\s|"
    r"peut-etre\s|(?:on )?(?:l')?appel(?:le|ons|ez|er)"
    r"(?:[- ]l[ae])?\s|pourquoi pas\s|something like\s|quelque chose comme\s)(?=\S)"
)


def _answer(message: Message, field: BriefField, start: int, end: int, context: ReadingContext) -> list[Found]:
    start, end = _opened(message, start, end)
    if not re.search(r"[^\W\d_]{2}", message.plain[start:end].replace("\x01", "")):
        return []
    if _is_an_order(message.plain[start:end], message.plain):
        return []
    if field == "competencies" and "\x01" in message.plain[start:end]:
        return []  # a length or a number, said beside the question
    if field == "competencies":
        return goals_in(message, start, end, context.competencies)
    if field == "audience":
        return _audience(message, start, end)
    if field == "accessibility" and not is_need(message.plain[start:end]):
        return []
    if field in {"resources", "prerequisites"}:
        return split_items(message, field, start, end)
    named = _NAMING.match(message.plain, start, end) if field == "title" else None
    start = named.end() if named and named.end() < end else start
    value = re.sub(r"\s+", " ", message.raw[start:end]).strip('"«»“” \u00a0')
    return [Found(field, value, start, end)] if value else []


def _is_an_order(piece: str, plain: str) -> bool:
    """ "ajoutez" that is left of "ajoutez une heure" answers nothing."""
    left = re.findall(r"[a-z']+", piece)
    return len(left) == 1 and "\x01" in plain and _ORDER.match(left[0]) is not None


_ORDER = re.compile(r"(?:r?ajout|enlev|retir|r?allong|raccourci|met[sz]?|pass|add|make|cut|take|put|set)")


def _unread(message: Message, found: list[Found]) -> list[tuple[int, int]]:
    """The passages of the message that no fact but a measure comes from, neighbours together."""
    runs: list[tuple[int, int]] = []
    for statement in message.statements:
        if LABELLED.match(statement.plain):
            continue
        if any(item.start < statement.end and statement.start < item.end for item in found if _is_words(message, item)):
            continue
        if runs and not re.search(r"[a-z\x02]", message.plain[runs[-1][1] : statement.start]):
            runs[-1] = (runs[-1][0], statement.end)
        else:
            runs.append((statement.start, statement.end))
    return runs


def _is_words(message: Message, item: Found) -> bool:
    if item.field == "audience_level":
        # "débutants" alone is the level; "une salle pour débutants" goes on being an answer.
        statement = next((one for one in message.statements if one.start <= item.start < one.end), None)
        return statement is not None and item.end - item.start > len(statement.plain.strip(" .,")) // 2
    return "\x01" not in message.plain[item.start : item.end][:1]


def _audience(message: Message, start: int, end: int) -> list[Found]:
    taken = message.plain.find("\x01", start, end)
    stop = taken if taken > start + 3 else end
    first = next((one for one in message.statements if one.start <= start < one.end), None)
    stop = min(stop, first.end) if first else stop
    if re.match(r"\W*(?:que |qu'|that )", message.plain[start:stop]):
        return []
    lead = pattern("replies", "presenting").match(message.plain, start, stop)
    begin = lead.end() if lead and lead.end() < stop - 2 else start
    found = audience_at(message, begin, stop)
    if found and found.end >= stop - 1:
        return [found]
    while loose := re.search(r"\s(?:et|and|de|en|avec|with)\s*$", message.plain[begin:stop]):
        stop = begin + loose.start()
    for comma in re.finditer(r",\s", message.plain[begin:stop]):
        if any(pattern("levels", name).search(message.plain, begin + comma.end(), stop) for name in _LEVELS):
            stop = begin + comma.start()
            break
    start, stop = message.trimmed(begin, stop)
    value = re.sub(r"\s+", " ", message.raw[start:stop])
    return [Found("audience", value, start, stop)] if re.search(r"[^\W\d_]{2}", value) else []


def _opened(message: Message, start: int, end: int) -> tuple[int, int]:
    """The passage without its politeness, its "yes" and its marks."""
    polite = pattern("replies", "polite").pattern
    lead = re.compile(rf"(?:[\s\x01,.:;!-]|\b(?:{polite}|oui|yes|et|and|mais|but)\b|\b(?:{_nothing_but()})\s)*").match(
        message.plain, start, end
    )
    start = lead.end() if lead else start
    while end > start and message.plain[end - 1] in _MARKS:
        end -= 1
    return message.trimmed(start, end)


def _nothing_but() -> str:
    return pattern("replies", "nothing_but").pattern
