"""Where and with whom: the modality, and how far the learners are."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.engine.offline.reading.cues import pattern
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.stating import corrects, is_supposed
from assistant.models.brief import Slot
from assistant.models.terms import Level, Modality

_MODALITIES: Mapping[str, Modality] = {
    "hybrid": "hybrid",
    "async": "async",
    "remote": "remote",
    "onsite": "onsite",
    "room": "onsite",
}
"""Name of the pattern → how they meet."""
_LEVELS: tuple[Level, ...] = ("mixed", "beginner", "intermediate", "advanced")
_SAYS_ONESELF = re.compile(r"\b(?:je|j'ai|on|nous|cela|ca|i|we)(?:\s(?:vous |te |le |la |l')?)?$")


def find_modality(message: Message, pending: Slot | None) -> list[Found]:
    """How they meet; two ways joined are a hybrid, two ways apart are both kept."""
    found = [
        Found("modality", way, match.start(), match.end(), corrects(message, match.start(), match.end()))
        for name, way in _MODALITIES.items()
        if name != "room" or pending != "resources"  # there a room is one thing of the list
        for match in pattern("modality", name).finditer(message.plain)
        if _is_the_modules(message, match)
    ]
    found = _without_inner(found)
    if not found and pending == "modality":
        found = _bare_modality(message)
    if pending == "modality" and len(found) == 1 and (shared := _the_rest(message, found[0])):
        return [shared]
    return _settled(message, found)


def find_level(message: Message, pending: Slot | None = None) -> list[Found]:
    """How far the learners are, in a whole clause: the trainer is shown it as the reason."""
    found = [_in_its_clause(message, item) for item in _levels(message)]
    if pending == "audience_level":
        return found
    return [
        item for item in found if item.value != "mixed" or _ABOUT_LEVELS.search(message.plain, item.start, item.end)
    ]


_ABOUT_LEVELS = re.compile(
    r"niveau|heterogen|de tout|public|groupe|profil|mix|debut|novice|confirm|experi|experts?|aguerri|ancien|nouve|"
    r"jamais|deja|bases?\b|notions|conna|maitris|sav(?:ent|oir|ait)|form[ee]|habitu|a l'aise|pratiqu|utilis|\bans\b|"
    r"annees|levels?|abilit|new\b|never|used|know|skilled|trained|done|basics|beginner|senior|junior|confident|years"
)
"""What makes "certains… d'autres" or "it depends" a word on levels where something else was asked."""


_WHO = re.compile(
    r"\W*(?:la plupart|la majorite|beaucoup|tous|toutes|aucun|aucune|personne|certain|ils|elles|presque|most|many|all|"
    r"none|nobody|some|they|the majority)\b"
)
_TELLS = re.compile(
    r"\b(?:jamais|never|n'ont|ont|connaiss|sav|utilis|decouvr|part(?:ent|ir)|have|has|know|used|did|done|debrouill)"
)
"""A level that is told by what they have or have not done: the words that say what belong to the quote."""
_WORDS_OF_A_CLAUSE = 14


def _in_its_clause(message: Message, item: Found) -> Found:
    """ "la plupart n'ont jamais touché un extincteur", not "n'ont jamais"."""
    statement = next((one for one in message.statements if one.start <= item.start < one.end), None)
    if statement is None or item.end > statement.end:
        return item
    told = _WHO.match(statement.plain) or _TELLS.search(message.plain, item.start, item.end)
    start, end = statement.start, statement.end
    if "\x01" in statement.plain or not _WHO.match(statement.plain):
        first = max(message.plain.rfind(mark, start, item.start) for mark in "\x01,;:(")
        start = first + 1 if first >= 0 else start
        end = min((at for mark in "\x01,;)" if (at := message.plain.find(mark, item.end, end)) >= 0), default=end)
    start, end = message.trimmed(start, end)
    if not told or len(message.plain[start:end].split()) > _WORDS_OF_A_CLAUSE:
        return item
    return replace(item, start=min(start, item.start), end=max(end, item.end))


def _levels(message: Message) -> list[Found]:
    """The levels that are stated; mixed levels win over the levels that make the mix."""
    found = [
        Found("audience_level", name, match.start(), match.end(), corrects(message, match.start(), match.end()))
        for name in _LEVELS
        for match in pattern("levels", name).finditer(message.plain)
        if _is_of_learners(message, match)
    ]
    if not found:
        return []
    mixed = [item for item in found if item.value == "mixed"]
    if mixed:
        return mixed[:1]
    values = {item.value for item in found}
    if len(values) > 1:
        taken_back = [item for item in found if item.corrects]
        if taken_back:
            return taken_back[-1:]
        first, last = min(found, key=lambda item: item.start), max(found, key=lambda item: item.end)
        joined = "\n" not in message.plain[first.start : last.end] and last.end - first.start < 160
        return [Found("audience_level", "mixed", first.start, last.end)] if joined else [first]
    return [min(found, key=lambda item: item.start)]


def _is_of_learners(message: Message, match: re.Match[str]) -> bool:
    before = message.plain[max(0, match.start() - 30) : match.start()]
    if _SAYS_ONESELF.search(before) or is_supposed(message, match.start()):
        return False
    if re.search(r"\b(?:formateur|trainer|animateur|tuteur|coach)s?\s$", before):
        return False
    return not re.search(
        r"\b(?:pas|not|plus|no longer|ni|sans)\s(?:de |des |d'|du |tout a fait |totally |all )?$", before
    )


def _is_the_modules(message: Message, match: re.Match[str]) -> bool:
    before, after = message.plain[max(0, match.start() - 60) : match.start()], message.plain[match.end() :][:60]
    if is_supposed(message, match.start()) or _was_so(message, match.start()):
        return False
    if re.search(f"(?:{pattern('modality', 'content_before').pattern})$", before):
        return False
    if pattern("modality", "content_after").match(after):
        return False
    if re.search(f"(?:{pattern('modality', 'negation').pattern})$", before):
        return False
    return pattern("modality", "negation_after").match(after) is None


_BYGONE = re.compile(
    r"\b(?:(?:on|nous|j'|ils|elles|ca|c')\s?(?:avai[st]|avions|avaient|etait|etaient|faisai[st]|faisions|faisaient)|"
    r"(?:i|we|they) (?:had|did|ran|used to)|it (?:was|used to be))\b"
)


def _was_so(message: Message, place: int) -> bool:
    """ "j'avais deux jours en salle", where another way is told besides: it was so another time."""
    statement = next((one for one in message.statements if one.start <= place < one.end), None)
    if statement is None or _BYGONE.search(message.plain, statement.start, place) is None:
        return False
    return re.search(r"\b(?:cette fois|this time|maintenant|desormais|now)\b", message.plain[place:]) is not None


def _without_inner(found: list[Found]) -> list[Found]:
    """The longest where two overlap; for the same length, the first of the list."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda one: -(one.end - one.start)):
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


_BARE: tuple[tuple[str, Modality], ...] = (
    (r"\b(?:les deux|un peu des deux|moitie moitie|both|a bit of both|a mix|mixte)\b", "hybrid"),
    (r"\b(?:en autonomie|autonomie|self[- ]?paced|alone|seuls?|on their own)\b", "async"),
    (
        (
            r"\b(?:distance|distanciel|teams|zoom|en ligne|online|virtual|virtuel(?:le)?|visio|remote|telephone|phone|"
            r"partage d'ecran|de chez (?:soi|eux|elles)|from home)\b"
        ),
        "remote",
    ),
    (
        (
            r"\b(?:chez (?:le client|eux)|workshop|salle|sur site|sur place|room|here|ici|chez nous|classe|class|"
            r"physique|atelier|terrain|amphi|ensemble|together)\b|"
            r"\b(?:se deplace\w*|vien(?:nent|dront|t)|travel(?:ling)?|come|coming|drive|driving) "
            r"(?:tous |all |over |down |up )?(?:a|au|chez|to|in)\b|"
            r"^\W*(?:(?:tous|toutes|tout le monde|all|everyone)\s)*"
            r"(?:dans|au|a la|a l'|sur (?:le|la|notre)|(?:in|at) (?:the|our|my|a))\s?[a-z]+"
        ),
        "onsite",
    ),
)
"""Words that answer the question how they meet; the first that is said."""


def _bare_modality(message: Message) -> list[Found]:
    for words, value in _BARE:
        match = re.search(words, message.plain)
        if match and _is_the_modules(message, match):
            return [Found("modality", value, match.start(), match.end())]
    return []


_REST = re.compile(
    r"\b(?P<place>(?:au|a la|a l'|dans|chez|en (?:salle|atelier|magasin|agence)|(?:in|at) (?:the|our|my|a))"
    r" ?[^.;\n]{3,50}?)"
    r"[,.;]?\s(?:(?:et|and|puis|then)\s)?(?:le reste|la suite|the rest|les? autres?(?: \w+)?|the others?(?: \w+)?)\s$"
)


def _the_rest(message: Message, found: Found) -> Found | None:
    """ "au bureau la première journée, le reste sur Teams": a place first, and then another way."""
    place = _REST.search(message.plain, 0, found.start) if found.value == "remote" else None
    return replace(found, value="hybrid", start=place.start()) if place else None


_SHARED = re.compile(
    r"\b(?:un tiers|une partie|certaine?s|le reste|les autres|la moitie|quelques-une?s|some|"
    r"half|a third|part|partie|theorie|theory|pratique|practical|the rest|the others)\b"
)


def _settled(message: Message, found: list[Found]) -> list[Found]:
    values = {item.value for item in found}
    if len(values) < 2:
        return found[:1]
    hybrid = [item for item in found if item.value == "hybrid"]
    taken_back = [item for item in found if item.corrects]
    if hybrid:
        return hybrid[-1:]
    if taken_back:
        return taken_back[-1:]
    if values == {"remote", "async"}:
        return [item for item in found if item.value == "async"][:1]
    first, last = found[0], found[-1]
    if _SHARED.search(message.plain[first.start : last.end]) and "onsite" in values:
        return [Found("modality", "hybrid", first.start, last.end, first.corrects or last.corrects)]
    between = message.plain[first.end : last.start]
    if "onsite" in values and len(between) < 80 and not re.search(r"[.;!?\n]|\b(?:ou|or|mais|but)\b", between):
        return [Found("modality", "hybrid", first.start, last.end, first.corrects or last.corrects)]
    distinct: dict[object, Found] = {}
    for item in found:
        distinct.setdefault(item.value, item)
    return list(distinct.values())
