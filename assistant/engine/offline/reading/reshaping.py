"""Changes to the parts of a draft: sequences and assessments that come, go, or are run in another way."""

import re
from collections.abc import Iterator

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.naming import Named, as_format, named_in
from assistant.engine.offline.reading.pointing import AN_ID, ids_in
from assistant.engine.protocol import Shelf
from assistant.language.data import table
from assistant.models.terms import Moment
from assistant.models.turn import Edit

_JOINT = re.compile(r"\s*(?:,|;)?\s(?:et|and|puis|then|mais|but)\s|\s*,\s")
_LONGEST_WORDS = 12


def clauses(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The requests of one sentence: "enlève S3 et ajoute un quiz à la fin de S2" asks for two things."""
    place = start
    for joint in _JOINT.finditer(plain, start, end):
        asked = pattern("requests", "next_request").match(plain, joint.end(), end)
        if asked and pattern("requests", "any_request").search(plain, place, joint.start()):
            yield place, joint.start()
            place = joint.end()
    yield place, end


def find_parts(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """What one request asks of single sequences and assessments."""
    for read in (_sequence_gone, _kept_out_of_one, _method_of_one, _more, _fewer):
        if found := read(message, start, end, shelf):
            return found
    return []


def _sequence_gone(message: Message, start: int, end: int, _shelf: Shelf) -> list[Edit]:
    """ "supprime la dernière séquence", "remove the sequence on price objections"."""
    text = message.plain[start:end]
    asked = pattern("requests", "removing").search(text)
    if asked is None or pattern("requests", "replaced_by").search(text) or ids_in(text):
        return []
    named = pattern("requests", "a_sequence").match(text, asked.end())
    if named is None:
        return []
    quote = message.quote(start + asked.start(), end)
    which = named.group()
    for word, value in (("last", "last"), ("first_one", "first")):
        if pattern("requests", word).search(which):
            return [Edit(kind="remove_sequence", value=value, quote=quote)]
    place = next((place for place, word in enumerate(_ORDINALS, start=2) if re.search(rf"\b(?:{word})\b", which)), None)
    if place:
        return [Edit(kind="remove", target=f"S{place}", quote=quote)]
    said = message.quote(start + named.end(), end).strip(' «»"“”\u00a0')
    if not said or len(said.split()) > _LONGEST_WORDS:
        return []
    return [Edit(kind="remove_sequence", value=said, quote=quote)]


_ORDINALS = (
    "deuxieme|seconde|second",
    "troisieme|third",
    "quatrieme|fourth",
    "cinquieme|fifth",
    "sixieme|sixth",
    "septieme|seventh",
)


def _kept_out_of_one(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """ "pas de jeu de rôle en S2", "drop the quiz in sequence 4": the other sequences keep theirs."""
    text = message.plain[start:end]
    ids, named = ids_in(text, "S"), named_in(text, shelf)
    if not ids or len(named) != 1 or ids_in(text, "OA"):
        return []
    before, after = text[: named[0].start], text[named[0].end :]
    if not (pattern("requests", "keep_out").search(before) or pattern("requests", "keep_out_after").match(after)):
        return []
    quote = message.quote(start, end)
    return [Edit(kind="exclude_in_sequence", target=one, value=named[0].card, quote=quote) for one in ids]


def _method_of_one(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """ "S2 par un débat", "fais la séquence 2 en étude de cas", "use peer instruction for sequence 1"."""
    text = message.plain[start:end]
    ids = ids_in(text, "S")
    methods = [item for item in named_in(text, shelf) if _as_method(item, shelf)]
    if not ids or not methods or pattern("requests", "more_assessments").search(text):
        return []
    chosen = methods[-1]
    quote = message.quote(start, end)
    led = pattern("requests", "by_means").search(text[: chosen.start]) is not None or _is_placed(text, chosen)
    if not led and not pattern("requests", "replacing").search(text):
        return []
    card = _as_method(chosen, shelf)
    return [Edit(kind="sequence_method", target=one, value=card, quote=quote) for one in ids]


_PLACED = re.compile(r"\s(?:dans|en|pour|pendant|sur|a|in|into|to|for|during|on)\s(?:la |the |l')?$")


def _is_placed(text: str, named: Named) -> bool:
    """ "ajoute un jeu de rôle dans S3": the sequence is to be worked that way; what is graded is an assessment."""
    asked = pattern("requests", "placing").search(text[: named.start])
    where = next(AN_ID.finditer(text, named.end), None)
    graded = pattern("requests", "graded").search(text) or pattern("requests", "at_the_end").search(text)
    between = text[named.end : where.start()] if where else ""
    return bool(asked and named.kind == "method" and not graded and _PLACED.fullmatch(between))


def _as_method(named: Named, shelf: Shelf) -> str | None:
    """The method that a name means, where an assessment has the same one: "une étude de cas"."""
    if named.kind == "method":
        return named.card
    twins: dict[str, str] = table("reading.fr.yaml")["twins"]
    back = {graded: method for method, graded in twins.items()}
    found = named.card.removesuffix("-graded") if named.card.endswith("-graded") else back.get(named.card, "")
    return found if found in shelf and shelf[found].kind == "method" else None


def _more(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """ "ajoute un quiz à la fin de S2", "ajoute une évaluation à froid", "add a self-assessment"."""
    text = message.plain[start:end]
    asked = pattern("requests", "adding").search(text)
    if asked is None or re.match(r"\s*:", text[asked.end() :]):
        return []
    named = [(item, card) for item in named_in(text[asked.end() :], shelf) if (card := as_format(item, shelf))]
    generic = pattern("requests", "an_assessment").search(text, asked.end())
    # "ajoute un jeu de rôle" is about the method; "… noté" is about an assessment.
    graded = generic is not None or pattern("requests", "graded").search(text) is not None
    formats = [card for item, card in named if item.kind != "method" or graded]
    if not formats and not generic:
        return []
    ids = ids_in(text, "S")
    if ids_in(text, "OA") and not ids:
        return []
    value = formats[0] if formats else None
    moment = _moment(text, bool(ids), value)
    quote = message.quote(start, end)
    targets = ids if moment != "transfer" and ids else (None,)
    return [Edit(kind="add_assessment", target=one, value=value, moment=moment, quote=quote) for one in targets]


def _moment(text: str, placed: bool, instrument: str | None) -> Moment | None:
    if pattern("requests", "much_later").search(text):
        return "transfer"
    if instrument in {"exit-ticket", "self-positioning"} or placed:
        return None
    if pattern("requests", "at_the_end").search(text) or pattern("requests", "graded").search(text):
        return "summative"
    return None


def _fewer(message: Message, start: int, end: int, shelf: Shelf) -> list[Edit]:
    """ "pas de QCM", "moins d'évaluations": formats that are left out, or fewer assessments whatever they are."""
    text = message.plain[start:end]
    if ids_in(text):
        return []
    quote = message.quote(start, end)
    for item in named_in(text, shelf):
        card = as_format(item, shelf)
        if card is None or item.kind == "method" or pattern("requests", "more_assessments").search(text):
            continue
        before, after = text[: item.start], text[item.end :]
        if pattern("requests", "keep_out").search(before) or pattern("requests", "keep_out_after").match(after):
            if re.search(r"\b(?:par|with|by|into)\b", after):
                continue
            return [Edit(kind="exclude_instrument", value=card, quote=quote)]
    fewer = pattern("requests", "fewer_assessments").search(text)
    if fewer is None or AN_ID.search(text):
        return []
    span = start + fewer.start(), start + fewer.end()
    last = pattern("requests", "graded").search(text)
    moment: Moment | None = "summative" if last and pattern("requests", "removing").search(text) else None
    return [Edit(kind="fewer_assessments", moment=moment, quote=message.quote(*span))]
