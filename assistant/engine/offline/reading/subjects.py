"""What the training is about: the words after "je forme … à", "a course on", "sujet :", or the first words alone."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.engine.offline.reading.audiences import audience_at, is_people
from assistant.engine.offline.reading.bare import bare_subject
from assistant.engine.offline.reading.cues import cue, native, natives
from assistant.engine.offline.reading.goal_lists import acts_listed, nouns_listed
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.openings import begins_goal
from assistant.engine.offline.reading.stating import is_supposed
from assistant.engine.offline.reading.topics import About, audience_after, topic_at
from assistant.language.people import is_person
from assistant.language.verbs import may_be_verb
from assistant.models.terms import Language
from assistant.models.turn import ReadingContext

_SPLITS: dict[Language, tuple[re.Pattern[str], ...]]
_FRENCH = (
    re.compile(r"\s(?:a|comment)\s(?=(?:mieux |bien |ne pas |se |s'|l'|les |la |le |y |en )*[a-z-]+(?:er|ir|re)\b)"),
    re.compile(r"\sd(?:'|e\s)(?=(?:mieux |bien |ne pas |se |s'|l'|les )*[a-z-]+(?:er|ir|re)\b)"),
    re.compile(r"(?<!\set)\ssur\s"),
    re.compile(r"\s(?=(?:a la|a l'|au|aux)\s?\w)"),
    re.compile(
        r"\sa\s(?!(?:la|l|distance|domicile|temps|mi-temps|leurs?|mon|ma|notre|plein|partir|risques?|besoins?|velo|"
        r"(?:son|sa|leur|ses) (?:poste|domicile|bureau|"
        r"compte|place|niveau)|pied|cheval|moto|bord|quai|table|froid|chaud|gaz|part|venir|bras|dos)\b|\d|\x01)"
    ),
    re.compile(
        r"\sen\s(?!reprise|apprentissage|activite|stage|retraite|foyer|ecole|lycee|classe|residence|maison|zone|"
        r"cabinet|officine|"
        r"clinique|pharmacie|restauration|institut|entreprise|boutique|magasin|usine|ehpad|poste|cd[id]\b|alternance|"
        r"formation|"
        r"contrat|caisse|salle|cuisine|reconversion|interim|ligne|gare|"
        r"agence|milieu|service|charge|atelier|exploitation|collectivite|mairie|creche|hopital|"
        r"libre|situation|insertion|recherche|\x01)"
    ),
)
_BEFORE_A_VERB = _FRENCH[:2]
_ENGLISH = (
    re.compile(r"\swith (?:the|enough) (?:skills?|confidence|tools|knowledge|means|ability) to\s"),
    re.compile(r"\sup to speed (?:on|with|in)\s"),
    re.compile(r"\s(?:(?:on )?how to|to)\s(?!(?:the|a|an|my|our|their|this)\b)"),
    re.compile(
        r"\s(?=(?:have|make|use|write|give|manage|handle|deal|build|find|run|lead|do|get|take|keep|prepare|improve)\s)"
    ),
    re.compile(r"\s(?:on|about|regarding)\s"),
    re.compile(r"\s(?:in|with (?=the|our|a|new|this)|using)\s"),
    re.compile(r"\s(?=the\s)"),
    re.compile(r"(?:(?<= team)|(?<= staff)|(?<= crew))\s(?!(?:to|on|in|how|for|about|and|at|who|with|of)\b)(?=[a-z])"),
)
_SPLITS = {"fr": (*_FRENCH, *_ENGLISH[:2]), "en": (*_ENGLISH, *_FRENCH[:1])}
"""What may stand between the people and the subject, the surest first."""
_PRONOUNS = re.compile(r"\W*(?:les|eux|them|him|her|us|leur|people|everyone|tout le monde|ceux)\b\W*$")


def find_subject(message: Message, context: ReadingContext) -> About:
    """The subject, by its best sign; a message that only begins with one is read too."""
    trained = _trained(message)
    if trained and any(item.field == "subject" for item in trained.facts):
        return trained
    announced = _announced(message)
    if announced is None or trained is None:
        return trained or announced or _implied(message, context) or bare_subject(message, context) or About()
    people = [item for item in (*announced.facts, *trained.facts) if item.field == "audience"][:1]
    return About((*(item for item in announced.facts if item.field == "subject"), *people), announced.span)


def _trained(message: Message) -> About | None:
    """ "je forme des caristes à conduire": who, then what."""
    for form in natives("subjects", "trained", message.language):
        for match in _within(form, message.plain):
            if is_supposed(message, match.start()) or _is_asked(message, match):
                continue
            if _is_within_a_goal(message, match.start()):
                continue
            about = _split(message, match)
            if about:
                return about
    return None


def _within(form: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    """Every place of the form, those within another too: "help me | teach new carers about…"."""
    match = form.search(plain)
    while match:
        yield match
        match = form.search(plain, match.start("rest"))


_A_TRADE = re.compile(r"(?:teaching|training|coaching) (?:assistants?|staff|fellows?|hospitals?|centres?|teams?)\b")
_IN_A_LIST = re.compile(r"\w+\W+\w+\W+\w+\W*,\s(?:et |and )?$|:\s$")


def _is_asked(message: Message, match: re.Match[str]) -> bool:
    """ "J'ai formé", "qui forme", "they train each other": not what is wanted."""
    before = message.plain[max(0, match.start() - 25) : match.start()]
    if _A_TRADE.match(message.plain, match.start()):
        return True
    if re.match(r"[a-z]+\s(?:the |de |des )?(?:trainers?|formateurs)\b\s*[:,]", message.plain[match.start() :]):
        return True
    if re.match(r"[a-z]+(?:er|re)\b|[a-z]+\b(?!ing)", match.group()) and _IN_A_LIST.search(
        message.plain[max(0, match.start() - 80) : match.start()]
    ):
        return True
    return (
        re.search(
            r"\b(?:qui|ils|elles|they|who|savoir|sachent|able to|know how to|should|must|[a-z]{3,} will)\s(?:se\s)?$",
            before,
        )
        is not None
    )


_TRAINS = re.compile(r"(?:form|entrain|initi|sensibilis|amen|habitu|train|teach|coach|upskill|equip|enabl|empower)")
_WHOM = re.compile(
    r"\s*(?:(?:tous |toutes )?(?:les|mes|nos|des|ces|leurs|vos|my|our|the|these|all|new)\s|\x01++\s?)"
    r"(?!\x01)"
    r"(?:[a-z-]+s(?:\s(?:de|d'|du|en|in|at|of|[a-z-]+s)\s?[a-z-]+){0,2}|(?:[a-z-]+\s){1,3}[a-z-]+s)\s*"
)
"""Those who are trained, by the grammar alone: "former les woofers à…", "train our nannies to…"."""
_THOSE = re.compile(r"\s*[a-z]+s\s*")
_ORDERED = re.compile(r"(?:train|teach|coach|upskill)\s")


def _are_people(who: str, verb: str) -> bool:
    """Whether the verb says that they are people: one trains nobody else."""
    named = _WHOM.fullmatch(who) is not None and _TRAINS.match(verb) is not None
    return named or (_THOSE.fullmatch(who) is not None and _ORDERED.match(verb) is not None)


_ANOTHER_CLAUSE = re.compile(r"\s(?:et|mais|and|but)\s(?:je\b|j'|on\b|nous\b|i\b|i'|we\b|they\b|ils\b|elles\b)")


def _split(message: Message, match: re.Match[str]) -> About | None:
    start, end = match.start("rest"), match.end("rest")
    other = _ANOTHER_CLAUSE.search(message.plain, start, end)
    end = other.start() if other else end
    rest = message.plain[start:end]
    for split in _SPLITS[message.language]:
        for joint in split.finditer(rest):
            if split in _BEFORE_A_VERB and not begins_goal(rest[joint.end() :], "fr"):
                continue  # "mes moniteurs d'atelier": what ends like a verb is none
            who = rest[: joint.start()]
            if re.search(r"\b(?:who|that|qui)$", who):
                continue  # "people who | lead community choirs": it says which people
            counted = "\x01" in who and re.fullmatch(r"(?:\W|\b(?:en|in|de|of|for|pour)\b)*", who)
            pronoun = _PRONOUNS.match(who) or counted
            surely = _are_people(who, match.group())
            if not pronoun and not surely and not is_people(who):
                continue
            subject = topic_at(message, start + joint.end(), end, match.start(), for_whom=False)
            if subject is None:
                continue
            audience = None if pronoun else audience_at(message, start, start + joint.start(), surely=surely)
            facts = [subject, audience] if audience else [subject]
            return About(tuple(facts), (match.start(), subject.end))
    given = _given(message, match, end) or _helped(message, match, end)
    if given:
        return given
    audience = audience_at(message, start, end, surely=_are_people(rest, match.group()))
    if audience and not re.match(r"\W*(?:them|us|people)\b", rest):
        return About((audience,), (match.start(), audience.end))
    return None


def _helped(message: Message, match: re.Match[str], end: int) -> About | None:
    """ "help our scientists present their work": whom, then what they do."""
    if not re.match(r"help(?:ing)?\b", match.group()):
        return None
    start = match.start("rest")
    whom = audience_at(message, start, end)
    does = re.compile(r"\s([a-z]+)\s").match(message.plain, whom.end, end) if whom else None
    if whom is None or does is None or not may_be_verb(does.group(1)):
        return None
    subject = topic_at(message, whom.end, end, match.start(), for_whom=False)
    return About((subject, whom), (match.start(), subject.end)) if subject else None


_GIVES = re.compile(r"teach|show|coach")


def _given(message: Message, match: re.Match[str], end: int) -> About | None:
    """ "teaching sunday school volunteers safeguarding basics": whom, then what, with nothing between."""
    start = match.start("rest")
    if message.language != "en" or not _GIVES.match(match.group()):
        return None
    taught = [one.end() for one in re.finditer(r"[a-z]+(?:s|people|men|women)\b", message.plain[start:end])]
    place = next((start + one for one in taught if is_person(message.plain[start : start + one].split()[-1])), None)
    whom = audience_at(message, start, place) if place else None
    if (
        place is None
        or whom is None
        or not re.match(r"\s(?!who|that|in|at|of|from|and|with|to|for)[a-z]", message.plain[place:end])
    ):
        return None
    subject = topic_at(message, place, end, match.start(), for_whom=False)
    return About((subject, whom), (match.start(), subject.end)) if subject else None


def _announced(message: Message) -> About | None:
    """ "une formation sur X", "X training for Y", "sujet : X"."""
    found: list[tuple[int, About]] = []
    for form in natives("subjects", "before", message.language):
        for match in form.finditer(message.plain):
            if is_supposed(message, match.start()) or _is_within_a_goal(message, match.start()):
                continue
            if re.search(r"\b(?:autre|another|previous|derniere?)\s$", message.plain[: match.start()][-12:]):
                continue
            if _is_a_program(message, match.start("subject")):
                continue
            subject = topic_at(message, match.start("subject"), match.end("subject"), match.start())
            if subject is None:
                continue
            audience = audience_after(message, subject.end, match.end())
            facts = (subject, audience) if audience else (subject,)
            found.append((match.start(), About(facts, (match.start(), subject.end))))
            break
    return _inmost(message, found) if found else None


_PROGRAM = re.compile(r"\b(?:programme|contenus?|themes?|topics?|menu)(?: [a-z]+)?\s?:\s?$")


def _is_a_program(message: Message, place: int) -> bool:
    """ "Au programme : la lecture d'un bilan, le calcul d'un taux": doings told by nouns are no topic."""
    if _PROGRAM.search(message.plain, max(0, place - 30), place) is None:
        return False
    stop = re.compile(r"[.!?\n\x01]").search(message.plain, place)
    return bool(nouns_listed(message, *message.trimmed(place, stop.start() if stop else len(message.plain))))


_A_COURSE = re.compile(
    r"(?:une? |l')?(?:formation|stage|atelier|cours|seance|session|course|workshop|training|module)\b"
)
_WRAPPER = re.compile(
    r"(?:(?:[a-z-]+(?:tion|ment|ance|sion|ery|ise|ign|ing)|achat|une?|an?|the|la|le|l'|session|stage|de|d'|du|of|for)"
    r"(?:\s|(?<=')))*$"
)
"""What may stand around the name of a training: "acquisition d'une action de"."""


def _inmost(message: Message, found: list[tuple[int, About]]) -> About:
    """The first that is announced; of "objet : achat d'une formation sur X", what the training is about."""
    place, best = min(found, key=lambda row: row[0])
    for start, about in sorted(found, key=lambda row: row[0]):
        subject = best.facts[0]
        wrapped = _WRAPPER.fullmatch(message.plain, subject.start, start) is not None
        wrapped = wrapped or (start == subject.start and _A_COURSE.match(message.plain, start) is not None)
        if subject.start <= start < subject.end and wrapped and about.facts[0].start > subject.start:
            best = About(about.facts, (place, about.facts[0].end))
    return best


def _implied(message: Message, context: ReadingContext) -> About | None:
    """ "We're rolling out a new badge system": what is new is what has to be learnt."""
    if context.phase != "interview" or context.known or context.pending not in {None, "subject"}:
        return None
    match = native("subjects", "implied", message.language).search(message.plain)
    subject = topic_at(message, *match.span("subject"), match.start()) if match else None
    return About((replace(subject, value=_known(subject.value)),)) if subject else None


def _known(new: str) -> str:
    """ "a new badge system" → "the new badge system": those who will learn it know which."""
    for one, the in (("une ", "la "), ("un ", "le "), ("an ", "the "), ("a ", "the ")):
        if new.startswith(one):
            return the + new[len(one) :]
    return new


def _is_within_a_goal(message: Message, place: int) -> bool:
    """ "qu'ils sachent présenter leur parcours, préparer une réunion avec l'employeur": no training is named there."""
    opening = re.compile(r"[.;!?,\s]+").match(message.plain, place)
    place = opening.end() if opening else place
    statement = next((one for one in message.statements if one.start <= place < one.end), None)
    if statement is None:
        return False
    goal = cue("goal").search(message.plain[statement.start : place])
    if goal is not None and re.search(r"qu'|\bthat\b|doivent|sach|should|must", goal.group()):
        return True
    start = message.trimmed(statement.start, statement.end)[0]
    if place <= start and not _TO_BE.match(message.plain, place):
        return False
    few = 1 if message.language == "fr" else 2
    return begins_goal(message.plain[start : statement.end], message.language, first=True) and (
        not _OF_A_TRAINER.match(message.plain, start) and len(acts_listed(message, start, statement.end)) > few
    )


_TO_BE = re.compile(r"(?:etre|be)\s")
_OF_A_TRAINER = re.compile(
    r"(?:form|entrain|initi|sensibilis|amen|habitu|train|teach|coach|upskill|equip|enabl|empower|prepar|aid|help|get"
    r"|accompagn|apprendre a|mont|concev|cre|organis|anim|faire|mettre|dispens|propos|trouv|develop|build|design|"
    r"run|make"
    r"|set)"
)
"""What the trainer does, at the beginning of a request: "former des caristes à conduire, gerber une palette"."""
