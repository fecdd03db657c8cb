"""Who will be trained, where a message presents people as the group: "public :", "12 vendeurs", "mes vendeurs"."""

import re
from collections.abc import Iterator

from assistant.engine.offline.reading.audiences import HANDS, HARDLY_WHO, audience_at
from assistant.engine.offline.reading.cues import cue, native
from assistant.engine.offline.reading.finite import before_finite
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.stating import is_supposed
from assistant.engine.offline.reading.stories import PLACE
from assistant.language.data import word_list
from assistant.language.lexicon import infinitives
from assistant.language.people import is_person
from assistant.models.terms import Language

_COUNT = re.compile(r"\b(?P<count>\d{1,4})\s(?P<who>[a-z'-]+)")


def counted_as(message: Message, audience: Found) -> list[Found]:
    """ "former des licornes à voler, 300 licornes": how many they are, said before their own name."""
    name = message.plain[audience.start : audience.end].split()[0]
    for place in _COUNT.finditer(message.plain):
        if place["who"] == name and not is_supposed(message, place.start()):
            count = int(place["count"])
            return [
                Found(field, count, *place.span("count")) for field in ("group_size_min", "group_size_max") if count > 1
            ]
    return []


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
    r"|\b(?:i have|i've got|we have|we've got)\s(?=(?:[a-z-]+\s){0,2}[a-z]+s\s?(?:,|who\b|that\b))"
    r"|\b(?:j'(?:anime|encadre)|je (?:gere|manage|supervise|coordonne|dirige|m'occupe d(?:e(?= l)|'|es(?= )))|"
    r"je suis (?:responsable|en charge) d(?:e|es|'))\s?(?:des|les|une?)?\s?"
    r"(?:(?:equipes?|groupes?) (?:de |d'))?(?=[a-z])"
    r"|\b(?:je|on|nous|j')\s?(?:boss\w+|travaill\w+|intervien\w+) (?:avec|aupres)\s(?:des|de|d'|les|nos|"
    r"mes)\s?(?=[a-z])"
    r"|\b(?:le|au) tour (?:des|de|d')\s?(?=[a-z])"
    r"|\bhow (?:to|do i|do we|can i|can we) (?:best )?(?:onboard|train|teach|coach|upskill|brief)\s(?=[a-z])"
    r"|\b(?:that|to|will|which|should)\sgets?\s(?=(?:[a-z-]+\s){1,5}?[a-z]{3,}ing\s)"
    r"|(?:\bhave|\bhas|\bi've|\bwe've)\s(?:just )?(?:taken on|hired|recruited|signed up)\s"
    r"(?:(?:some|several|new|two|three|four|five|six|eight|ten|\d+)\s)?(?=[a-z])"
    r"|\bi (?:run|lead|manage|supervise|look after|coordinate)\s(?:an?|the)\s(?:team|group|crew) of\s(?=[a-z])"
    r"|\b(?:i|we|[a-z]+)(?:'d| would)? (?:wants?|need|like|love|expect)\s(?=(?:[a-z-]+\s){1,5}(?:to\s[a-z]|"
    r"(?:re)?trained\b))"
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
    r"equipement|service client|gens|"
    r"(?:groupe|societe|entreprise|association|reseau|cabinet|federation|company|group|firm|network|charity|association)\s"
    r"(?:reuni|regroup|compt|compren|ger|emploi|rassembl|has|have|runs|employs|brings|includes)[a-z]*)\b"
)


_INITIALS = re.compile(r"[A-Z]{3,6}s?\b(?=\s*[.,;:!?\n]|\s*$)")
_OURS = re.compile(r"\b(?:les|mes|nos|my|our)\s")
"""Initials that stand for a trade: "pour nos ASVP"."""
_NOT_FOR = re.compile(
    r"\b(?:pas|not|n't|plus|no longer|jamais)\s$|\b(?:no|pas de|aucun|sans|without) (?:budget|money|room|time|place|"
    r"temps)\s$"
)
"""Before "pour" and "for": those for whom it is not."""


def find_audience(message: Message, unmasked: Message, counted: tuple[int, ...], *, alone: bool) -> Found | None:
    """The group, by what announces it: "public :", "à destination de", "12 vendeurs", "mes vendeurs"."""
    for lead in cue("audience").finditer(message.plain):
        found = audience_at(message, lead.end(), min(len(message.plain), lead.end() + 200))
        if found and not is_supposed(message, lead.start()):
            return found
    presented = _PRESENTED.match(message.plain)
    if presented and (found := audience_at(message, *presented.span("who"), surely=True)):
        return found
    meant: list[Found] = []
    for lead in re.finditer(
        r"\b(?:pour|for|chez|aupres d(?:e|es|u))\s(?:des |de |d'|les |mes |nos |une? |my |our |"
        r"the |new |\x01++ ?)?(?=[a-z])",
        message.plain,
    ):
        initials = _INITIALS.match(message.raw, lead.end()) is not None and _OURS.search(lead.group()) is not None
        limit = min(len(message.plain), lead.end() + 160)
        found = audience_at(message, lead.start() + 4, limit, surely=initials)
        if (
            found
            and not _NOT_THE_GROUP.match(message.plain, found.start)
            and not _NOT_FOR.search(message.plain[max(0, lead.start() - 30) : lead.start()])
        ):
            meant.append(found)
    if meant:
        return next((one for one in meant[1:] if one.corrects), meant[0])
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
        or _one_of_all(message)
        or _cared_for(message)
    )


def _one_of_all(message: Message) -> Found | None:
    """ "each landlord cleans a line": those for whom one stands."""
    for lead in _ONE_OF_ALL.finditer(message.plain):
        found = audience_at(message, lead.end(), len(message.plain)) if _does_next(message, lead.end()) else None
        if found:
            return found
    return None


_CARE = re.compile(
    r"\b(?:accueil|integration|encadrement|tutorat|management|suivi) (?:des |de (?:nos |mes )|d')(?=[a-z])"
)


def _cared_for(message: Message) -> Found | None:
    """ "on m'a confié l'accueil des intérimaires, il faut qu'ils…": those who are spoken of with "ils"."""
    if not re.search(r"\bqu'(?:ils|elles)\b|\b(?:ils|elles) doivent\b", message.plain):
        return None
    care = _CARE.search(message.plain)
    found = audience_at(message, care.end(), min(len(message.plain), care.end() + 100)) if care else None
    return found if found and not _NOT_THE_GROUP.match(message.plain, found.start) else None


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
    for begin, end in _beginnings(message):
        lead = _FIRST.match(message.plain, begin, end)
        found = audience_at(message, lead.end(), end) if lead else None
        if (
            found is None
            or lead is None
            or found.start > lead.end()
            or _NOT_THE_GROUP.match(message.plain, found.start)
        ):
            continue
        if _DOES.match(message.plain, found.end) and is_a_group(message.plain[found.start : found.end]):
            return found
    return None


def _beginnings(message: Message) -> Iterator[tuple[int, int]]:
    """Where something begins to be said: at the start of a statement, and behind its colon."""
    for one in message.statements:
        yield one.start, one.end
        for colon in re.finditer(r":\s", one.plain):
            yield one.start + colon.end(), one.end


_LED = re.compile(
    r"\b(?:formation|module|stage|atelier|seance|session|cours|course|workshop|training)\b[^.;,:\n]{0,40}?\s"
    r"(?:avec|with)\s(?=(?:des|mes|nos|my|our|some)\s)"
)


_THEM = re.compile(
    r"\b(?:les|leur|lui|l') ?(?:former|entrainer|preparer|accompagner|apprendre|aider)\b"
    r"|\b(?:train|teach|coach|help) (?:them|him|her)\b"
    r"|\b(?:veu[xt]|voudrai[st]|voudrions|souhait\w+|aimer\w+|faut|faudrait|but|objectif),? (?:est |c'est |"
    r"serait )?qu'(?:ils|elles)\b"
    r"|\b(?:want|like|need|get) them to\b"
)


def _meant_by_them(message: Message) -> Found | None:
    """ "les managers font passer les entretiens… je voudrais les former": the people named before the pronoun."""
    pronoun = _THEM.search(message.plain)
    if pronoun is None:
        return None
    for lead in re.finditer(r"\b(?:les|nos|mes|une?|the|our|my|an?)\s(?=[a-z])", message.plain[: pronoun.start()]):
        found = audience_at(message, lead.end(), min(pronoun.start(), lead.end() + 140))
        if (
            found
            and is_a_group(message.plain[found.start : found.end])
            and not _NOT_THE_GROUP.match(message.plain, found.start)
        ):
            return found
    return None


def audience_of_mine(message: Message, start: int, end: int) -> Found | None:
    """The people whom the trainer calls his own between two places: "mes serveurs"."""
    for lead in (*_POSSESSED.finditer(message.plain, start, end), *_TAUGHT.finditer(message.plain, start, end)):
        one = lead.group().strip() in {"mon", "ma"}
        found = None if one else audience_at(message, lead.end(), end)
        if found and not _NOT_THE_GROUP.match(message.plain, found.start):
            return found
    return None


_TAUGHT = re.compile(
    r"\b(?:onboard|train|teach|coach|upskill|former|integrer|accompagner|apprendre aux?)\s(?:new |les |des )?(?=[a-z])"
)
"""Before those of whom a question asks how they are trained: "how to onboard freelance subtitlers?"."""
_QUALITIES = frozenset(
    {"new", "junior", "young", "senior", "future", "trainee", "nouveaux", "nouvelles", "jeunes", "futurs"}
)


_TRAININGS = frozenset(
    {"formation", "module", "stage", "atelier", "cours", "course", "training", "workshop", "session"}
)


_PRONOUNS = frozenset({"i", "we", "they", "you", "he", "she", "it", "je", "on", "nous", "ils", "elles", "il", "elle"})
_WORDS_OF_A_GROUP = 6
_WHERE = re.compile(
    r"(?:(?<=s)\s(?:in|at|from|of|on) (?:our|my|the|an?)|(?<=s|f|m)\s(?:in|at|from|across))\s[a-z' -]+$"
)
"""Where they are: "stage managers | in our am-dram society"."""
_ALL_OF = re.compile(r"^(?:all|tous les|toutes les|tout le|toute l'|the|les)\s?")


_OF_THINGS = frozenset({"de", "du", "des", "la", "le", "les"})


def is_a_group(text: str, language: Language | None = None) -> bool:
    """ "saisonniers", "sales people": the first word names people, or in English the last of two or three."""
    if language and native("people", "so_called", language).match(text):
        return True
    text = re.split(
        r"\s(?:including|y compris|dont)\s",
        re.sub(r"^(?:all|tous les|toutes les|tout le|toute l'|the|les)\s?", "", text),
    )[0]
    english = _WHERE.search(text) is not None
    text = _WHERE.sub("", text)
    words = re.findall(r"[a-z][a-z'-]*", text)
    if not words or (words[0] in _TRAININGS and not (english and words[0] == "stage")) or words[0] in _PRONOUNS:
        return False
    if re.match(r"(?:j|n|m|t|s|qu)'", words[0]):
        return False  # "j'interviens" ends like "techniciens"
    if is_person(words[0]) or (len(words) > 1 and words[0] in _QUALITIES and is_person(words[1])):
        return True
    if HANDS.fullmatch(text):
        return True
    if 3 < len(words) <= _WORDS_OF_A_GROUP and not word_list("en", "prepositions") & {*words}:
        words = words[-3:]
    verb = words[0] in infinitives("fr") or (words[0] in infinitives("en") and not _names_a_trade(words))
    plural = words[-1].endswith("s") or re.fullmatch(r"people|staff|team|crew|men|women", words[-1]) is not None
    return 2 <= len(words) <= 3 and not verb and plural and is_person(words[-1]) and not {"of", *_OF_THINGS} & {*words}


def _names_a_trade(words: list[str]) -> bool:
    """ "stage managers", "dance teachers": what may be a verb says what the people work at."""
    return len(words) == 2 and _DONE_TO_PEOPLE.fullmatch(words[0]) is None


_DONE_TO_PEOPLE = re.compile(
    r"train|coach|teach|brief|manage|recruit|hire|support|help|lead|advise|counsel|supervise|greet|welcome|guide|serve|"
    r"assist|inform|motivate|mentor|assess|select|interview|pay|thank|contact|call|meet|assign|onboard|involve|engage"
)


_ONLY = re.compile(
    r"^(?:an? |un |une )?(?:group|groupe|team|class|classe|promo|promotion|cohort) (?:of|de) |^(?:[abc][12]\s)|"
    r"\s(?:only|uniquement|seulement|exclusivement)$"
)
"""What a piece that names people may say besides."""


_TOGETHER = re.compile(
    r"men|women|people|equipe|personnel|public|groupe|staff|team|crew|brigade|service|promo|promotion|classe|class|"
    r"comite|conseil|board|committee|famille|family|cap|bts|bep|youth"
)


def _are_several(text: str) -> bool:
    """One person who stands alone between commas is the trainer: "nouvelle dans le métier"."""
    words = re.findall(r"[a-z][a-z-]*", text)
    return any(_TOGETHER.fullmatch(word) or (word.endswith(("s", "x", "men")) and is_person(word)) for word in words)


def _alone(message: Message) -> Found | None:
    """ "Initiation à la taille, saisonniers, une matinée": people named between two commas."""
    for piece in re.finditer(r"(?:(?!\s[-–—]\s)[^.,;:!?\n\x01\x02()])+", message.plain[:1500]):
        text = _ONLY.sub("", piece.group().strip())
        if _PRAISED.match(text):
            continue
        if 1 <= len(text.split()) <= 7 and not HARDLY_WHO.fullmatch(text) and is_a_group(text) and _are_several(text):
            start = piece.start() + piece.group().index(text)
            found = audience_at(message, start, start + len(text), surely=True)
            if found and found.end >= start + len(text) - 1:
                return found
    return None


_PRESENTED = re.compile(
    r"\W*(?:(?:so|well|alors|bon|ok)\b\W+)?(?:our|my|mes|nos)\s(?P<who>(?:[a-z'-]+\s){0,2}[a-z-]+s)\s*[.!\u2026]+\s+"
    r"(?=(?:lovely|great|nice|good|wonderful|kind|sweet) (?:people|folks|team|bunch|crew|lot)|they\b|ils\b|elles\b|"
    r"des gens )"
)
"""Those of whom the next sentence speaks: "Our docents. Lovely people."."""
_PRAISED = re.compile(
    r"(?:(?:really|such|a|very|de|des|tres)\s)*(?:lovely|great|nice|good|wonderful|kind|sweet|amazing|super|charmants?|adorables?)"
    r"\s(?:people|folks|team|group|bunch|crew|lads|gens|equipe|groupe)$|des gens "
)
"""What the trainer thinks of them: "Lovely people."."""
_WHO_FAIL = re.compile(
    r"\W*(?:(?:dans|chez|in|at) (?:notre|mon|ma|nos|my|our) [a-z]+,?\s|(?:dans|chez|sur|au|a|in|at|"
    r"on)\s[a-z' -]{2,40},\s)?(?:(?:les|the)\s(?=[a-z])|(?=(?:new|"
    r"young|junior|senior) [a-z]+)|(?=[a-z]+(?:eurs|ers|iers|ants|istes|ists)\s))"
)


def _named_in_passing(message: Message) -> Found | None:
    leads = [lead for form in (_POSSESSED, _RECIPIENT) for lead in form.finditer(message.plain)]
    leads += [
        lead
        for one in message.statements
        if (cue("context").search(one.plain) or cue("told").match(PLACE.sub("", one.plain.lstrip(" ,\n"))))
        and (lead := _WHO_FAIL.match(message.plain, one.start, one.end))
    ]
    leads += [lead for begin, end in _beginnings(message) if (lead := _WHO_MUST.match(message.plain, begin, end))]
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
