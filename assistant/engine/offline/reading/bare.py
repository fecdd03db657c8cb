"""A topic that nothing announces: the first words alone ("Gestion des stocks, 2 jours")."""

import re

from assistant.engine.offline.reading.audiences import audience_at, is_people
from assistant.engine.offline.reading.cues import cue, whole
from assistant.engine.offline.reading.finite import things_do
from assistant.engine.offline.reading.goal_lists import nouns_listed
from assistant.engine.offline.reading.message import Message
from assistant.engine.offline.reading.openings import begins_goal
from assistant.engine.offline.reading.topics import About, audience_after, begins_verb, topic_at
from assistant.models.turn import ReadingContext

_A_CLAUSE = re.compile(
    r"\W*(?:(?:so|well|right|ok|alors|donc|bon|ben|bah|euh|voila)\b\W+)*(?:(?:by|at) the end|(?:a la|en) fin\b|"
    r"au terme|a l'issue|after (?:the|this|it)|once|when|how (?!to\b)|what|"
    r"why|pourquoi|chacune?|tout le monde|everyone|everybody|chaque|each|every|title|titre|"
    r"intitule|moi|je|j'|on|nous|il|ils|elle|elles|c'est|ce sont|ca|mes|nos|mon|ma|notre|"
    r"la plupart|certaine?s|beaucoup|personne|aucun|most|some|nobody|none|leurs?|their|our|"
    r"les (?=[a-z' -]{2,40}?\s(?:sont|"
    r"ont|font|vont|doivent|ne|n'|se)\b)|i|i'm|"
    r"i'd|i've|we|we're|they|it|it's|there|my|our|"
    r"(?:la|cette|ma|une|the|this|my) (?:formation|module|stage|course|training|session|atelier|"
    r"workshop)|is|are|am|est|sont|pas|not|no|non|oui|yes|avec|sans|pour|dans|en|sur|par|with|"
    r"without|for|in|at|on|qui|que|et|mais|and|but|"
    r"ce (?:qui|que)|ce qu'on|l'important|l'essentiel|le plus important|all (?:i|we)|the (?:most )?(?:important|"
    r"main|key) thing|"
    r"could|can|would|please|peux|pouvez|pourriez|help|aide[rz]?|aidez)\b"
)


_A_GROUP = re.compile(r"\W*(?:an? |une? )?(?:group|team|class|cohort|groupe|classe|equipe) (?:of|de|d')\b")
_A_TRAINING = re.compile(
    r"\b(?:formation|module|stage|atelier|cours|course|training|workshop|session)(?:\s(?:pour|for)\s[a-z' -]+)?\s*$"
)
"""What asks for a training and leaves open what it is about: "monter une formation pour les bénévoles"."""


def bare_subject(message: Message, context: ReadingContext) -> About | None:
    """The first words alone ("Gestion des stocks, 2 jours"), while nothing says what the training is about."""
    if not _is_open(context):
        return None
    for piece in re.finditer(r"(?:(?!\s[-–—]\s)[^.,;:!?\n\x01\x02])+(?P<label>\s*:[^\n]*)?", message.plain[:600]):
        text = piece.group()
        if named := _labelled(message, piece):
            return named
        if piece["label"] and not _heads_a_list(message, piece):
            if re.search(r":\s*$", text):
                return None
            continue
        if piece["label"]:
            text = text[: piece.start("label") - piece.start()]
        if re.match(r"\W*[-•*]\s", text):
            if message.plain[: piece.start()].rpartition("\n")[2].strip() == "":
                return None
            text = re.sub(r"^\W*[-–—]\s", lambda dash: " " * len(dash.group()), text)
        start = piece.start() + (len(text) - len(text.lstrip()))
        if _is_no_topic(message, start, piece, text):
            continue
        asked = context.pending == "subject"
        if _is_a_story(text, asked=asked) or _is_listed(message, piece.start(), text):
            return None
        people = _A_GROUP.match(text) or not begins_verb(text.strip(), message)
        if is_people(text) and people and not re.search(r"\b(?:pour|for)\s", text):
            continue
        subject = topic_at(message, start, piece.start() + len(text), start)
        if subject is None:
            continue
        audience = audience_after(message, subject.end, piece.start() + len(text))
        return About((subject, audience) if audience else (subject,), (start, subject.end))
    return None


def _is_open(context: ReadingContext) -> bool:
    """Whether a topic may be said with no word before it."""
    if context.phase != "interview" or "subject" in context.known:
        return False
    return context.pending == "subject" or not (context.known or context.pending)


_SHORT = 7


def _labelled(message: Message, piece: re.Match[str]) -> About | None:
    """ "Food truck crew: allergens", "Cohésion d'équipe : chefs de rayon": people and a topic, either way round."""
    if piece["label"] is None:
        return None
    head = message.plain[piece.start() : piece.start("label")]
    colon = piece.start("label") + piece["label"].index(":") + 1
    stop = re.compile(r"[.,;!?\n\x01\x02]|$").search(message.plain, colon, piece.end("label"))
    end = stop.start() if stop else piece.end("label")
    below = message.plain[colon:end].strip()
    if _ANNOUNCES.search(head) or not below or len(head.split()) > _SHORT or len(below.split()) > _SHORT:
        return None
    if is_people(head.strip()) and not is_people(below) and not begins_verb(below, message):
        who, topic = audience_at(message, piece.start(), piece.start("label")), (colon, end)
    elif is_people(below) and not is_people(head.strip()) and not _A_CLAUSE.match(head):
        who, topic = audience_at(message, colon, end), (piece.start(), piece.start("label"))
    else:
        return None
    whole = who is not None and who.end >= (end if topic[0] < colon else piece.start("label")) - 1
    subject = topic_at(message, *topic, topic[0]) if whole else None
    return About((subject, who), (piece.start(), max(subject.end, end))) if subject and who else None


def _is_a_story(text: str, *, asked: bool) -> bool:
    """Whether words are a sentence, or too many for a topic."""
    if _A_CLAUSE.match(text) and not (asked and re.match(r"\W*(?:les|la|le|l'|my|en)\b", text)):
        return True
    long = len(text.split()) > (20 if asked else 14)
    return long or cue("goal").search(text) is not None or cue("context").search(text) is not None


def _is_listed(message: Message, start: int, text: str) -> bool:
    """ "90 minutes: classify goods, calculate the duty": what is listed is what they will do."""
    stop = _END.search(message.plain, start)
    end = stop.start() if stop else len(message.plain)
    if not begins_goal(text, message.language, first=True):
        return len(nouns_listed(message, *message.trimmed(start, end))) >= _MANY
    after = message.plain[start + len(text) :][:80]
    more = after.startswith((",", " ;", ";")) and begins_goal(after.lstrip(" ,;"), message.language, first=True)
    before = message.plain[:start].rstrip()
    return before.endswith(":") or (before.endswith(".") and more)


_END = re.compile(r"[.!?\n\x01]")
_MANY = 3
"""Doings told by nouns: fewer are a topic ("la taille et le greffage")."""


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
    r"assessment)\s*(?:n?[°o]?\s?\d{1,2})?\s*$"
)


def _is_no_topic(message: Message, start: int, piece: re.Match[str], text: str) -> bool:
    """Whether words are marks, courtesies, a clause, or ask for a training whose topic comes after them."""
    end = piece.end()
    story = _is_a_story(text, asked=False)
    if not story and things_do(message.raw, start, piece.start() + len(text), message.language):
        return True  # "le siège veut que tout se passe sur leur téléphone"
    if not re.search(r"[a-z]{2}", text) or whole("replies", "skip").match(text) or _is_small_talk(text):
        return True
    return _A_TRAINING.search(text) is not None and message.plain[end : end + 1] in {",", ":", "\x01"}


def _is_small_talk(text: str) -> bool:
    return (
        whole("replies", "polite").match(text) is not None
        or whole("replies", "agreement").match(text) is not None
        or whole("replies", "refusal").match(text) is not None
    )
