"""Who will be trained: noun phrases of people, where the message presents them as the group."""

import re

from assistant.engine.offline.reading.cues import cue, pattern
from assistant.engine.offline.reading.finite import before_finite, verb_of
from assistant.engine.offline.reading.measures import corrects, is_supposed
from assistant.engine.offline.reading.message import Found, Message
from assistant.language.lexicon import forms, infinitives
from assistant.language.people import is_person
from assistant.language.verbs import may_be_verb

_DETERMINERS = re.compile(
    r"(?:[\s,:\x01-]|\b(?:[abc][12](?= )|(?:ensemble|totalite) d(?:es|e|u)|whole|entire|"
    r"que|qu'|des|les|mes|nos|de|d'|du|la|le|l'|une?|ces|tous|toutes|mon|"
    r"ma|notre|leurs?|ses|quelques|plusieurs|a|aux?|\d{1,3}(?= [a-z])|(?:dizaine|douzaine|quinzaine|"
    r"vingtaine|trentaine|cinquantaine|centaine) (?:de|d')|dozen|environ|ce sont|ce seront|"
    r"c'est|every|each|chaque|they're|they are|un groupe de|groupe de|"
    r"my|our|the|some|all|an?|these|their|group of|of|for|pour|avec|with|about|around|several|nouveaux(?= et)|"
    r"surtout|mostly|mainly|essentiellement)(?:\b|(?<=')))+"
)
_END = re.compile(
    r"[.,;:!?\n\x01\x02()]|\s(?:en|in)\s(?=\d)|\sup\s|\s[–—-]\s|\s(?:a|au|comment)\s(?=(?:se |"
    r"s'|l'|les |la |le |mieux |bien )*[a-z-]+(?:er|ir|re)\b)|"
    r"\s(?:pour|sur|afin|mais|car|sont|est|ont|auront|doivent|devront|devraient|doit|devra|devrait|sait|saura|sauront|pourra|pourront|peut|peuvent|savent|n'ont|n'a|ne|"
    r"avec|parce|sachent|sache|puissent|autonomes? (?:dans|sur|en|pour)|capables?|soient|arrivent|comment|ils?|elles?|"
    r"on|je|nous|j'ai|pendant|durant|lors|apres|avant|sans|to|on|so|but|because|are|is|have|"
    r"has|will|should|must|need|needs|can|could|with|how|they|we|i|"
    r"during|who|that|qui|dont|about|regarding|et pas|et non|and not|not|plutot|une? (?:formation|soiree|"
    r"module|atelier|stage|journee|session|cours|seance)|an? (?:course|session|workshop|module)|for|over|via|"
    r"using|know|don't|wants?|lasting|please|thanks|merci|svp|stp|aux gestes|a la \w+ion)\b"
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
_ONE_OF_ALL = re.compile(r"\b(?:chaque|each|every)\s")
_POSSESSED = re.compile(r"\b(?:mes|nos|notre|mon|ma|our|my)\s(?=[a-z])")
_RECIPIENT = re.compile(
    r"\b(?:(?:les|la|le|une?|the|chaque|every|each|all)\s|l')"
    r"(?=[a-z' -]{3,50}?\s(?:(?:ne )?sav\w+ (?:pas|plus|ni)\b|don't know how|"
    r"do not know how|doivent|devront|devraient|sachent|"
    r"puissent|doit|devra|devrait|saura|sauront|pourra|pourront|sera capable|seront capables|apprennent|"
    r"savent deja|connaissent deja|maitrisent deja|should|"
    r"must|need to|needs to|have to|has to|will be able))"
    r"|\bque\s(?:(?:tous|toutes)\s)?(?:(?:les|mes|nos|des|chaque|vos)\s|l')(?=[a-z])"
    r"|\b(?:is|are|so|be) that\s(?=[a-z])"
    r"|\b(?:j'ai|on a|nous avons|i have|i've got|we have|we've got)\s(?:des|une?|some|an?)\s(?=[a-z])"
    r"|\b(?:rendre|amener|aider|doter|outiller|permettre aux?|donner aux?)\s(?:(?:les|mes|nos|des)\s)?(?=[a-z])"
    r"|\b(?:provide|equip|enable|help|allow|give|(?:make sure|ensure)(?: that)?)\s(?=[a-z])"
)
_WHO_MUST = re.compile(
    r"\W*(?=[a-z' -]{3,60}?\s(?:doivent|devront|devraient|should|must|need to|have to|will be able|"
    r"struggle|don't|keep)\b)"
)
_NOT_THE_GROUP = re.compile(
    r"(?:chefs?(?! (?:de|d'))|boss|patron\w*|direct\w+|collegues?|clients?|clientes?|patients?|customers?|"
    r"responsables?|rh|drh|enfants?|kids|children|mari|femme|manager|"
    r"fournisseurs?|suppliers?|usagers?|visiteurs?|residents?|guests?|concurrents?|competitors?|"
    r"equipement|service client|gens)\b"
)


_ACTION = re.compile(
    r"[a-z]+(?:er|ir|re)\s(?:les?|la|une?|des|leurs?|son|sa|ses|ce|cette|tous|en|sur|avec)\b|[a-z]+(?:er|ir|re)\sl'"
)
"""An infinitive and its object: "trier les outils" ends like people and is nobody."""


_INSIDE = re.compile(r"[a-z -]+? (?:in|at|from) (?:our|my|the|this) [a-z]+ (?P<verb>[a-z]+)\b")
"""People, where they are, and what they do: "managers in our charity avoid…"."""
_HANDS = re.compile(
    r"(?:part|full|first|old)[- ]?timers?\b|(?:farm|deck|stage|ranch|factory|kitchen|dairy|boat|yard) ?hands?\b|"
    r"(?:junior|trainee|apprentice) [a-z-]+s\b"
)
_NOBODY = re.compile(r"public (?:speaking|relations|procurement|transport|health|safety|service|sector|finance|law)\b")


def is_people(text: str) -> bool:
    """Whether a folded phrase names people by its first words."""
    lead = _DETERMINERS.match(text)
    if _ACTION.match(text, lead.end() if lead else 0):
        return False
    rest = text[lead.end() if lead else 0 :][:80]
    rest = rest.replace("health and safety", "health safety")
    if _HANDS.match(rest):
        return True
    if _NOBODY.match(rest):
        return False
    words = re.findall(r"[a-z][a-z-]*", rest)[:4]
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
    if not (surely or is_people(text)) or len(text) < 3:
        return None
    if _is_anybody(text):
        return None
    value = re.sub(r"\s+", " ", message.raw[start:end])
    if _STUDIES.match(text):
        value = f"apprenants en {value}"
    return Found("audience", value, start, end, corrects(message, start, end))


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
    if re.search(r"\b(?:chaque|each|every)\s$", message.plain[max(0, start - 8) : start]):
        does = before_finite(message.raw, start, limit, message.language)
        if does is not None:
            return does
    end = _before_a_verb(message, start, end)
    for joint in re.finditer(r"\s(?:et|and|ou|or)\s", message.plain[start:end]):
        if not is_people(message.plain[start + joint.end() : end]):
            return start + joint.start()
    return end


def _before_a_verb(message: Message, start: int, end: int) -> int:
    """ "my sales reps keep losing deals": what the people do is not who they are."""
    plain = message.plain
    inside = _INSIDE.match(plain, start, end)
    if inside and inside["verb"] in infinitives("en"):
        return inside.start("verb")
    hands = _HANDS.match(plain, start, end)
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
    r"just|n'\w+|toujours|souvent|jamais|font|vont|se|vend|fait|[a-z]+n't"
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


def find_audience(message: Message, unmasked: Message, counted: tuple[int, ...], *, alone: bool) -> Found | None:
    """The group, by what announces it: "public :", "à destination de", "12 vendeurs", "mes vendeurs"."""
    for lead in cue("audience").finditer(message.plain):
        found = audience_at(message, lead.end(), min(len(message.plain), lead.end() + 200))
        if found and not is_supposed(message, lead.start()):
            return found
    for lead in re.finditer(
        r"\b(?:pour|for|chez|aupres d(?:e|es|u))\s(?:des |de |d'|les |mes |nos |une? |my |our |"
        r"the |new |\x01++ ?)?(?=[a-z])",
        message.plain,
    ):
        found = audience_at(message, lead.start() + 4, min(len(message.plain), lead.end() + 160))
        if found and not _NOT_THE_GROUP.match(message.plain, found.start):
            return found
    led = _LED.search(message.plain)
    found = audience_at(message, led.end(), min(len(message.plain), led.end() + 160)) if led else None
    if found and not _NOT_THE_GROUP.match(message.plain, found.start):
        return found
    for place in counted:
        found = audience_at(unmasked, place, min(len(message.plain), place + 160))
        if found:
            return found
    return (
        _named_in_passing(message)
        or _meant_by_them(message)
        or _studying(message)
        or (_alone(message) if alone else None)
        or _first_named(message)
    )


def _does_next(message: Message, place: int) -> bool:
    return before_finite(message.raw, place, len(message.raw), message.language) is not None


_STUDENTS = re.compile(
    r"\b(?:cap|bep|bts|bac pro|bac techno|licence pro|titre pro)(?:\s(?!en\b|de\b)[a-z]+){0,2}"
    r"(?:\s(?:\d\w*|premiere|deuxieme|terminale)(?:\s(?:annee|an))?)?(?=\s*(?:$|[,.;:\n\x01]))"
)


def _studying(message: Message) -> Found | None:
    """ "Formation coiffure CAP": those who prepare a diploma."""
    if message.language != "fr":
        return None
    place = _STUDENTS.search(message.plain)
    return audience_at(message, *place.span()) if place else None


_FIRST = re.compile(r"\W*(?:(?:les|des|the|some)\s|l')?(?![a-z]+ly\b)(?=[a-z])")
_DOES = re.compile(r"\s(?!(?:for|with|pour|avec|sur|on|to|a|au|aux|en|in|at|et|and|of|de|who|that|qui)\b)[a-z]")


def _first_named(message: Message) -> Found | None:
    """ "New drivers need…", "Front-of-house assistants freeze…": people who begin a sentence and do something."""
    for one in message.statements:
        lead = _FIRST.match(message.plain, one.start, one.end)
        found = audience_at(message, lead.end(), one.end) if lead else None
        if (
            found is None
            or lead is None
            or found.start > lead.end()
            or _NOT_THE_GROUP.match(message.plain, found.start)
        ):
            continue
        if _DOES.match(message.plain, found.end) and _is_a_group(message.plain[found.start : found.end]):
            return found
    return None


_LED = re.compile(
    r"\b(?:formation|module|stage|atelier|seance|session|cours|course|workshop|training)\b[^.;,:\n]{0,40}?\s"
    r"(?:avec|with)\s(?=(?:des|mes|nos|my|our|some)\s)"
)


_SOMEBODY_ELSE = re.compile(
    r"(?:paroisse|commune|association|ecole|usine|entreprise|school|parish|company) (?:les|the|nos|our)\s"
)


_THEM = re.compile(
    r"\b(?:les|leur|lui|l') ?(?:former|entrainer|preparer|accompagner|apprendre|aider)\b"
    r"|\b(?:train|teach|coach|help) (?:them|him|her)\b"
)


def _meant_by_them(message: Message) -> Found | None:
    """ "les managers font passer les entretiens… je voudrais les former": the people named before the pronoun."""
    pronoun = _THEM.search(message.plain)
    if pronoun is None:
        return None
    for lead in re.finditer(r"\b(?:les|nos|mes|une?|the|our|my|an?)\s(?=[a-z])", message.plain[: pronoun.start()]):
        found = audience_at(message, lead.end(), min(pronoun.start(), lead.end() + 140))
        if found and not _NOT_THE_GROUP.match(message.plain, found.start):
            return found
    return None


def audience_of_mine(message: Message, start: int, end: int) -> Found | None:
    """The people whom the trainer calls his own between two places: "mes serveurs"."""
    for lead in _POSSESSED.finditer(message.plain, start, end):
        one = lead.group().strip() in {"mon", "ma"}
        found = None if one else audience_at(message, lead.end(), end)
        if found and not _NOT_THE_GROUP.match(message.plain, found.start):
            return found
    return None


_QUALITIES = frozenset(
    {"new", "junior", "young", "senior", "future", "trainee", "nouveaux", "nouvelles", "jeunes", "futurs"}
)


_TRAININGS = frozenset(
    {"formation", "module", "stage", "atelier", "cours", "course", "training", "workshop", "session"}
)


def _is_a_group(text: str) -> bool:
    """ "saisonniers", "sales people": the first word names people, or in English the last of two or three."""
    text = re.split(r"\s(?:including|y compris|dont)\s", re.sub(r"^(?:all|tous les|toutes les)\s", "", text))[0]
    words = re.findall(r"[a-z][a-z'-]*", text)
    if not words or words[0] in _TRAININGS:
        return False
    if is_person(words[0]) or (len(words) > 1 and words[0] in _QUALITIES and is_person(words[1])):
        return True
    if _HANDS.fullmatch(text):
        return True
    verb = words[0] in infinitives("en") or words[0] in infinitives("fr")
    plural = words[-1].endswith("s") or re.fullmatch(r"people|staff|team|crew|men|women", words[-1]) is not None
    return 2 <= len(words) <= 3 and not verb and plural and is_person(words[-1]) and "of" not in words


_ONLY = re.compile(
    r"^(?:an? |un |une )?(?:group|groupe|team|class|classe|promo|promotion|cohort) (?:of|de) |^(?:[abc][12]\s)|"
    r"\s(?:only|uniquement|seulement|exclusivement)$"
)
"""What a piece that names people may say besides."""


def _alone(message: Message) -> Found | None:
    """ "Initiation à la taille, saisonniers, une matinée": people named between two commas."""
    for piece in re.finditer(r"(?:(?!\s[-–—]\s)[^.,;:!?\n\x01\x02()])+", message.plain[:1500]):
        text = _ONLY.sub("", piece.group().strip())
        if 1 <= len(text.split()) <= 7 and _is_a_group(text):
            start = piece.start() + piece.group().index(text)
            found = audience_at(message, start, start + len(text))
            if found and found.end >= start + len(text) - 1:
                return found
    return None


_WHO_FAIL = re.compile(
    r"\W*(?:(?:dans|chez|in|at) (?:notre|mon|ma|nos|my|our) [a-z]+,?\s)?(?:(?:les|the)\s(?=[a-z])|(?=(?:new|"
    r"young|junior|senior) [a-z]+)|(?=[a-z]+(?:eurs|ers|iers|ants|istes|ists)\s))"
)


def _named_in_passing(message: Message) -> Found | None:
    leads = [lead for form in (_POSSESSED, _RECIPIENT) for lead in form.finditer(message.plain)]
    leads += [lead for lead in _ONE_OF_ALL.finditer(message.plain) if _does_next(message, lead.end())]
    leads += [
        lead
        for one in message.statements
        if (cue("context").search(one.plain) or cue("told").match(one.plain.lstrip(" ,\n")))
        and (lead := _WHO_FAIL.match(message.plain, one.start, one.end))
    ]
    leads += [lead for one in message.statements if (lead := _WHO_MUST.match(message.plain, one.start, one.end))]
    for lead in leads:
        if True:
            if _NOT_THE_GROUP.match(message.plain, lead.end()):
                continue
            found = audience_at(message, lead.end(), min(len(message.plain), lead.end() + 140))
            if found and (
                lead.group().strip() not in {"mon", "ma"}
                or re.match(r"equipe|service|groupe|team", message.plain[found.start :])
            ):
                return found
    return None
