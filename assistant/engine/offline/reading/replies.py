"""Short answers: consent, a pick among proposals, a question passed over, a wish for the other language, a command."""

import re
from typing import get_args

from assistant.engine.offline.reading.cues import pattern, whole
from assistant.language.numbers import value
from assistant.models.terms import Language
from assistant.models.turn import Command, ReadingContext

_COMMANDS: tuple[Command, ...] = get_args(Command)
_LONGEST_REPLY = 120
"""Characters of a message that may be nothing but a reply."""
_PICK = re.compile(
    r"^\W*(?:(?:je (?:prends|choisis|prefere|veux)|prenons|plutot|va pour|ok pour|i(?:'ll)? (?:take|"
    r"choose|prefer)|let's (?:go with|take))\s)?"
    r"(?:la |le |les |the |l'|option |choix |proposition |methode |solution |number |numero |n° ?|#|no\.? ?)*"
    r"(?P<n>\d{1,2}|premiere?|deuxieme|seconde?|troisieme|quatrieme|derniere?|first|second|"
    r"third|fourth|1st|2nd|3rd|4th|1er|1ere|2e|2eme|3e|3eme|4e)"
    r"(?:\s(?:option|one|choice|proposition|methode|solution|choix|proposal))?(?:,?\s(?:svp|"
    r"stp|please|merci|thanks|me va|me convient|me plait|m'interesse|ira|will do|is fine|sounds good|works)"
    r"(?: bien| mieux| tres bien| best| better| for me)?)?\W*$"
)
_ORDINALS = (
    ("premier", "first", "1st", "1er"),
    ("deuxieme", "second", "2nd", "2e"),
    ("troisieme", "third", "3rd", "3e"),
    ("quatrieme", "fourth", "4th", "4e"),
)


def consent_of(plain: str) -> str | None:
    """Whether the message is a bare agreement or refusal, perhaps said in two ways ("oui, c'est juste")."""
    if len(plain) > _LONGEST_REPLY:
        return None
    pieces = [piece for piece in re.split(r"[,.;!…\n]+|\s-\s", plain) if re.search(r"\w", piece)]
    said = [_one_consent(piece) for piece in pieces]
    kinds = {kind for kind in said if kind != "polite"}
    if len(kinds) != 1 or not said:
        return None
    return next(iter(kinds))


def _one_consent(piece: str) -> str | None:
    if whole("replies", "refusal").match(piece):
        return "no"
    if whole("replies", "agreement").match(piece) or re.fullmatch(
        rf"\W*(?:{pattern('replies', 'agreement').pattern})\s(?:{pattern('replies', 'agreement').pattern})\W*", piece
    ):
        return "yes"
    if re.fullmatch(rf"(?:\W*\b(?:{pattern('replies', 'polite').pattern})\b)+\W*", piece):
        return "polite"
    return None


def skip_of(plain: str) -> tuple[int, int] | None:
    """The statement of the message that passes over the question."""
    for part in re.finditer(r"(?:[^.;!?\n,]|,(?!\s))+", plain[:2000]):
        piece = part.group()
        found = re.match(
            rf"(?:[\W_]|\b(?:{pattern('replies', 'polite').pattern}|non|no|oui|yes|mais|but|la|pour le reste|"
            rf"the rest)\b)*"
            rf"(?:{pattern('replies', 'skip').pattern})(?![\w'-])",
            piece,
        )
        if found and _is_the_end(piece[found.end() :]):
            return part.span()
    return None


def _is_the_end(rest: str) -> bool:
    """ "je ne sais pas combien ils seront" passes; "je ne sais pas animer" does not."""
    return (
        len(rest.split()) <= 1
        or re.match(
            r"\W*(?:combien|si|s'|quand|encore|pour|trop|vraiment|du tout|quel|quelle|quels|ou\b|a la (?:suite|"
            r"question|suivante)|"
            r"là|la|comment|how|if|when|"
            r"yet|really|about|at|for|what|which|where|on|exactement|exactly|avec|cette|this|that|svp|"
            r"stp|please|merci)\b",
            rest,
        )
        is not None
    )


def pick_of(plain: str, context: ReadingContext) -> int | None:
    """The n-th proposal; a bare number is a pick only where no slot awaits a number."""
    found = _PICK.match(plain) if len(plain) < 60 else None
    if found is None or (context.phase == "interview" and context.pending is not None):
        return None
    written = found["n"]
    if written.isdigit():
        number = int(value(written))
        return number if 1 <= number <= 9 else None
    if written.startswith("dernier"):
        return None
    return next(
        (n for n, names in enumerate(_ORDINALS, 1) if written.startswith(names)),
        2 if written.startswith("second") else None,
    )


def command_of(plain: str, context: ReadingContext) -> Command | None:
    """The command that the message is, when it is nothing else."""
    if len(plain) > _LONGEST_REPLY:
        return None
    pieces = [piece for piece in re.split(r"[,.;!?\n]+", plain) if re.search(r"\w", piece)]
    for text in (plain, *pieces):
        for name in _COMMANDS:
            if name == "redraft" and not _says_no_more(pieces, text):
                continue
            if whole("requests", name).match(text) and not _is_something_else(name, text, context):
                return _in_phase(name, context)
    return None


def _says_no_more(pieces: list[str], text: str) -> bool:
    """ "refais le module, sur deux jours" is the wish for two days; "non, refais le module" for the module."""
    return all(piece == text or piece in text or _one_consent(piece) for piece in pieces)


def _in_phase(name: Command, context: ReadingContext) -> Command:
    """ "rédige-le" asks for a draft where there is none yet."""
    return "draft" if name == "redraft" and context.phase in {"interview", "methods"} else name


def _is_something_else(name: Command, text: str, context: ReadingContext) -> bool:
    """ "en Word" is a subject while the subject is asked for; "go" in a draft is no command to draft."""
    if name == "export":
        return context.phase == "interview"
    return (
        name == "help"
        and context.phase == "interview"
        and context.pending is None
        and not context.known
        and len(text) > 40
    )


def switch_of(plain: str) -> Language | None:
    """The language that the trainer asks to go on in."""
    for piece in (plain, *re.split(r"[,.;!?\n]+", plain)):
        if len(piece) > 90:
            continue
        if whole("requests", "to_english").match(piece):
            return "en"
        if whole("requests", "to_french").match(piece):
            return "fr"
    return None


def says_none(plain: str) -> bool:
    """Whether the message says that there is none."""
    return len(plain) < _LONGEST_REPLY and whole("replies", "none").match(plain) is not None
