"""What a competency asks for: its verb, its object, what family the object is of, what kind of doing it is."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.engine.offline.objectives.wording import Family, Things, Trait, wording
from assistant.language import bloom, doings, grammar, lemmas, verbs
from assistant.language.data import word_list
from assistant.models.module import Objective
from assistant.models.terms import BLOOM_ORDER, Bloom, Language, Performance

_USUAL_LEVEL: dict[Performance, Bloom] = {
    "gesture": "apply",
    "procedure": "apply",
    "tool_use": "apply",
    "relational": "apply",
    "decision": "analyze",
    "concept": "understand",
    "creation": "create",
    "attitude": "evaluate",
}
_DONE: frozenset[Performance] = frozenset({"gesture", "procedure", "tool_use", "relational", "decision"})
_FAMILIES: tuple[Family, ...] = ("tool", "concept", "risk", "person")
_AROUND = {
    "fr": r"\b(?:avec|dans|sur|sous|pour|chez|par|sans|avant|après|lors|afin|en cas|selon|auprès|entre)\b",
    "en": r"\b(?:with|in|on|into|onto|for|by|without|before|after|during|from|according|at|between|among)\b",
}
"""What follows is about the doing, not about its object."""
_ON_SCREEN = {
    "fr": r"\b(?:dans|sous|sur|avec|via)\s+(?:l['’]|les?\s+|la\s+|un[e]?\s+)?",
    "en": r"\b(?:in|on|with|using|via)\s+(?:the\s+|an?\s+)?",
}
_LINKS = frozenset(["l", "d", "de", "du", "des", "à", "a", "au", "aux", "avec", "chaque"])
_ONESELF = {
    "fr": r"\b(?:stress|émotions?|trac|fatigue|soi|recul)\b",
    "en": r"\b(?:stress|emotions?|nerves|fatigue|own|self)\b",
}
_IN_CASE = {"fr": r"\b(?:en cas d|au cas où|dans ce cas)\w*", "en": r"\b(?:in case(?: of)?|just in case)\b"}
_PARTICLES = frozenset(["up", "out", "off", "down", "back", "away"])


@dataclass(frozen=True)
class Doing:
    """What a phrase says that somebody does."""

    verb: str
    complement: str
    family: Family
    performance: Performance
    level: Bloom
    traits: frozenset[Trait] = frozenset()


@lru_cache(maxsize=2048)
def doing(phrase: str, language: Language, in_talk: bool = False) -> Doing:
    """Read an infinitive phrase, of a module about talking with somebody or of any other."""
    leading = leading_verb(phrase, language)
    verb = leading.lemma if leading else phrase.split(maxsplit=1)[0].lower() if phrase.split() else ""
    complement = leading.complement.strip() if leading else phrase
    family = family_of(complement, language)
    kind = _kind(verb, complement, family, language, in_talk)
    level = _level(phrase, kind, language)
    if kind == "concept" and level == "apply" and not _says(verb, language):
        kind = "procedure"
    if level == "create" and kind in ("gesture", "procedure", "concept"):
        kind = "creation"
    done = Doing(verb, complement, family, kind, level)
    return replace(done, traits=_traits(done, language))


def reread(objective: Objective, language: Language, statement: str | None = None) -> Doing:
    """What an objective that is written says, or would say in other words; what it was read as holds.

    "proposer une suite" is said where the module is about talking, and made elsewhere.
    """
    words = objective.statement if statement is None else statement
    return doing(grammar.uncapitalized(words), language, in_talk=objective.performance == "relational")


@lru_cache(maxsize=1024)
def leading_verb(phrase: str, language: Language) -> verbs.LeadingVerb | None:
    """The verb of the phrase; in English the first word when the lexicon has it ("teach X to beginners")."""
    found = verbs.leading_verb(phrase, language)
    first = re.match(r"[\w-]+", phrase)
    if language == "en" and first and (found is None or found.start > 0):
        word = first.group().lower()
        known = word in verbs.lexicon("en") or any(word in rule.verbs for rule in wording("en").doing)
        if known or (found is None and _governs_a_noun(phrase)):
            return verbs.LeadingVerb(word, first.group(), phrase[first.end() :].strip(), 0, first.end(), False)
    return found


def _governs_a_noun(phrase: str) -> bool:
    """An unknown English word before a determiner is a verb: "section the hair"."""
    words = phrase.lower().split()
    determiners = word_list("en", "determiners")
    if len(words) < 3 or words[0] in determiners:
        return False
    return words[1] in determiners or words[1] in _PARTICLES


def family_of(noun_phrase: str, language: Language) -> Family:
    """What family the thing is of, from its first telling noun."""
    objects = wording(language).objects
    head = _head(noun_phrase, language)
    text = lemmas.fold(head)
    tools = _folded(objects["tool"] | objects["equipment"])
    for place, forms in enumerate(doings.nouns(head, language)):
        for family in _FAMILIES:
            known = tools if family == "tool" else _folded(objects[family]) if family != "other" else frozenset()
            if (
                forms & known
                and not (family == "tool" and _AN_IDEA.match(text))
                and (family != "person" or _stands_for_somebody(head, place, language))
            ):
                return family
    if any(" " in name and name in text for name in tools):
        return "tool"
    return "tool" if _is_product(noun_phrase) else "other"


_AN_IDEA = re.compile(r"(?:la|les|une|des|cette|ces|quelques|the|an?|this|some) notions?\b")
"""What is no product of that name: "la notion de marge"."""


def _head(noun_phrase: str, language: Language) -> str:
    """The thing itself, without what is said of how or where it is done."""
    text = noun_phrase.strip()
    found = re.search(_AROUND[language], text, re.IGNORECASE)
    return text[: found.start()] if found else text


def _stands_for_somebody(head: str, place: int, language: Language) -> bool:
    """ "un client", not "un compte client"; "a customer", not "a customer file"."""
    words = [lemmas.fold(token.text).rstrip("'’") for token in lemmas.tokens(head)]
    if language == "fr":
        return place == 0 or words[place - 1] in word_list("fr", "determiners") | _LINKS or words[place - 1].isdigit()
    after = words[place + 1] if place + 1 < len(words) else ""
    return not after or after in ("s", "and", "or", "to", "of", "who", "that", "about")


def names_one_of(names: tuple[str, ...], text: str, language: Language) -> bool:
    """Whether the thing itself is one of those named."""
    return doings.has(names, _head(text, language), language)


@lru_cache(maxsize=256)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(lemmas.fold(name) for name in names)


def _is_product(noun_phrase: str) -> bool:
    """A name with a capital and no article is nearly always a product: QGIS, Ciel Compta."""
    return re.fullmatch(r"[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*", noun_phrase.strip()) is not None


def _kind(verb: str, complement: str, family: Family, language: Language, in_talk: bool) -> Performance:
    words = wording(language)
    entry = verbs.lexicon(language).get(verb)
    kinds: tuple[Performance, ...] = entry.performance if entry else ()
    ruled = doings.ruled(verb, complement, language, in_talk)
    if ruled:
        return ruled
    if _is_on_screen(complement, language) and set(kinds) & {"tool_use", "procedure", "creation"}:
        return "tool_use"
    if family == "tool" and (not kinds or set(kinds) & {"tool_use", "gesture", "procedure"}):
        is_equipment = doings.has(words.objects["equipment"], complement, language)
        return kinds[0] if is_equipment and kinds and "tool_use" not in kinds else "tool_use"
    if family == "person" and "relational" in kinds:
        return "relational"
    if "creation" in kinds and doings.has(words.made, " ".join(complement.split()[:6]), language):
        return "creation"
    return _usual_kind(kinds, family, complement, language)


def _is_on_screen(complement: str, language: Language) -> bool:
    """ "dans Excel", "sous AutoCAD": what is done there is done with the tool."""
    screens = _folded(wording(language).objects["tool"])
    for found in re.finditer(_ON_SCREEN[language], complement, re.IGNORECASE):
        rest = complement[found.end() :]
        if rest and (_is_product(rest) or next(iter(doings.nouns(rest, language)), frozenset()) & screens):
            return True
    return False


def _usual_kind(kinds: tuple[Performance, ...], family: Family, complement: str, language: Language) -> Performance:
    if not kinds:
        return "relational" if family == "person" else "procedure"
    if kinds[0] == "concept" and "decision" in kinds and family != "concept":
        return "decision"
    if (
        kinds[0] == "gesture"
        and "procedure" in kinds
        and doings.has(wording(language).objects["paper"], complement, language)
    ):
        return "procedure"
    return kinds[0]


def _level(phrase: str, kind: Performance, language: Language) -> Bloom:
    reading = bloom.read_level(phrase, language)
    usual = _USUAL_LEVEL[kind]
    if reading.bloom is None:
        return usual
    low = BLOOM_ORDER.index(reading.bloom) < BLOOM_ORDER.index(usual)
    # Checking by a list of points is applying it; judging needs criteria of one's own.
    checks = kind in ("procedure", "gesture", "tool_use") and reading.bloom == "evaluate"
    # What is proposed to somebody is said to them: the talk is to be seen, not a new thing.
    says = kind == "relational" and reading.bloom == "create"
    lowered = low or checks or says or kind == "decision"
    return usual if usual in reading.admitted and kind in _DONE and lowered else reading.bloom


def _traits(done: Doing, language: Language) -> frozenset[Trait]:
    things = wording(language).objects
    head = _head(done.complement, language)

    def about(name: Things, text: str = head) -> bool:
        return doings.has(things[name], text, language)

    found: tuple[Trait, ...] = ()
    match done.performance:
        case "tool_use":
            found = ("equipment",) if about("equipment") else ("screen",) if _is_for_screens(done, language) else ()
        case "procedure":
            written = re.sub(_IN_CASE[language], "", done.complement, flags=re.IGNORECASE)
            found = ("paper" if about("paper", written) else "act",)
            if done.verb in wording(language).message_verbs:
                found = (*found, "message")
        case "relational":
            grave = re.search(wording(language).grave, done.complement, re.IGNORECASE) is not None
            grave = grave and done.verb in wording(language).grave_verbs
            found = (
                ("talk", "grave") if grave else _towards(done.verb, about("group", _first(head, language)), language)
            )
        case "gesture" if about("urgent", f"{done.verb} {done.complement}"):
            found = ("urgent",)
        case "gesture":
            is_body = not head or about("person") or about("equipment")
            found = ("body" if is_body else "craft",)
        case "decision":
            found = ("spot" if done.verb in wording(language).spotting_verbs else "weigh",)
        case "attitude" if not re.search(_ONESELF[language], done.complement):
            found = ("stance",)
        case "concept" if done.level == "remember" or done.verb in wording(language).reading_verbs:
            found = ("recall",)
        case "concept":
            found = ("addressed" if doings.addressed(done.complement, language) else "free",)
        case _:
            pass
    return frozenset(found)


def _is_for_screens(done: Doing, language: Language) -> bool:
    """A tool that is known to have a screen, or a verb that is said of nothing else."""
    entry = verbs.lexicon(language).get(done.verb)
    return done.family == "tool" or entry is None or "gesture" not in entry.performance


def _towards(verb: str, many: bool, language: Language) -> tuple[Trait, ...]:
    """To a group, or to one person, who may resist."""
    words = wording(language)
    if many or verb in words.group_verbs:
        return ("group",)
    if verb in words.telling_verbs:
        return ("talk", "telling")
    return ("talk",) if verb in words.gentle_verbs else ("talk", "tense")


def _first(head: str, language: Language) -> str:
    """The noun that the rest only specifies: "un conflit" of "un conflit d'équipe"; in English it comes last."""
    return " ".join(head.split()[:2]) if language == "fr" else re.split(r"\b(?:of|to)\b", head)[0]


def _says(verb: str, language: Language) -> bool:
    """Whether the verb is one of explaining or reading, whatever its level."""
    return any(rule.kind == "concept" and verb in rule.verbs for rule in wording(language).doing)


def highest(levels: tuple[Bloom, ...]) -> Bloom:
    """The most demanding of the levels."""
    return max(levels, key=BLOOM_ORDER.index)
