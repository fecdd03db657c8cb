"""What surrounds the training: title, prerequisites, accessibility, wishes, constraints, resources, situation."""

import re

from assistant.engine.offline.reading.audiences import audience_at, is_people
from assistant.engine.offline.reading.cues import cue, native, pattern, whole
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.stating import corrects, is_supposed
from assistant.engine.offline.reading.stories import PLACE, WORDS_OF_A_STORY, goes_on, worded
from assistant.language.conjugation import is_infinitive
from assistant.language.lemmas import lemma
from assistant.language.lexicon import forms, infinitives
from assistant.language.verbs import may_be_verb
from assistant.models.brief import BriefField

_ITEMS = re.compile(
    r"\s*[;\n•]\s*(?:[-–*]\s*)?|\s*,\s*(?:et\s|and\s)?|\s(?:et|and|plus|ainsi que|as well as)\s(?=(?:un|"
    r"une|des|du|de|d'|le|la|"
    r"les|l'|an?|the|some|\d|[a-z]+s?|[a-z]+(?:er|ir|re|oir))\b)"
)
_KNOWN = re.compile(
    r"^(?:ils|elles|on|tous|toutes|they|all of them|everyone|people|les [a-z' -]{3,40}?)\s(?:all |tous |toutes )?"
    r"(?:(?P<verb>savent|connaissent|maitrisent|utilisent|pratiquent|ont)\s(?:tous |toutes |deja |bien ){0,3}|"
    r"(?:must |should |will |need to |do |have to ){0,2}(?:all )?already\s)"
    r"|^(?:they|all of them|everyone) (?:all )?(?:have|hold)\s(?=.*\balready\W*$)"
)
_INFINITIVES = {
    "savent": "savoir", "connaissent": "connaître", "maitrisent": "maîtriser", "utilisent": "utiliser",
    "pratiquent": "pratiquer", "ont": "avoir",
}  # fmt: skip
_OPENING = re.compile(
    r"^(?:\W|\b(?:oui|yes|et|and|mais|but|donc|so|aussi|also|par contre|en revanche|however|"
    r"sinon|attention|ah|euh|note that|please note|sachant que|"
    r"a savoir que|(?:\w+ )?dont|including|with|avec|il y a|there is|there's|there are|on a|j'ai|i have|"
    r"we have|nous avons|il y aura|y a|of)\b)+"
)


_QUOTED = re.compile(
    r"\b(?:formation|module|stage|atelier|seance|session|course|workshop|"
    r"training)\s[«\"“]\s*([^»\"”\n]{2,120}?)\s*[»\"”]"
)


def find_title(message: Message) -> Found | None:
    """A title that the trainer gives, between quotation marks or to the end of the sentence."""
    quoted = _QUOTED.search(message.plain)
    if quoted and " " in quoted.group(1):
        return Found("title", message.raw[quoted.start(1) : quoted.end(1)], quoted.start(1), quoted.end(1))
    for lead in cue("title").finditer(message.plain):
        rest = message.raw[lead.end() :]
        quoted = re.match(r"\s*[«\"“']\s*([^»\"”\n]{2,150}?)\s*[»\"”']", rest)
        if quoted:
            return Found(
                "title",
                quoted.group(1),
                lead.end() + quoted.start(1),
                lead.end() + quoted.end(1),
                corrects(message, lead.start(), lead.end()),
            )
        plain = re.match(r"[^.;!?\n,\x01\x02]{3,120}", message.plain[lead.end() :])
        if plain and _may_be_title(plain.group()):
            start, end = message.trimmed(lead.end(), lead.end() + plain.end())
            return Found("title", message.raw[start:end], start, end, corrects(message, lead.start(), lead.end()))
    return None


def _may_be_title(text: str) -> bool:
    return not re.match(
        r"\W*(?:a definir|a trouver|pas|not|tbd|to be|provisoire|important|obligatoire|the|pour|"
        r"de\b|du\b|on\b|ca\b|that|it|what)\b",
        text,
    )


def find_circumstances(message: Message, free: list[Statement], levels: list[Found]) -> list[Found]:
    """One reading for each statement that nothing else has read; what no sign announces is left out.

    A statement about the learners' level tells of the situation at work only by a sure sign.
    """
    found: list[Found] = []
    last: Found | None = None
    for statement in free:
        of_level = any(item.start < statement.end and statement.start < item.end for item in levels)
        here = _read(message, statement, sure=of_level)
        asks = native("circumstances", "asks", message.language).match(statement.plain)
        if not here and last is not None and not asks and goes_on(message, last, statement):
            here = [Found("work_context", "", statement.start, statement.end)]
        for item in here:
            if item.field == "work_context" and last is not None and goes_on(message, last, item):
                joined = Found("work_context", "", last.start, item.end, last.corrects)
                found[found.index(last)] = joined
                last = joined
            else:
                found.append(item)
                last = item if item.field == "work_context" else None
    return [worded(message, item) for item in found]


_AMONG_THEM = re.compile(
    r"\b(?:dont|including|incl\.?)\s(?P<who>(?:une?|deux|trois|\d|an?|one|two|three)\s[^.,;:()\n\x01\x02]{3,60}?)"
    r"(?=\s(?:a|to)\s[a-z]+|[.,;:()\n\x01]|$)"
)


def only_when(message: Message) -> list[Found]:
    """ "uniquement le matin", where something else was asked: a constraint."""
    sign = native("circumstances", "only_when", message.language)
    return [_clause(message, one, "constraints") for one in message.statements if sign.match(one.plain)]


def find_needs_in_passing(message: Message) -> list[Found]:
    """ "6 personnes dont une dyslexique": a need that is told in passing."""
    return [
        Found("accessibility", message.raw[place.start("who") : place.end("who")], *place.span())
        for place in _AMONG_THEM.finditer(message.plain)
        if cue("accessibility").search(place["who"])
    ]


def _read(message: Message, statement: Statement, *, sure: bool) -> list[Found]:
    plain = statement.plain
    if _is_measure(plain) or _OF_ONESELF.match(plain):
        return []
    if is_supposed(message, statement.end - 1) and not cue("context").search(plain):
        return []
    if cue("no_prerequisites").search(plain):
        following = next((one for one in message.statements if one.start >= statement.end), None)
        if following and _ALL_THE_SAME.match(following.plain):
            return []
        return [_none(message, statement, "prerequisites", cue("no_prerequisites"))]
    if (needed := _ALL_THE_SAME.match(plain)) and cue("no_prerequisites").search(message.plain[: statement.start]):
        start, end = message.trimmed(statement.start + needed.start("what"), statement.start + needed.end("what"))
        return [Found("prerequisites", message.raw[start:end], start, end)]
    if cue("prerequisites").search(plain):
        return [] if _OF_SOME.match(plain) else _prerequisites(message, statement)
    if cue("no_accessibility").search(plain):
        return [_none(message, statement, "accessibility", cue("no_accessibility"))]
    if cue("accessibility").search(plain):
        return [_clause(message, statement, "accessibility")]
    return _practical(message, statement, sure=sure)


_ALL_THE_SAME = re.compile(
    r"\W*(?:mais|sauf|but|except)\s(?:(?:qu'?|that)\s?)?(?:(?:ils|elles|on|il|they|you|people)\s)?"
    r"(?:faut|faudrait|doivent|must|need to|should|have to)\s(?:quand meme |au moins |at least |still )?"
    r"(?P<what>(?:(?:bien )?(?:savoir|connaitre|maitriser|avoir|etre)|know|have|be able)\b[^.;\n\x01]*?)"
    r"(?:\s(?:quand meme|tout de meme|though|all the same))?\s*(?:[.;!]|$)"
)
"""After "no prerequisites": what is needed all the same."""
_OF_SOME = re.compile(
    r"\W*(?:certaine?s|quelques-une?s|une partie|la moitie|un tiers|some|a few|half|one|two|deux|l'une?)\b"
)
"""What only some of them know is required of nobody."""


_OF_ONESELF = re.compile(
    r"\W*(?:(?:je suis|(?:moi,? )?c'est|i'm|i am|i've been|as)\s)?(?:[a-z'-]+,?\s){1,5}(?:depuis|for)\s"
    r"(?:\x01+|(?:\d+|[a-z]+)\s(?:ans?|mois|years?|months?))\W*$"
)
"""How long the trainer has been in the trade says nothing of the work of those who learn."""


def _is_measure(plain: str) -> bool:
    """ "on passe à 20": nothing is left once the measure and the words of correction are taken out."""
    if "\x01" not in plain:
        return False
    rest = pattern("replies", "correcting").sub(" ", plain.replace("\x01", " "))
    return len(re.findall(r"[a-z]{3,}", rest)) < 2


def _practical(message: Message, statement: Statement, *, sure: bool) -> list[Found]:
    plain = statement.plain
    if whole("replies", "none").match(plain):
        return []
    resources = _resources(message, statement)
    wish = cue("wishes").search(plain)
    if (
        wish
        and not _is_story(plain, "wishes")
        and not (resources and resources[0].start < statement.start + wish.start())
    ):
        return [_clause(message, statement, "assessment_wishes")]
    if resources:
        return resources
    if cue("constraints").search(plain) and not _is_story(plain, "constraints"):
        return [_clause(message, statement, "constraints")]
    weak = (
        cue("context_weak").search(plain) or _is_told(message, statement) or _those_who(message, statement) is not None
    )
    if cue("context").search(plain) or (not sure and weak):
        if native("circumstances", "at_request", message.language).match(plain) and len(plain.split()) <= _A_PHRASE:
            return []  # "à la demande de la direction": who asked says nothing of work
        if (who_fail := _those_who(message, statement)) is not None:
            return [Found("work_context", "", who_fail, statement.end)]
        cause = native("circumstances", "cause", message.language).match(plain)
        if cause:
            return [Found("work_context", "", statement.start, statement.start + cause.end("said"))]
        return [Found("work_context", "", statement.start, statement.end)]
    return []


def _those_who(message: Message, statement: Statement) -> int | None:
    """ "I need a workshop for 10 developers who | keep losing work": of what asks for the training, the complaint."""
    asks = native("circumstances", "asks", message.language).match(statement.plain)
    if not asks and not _A_TRAINING.match(statement.plain):
        return None
    clauses = [
        one
        for one in _CLAUSE.finditer(statement.plain)
        if cue("context").search(statement.plain, one.end()) or _EVERY_TIME.search(statement.plain, one.end())
    ]
    return statement.start + clauses[-1].end() if clauses else None


_A_TRAINING = re.compile(
    r"\W*(?:(?:une?|an?|the) )?(?:[a-z]+[ -]){0,2}(?:atelier|formation|module|stage|session|seance|"
    r"workshop|course|training)\b|\W*\x01"
)
_EVERY_TIME = re.compile(
    r"\b(?:des que|des qu'|(?:a )?chaque fois|tout le temps|sans arret|every (?:time|other|single|day|week|month)|"
    r"whenever|each time|all the time|constantly)\b"
)
"""What a clause about people says of a trouble that comes back."""
_CLAUSE = re.compile(r"\s(?:who|qui)\s")


def _is_told(message: Message, statement: Statement) -> bool:
    """ "ils arrachent la moitié des semis", "things get missed": what people or things do."""
    plain = PLACE.sub("", statement.plain.lstrip(" ,;:-–—\n"))
    if "\x01" in plain or re.search(pattern("cues", "not_told").pattern, plain):
        return False
    if len(plain.split()) <= WORDS_OF_A_STORY:
        named = _NAMED.match(plain) is not None and pattern("cues", "told").match(plain) is not None
        return len(plain.split()) == WORDS_OF_A_STORY and (named or _people_do(message, statement))
    return pattern("cues", "told").match(plain) is not None or _people_do(message, statement)


_NAMED = re.compile(r"(?:les|nos|mes|the|our|my)\s")
"""What opens a story of three words: "nos avis baissent"."""


def _people_do(message: Message, statement: Statement) -> bool:
    """ "our junior coxswains steer badly": people, then what they do."""
    start = message.trimmed(statement.start, statement.end)[0]
    who = audience_at(message, start, statement.end)
    if who is None or who.start - start > len("certains de nos "):
        return False
    verb = re.compile(
        r"\s(?:just |all |still |often |se |s'|y |en |les? |la |l'|leur )?(?:over-|under-|mis-)?([a-z]+)"
    ).match(message.plain, who.end)
    if verb is None or verb.group(1) in {
        "are",
        "have",
        "will",
        "must",
        "need",
        "should",
        "can",
        "know",
        "work",
        "come",
    }:
        return False
    if message.language == "en":
        return (verb.group(1) in infinitives("en") or may_be_verb(verb.group(1))) and verb.group(1) not in {"for", "to"}
    known = verb.group(1) in forms("fr") or is_infinitive(lemma(verb.group(1), "fr"))
    return re.search(r"[a-z]{2}ent$|font$|vont$", verb.group(1)) is not None and known


_A_PHRASE = 10


def _is_story(plain: str, name: str) -> bool:
    """ "le client note ses avis": told of work before the sign of another slot appears."""
    told, sign = cue("context").search(plain), cue(name).search(plain)
    return told is not None and sign is not None and told.start() <= sign.start()


def _none(message: Message, statement: Statement, field: BriefField, sign: re.Pattern[str]) -> Found:
    match = sign.search(message.plain, statement.start, statement.end)
    start, end = match.span() if match else (statement.start, statement.end)
    return Found(field, (), start, end)


def _clause(message: Message, statement: Statement, field: BriefField) -> Found:
    """The statement itself, without the small words that open it."""
    lead = _OPENING.match(statement.plain)
    start = statement.start + (lead.end() if lead and lead.end() < len(statement.plain) - 3 else 0)
    start, end = message.trimmed(start, statement.end)
    value = re.sub(r"\s+", " ", message.raw[start:end]).replace("\x01", "").strip()
    return Found(field, value, start, end, corrects(message, statement.start, statement.start + 1))


def _prerequisites(message: Message, statement: Statement) -> list[Found]:
    label = re.match(
        r"\W*(?:pre-?requis|prerequisites?|entry requirements?)\s?(?::|=|-|sont|est|are|is)?\s?", statement.plain
    )
    if label:
        return split_items(message, "prerequisites", statement.start + label.end(), statement.end)
    lead = len(statement.plain) - len(statement.plain.lstrip(" ,;:-\n"))
    known = _KNOWN.match(statement.plain[lead:])
    if known:
        start, end = message.trimmed(statement.start + lead + known.end(), statement.end)
        verb = _INFINITIVES.get(known["verb"] or "")
        value = f"{verb} {message.raw[start:end]}" if verb else message.raw[start:end]
        return [Found("prerequisites", value, statement.start + lead, end)] if end > start else []
    return [_clause(message, statement, "prerequisites")]


def _resources(message: Message, statement: Statement) -> list[Found]:
    for lead in cue("resources").finditer(statement.plain):
        rest = statement.plain[lead.end() :]
        near = " ".join(rest.split()[:4])
        labelled = lead.group().rstrip().endswith(":")
        if not re.search(r"\w", rest) or (not labelled and re.search(pattern("cues", "not_resources").pattern, near)):
            continue
        items = split_items(message, "resources", statement.start + lead.end(), statement.end)
        return [one for one in items if not _is_the_group(message.plain[one.start : one.end])]
    return []


def _is_the_group(thing: str) -> bool:
    """ "a cohort of 14 nursing students": those who learn are nothing to teach with."""
    return _GROUP.match(thing) is not None or (
        _COUNTED.match(thing) is not None and is_people(thing.replace("\x01", ""))
    )


_COUNTED = re.compile(r"(?:(?:an?|une?)\s)?\x01")
_GROUP = re.compile(
    r"(?:an?|une?|the|la|le|my|our|mon|ma)?\s?(?:(?:small|big|large|whole|new|petite?|grande?|nouvelle|nouveau)\s)?"
    r"(?:cohort|class|group|team|crew|batch|intake|bunch|classe|promo|promotion|groupe|equipe|cohorte)\b"
    r"|(?:year|level|grade|niveau|annee) \d"
)


_THAT_IS_ALL = re.compile(
    r"(?:et )?(?:c'est tout|voila(?: tout)?|rien d'autre|etc|that's (?:all|it)|nothing else|and so on)"
)


def split_items(message: Message, field: BriefField, start: int, end: int) -> list[Found]:
    """A list of things between two places, one fact for each."""
    items: list[Found] = []
    place = start
    for joint in (*_ITEMS.finditer(message.plain, start, end), None):
        stop = joint.start() if joint else end
        one, two = message.trimmed(place, stop)
        value = re.sub(r"\s+", " ", message.raw[one:two])
        said = message.plain[one:two]
        if re.search(r"[^\W\d_]{2}", value) and "\x01" not in said[:1] and not _THAT_IS_ALL.fullmatch(said):
            items.append(Found(field, value, one, two))
        place = joint.end() if joint else end
    return items
