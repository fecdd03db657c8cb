"""Noun phrases of people: where they end, and what only looks like one."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.cues import native, pattern
from assistant.engine.offline.reading.finite import before_finite, verb_of
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.stating import corrects
from assistant.language.lexicon import forms, infinitives
from assistant.language.people import is_person
from assistant.language.verbs import may_be_verb

_DETERMINERS = re.compile(
    r"(?:[\s,:\x01-]|\b(?:[abc][12](?= )|(?:ensemble|totalite) d(?:es|e|u)|whole|entire|"
    r"que|qu'|des|les|mes|nos|de|d'|du|la|le|l'|une?|ces|tous|toutes|tout|toute|mon|"
    r"ma|notre|leurs?|ses|quelques|plusieurs|a|aux?|\d{1,3}(?= [a-z])|(?:dizaine|douzaine|quinzaine|"
    r"vingtaine|trentaine|cinquantaine|centaine) (?:de|d')|dozen|environ|ce sont|ce seront|"
    r"c'est|every|each|chaque|they're|they are|un groupe de|groupe de|"
    r"(?:promo|promotion|bande|poignee|classe|cohorte) de|"
    r"my|our|the|some|all|an?|these|their|(?:group|bunch|couple|handful|lot|load|batch|class|cohort|intake) of|of|for|"
    r"pour|avec|with|about|around|several|nouveaux(?= et)|"
    r"surtout|mostly|mainly|essentiellement)(?:\b|(?<=')))+"
)
_END = re.compile(
    r"\s(?:en|in|fin|debut|mi-|late|early|next|from)\s?(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|"
    r"octobre|"
    r"novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"[.,;:!?\n\x01\x02()]|\s(?:en|in)\s(?=\d)|\sup\s|\s[–—-]\s|\s(?:a|au|comment)\s(?=(?:se |"
    r"s'|l'|les |la |le |mieux |bien )*[a-z-]+(?:er|ir|re)\b)|"
    r"\s(?:pour|sur|afin|mais|car|sont|est|ont|auront|doivent|devront|devraient|doit|devra|devrait|sait|saura|sauront|"
    r"pourra|pourront|peut|peuvent|savent|n'ont|n'a|ne|"
    r"avec|parce|sachent|sache|puissent|autonomes? (?:dans|sur|en|pour)|capables?|soient|arrivent|comment|ils?|elles?|"
    r"on|je|nous|j'ai|pendant|durant|lors|apres|avant|sans|to|on|so|but|because|are|is|have|"
    r"has|will|should|must|need|needs|can|could|with|how|they|we|i|"
    r"(?:re)?trained|during|who|that|qui|dont|about|regarding|et pas|et non|and not|not|plutot|une? (?:formation|"
    r"soiree|"
    r"module|atelier|stage|journee|session|cours|seance)|an? (?:course|session|workshop|module)|for|over|via|"
    r"using|know|don't|wants?|lasting|please|thanks|merci|svp|stp|enfin|"
    r"i mean|or rather|lvl \d|level \d|niveau \d|aux gestes|a la \w+ion)\b"
)
_LOOSE = re.compile(
    r"\s+(?:de|d'|du|des|en|a|et|of|in|and|for|at|with|avec|le|la|the|uniquement|seulement|exclusivement|"
    r"only|mostly|surtout|plutot)?\s*$"
)
_RELATIVE = re.compile(r"\s(?:qui|who|that|dont|avec|with|ayant|having)\b[^.,;:!?\n\x01(]{3,90}")
_DEFINING = re.compile(
    r"\s(?:qui|who|that)\s(?:vont|travaillent|sont|seront|ont|viennent|arrivent|reprennent|debutent|encadrent|"
    r"will|work|"
    r"are|have|just|already|manage|handle|run|lead)\b(?! pas\b| du mal\b| peur\b| never\b| to\b| trouble\b)"
    r"[^.,;:!?\n\x01(]{0,70}(?=\s*[.,;:!?\n(]|\s*$)"
)
"""A clause that says which people: "qui vont former leurs collègues"."""
_WITHOUT = re.compile(
    r"\s(?:with (?:no|little|limited|at least|some|low|few)|avec (?:peu de|au moins|moins de)|"
    r"sans (?!s'|se )(?!\w+(?:er|ir|re)\b))\s?[^.,;:!?\n\x01(]{3,50}(?=\s*[.,;:!?\n(]|\s*$)"
)
"""What people lack or have says who they are: "adults with no qualifications"."""
_WANTED_TO_BE = re.compile(r"\b(?:gets?|getting|have|having|want|see|seeing) (?:my |our |the |all )*$")
_ACTION = re.compile(
    r"[a-z]+(?:er|ir|re)\s(?:les?|la|une?|des|leurs?|son|sa|ses|ce|cette|tous|en|sur|avec)\b|[a-z]+(?:er|ir|re)\sl'"
)
"""An infinitive and its object: "trier les outils" ends like people and is nobody."""


_INSIDE = re.compile(r"[a-z -]+? (?:in|at|from) (?:our|my|the|this) [a-z]+ (?P<verb>[a-z]+)\b")
"""People, where they are, and what they do: "managers in our charity avoid…"."""
HANDS = re.compile(
    r"chimney sweeps?\b|(?:part|full|first|old)[- ]?timers?\b|year \d{1,2}s\b|"
    r"(?:[a-z]+ )?(?:farm|deck|stage|ranch|factory|kitchen|dairy|boat|yard) ?hands?\b|"
    r"(?:junior|trainee|apprentice) [a-z-]+s\b"
)
_NOBODY = re.compile(
    r"facteurs? (?:de|d'|humain|cle)|public (?:speaking|relations|procurement|transport|health|safety|service|sector|"
    r"finance|law)\b"
)


def is_people(text: str) -> bool:
    """Whether a folded phrase names people by its first words."""
    lead = _DETERMINERS.match(text)
    if _ACTION.match(text, lead.end() if lead else 0):
        return False
    rest = text[lead.end() if lead else 0 :][:80]
    rest = rest.replace("health and safety", "health safety")
    if HANDS.match(rest):
        return True
    if _NOBODY.match(rest):
        return False
    words = re.findall(r"[a-z][a-z-]*", rest)[:5]
    for word in words:
        if word in {
            "they",
            "we",
            "ils",
            "elles",
            "on",
            "nous",
            "je",
            "il",
            "elle",
            "it",
            "ce",
            "c",
            "a",
            "de",
            "pour",
            "sur",
            "en",
            "to",
            "of",
            "in",
            "with",
            "qui",
            "who",
            "and",
            "et",
        }:
            return False
        if is_person(word):
            return True
    return False


def audience_at(message: Message, start: int, limit: int, *, surely: bool = False) -> Found | None:
    """The phrase of people that begins at a place, without its determiner; None when it names nobody in particular.

    `surely`: the grammar tells that they are people ("former les X à…"), whatever the words.
    """
    lead = _DETERMINERS.match(message.plain, start, limit)
    start = lead.end() if lead else start
    end = _end(message, start, limit)
    if _SOMEBODY_ELSE.match(message.plain, start, end):
        return None
    while loose := _LOOSE.search(message.plain, start, end):
        end = loose.start()
    start, end = message.trimmed(start, end)
    text = message.plain[start:end]
    so_called = native("people", "so_called", message.language).match(text) is not None
    if not (surely or so_called or is_people(text)) or len(text) < 3:
        return None
    if _is_anybody(text) and not (surely and HARDLY_WHO.fullmatch(text)):
        return None
    value = re.sub(r"\s+", " ", message.raw[start:end])
    if _STUDIES.match(text):
        value = f"apprenants en {value}"
    return Found("audience", value, start, end, corrects(message, start, end))


def shortened(message: Message, audience: Found, end: int) -> Found | None:
    """ "200 salariés | au RGPD en e-learning": the people end where something else that was read begins."""
    while loose := _LOOSE.search(message.plain, audience.start, end):
        end = loose.start()
    start, end = message.trimmed(audience.start, end)
    text = message.plain[start:end]
    if _is_anybody(text) and not HARDLY_WHO.fullmatch(text):
        return None
    value = re.sub(r"\s+", " ", message.raw[start:end])
    return replace(audience, value=value, start=start, end=end) if len(text) > 2 else None


HARDLY_WHO = re.compile(r"salaries|collaborateurs|employees|staff")
"""Words that hardly say who, and all that a trainer says where everybody in a company is trained."""
_STUDIES = re.compile(r"(?:cap|bep|bts|bac pro|bac techno|licence pro|titre pro)\b")
_AROUND = "max\\w*|maxi|environ|au plus|tops|au total|in total|each|dehors|dedans|ensemble|outside|inside|together"


def _is_anybody(text: str) -> bool:
    """ "personnes", "participants max": words that say that there are people, not who."""
    words = pattern("subjects", "anybody").pattern
    return re.fullmatch(rf"(?:{words})(?:\W|\b(?:{_AROUND})\b)*", text) is not None


def _end(message: Message, start: int, limit: int) -> int:
    stop = _END.search(message.plain, start, limit)
    end = stop.start() if stop else limit
    head = message.plain[start:end].strip()
    if _is_anybody(head):
        relative = _RELATIVE.match(message.plain, start + len(head), limit)
        return relative.end() if relative else end
    defining = _DEFINING.match(message.plain, end, limit)
    if defining:
        return defining.end()
    lacking = _WITHOUT.match(message.plain, end, limit)
    if lacking:
        return lacking.end()
    if _WANTED_TO_BE.search(message.plain[max(0, start - 16) : start]):
        doing = re.compile(r"\s[a-z]{3,}ing\s").search(message.plain, start, end)
        end = doing.start() if doing else end
    if re.search(r"\b(?:chaque|each|every)\s$", message.plain[max(0, start - 8) : start]):
        does = before_finite(message.raw, start, limit, message.language)
        if does is not None:
            return does
    end = _before_a_verb(message, start, end)
    for joint in re.finditer(r"\s(?:et|and|ou|or)\s", message.plain[start:end]):
        rest = message.plain[start + joint.end() : end]
        if _COMMENT.match(rest) or not is_people(rest):
            return start + joint.start()
    return end


_COMMENT = re.compile(r"(?:[a-z]+ment|honestly|frankly|basically|clearly|there|now|bon|bref|du coup)\b")
"""What begins another clause after "et": "mes agents et franchement les familles…"."""


def _before_a_verb(message: Message, start: int, end: int) -> int:
    """ "my sales reps keep losing deals": what the people do is not who they are."""
    plain = message.plain
    inside = _INSIDE.match(plain, start, end)
    if inside and inside["verb"] in infinitives("en") and inside.end("verb") < end - 1:
        return inside.start("verb")
    hands = HANDS.match(plain, start, end)
    person = just_now = hands is not None
    for word in re.finditer(r"[a-z][a-z'-]*", plain[start:end]):
        if hands and start + word.start() < hands.end():
            continue
        text = word.group()
        if person and (_FINITE.fullmatch(text) or _is_finite(text, message.raw[start + word.start() :][: len(text)])):
            return start + word.start()
        if just_now and may_be_verb(text) and not is_person(text) and text not in infinitives("fr"):
            return start + word.start()
        just_now = is_person(text) and text.endswith("s")
        person = person or is_person(text)
    return end


_FINITE = re.compile(
    r"hand|rush|burn|always|never|often|still|currently|keep|don't|can't|won't|who|lose|make|get|forget|struggle|"
    r"just|n'\w+|s'(?!\w+ant\b)\w+|toujours|souvent|jamais|font|vont|se|vend|fait|[a-z]+n't"
)


def _is_finite(word: str, raw: str) -> bool:
    if is_person(word):
        return False
    if word.endswith("ent") and not word.endswith("ment") and verb_of(raw, "fr"):
        return True
    return (word.endswith("ent") and word in forms("fr")) or (
        word.endswith("s")
        and word in forms("en")
        and word not in forms("fr")
        and not word.endswith(("ings", "ts", "es"))
    )


_SOMEBODY_ELSE = re.compile(
    r"(?:paroisse|commune|association|ecole|usine|entreprise|school|parish|company) (?:les|the|nos|our)\s"
)
