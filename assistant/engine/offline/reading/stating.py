"""Whether a number is stated of the module: not refused, supposed, remembered; and whether it takes another back."""

import re

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message


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


def is_stated(message: Message, start: int) -> bool:
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
