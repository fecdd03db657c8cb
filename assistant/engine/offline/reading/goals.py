"""Competencies: lists of what learners must be able to do, in any form, as infinitive phrases."""

import re
from dataclasses import dataclass

from assistant.engine.offline.reading.cues import cue
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.pronouns import resolve
from assistant.language.grammar import infinitive_phrase, is_infinitive, uncapitalized
from assistant.language.lemmas import fold
from assistant.language.lexicon import forms, infinitives, phrases
from assistant.language.verbs import entry, is_verb_before, leading_verb
from assistant.models.terms import Language


@dataclass(frozen=True)
class Item:
    """One goal of a list: its place, and its words."""

    start: int
    end: int


_BULLET = re.compile(r"(?:^|(?<=\n))[ \t]*(?:[-–—•*·▪►➢✓→]+|\(?\d{1,2}[.)°/]|\(?[a-h]\)|\d{1,2}\s?-)\s*")
_HARD = re.compile(
    r"\n+[ \t]*(?:(?:[-–—•*·▪►➢✓→]+|\(?\d{1,2}[.)°/]|\(?[a-h]\)|\d{1,2}\s?-)\s*)?|\s*;\s*|\s[•·▪►➢✓→]\s*|\s/\s|(?<=[\w)»”\"])[.!]+(?=\s|$)\s*|\s(?=\(?\d[.)]\s)\(?\d[.)]\s"
)
_SOFT = re.compile(
    r"\s*,\s*(?:(?:et|puis|ensuite|enfin|and|then|or|ou)\s+)?(?:(?:aussi|then|also|ensuite|enfin|surtout|finally)\s+)?|\s+(?:et puis|et aussi|et enfin|et ensuite|et surtout|et|puis|ensuite|ainsi que|and then|and also|and|then|as well as|plus|&|\+)\s+"
)
_LEAD: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?:(?:et|puis|ensuite|enfin|aussi|surtout|egalement|d'abord|au moins|bien sur|notamment|donc|alors|euh|ben|bah|voila)\s+|"
        r"(?:qu'|que )?(?:ils|elles|on|chacun|les stagiaires|les participants)\s+(?:doivent|devront|devraient|sachent|puissent|soient capables de|pourront|sauront|vont)?\s*(?:aussi |egalement )?(?:savoir |pouvoir )?|"
        r"(?:savoir|pouvoir|etre capables? (?:de |d')|etre en mesure (?:de |d')|capables? (?:de |d')|apprendre a|comment|afin de|pour|a|de|d'(?=[a-z])|qu'|a savoir|je veux|je voudrais|il faut)\s*(?:aussi |egalement )?)*"
    ),
    "en": re.compile(
        r"(?:(?:and|then|also|finally|first|second|third|lastly|at least|basically|so|um|well|especially)\s+|"
        r"(?:that )?(?:they|everyone|people|learners|participants)(?:'ll)?\s+(?:should|must|need to|will|can|could|have to|also)?\s*(?:also |then )?(?:be able to |know how to )?|"
        r"(?:be able to|able to|know how to|know|how to|learn how to|learn to|to|can|i want them to|i need them to)\s+(?:also )?)*"
    ),
}
_CLITIC = re.compile(
    r"(?:ne (?:pas |plus |jamais )?|l'|les |le |la |se |s'|y |en |leur |lui |me |nous |bien |mieux |correctement |\w+ment )*"
)
_STOP_WORDS = re.compile(
    r"\s+(?:parce qu|car\s|because\s|a la fin\b|en \x01|d'ici|dans les \x01)|"
    r"\s*[,–(-]?\s*(?:rien de plus|c'est tout|voila|that's (?:all|it)|nothing more|etc\.?|and so on|merci|thanks|s'il vous plait|stp|svp|please)\s*[.!)]*\s*$"
)


def find_goals(message: Message, statements: list[Statement]) -> tuple[list[Found], set[int]]:
    """Goals of the statements that announce some, with the lines and infinitives that go on with them.

    Returns the facts and the indexes of the statements that they use.
    """
    found: list[Found] = []
    used: set[int] = set()
    going_on = False
    for index, statement in enumerate(statements):
        lead = _announces(statement)
        if lead is not None:
            place = statement.start + lead
            items = _items(message, place, statement.end)
            used.add(index)
            going_on = True
            found += _facts(message, items, [one.value for one in found])
            continue
        if going_on and (items := _continuation(message, statement, bool(found))):
            used.add(index)
            found += _facts(message, items, [one.value for one in found])
        elif going_on and re.search(r"\w", statement.plain):
            going_on = False
        if not going_on and (items := _bare_list(message, statement)):
            used.add(index)
            found += _facts(message, items, [one.value for one in found])
            going_on = True
    return found, used


def goals_in(message: Message, start: int, end: int, known: tuple[str, ...] = ()) -> list[Found]:
    """Everything between two places read as goals: the answer to "what should they be able to do?"."""
    lead = cue("goal").match(message.plain[start:end].lstrip())
    if lead:
        start += len(message.plain[start:end]) - len(message.plain[start:end].lstrip()) + lead.end()
    return _facts(message, _items(message, start, end, anything=True), list(known))


def vague_goals(found: list[Found], message: Message) -> tuple[str, ...]:
    """The quotes of goals that no one could see a learner do."""
    return tuple(
        message.quote(one.start, one.end)
        for one in found
        if one.field == "competencies" and one.value != () and is_vague(str(one.value), message.language)
    )


def is_vague(goal: str, language: Language) -> bool:
    """Whether the verb of a goal cannot be observed, or there is no verb at all."""
    if language == "fr" and re.match(
        r"(?:etre|avoir) (?:autonome|a l'aise|sensibilis|conscien|informe|plus|meilleur|bon|confian|une meilleure|des notions)",
        fold(goal),
    ):
        return True
    if language == "en" and re.match(
        r"(?:be|feel|get|become|have) (?:aware|comfortable|confident|familiar|more|better|good|at ease|a better|an understanding|autonomous|competent)",
        fold(goal),
    ):
        return True
    leading = leading_verb(goal, language)
    if leading is None:
        return False
    verb = entry(leading.lemma, language)
    return verb is not None and not verb.observable


def _announces(statement: Statement) -> int | None:
    """Where the goals begin in a statement that announces them."""
    found = cue("goal").search(statement.plain)
    if found is None or re.search(
        r"\b(?:je|i|on|we|nous) (?:dois|must|should|ne sais|don't|do not|can't)\b", statement.plain[: found.end()]
    ):
        return None
    context = cue("context").search(statement.plain)
    wishes = re.search(
        r"\bqu'|sach|sauront|capable|objectif|\bfin\b|able to|want|goal|end\b|should|competenc|but\b|must|need to",
        found.group(),
    )
    if context and context.start() <= found.start() and not wishes:
        return None
    if re.match(r"[^a-z]*(?:how many|combien)", statement.plain):
        return None
    rest = statement.plain[found.end() :]
    return found.end() if re.search(r"\w{2}", rest) or statement.plain.rstrip().endswith((":", "-")) else None


def _continuation(message: Message, statement: Statement, begun: bool) -> list[Item]:
    """A line, a sentence or a clause that goes on with the list above it."""
    raw = message.raw[statement.start : statement.end]
    bullet = _BULLET.match(message.raw, statement.start + len(raw) - len(raw.lstrip()))
    if bullet:
        return _items(message, bullet.end(), statement.end)
    start = statement.start
    lead = _LEAD[message.language].match(statement.plain.lstrip())
    offset = len(statement.plain) - len(statement.plain.lstrip()) + (lead.end() if lead else 0)
    if begins_goal(statement.plain[offset:], message.language, first=True):
        return _items(message, start, statement.end)
    if (
        not begun
        and re.match(r"\s*(?:l'|la |le |les |the )", statement.plain)
        and infinitive_phrase(raw.strip(), message.language)
    ):
        return _items(message, start, statement.end)
    return []


def _bare_list(message: Message, statement: Statement) -> list[Item]:
    """ "Alerter, protéger, secourir.": two infinitives and nothing before them."""
    if message.language != "fr" and not re.match(r"\s*to\s", statement.plain):
        return []
    if not begins_goal(statement.plain.strip(), message.language, first=True):
        return []
    items = _items(message, statement.start, statement.end)
    return items if len(items) > 1 else []


def begins_goal(rest: str, language: Language, *, first: bool = False) -> bool:
    """Whether the words begin with the verb of a goal (after pronouns and adverbs)."""
    plain = rest.lstrip(" \n\t\"'«“-")
    if language == "fr":
        clitics = _CLITIC.match(plain)
        word = re.match(r"[a-z-]+", plain[clitics.end() if clitics else 0 :])
        if word is None:
            return False
        if re.match(
            r"(?:le|la|l'|les|un|une|des|du|de)\s?$", plain[: clitics.end() if clitics else 0]
        ) and not is_infinitive(word.group()):
            return False
        return is_infinitive(word.group())
    words = re.match(
        r"(?:(?:not|also|then|always|correctly|safely|properly|confidently|quickly|[a-z]+ly)\s+)*([a-z-]+)", plain
    )
    if words is None:
        return False
    verb = words.group(1)
    rest_of = plain[words.end() :]
    if verb in _EN_NOT_VERBS:
        return False
    if first and (verb in infinitives("en") or verb in phrases("en")):
        return True
    return is_verb_before(verb, rest_of) or (
        verb not in forms("en")
        and re.match(
            r"\s(?:the|a|an|their|our|your|it|them|its|any|each|every|his|her|customers?|people|with|for)\b", rest_of
        )
        is not None
        and not verb.endswith(("s", "ed", "ly", "ing", "tion", "ment", "er", "or", "est"))
        and verb
        not in {
            "of",
            "in",
            "on",
            "for",
            "with",
            "the",
            "a",
            "an",
            "to",
            "from",
            "by",
            "at",
            "about",
            "into",
            "over",
            "not",
        }
    )


_EN_NOT_VERBS = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "their",
        "my",
        "your",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "some",
        "any",
        "each",
        "for",
        "with",
        "in",
        "on",
        "at",
        "of",
        "from",
        "by",
        "as",
        "about",
        "into",
        "who",
        "which",
    ]
)


def _begins_conjugated(rest: str, language: Language) -> bool:
    word = re.match(r"(?:(?:l'|les |le |la |se |s'|y |en |leur )*)([a-z-]+)(?:\s+([a-z']+))?", rest.lstrip())
    if word is None or language != "fr":
        return False
    return word.group(1).endswith("ent") and forms("fr").get(word.group(1)) is not None


def _begins_nominal(rest: str, language: Language) -> bool:
    head = re.match(r"\s*((?:l'|la |le |les |the )[^,;.\n]{3,80})", rest)
    return head is not None and infinitive_phrase(head.group(1), language) is not None


def _items(message: Message, start: int, end: int, *, anything: bool = False) -> list[Item]:
    """Cut a list into goals; "et" cuts only where a new verb begins."""
    stop = _STOP_WORDS.search(message.plain, start, end)
    if stop and stop.start() > start:
        end = stop.start()
    pieces: list[Item] = []
    place = start
    for hard in _HARD.finditer(message.plain, start, end):
        pieces += _soft(message, place, hard.start(), anything)
        place = hard.end()
    pieces += _soft(message, place, end, anything)
    return [item for item in pieces if re.search(r"[^\W\d_]{2}", message.plain[item.start : item.end])]


def _soft(message: Message, start: int, end: int, anything: bool) -> list[Item]:
    language = message.language
    text = message.plain[start:end]
    if not text.strip():
        return []
    bullet = _BULLET.match(text)
    start += bullet.end() if bullet else 0
    lead = _LEAD[language].match(message.plain, start, end)
    body = message.plain[lead.end() if lead else start : end]
    infinitive = begins_goal(body, language, first=True)
    conjugated = not infinitive and _begins_conjugated(body, language)
    nominal = not infinitive and not conjugated and _begins_nominal(body, language)
    items, place = [], start
    for joint in _SOFT.finditer(message.plain, start, end):
        if joint.start() <= place:
            continue
        lead = _LEAD[language].match(message.plain, joint.end(), end)
        rest = message.plain[lead.end() if lead else joint.end() : end]
        begins = (
            begins_goal(rest, language, first=infinitive and _is_bare(message.plain[place : joint.start()], language))
            or (conjugated and _begins_conjugated(rest, language))
            or (nominal and "," in joint.group() and _begins_nominal(rest, language))
            or (nominal and _begins_nominal(rest, language))
            or (anything and not infinitive and not conjugated and not nominal and "," in joint.group())
        )
        if begins:
            items.append(Item(place, joint.start()))
            place = joint.end()
    items.append(Item(place, end))
    return items


def _is_bare(text: str, language: Language) -> bool:
    """A verb with nothing after it: the next word may be another bare verb."""
    return len(text.split()) <= 2


def _facts(message: Message, items: list[Item], before: list[str]) -> list[Found]:
    values: list[str] = list(before)
    found: list[Found] = []
    for item in items:
        start, end = message.trimmed(item.start, item.end)
        raw = message.raw[start:end].strip("\"«»“”' \u00a0")
        value = _value(raw, message.language)
        if value is None:
            continue
        value = resolve(value, values, message.language)
        lead = _LEAD[message.language].match(message.plain, start, end)
        begin = lead.end() if lead and lead.end() < end else start
        found.append(Found("competencies", value, begin, end))
        values.append(value)
    return _shared_objects(found, message.language)


def _value(raw: str, language: Language) -> str | None:
    lead = _LEAD[language].match(fold(raw).replace("’", "'"))
    text = raw[lead.end() :] if lead and lead.end() < len(raw) else raw
    text = re.sub(r"\s+", " ", text).strip(" .,;:!?-–—\u00a0")
    if len(text) < 3 or len(text.split()) > 60:
        return None
    if begins_goal(fold(text).replace("’", "'"), language, first=True) and not re.match(
        r"(?:to|how)\b", text, re.IGNORECASE
    ):
        return uncapitalized(text)
    phrase = infinitive_phrase(text, language)
    return uncapitalized(phrase.strip(" .,;:")) if phrase else uncapitalized(text)


_TRANSITIVE = frozenset(
    [
        "identifier",
        "evaluer",
        "analyser",
        "signaler",
        "choisir",
        "utiliser",
        "preparer",
        "rediger",
        "remplir",
        "reperer",
        "corriger",
        "controler",
        "verifier",
        "nettoyer",
        "ranger",
        "monter",
        "demonter",
        "installer",
        "configurer",
        "planifier",
        "organiser",
        "concevoir",
        "mesurer",
        "regler",
        "entretenir",
        "traiter",
        "enregistrer",
        "identify",
        "assess",
        "analyse",
        "analyze",
        "report",
        "choose",
        "use",
        "prepare",
        "write",
        "complete",
        "spot",
        "correct",
        "check",
        "clean",
        "store",
        "install",
        "configure",
        "plan",
        "organise",
        "organize",
        "design",
        "measure",
        "set",
        "maintain",
        "process",
        "record",
        "evaluate",
        "handle",
        "prevent",
        "detect",
        "select",
        "adjust",
        "inspect",
        "test",
        "repair",
        "lire",
        "lire",
        "interpreter",
        "comprendre",
        "read",
        "interpret",
        "understand",
    ]
)


def _shared_objects(found: list[Found], language: Language) -> list[Found]:
    """ "identifier, évaluer et signaler les risques": verbs without an object share the one that follows."""
    done: list[Found] = []
    for place, one in enumerate(found):
        value = str(one.value)
        if " " not in value and fold(value) in _TRANSITIVE:
            follower = next((str(other.value) for other in found[place + 1 :] if " " in str(other.value)), None)
            if follower and fold(follower.split()[0]) in _TRANSITIVE:
                value = f"{value} {follower.split(' ', 1)[1]}"
        done.append(Found(one.field, value, one.start, one.end, one.corrects))
    return done
