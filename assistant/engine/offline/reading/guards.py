"""What is not read: blanks, binary, insults."""

import re

from assistant.engine.offline.reading.cues import whole
from assistant.engine.offline.reading.message import plain_of
from assistant.models.turn import Noise

LONGEST = 20_000
"""Characters of a message that are read."""

_INSULT = re.compile(
    r"\b(?:connards?|connasses?|conne?s?\b(?= de| comme)|enculer?s?|encule\w*|salope?s?|putes?|"
    r"putain|merde|batard\w*|abruti\w*|debiles?|cretin\w*|imbeciles?|idiote?s?|"
    r"ta gueule|va te faire|ferme[- ]la|t'es (?:trop )?(?:nul\w*|con\w*|bete|inutile|pourri\w*)|"
    r"tu es (?:vraiment |trop )?(?:nul\w*|con\b|bete|stupide|inutile)|tu sers a rien|"
    r"tu ne sers a rien|espece de|gros nul|sale (?:machine|robot|ia|bot)|bot de merde|stupid (?:bot|"
    r"machine|ai|thing|program)|you(?:'re| are) (?:so |really |completely )?(?:stupid|useless|"
    r"dumb|an? idiot|rubbish|"
    r"garbage|crap|pathetic|worthless|terrible)|you suck|fuck\w*|shut up|bullshit|piece of (?:shit|"
    r"crap|junk)|asshole|bastard|moron|dumbass|screw you|go to hell|shit)\b"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffd]")


_CUT = re.compile(
    r"(?<!looking )(?<!asking )(?<!waiting )(?<!paying )(?<!dealing )(?<!talking )(?<!speaking )(?<!working )"
    r"(?<!quelqu')\b(?:de|des|du|d'|en|a|au|aux|et|ou|qui|que|qu'|dont|pour|sur|avec|par|dans|le|la|l'|les|un|une|of|and|or|the|an|with|"
    r"for|who|that|which|to|my|our)$"
)


def is_cut(value: object) -> bool:
    """Whether words end in the middle of a phrase: nothing is better than "vendeurs en"."""
    return isinstance(value, str) and _CUT.search(plain_of(value).strip()) is not None


def is_no_subject(value: str) -> bool:
    """ "plutôt", "before opening": a sign of correction, or when it takes place, is nothing to teach."""
    plain = plain_of(value).strip(" ,.;:!")
    return whole("replies", "correcting").match(plain) is not None or _WHEN.fullmatch(plain) is not None


_WHEN = re.compile(r"(?:avant|apres|before|after|during|pendant)\s(?:l'|la |le |les |the |our |notre )?[a-z'-]+")


def noise_of(text: str) -> Noise | None:
    """Why a message cannot be read, if it cannot."""
    if len(_CONTROL.findall(text[:5000])) > max(2, len(text[:5000]) // 20):
        return "unreadable"
    if not re.search(r"[^\W_]", text):
        return "empty"
    return "too_long" if len(text) > LONGEST else None


def hide(plain: str) -> str:
    """The plain text with insults blanked out; as long as before."""
    if not _INSULT.search(plain):
        return plain
    parts = re.split(r"(?<=,)|(?<=[.!?\n;])(?![.!?\n;])", plain)
    return "".join("\x02" * len(part) if _is_insult(part) else part for part in parts)


def _is_insult(sentence: str) -> bool:
    """Insults aimed at the program; "gérer un client qui insulte" is a subject, and an oath in a story is a story."""
    found = _INSULT.search(sentence)
    if found is None:
        return False
    return not re.search(r"[«\"“][^»\"”]*$", sentence[: found.start()]) and not re.search(
        r"\b(?:client|customer|patient|usager|eleve|collegue|insult\w*|traite\w*|dit|disent|said|says|calls?)\b",
        sentence[: found.start()],
    )
