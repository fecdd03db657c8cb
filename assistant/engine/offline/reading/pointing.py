"""The elements of a draft that a message points at: "S3", "la séquence 3", "objective 2"."""

import re

AN_ID = re.compile(
    r"\b(?P<kind>a(?=\d)|[os]\s?(?=\d)|(?:sequences?|seq|activites?|activity|activities|objectifs?|objectives?|goals?|"
    r"evaluations?|assessments?|eval)\s(?:n°\s?|no\.?\s?|numero\s|number\s)?)(?P<number>\d{1,2})\b"
)


def letter(match: re.Match[str]) -> str:
    """The letter of the id: "séquence 3" is S3."""
    written = match["kind"].strip()
    if written in {"a", "o", "s"}:
        return written.upper()
    return "S" if written.startswith(("seq", "act")) else "O" if written.startswith(("obj", "goal")) else "A"


def ids_in(text: str, kinds: str = "AOS") -> tuple[str, ...]:
    """The ids in a folded text, in order, of the kinds that are wanted."""
    found = [f"{letter(match)}{int(match['number'])}" for match in AN_ID.finditer(text)]
    return tuple(dict.fromkeys(one for one in found if one[0] in kinds))
