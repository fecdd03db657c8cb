"""Changes to a draft asked for in plain words."""

import re

from assistant.engine.offline.reading.adjusting import LENGTH, find_adjustments, minutes_of
from assistant.engine.offline.reading.audiences import is_people
from assistant.engine.offline.reading.cues import pattern, patterns
from assistant.engine.offline.reading.goals import goals_in
from assistant.engine.offline.reading.matters import find_matters
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.naming import as_format, named_in
from assistant.engine.offline.reading.openings import begins_goal
from assistant.engine.offline.reading.pointing import AN_ID, ids_in, letter
from assistant.engine.offline.reading.reshaping import clauses
from assistant.engine.protocol import Shelf
from assistant.language.data import table
from assistant.language.durations import find_durations
from assistant.models.turn import Edit, ReadingContext

_REPLACED_BY = re.compile(r"\b(?:par|with|by|en|into|to|pour)\s(?:un|une|des|du|de la|an?|some|the|le|la|l')?\s?$")


def find_edits(message: Message, shelf: Shelf, context: ReadingContext) -> list[Edit]:
    """What the message asks to change; each sentence is read for itself."""
    edits: list[Edit] = []
    for piece in re.finditer(r"[^.!?;\n]+", message.plain[:6000]):
        for start, end in clauses(message.plain, piece.start(), piece.end()):
            edits += _of_sentence(message, start, end, shelf, context)
    return edits


def _of_sentence(message: Message, start: int, end: int, shelf: Shelf, context: ReadingContext) -> list[Edit]:
    text = message.plain[start:end]
    edits: list[Edit] = []
    drafted = context.phase in {"drafted", "revised", "submitted"}
    if drafted:
        named = find_matters(message, start, end) or _title(message, start, end)
        named = named or find_adjustments(message, start, end, shelf, context)
        named = named or _minutes(message, start, end) or _instrument(message, start, end, shelf)
        named = named or _reworded(message, start, end) or _added(message, start, end)
        if named and named[0].kind not in {"fewer_assessments", "exclude_instrument"}:
            return named
        edits = named
    practice = pattern("requests", "more_practice").search(text)
    if practice:
        edits.append(Edit(kind="more_practice", quote=message.quote(start + practice.start(), start + practice.end())))
    return edits + _methods(message, start, end, shelf)


def _id(kind: str, text: str) -> str | None:
    return next(iter(ids_in(text, kind.upper())), None)


def _words(message: Message, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", message.quote(start, end)).strip("\"«»“”' \u00a0")


def _title(message: Message, start: int, end: int) -> list[Edit]:
    for name in ("retitle", "retitle_to"):
        for form in patterns("requests", name):
            match = form.search(message.plain, start, end)
            text = _words(message, *match.span("text")) if match else ""
            if (
                match
                and len(text) > 1
                and (match["what"] or name == "retitle_to" or message.raw[match.start("text")] in '«"“')
            ):
                return [
                    Edit(
                        kind="retitle",
                        target=_id("s", match["what"] or ""),
                        value=text,
                        quote=message.quote(match.start(), match.end()),
                    )
                ]
    return []


_PAIR = re.compile(
    rf"{LENGTH.pattern}\s(?:de plus\s|more\s)?(?:pour|a|sur|en|dans|for|to|on|in)\s(?:la |the )?{AN_ID.pattern}"
)
"""The length before the sequence that gets it: "25 minutes pour S2 et 35 pour S3"."""


def _minutes(message: Message, start: int, end: int) -> list[Edit]:
    pairs = [one for one in _PAIR.finditer(message.plain, start, end) if one["kind"].startswith("s")]
    if len(pairs) > 1:
        return [
            Edit(
                kind="minutes",
                target=f"S{int(one['number'])}",
                value=minutes_of(one),
                quote=message.quote(one.start(), one.end()),
            )
            for one in pairs
        ]
    edits = []
    for item in AN_ID.finditer(message.plain, start, end):
        after = LENGTH.search(message.plain, item.end(), min(end, item.end() + 45))
        before = LENGTH.search(message.plain, max(start, item.start() - 35), item.start())
        length = after or before
        if letter(item) == "S" and length:
            first, last = min(item.start(), length.start()), max(item.end(), length.end())
            quote = message.quote(first, last)
            edits.append(Edit(kind="minutes", target=f"S{int(item['number'])}", value=minutes_of(length), quote=quote))
    return edits


def _instrument(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """ "remplace le QCM de A2 par une étude de cas", "A3 : plutôt une mise en situation"."""
    text = message.plain[start:end]
    target = _id("a", text)
    named = [(item, card) for item in named_in(text, shelf) if (card := as_format(item, shelf))]
    everyday = _plain_format(text)
    if target and not named and everyday and pattern("requests", "replaced_by").search(text):
        return [Edit(kind="instrument", target=target, value=everyday, quote=message.quote(start, end))]
    if not named:
        return []
    replaces = re.search(
        r"\b(?:remplace\w*|replace|swap|change\w*|transforme\w*|turn|plutot|rather|instead|en|into|"
        r"par|with|utilise\w*|use|mets|make|prefere\w*|prefer|veux|voudrais|want|like)\b",
        text,
    )
    joined = [row for row in named if _REPLACED_BY.search(text[: row[0].start])]
    if target and replaces:
        chosen = (joined or named)[-1]
    elif joined and len(named) > 1 and all(item.kind in {"assessment", "tool"} for item, _ in named[:1]):
        chosen = joined[-1]
    else:
        return []
    value = _plain_format(text[chosen[0].end :]) or chosen[1]
    return [Edit(kind="instrument", target=target, value=value, quote=message.quote(start, end))]


def _plain_format(rest: str) -> str | None:
    """ "remplace le QCM de A2 par un exercice": a format by its everyday name, which no card has for its own."""
    joint = re.search(r"\b(?:par|with|by|en)\s(?:une? |des |de l'|la |le |l')?", rest)
    formats: dict[str, str] = table("reading.fr.yaml")["formats"]
    said = rest[joint.end() :] if joint else ""
    return next((card for name, card in formats.items() if re.match(rf"{name}\b", said)), None)


def _reworded(message: Message, start: int, end: int) -> list[Edit]:
    match = re.compile(
        r"\b(?P<target>o\s?\d{1,2})\b\s?(?::|=|,|->|→|-|–|par|en|with|to|as|devient|should be|sera)?\s?"
        r"(?:(?:plutot|rather|instead|should be|devrait etre|ce serait|je prefere|make it|dis|mets|"
        r"c'est)\s?:?\s?)*(?P<text>[^\n]{4,})"
    ).search(message.plain, start, end)
    if match is None:
        return []
    goals = goals_in(message, match.start("text"), end)
    if not goals:
        return []
    first, last = goals[0], goals[-1]
    value = str(first.value) if len(goals) == 1 else _words(message, first.start, last.end)
    return [Edit(kind="reword", target=_id("o", match["target"]), value=value, quote=message.quote(start, end))]


def _added(message: Message, start: int, end: int) -> list[Edit]:
    for form in patterns("requests", "add"):
        match = form.search(message.plain, start, end)
        if match is None or re.match(
            r"\W*(?:une? |des |de la |du |a |an |some |more |plus )", message.plain[match.start("text") :]
        ):
            continue
        if any(not item.start for item in find_durations(match["text"])):
            continue  # "ajoute deux heures"
        announced = message.plain[match.start() : match.start("text")]
        named = is_people(match["text"]) and not begins_goal(match["text"], message.language, first=True)
        if named and not _OF_AN_OBJECTIVE.search(announced):
            continue  # "ajoute deux formateurs": nobody learns people
        goals = goals_in(message, match.start("text"), match.end("text"))
        return [
            Edit(kind="add_competency", value=str(goal.value), quote=message.quote(goal.start, goal.end))
            for goal in goals
        ]
    return []


_OF_AN_OBJECTIVE = re.compile(r"\b(?:objectif|competence|objective|goal|competency|skill|sur|about|on|pour)\b")
"""What makes of people the matter of an objective: "ajoute un objectif sur les intérimaires"."""


def _methods(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    text = message.plain[start:end]
    edits: list[Edit] = []
    for item in named_in(text, shelf, ordinary=False):
        if item.kind != "method":
            continue
        before, after = text[: item.start], text[item.end :]
        quote = message.quote(start, end)
        if _wants_more(before, text[item.start : item.end]):
            edits.append(Edit(kind="use_method", value=item.card, quote=quote))
        elif pattern("requests", "keep_out").search(before) or pattern("requests", "keep_out_after").match(after):
            edits.append(Edit(kind="exclude_method", value=item.card, quote=quote))
        elif pattern("requests", "use").search(before) or not before.strip(" ,"):
            edits.append(Edit(kind="use_method", value=item.card, quote=quote))
    return edits


def _wants_more(before: str, name: str) -> bool:
    """ "plus de jeux de rôle" wants more of them; "plus de jeu de rôle" and "je ne veux plus de…" want none."""
    if re.search(r"\bmore (?:of )?$", before) and not re.search(r"\bno more $", before):
        return True
    if not re.search(r"\b(?:plus|davantage) d[e']\s?$", before) or re.search(r"\b(?:ne|n')\s?\w", before):
        return False
    return (
        name.split(maxsplit=1)[0].endswith(("s", "x"))
        or re.search(r"\b(?:veux|voudrais|aimerais|faut|faudrait)\b", before) is not None
    )
