"""Changes to the shape of a draft: longer, shorter, in another order, at other hours, with fewer parts."""

import re

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.placing import find_order
from assistant.engine.offline.reading.pointing import AN_ID, ids_in
from assistant.engine.offline.reading.reshaping import find_parts
from assistant.engine.protocol import Shelf
from assistant.language.durations import find_durations
from assistant.language.lemmas import fold
from assistant.language.numbers import WORDS, value
from assistant.models.brief import BriefField
from assistant.models.turn import Edit, EditKind, ReadingContext

LENGTH = re.compile(
    rf"\b(?:(?P<hours>\d|une?|deux|trois|one|an|two|three)\s?(?:h|heures?|hours?)(?![a-z])\s?(?P<rest>[0-5]\d)?|"
    r"(?P<half>(?:une )?demi[- ]heure|half an hour)|(?P<quarter>(?:un )?quart d'heure|(?:a )?quarter of an hour)|"
    rf"(?P<minutes>\d{{1,3}}|{WORDS}(?=[ -]?(?:min|mn)))[ -]?(?:min(?:utes?)?|mn)?(?![\w:]))"
)


def minutes_of(match: re.Match[str]) -> int:
    """What a match of `LENGTH` is worth."""
    if match["minutes"]:
        return int(value(match["minutes"]))
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15
    return 60 * int(value(match["hours"])) + int(match["rest"] or 0)


def find_adjustments(message: Message, start: int, end: int, shelf: Shelf, context: ReadingContext) -> list[Edit]:
    """What one sentence asks of the shape of the draft; the first kind that is found decides."""
    for read in (_kept, _lengths, find_order, _hours):
        if found := read(message, start, end):
            return found
    return find_parts(message, start, end, shelf) or _removal(message, start, end, context)


def _lengths(message: Message, start: int, end: int) -> list[Edit]:
    """ "allonge S4 de 10 minutes", "S1 est trop longue"; "mets S4 à 40 minutes" is no difference."""
    text = message.plain[start:end]
    joint = next((one for one in _AND.finditer(text) if _are_two(text, one)), None)
    if joint:
        first = _lengths(message, start, start + joint.start())
        second = _lengths(message, start + joint.end(), end)
        given = first[-1].value if first else None
        return [*first, *(one if one.value else one.model_copy(update={"value": given}) for one in second)]
    kinds: tuple[tuple[EditKind, str], ...] = (("shorten", "shorter"), ("lengthen", "longer"))
    for kind, name in kinds:
        asked = pattern("requests", name).search(text)
        if asked is None and name == "longer":
            asked = pattern("requests", "move_them").search(text)
        if asked is None:
            continue
        ids = ids_in(text, "S")
        if not ids:
            return _of_the_module(message, kind, start, end)
        bare = AN_ID.sub(lambda match: " " * len(match.group()), text)
        length = next((item for item in LENGTH.finditer(bare) if _is_a_difference(bare, item)), None)
        if length is None and (LENGTH.search(bare) or _says_how_much(asked.group())):
            return []
        by = minutes_of(length) if length else _half_of(asked.group(), text) if kind == "shorten" else None
        marks = [asked, *AN_ID.finditer(text), *([length] if length else [])]
        quote = message.quote(start + min(mark.start() for mark in marks), start + max(mark.end() for mark in marks))
        return [Edit(kind=kind, target=one, value=by, quote=quote) for one in ids]
    return []


def _half_of(asked: str, text: str) -> str | None:
    return "half" if pattern("requests", "by_half").search(f"{asked}\n{text}") else None


def _kept(message: Message, start: int, end: int) -> list[Edit]:
    """ "ne garde que O1 et O3", "keep just two objectives": the others go."""
    text = message.plain[start:end]
    asked = pattern("requests", "keeping").search(text)
    if asked is None:
        return []
    quote = message.quote(start, end)
    if ids := ids_in(text[asked.end() :], "O"):
        only = pattern("requests", "only").search(text)
        return [Edit(kind="keep_objectives", value=ids, quote=quote)] if only else []
    counted = pattern("requests", "some_objectives").match(text, asked.end())
    return [Edit(kind="keep_objectives", value=int(value(counted.group().split()[0])), quote=quote)] if counted else []


def _says_how_much(asked: str) -> bool:
    """Whether the verb needs a number of minutes ("ajoute …"), and does not point at one ("ajoute-les")."""
    return bool(pattern("requests", "by_how_much").search(asked)) and not pattern("requests", "move_them").match(asked)


_AND = re.compile(r",?\s(?:et|and|puis|then)\s")


def _are_two(text: str, joint: re.Match[str]) -> bool:
    """ "retire 5 minutes à S2 et ajoute-les à S4": a change on each side."""
    sides = text[: joint.start()], text[joint.end() :]
    asked = (
        any(pattern("requests", name).search(side) for name in ("shorter", "longer", "move_them")) for side in sides
    )
    return all(asked) and all(ids_in(side, "S") for side in sides)


def _is_a_difference(text: str, length: re.Match[str]) -> bool:
    return re.search(r"\b(?:a|to|at|en tout|in all)\s$", text[: length.start()]) is None


_FEW = 9
"""Words of a remark that is about the module as a whole."""


_OF_WORDS = re.compile(r"\b(?:titres?|intitules?|enonces?|phrases?|titles?|wordings?|sentences?)\b")
"""What can be too long without the module being so."""


def _of_the_module(message: Message, kind: EditKind, start: int, end: int) -> list[Edit]:
    text = message.plain[start:end]
    whole = pattern("requests", "module_length").search(text)
    if whole is None or _OF_WORDS.search(text) or len(text.split()) > _FEW or find_durations(message.plain):
        return []
    return [Edit(kind=kind, quote=message.quote(start, end))]


_EARLIEST, _LATEST = 6, 22


def _hours(message: Message, start: int, end: int) -> list[Edit]:
    """ "commence à 8h30", "finish by 4pm": when a day begins or ends."""
    text = message.plain[start:end]
    if ids_in(text):
        return []
    edits: list[Edit] = []
    kinds: tuple[EditKind, EditKind] = ("start", "end")
    for kind in kinds:
        found = pattern("requests", f"{kind}_at").search(text)
        time = _CLOCK.match(text, found.end()) if found else None
        if found is None or time is None:
            continue
        hour = int(time["h"])
        if hour < _NOON and ((time["half"] or "").startswith("p") or (not time["half"] and hour < _AT_WORK[kind])):
            hour += _NOON  # "finish by 4"
        if _EARLIEST <= hour <= _LATEST:
            value = f"{hour:02d}:{int(time['m'] or 0):02d}"
            edits.append(Edit(kind=kind, value=value, quote=message.quote(start + found.start(), start + time.end())))
    return edits


_NOON = 12
_AT_WORK: dict[EditKind, int] = {"start": 6, "end": 8}
"""Hours that are in the afternoon when nobody says which half of the day is meant."""
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?!\s?(?:min|jour|day|j\b|%|pers|sem|week))\s?(?:h(?:eures?)?|:|\.)?\s?(?P<m>[0-5]\d)?\s?"
    r"(?P<half>[ap]\.?m)?(?![\w])"
)


def _removal(message: Message, start: int, end: int, context: ReadingContext) -> list[Edit]:
    """ "supprime la séquence 3", "enlève la compétence évacuer la zone"."""
    text = message.plain[start:end]
    asked = pattern("requests", "removing").search(text)
    if asked is None or pattern("requests", "replaced_by").search(text):
        return []
    quote = message.quote(start, end)
    rest = text[asked.end() :]
    if re.match(r"\W*(?:[a-z']+\s){0,3}?$", rest) is None and LENGTH.match(rest.lstrip()):
        return []
    ids = ids_in(rest)
    if ids:
        return [Edit(kind="remove", target=one, quote=quote) for one in ids]
    named = pattern("requests", "a_competency").match(rest)
    goal = rest[named.end() :] if named else rest
    known = _known_goal(goal, context.competencies)
    if known or (named and goal.strip(" :«»\"'")):
        value = known or message.quote(start + asked.end() + (named.end() if named else 0), end).strip(' «»"“”\u00a0')
        return [Edit(kind="remove", value=value, quote=quote)]
    return []


def _known_goal(words: str, competencies: tuple[str, ...]) -> str | None:
    """The competency of which most words are said."""
    said = set(re.findall(r"[a-z]{3,}", words))
    best: tuple[float, str] = (0.0, "")
    for goal in competencies:
        own = {word for word in re.findall(r"[a-z]{3,}", fold(goal)) if word not in _EMPTY}
        share = len(own & said) / max(1, len(own))
        best = max(best, (share, goal))
    return best[1] if best[0] >= _MOST_WORDS else None


_EMPTY = frozenset({"les", "des", "une", "aux", "pour", "avec", "dans", "leur", "leurs", "the", "and", "with", "their"})
_MOST_WORDS = 0.6


_LENGTHS: frozenset[BriefField] = frozenset({"duration_minutes", "days"})
_SIZES: frozenset[BriefField] = frozenset({"group_size_min", "group_size_max"})


def is_of_a_part(text: Message, item: Found) -> bool:
    """ "une pause de vingt minutes suffit", "two of them are ill": neither the module's length nor the group's size."""
    if item.field not in _LENGTHS | _SIZES:
        return False
    marks = ",.!?;\n" if item.field in _SIZES else ".!?;\n"
    start = max(text.plain.rfind(mark, 0, item.start) for mark in marks) + 1
    ends = (place for mark in marks if (place := text.plain.find(mark, item.end)) >= 0)
    said = text.plain[start : min(ends, default=len(text.plain))]
    if item.field in _SIZES:
        return pattern("requests", "staying_away").search(said) is not None
    part = pattern("requests", "of_a_part").search(said) or ids_in(said)
    return bool(part) and pattern("requests", "of_the_whole").search(said) is None
