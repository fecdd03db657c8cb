"""What the training is about: the words after "je forme … à", "a course on", "sujet :", or the first words alone."""

import re
from dataclasses import dataclass

from assistant.engine.offline.reading.audiences import audience_at, is_people
from assistant.engine.offline.reading.cues import cue, natives, pattern, patterns, whole
from assistant.engine.offline.reading.measures import corrects, is_supposed
from assistant.engine.offline.reading.message import Found, Message
from assistant.engine.offline.reading.openings import begins_goal
from assistant.language.grammar import is_infinitive, uncapitalized
from assistant.language.lexicon import forms, infinitives
from assistant.language.people import is_person
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext


@dataclass(frozen=True)
class About:
    """The subject and those it is for, as far as one sentence tells."""

    facts: tuple[Found, ...] = ()
    span: tuple[int, int] | None = None
    """The passage that later readers must not read again."""


_SPLITS: dict[Language, tuple[re.Pattern[str], ...]]
_FRENCH = (
    re.compile(r"\s(?:a|comment)\s(?=(?:mieux |bien |ne pas |se |s'|l'|les |la |le |y |en )*[a-z-]+(?:er|ir|re)\b)"),
    re.compile(r"\sd'?(?:e\s)?(?=(?:mieux |bien |ne pas |se |s'|l'|les )*[a-z-]+(?:er|ir|re)\b)"),
    re.compile(r"\ssur\s"),
    re.compile(r"\s(?=(?:a la|a l'|au|aux)\s?\w)"),
    re.compile(
        r"\sa\s(?!(?:la|l|distance|domicile|temps|mi-temps|leurs?|mon|ma|notre|plein|partir|risques?|besoins?|velo|"
        r"pied|cheval|moto|bord|quai|table|froid|chaud|gaz|part|venir|bras|dos)\b|\d|\x01)"
    ),
    re.compile(
        r"\sen\s(?!entreprise|boutique|magasin|usine|ehpad|poste|cd[id]\b|alternance|formation|"
        r"contrat|caisse|salle|cuisine|reconversion|interim|ligne|gare|"
        r"agence|milieu|service|charge|atelier|exploitation|collectivite|mairie|creche|hopital|"
        r"libre|situation|insertion|recherche|\x01)"
    ),
)
_ENGLISH = (
    re.compile(r"\sup to speed (?:on|with|in)\s"),
    re.compile(r"\s(?:(?:on )?how to|to)\s(?!(?:the|a|an|my|our|their|this)\b)"),
    re.compile(
        r"\s(?=(?:have|make|use|write|give|manage|handle|deal|build|find|run|lead|do|get|take|keep|prepare|improve)\s)"
    ),
    re.compile(r"\s(?:on|about|regarding)\s"),
    re.compile(r"\s(?:in|with|using)\s"),
    re.compile(r"\s(?=the\s)"),
    re.compile(r"(?:(?<= team)|(?<= staff)|(?<= crew))\s(?!(?:to|on|in|how|for|about|and|at|who|with|of)\b)(?=[a-z])"),
)
_SPLITS = {"fr": (*_FRENCH, *_ENGLISH[:2]), "en": (*_ENGLISH, *_FRENCH[:1])}
"""What may stand between the people and the subject, the surest first."""
_PRONOUNS = re.compile(r"\W*(?:les|eux|them|him|her|us|leur|people|everyone|tout le monde|ceux)\b\W*$")
_CONTRACTED = re.compile(
    r"(?:(?P<fused>aux|au|des|du)\s|(?:a|de|d'|sur|en|to|on|about|in|how to|comment)\s?(?=(?:la|l'|le|les)\b))"
)
_FUSED = {"au": "le ", "aux": "les ", "du": "le ", "des": "les "}
_TRAILING = re.compile(
    r"(?:\s*[,–—:(-]|\s(?:en|de|d'|sur|pour|pendant|avec|a|au|dans|et|in|for|over|on|of|with|"
    r"and|at|by|the|une|un|a|duree|"
    r"durant|soit|sous|par|format|mode|le|la|les|des|du|via|only|about|around|environ|plutot|"
    r"entierement|totalement|fully|all))+\s*$"
)


def find_subject(message: Message, context: ReadingContext) -> About:
    """The subject, by its best sign; a message that only begins with one is read too."""
    trained = _trained(message)
    if trained and any(item.field == "subject" for item in trained.facts):
        return trained
    announced = _announced(message)
    if announced is None or trained is None:
        return trained or announced or _bare(message, context) or About()
    people = [item for item in (*announced.facts, *trained.facts) if item.field == "audience"][:1]
    return About((*(item for item in announced.facts if item.field == "subject"), *people), announced.span)


def _trained(message: Message) -> About | None:
    """ "je forme des caristes à conduire": who, then what."""
    for form in natives("subjects", "trained", message.language):
        for match in form.finditer(message.plain):
            if is_supposed(message, match.start()) or _is_asked(message, match):
                continue
            if _is_within_a_goal(message, match.start()):
                continue
            about = _split(message, match)
            if about:
                return about
    return None


def _is_asked(message: Message, match: re.Match[str]) -> bool:
    """ "J'ai formé", "qui forme", "they train each other": not what is wanted."""
    before = message.plain[max(0, match.start() - 25) : match.start()]
    if re.match(r"[a-z]+\s(?:the |de |des )?(?:trainers?|formateurs)\b\s*[:,]", message.plain[match.start() :]):
        return True
    return (
        re.search(
            r"\b(?:qui|ils|elles|they|who|savoir|sachent|able to|know how to|should|must|[a-z]{3,} will)\s(?:se\s)?$",
            before,
        )
        is not None
    )


_ANOTHER_CLAUSE = re.compile(r"\s(?:et|mais|and|but)\s(?:je\b|j'|on\b|nous\b|i\b|i'|we\b|they\b|ils\b|elles\b)")


def _split(message: Message, match: re.Match[str]) -> About | None:
    start, end = match.start("rest"), match.end("rest")
    other = _ANOTHER_CLAUSE.search(message.plain, start, end)
    end = other.start() if other else end
    rest = message.plain[start:end]
    for split in _SPLITS[message.language]:
        for joint in split.finditer(rest):
            who = rest[: joint.start()]
            counted = "\x01" in who and re.fullmatch(r"(?:\W|\b(?:en|in|de|of|for|pour)\b)*", who)
            pronoun = _PRONOUNS.match(who) or counted
            if not pronoun and not is_people(who):
                continue
            subject = _subject(message, start + joint.end(), end, match.start(), for_whom=False)
            if subject is None:
                continue
            audience = None if pronoun else audience_at(message, start, start + joint.start())
            facts = [subject, audience] if audience else [subject]
            return About(tuple(facts), (match.start(), subject.end))
    audience = audience_at(message, start, end)
    if audience and not re.match(r"\W*(?:them|us|people)\b", rest):
        return About((audience,), (match.start(), audience.end))
    return None


def _announced(message: Message) -> About | None:
    """ "une formation sur X", "X training for Y", "sujet : X"."""
    found: list[tuple[int, About]] = []
    for form in natives("subjects", "before", message.language):
        for match in form.finditer(message.plain):
            if is_supposed(message, match.start()) or _is_within_a_goal(message, match.start()):
                continue
            if re.search(r"\b(?:autre|another|previous|derniere?)\s$", message.plain[: match.start()][-12:]):
                continue
            subject = _subject(message, match.start("subject"), match.end("subject"), match.start())
            if subject is None:
                continue
            audience = _for_whom(message, subject.end, match.end())
            facts = (subject, audience) if audience else (subject,)
            found.append((match.start(), About(facts, (match.start(), subject.end))))
            break
    return min(found, key=lambda row: row[0])[1] if found else None


def _is_within_a_goal(message: Message, place: int) -> bool:
    """ "qu'ils sachent présenter leur parcours, préparer une réunion avec l'employeur": no training is named there."""
    statement = next((one for one in message.statements if one.start <= place < one.end), None)
    if statement is None:
        return False
    goal = cue("goal").search(message.plain[statement.start : place])
    return goal is not None and re.search(r"qu'|\bthat\b|doivent|sach|should|must", goal.group()) is not None


def _for_whom(message: Message, start: int, end: int) -> Found | None:
    """The people after "pour" or "for", right behind the subject."""
    link = re.compile(
        r"\s*,?\s?(?:pour|a destination|a l'intention|a l'attention|aupres|chez|for|aimed at|designed for|"
        r"with|to|aux|a)\s(?:de |d'|des |du )?"
    ).match(message.plain, start, max(end, min(len(message.plain), start + 200)))
    return audience_at(message, link.end(), min(len(message.plain), link.end() + 160)) if link else None


def _subject(message: Message, start: int, end: int, first: int, *, for_whom: bool = True) -> Found | None:
    end = _listed(message, start, _stopped(message, start, end, for_whom=for_whom))
    start, end = message.trimmed(start, end)
    text = message.plain[start:end]
    if len(text) < 2 or not re.search(r"[a-z]{2}|[a-z][+#]", text) or pattern("subjects", "nothing").match(text):
        return None
    head = re.match(
        r"\W*(?:(?:des|les|mes|nos|la|le|un|une|my|our|the|an?) )?(?:(?:nouveaux?|nouvel|nouvelles?|jeunes|"
        r"futurs|futures|anciens|new|young|junior|senior|future) )?([a-z-]+)",
        text,
    )
    if head and is_person(head.group(1)) and is_people(text[head.start(1) :]) and not _begins_verb(text, message):
        return None
    if message.language == "fr" and _is_conjugated(text):
        return None
    value = _spoken(message, start, end)
    return Found("subject", value, start, end, corrects(message, first, start)) if value else None


_NO_TOPIC = re.compile(
    r"(?:pour|avec|en|sur|dans|chez|a|au|aux|ils|elles|je|on|nous|c'est|for|with|in|at|they|i|we|it|to|mes|my)\b"
)
_LAST_TOPIC = re.compile(r"(?:^|\s)(?:et|and|ainsi que|as well as)\s(?=[a-z])")
_AFTER_TOPICS = re.compile(r"\s(?:pour|for)\s|\s*\(")


def _listed(message: Message, start: int, end: int) -> int:
    """The end of a list of topics whose first is read already: "safe sleep, nappy changing and first aid"."""
    if not message.plain.startswith(",", end):
        return end
    sentence = re.compile(r"[^.;:!?\n\x01]{0,200}").match(message.plain, end)
    place = end
    for piece in re.finditer(r",\s*([^,]+)", sentence.group() if sentence else ""):
        text = piece.group(1)
        last = _LAST_TOPIC.search(text)
        after = _AFTER_TOPICS.search(text)
        if _NO_TOPIC.match(text) or len(text.split()) > _WORDS_OF_A_TOPIC or (after and not last):
            return end
        place = end + piece.end()
        if last:
            place = end + piece.start(1) + (after.start() if after else len(text.rstrip()))
            short = len(message.plain[start:place].split()) <= _WORDS_OF_A_LIST
            return place if short and not _NO_TOPIC.match(text, last.end()) else end
    return end


_WORDS_OF_A_TOPIC = 12
_WORDS_OF_A_LIST = 18


def _is_conjugated(text: str) -> bool:
    """ "l'atelier rattrape le coup": what the workshop does is not what a workshop is about."""
    word = re.match(r"([a-z]{3,})\s(?:le|la|les|l'|un|une|des|pas|tout)\b", text)
    if word is None or is_infinitive(word.group(1)):
        return False
    return word.group(1) in forms("fr") or (word.group(1).endswith("e") and is_infinitive(f"{word.group(1)}r"))


def _stopped(message: Message, start: int, end: int, *, for_whom: bool) -> int:
    taken = message.plain.find("\x01", start, end)
    end = taken if taken >= 0 else end
    # "faire vivre une visite à des scolaires": the people belong to what is done.
    done_to = _begins_verb(message.plain[start:end].lstrip(), message)
    for link in re.finditer(
        r"\s(?:pour|for|a destination|a l'intention|a l'attention|aupres|chez|aimed at|designed for|"
        r"with|avec|aux|a(?= (?:des|mes|nos|une|un)\s))\s(?:de |d'|des |du |mes |nos )?",
        message.plain[start:end],
    ):
        if done_to and not re.match(r"\s(?:pour|for|a destination|a l')", link.group()):
            continue
        if for_whom and is_people(message.plain[start + link.end() : end][:70]) and link.start() > 2:
            end = start + link.start()
            break
    stop = _stop(message.language).search(message.plain, start + 2, end)
    end = stop.start() if stop else end
    while trailing := _TRAILING.search(message.plain, start, end):
        if trailing.start() <= start:
            break
        end = trailing.start()
    return end


def _stop(language: str) -> re.Pattern[str]:
    return patterns("subjects", "stop")[0 if language == "fr" else 1]


def _spoken(message: Message, start: int, end: int) -> str:
    """The subject as a phrase of its own: "aux gestes qui sauvent" → "les gestes qui sauvent"."""
    raw = re.sub(r"\s+", " ", message.raw[start:end]).strip('"«»“” \u00a0')
    plain = message.plain[start:end].lstrip('"«»“” ')
    lesson = re.match(r"(?:apprendre a|apprendre comment|learn(?:ing)? (?:how )?to)\s", plain)
    if lesson:
        raw, plain = raw[lesson.end() :], plain[lesson.end() :]
    duty = _DUTY.match(plain)
    if duty and duty.end() < len(plain) - 3:
        raw, plain = raw[duty.end() :], plain[duty.end() :]
    raw = _same_case(raw, message, start)
    fused = re.search(r"\b(au|aux)\s$", message.plain[max(0, start - 5) : start])
    if fused and message.language == "fr":
        return _FUSED[fused.group(1)] + uncapitalized(raw)
    lead = _CONTRACTED.match(plain)
    if lead and message.language == "fr" and lead.end() < len(raw):
        raw = _FUSED.get(lead["fused"] or "", "") + raw[lead.end() :]
    return uncapitalized(raw)


_DUTY = re.compile(
    r"(?:(?:they|ils|elles) )?(?:need to|needs to|have to|should|must|doivent|devront|il faut)\s(?:savoir |"
    r"be able to )?"
    r"|besoin de\s"
)
"""What a subject is not: that it must be done."""
_ALSO_TO = re.compile(r"(?P<joint>\s(?:et|ou)|,)\s(?P<prep>au|aux|à (?=la |l['’])|à (?=[\w-]+(?:er|ir|re)\b))\s?")


def _same_case(raw: str, message: Message, start: int) -> str:
    """ "à l'accueil et au tri" → "l'accueil et le tri": what "à" governs, all the way."""
    governed = re.search(r"\b(?:a|au|aux)\s$", message.plain[max(0, start - 4) : start])
    if message.language != "fr" or not (governed or re.match(r"(?:à|aux?)\s", raw)):
        return raw
    return _ALSO_TO.sub(lambda one: f"{one['joint']} {_FUSED.get(one['prep'], '')}", raw)


def _begins_verb(text: str, message: Message) -> bool:
    word = re.match(r"\W*(?:se |s'|l'|les |ne pas |mieux |bien )*([a-z-]+)", text)
    if word is None:
        return False
    if message.language == "fr":
        return is_infinitive(word.group(1))
    return word.group(1) in infinitives("en") or forms("en").get(word.group(1), "") != ""


_A_CLAUSE = re.compile(
    r"\W*(?:title|titre|intitule|je|j'|on|nous|il|ils|elle|elles|c'est|ce sont|ca|mes|nos|mon|ma|notre|"
    r"la plupart|certaine?s|beaucoup|personne|aucun|most|some|nobody|none|leurs?|their|our|"
    r"les (?=[a-z' -]{2,40}?\s(?:sont|"
    r"ont|font|vont|doivent|ne|n'|se)\b)|i|i'm|"
    r"i'd|i've|we|we're|they|it|it's|there|my|our|"
    r"(?:la|cette|ma|une|the|this|my) (?:formation|module|stage|course|training|session|atelier|"
    r"workshop)|is|are|am|est|sont|pas|not|no|non|oui|yes|avec|sans|pour|dans|en|sur|par|with|"
    r"without|for|in|at|on|qui|que|et|mais|and|but|"
    r"could|can|would|please|peux|pouvez|pourriez|help|aide[rz]?|aidez)\b"
)


def _bare(message: Message, context: ReadingContext) -> About | None:
    """The first words alone ("Gestion des stocks, 2 jours"), while nothing says what the training is about."""
    if context.phase != "interview" or "subject" in context.known:
        return None
    if context.pending != "subject" and (context.known or context.pending):
        return None
    for piece in re.finditer(r"(?:(?!\s[-–—]\s)[^.,;:!?\n\x01\x02])+(?P<label>\s*:[^\n]*)?", message.plain[:600]):
        text = piece.group()
        if piece["label"] and not _heads_a_list(message, piece):
            if re.search(r":\s*$", text):
                return None
            continue
        if piece["label"]:
            text = text[: piece.start("label") - piece.start()]
        if re.match(r"\W*[-•*]\s", text):
            return None
        if not re.search(r"[a-z]{2}", text) or whole("replies", "skip").match(text) or _is_small_talk(text):
            continue
        start = piece.start() + (len(text) - len(text.lstrip()))
        asked = context.pending == "subject"
        if _A_CLAUSE.match(text) and not (asked and re.match(r"\W*(?:les|la|le|l'|my|en)\b", text)):
            return None
        if len(text.split()) > (20 if asked else 14) or cue("goal").search(text) or cue("context").search(text):
            return None
        if is_people(text) and not _begins_verb(text.strip(), message) and not re.search(r"\b(?:pour|for)\s", text):
            continue
        subject = _subject(message, start, piece.start() + len(text), start)
        if subject is None:
            continue
        audience = _for_whom(message, subject.end, piece.start() + len(text))
        return About((subject, audience) if audience else (subject,), (start, subject.end))
    return None


def _heads_a_list(message: Message, piece: re.Match[str]) -> bool:
    """ "Contract drafting for solicitors: choosing the right clause, …": a topic, and the goals under it."""
    head, below = message.plain[piece.start() : piece.start("label")], piece["label"].lstrip(" :")
    return (
        begins_goal(below, message.language, first=True)
        and cue("goal").search(f"{head} : {below}"[: len(head) + 4]) is None
        and _ANNOUNCES.search(head) is None
    )


_ANNOUNCES = re.compile(
    r"\b(?:objectifs?|competences?|fin|doivent|devront|sauront|capables?|goals?|objectives?|outcomes?|able|"
    r"must|do|should|"
    r"skills|contenus?|programme|content|pre-?requis|prerequisites?|public|audience|contexte?|evaluation|"
    r"assessment)\s*$"
)


def _is_small_talk(text: str) -> bool:
    return (
        whole("replies", "polite").match(text) is not None
        or whole("replies", "agreement").match(text) is not None
        or whole("replies", "refusal").match(text) is not None
    )
