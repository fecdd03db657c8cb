"""Lists of goals that nothing announces: verbs between commas, bullets or semicolons, doings told by nouns."""

import re

from assistant.engine.offline.reading.cues import cue, pattern
from assistant.engine.offline.reading.goal_lists import Item, after_lead, items_between, nouns_listed
from assistant.engine.offline.reading.message import SUMMED_UP, Message, Statement
from assistant.engine.offline.reading.openings import begins_goal

_FEW = 4
_SEVERAL = 2


_TOPICS = re.compile(
    r"\W*(?:(?:les |the )?(?:themes?|sujets?|points?|topics?|contents?|contenus?|programme)"
    r"(?: (?:abordes?|traites?|vus|prevus|clefs?|cles?|covered|to cover|are|sont))?|(?:(?:we|i)(?:'ll| will)? cover|"
    r"on (?:y )?(?:verra|abordera|traitera)|au menu|"
    r"on the (?:agenda|menu)))\s?:\s?"
)
""" "Thèmes abordés : la conduite de l'entretien, la fixation des objectifs"."""


def _named_by_nouns(message: Message, statement: Statement) -> list[Item]:
    """ "Pose de gel sur capsules, dépose, création d'un décor.": doings told by nouns, with or without a title."""
    before = message.plain[max(0, statement.start - 40) : statement.start]
    titled = _TOPICS.match(statement.plain) or (_TOPICS.fullmatch(before.rpartition(".")[2].rpartition("\n")[2] + " "))
    inside = _TOPICS.match(statement.plain)
    start, end = message.trimmed(statement.start + (inside.end() if inside else 0), statement.end)
    if _OF_A_SESSION.search(message.plain, start, end):
        return []
    items = nouns_listed(message, start, end)
    return items if len(items) >= (_SEVERAL if titled else _FEW - 1) else []


def bare_list(message: Message, statement: Statement) -> list[Item]:
    """ "Alerter, protéger, secourir.": two infinitives and nothing before them."""
    if named := _named_by_nouns(message, statement):
        return named
    if headed := _headed(message, statement) or _bulleted(message, statement) or _closed(message, statement):
        return headed
    about = re.match(r"[^:]*\x01\s*:\s*", statement.plain)
    if about:  # "une formation sur le churn : lire un tableau, détecter un compte…"
        items = items_between(message, statement.start + about.end(), statement.end)
        begins = begins_goal(
            after_lead(message, statement.start + about.end(), statement.end), message.language, first=True
        )
        return items if begins and len(items) > 1 else []
    listed = message.plain[: statement.start].rstrip().endswith(":")
    if listed and _NO_HEAD.search(message.plain[max(0, statement.start - 30) : statement.start]):
        return []
    if message.language != "fr" and not listed and not re.match(r"\s*to\s", statement.plain):
        return _orders(message, statement)
    summed = SUMMED_UP.match(statement.plain)
    if not begins_goal(statement.plain[summed.end() if summed else 0 :].strip(), message.language, first=True):
        return []
    items = items_between(message, statement.start, statement.end)
    begun = listed and message.plain[statement.start : statement.end].rstrip().endswith(";")
    return items if len(items) > 1 or begun else []


_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-–—•*·▪►➢✓→]+|\(?\d{1,2}[.)°]|\d{1,2}\s?-)\s*(?P<said>[^\n]+)")
_OF_A_SESSION = re.compile(
    r"\b(?:quiz(?:zes)?|role[- ]?plays?|games?|slides?|slideshow|videos?|break|breaks|ice-?breakers?|handouts?|"
    r"exercises?|"
    r"practice|theory|group work|warm-?up|lunch|coffee|it|session|course|training|module|workshop|sequence|test|"
    r"jeux?|diapos?|pauses?|exercices?|brise-glace|seance|cours|formation|stage|atelier|tour de table|qcm)\b"
)
"""What is done in a session, not what is learnt there: "watch a video, do a quiz"."""


def _bulleted(message: Message, statement: Statement) -> list[Item]:
    """A line of a list whose every line begins with a verb, under a title that announces nothing else."""
    if _BULLET.match(message.plain, max(0, statement.start - 1)) is None:
        return []
    lines = [*_BULLET.finditer(message.plain)]
    head = message.plain[: lines[0].start()].rpartition("\n")[2]
    others = ("wishes", "constraints", "context", "prerequisites", "resources")
    if _NO_HEAD.search(head) or any(cue(name).search(head + " :") for name in others):
        return []
    begun = [begins_goal(one["said"], message.language, first=True) for one in lines]
    if len(lines) < _SEVERAL or not all(begun) or any(_OF_A_SESSION.search(one["said"]) for one in lines):
        return []
    bullet = pattern("goals", "bullet").match(message.raw, statement.start)
    return items_between(message, bullet.end() if bullet else statement.start, statement.end)


def _closed(message: Message, statement: Statement) -> list[Item]:
    """ "Enregistrer une recette ; faire le rapprochement ; présenter le rapport": verbs between semicolons."""
    start, end = message.trimmed(statement.start, statement.end)
    after = re.compile(r"\s*;\s*(?P<next>[^;.\n]+)").match(message.plain, end)
    if after is None or _OF_A_SESSION.search(message.plain, start, end):
        return []
    both = (message.plain[start:end], after["next"])
    if not all(begins_goal(one, message.language, first=True) for one in both):
        return []
    return [] if _says_to_us(both[0]) else items_between(message, start, end)


_HEAD = re.compile(r"(?P<head>[^:]{0,90}?)(?:\s*:|\s[-–—]|(?<=\x01),)\s")
_NO_HEAD = re.compile(
    r"\b(?:choses|things|points?|remarques?|notes?|rappels?|conditions?|regles?|rules|demandes?|requests?|attention|"
    r"nb|you|tu|vous|following|suivant\w*|contenus?|programme (?:de|du)|methodes?|steps|etapes|deroule|missions?|"
    r"taches?|tasks?|"
    r"job|role|roles|poste|je|j'ai|on a|today|aujourd'hui|currently|actuellement|usually|option\w*|ideas?|idees?|"
    r"example|exemple)\b"
)


def _headed(message: Message, statement: Statement) -> list[Item]:
    """ "Session for hosts - brief the players, give a hint, reset the room": things to do, under those who will."""
    head = _HEAD.match(statement.plain)
    if head is None or _NO_HEAD.search(head["head"]) or pattern("goals", "not_announced").search(head["head"]):
        return []
    others = ("accessibility", "wishes", "constraints", "context", "prerequisites", "resources")
    if any(cue(name).search(head["head"] + " :") for name in others):
        return []
    items = items_between(message, statement.start + head.end(), statement.end)
    enough = 2 if message.language == "fr" and not head.group().rstrip().endswith(",") else _FEW - 1
    begun = [begins_goal(after_lead(message, one.start, one.end), message.language, first=True) for one in items]
    timed = any(OF_THE_CLOCK.search(message.plain, one.start, one.end) for one in items)
    return items if len(items) >= enough and all(begun) and not timed else []


OF_THE_CLOCK = re.compile(
    r"\b(?:eviter|finir|commencer|terminer|demarrer|partir|avoid|finish|start|begin|end|leave)\s"
    r"(?:le|la|a|avant|apres|vers|at|by|before|after|around|on)\s(?:\d|\x01|midi|noon|lundi|mardi|mercredi|jeudi|"
    r"vendredi|"
    r"samedi|dimanche|[a-z]+days?\b)"
)
"""What is asked of the hours, which nobody learns: "finir à 16 h"."""


def _orders(message: Message, statement: Statement) -> list[Item]:
    """ "Open a hive calmly, find the queen, spot varroa.": three things to do, and nothing said to us."""
    if not begins_goal(statement.plain.strip(" ,"), message.language, first=True):
        return []
    if _says_to_us(statement.plain):
        return []
    start = message.trimmed(statement.start, statement.end)[0]
    items = items_between(message, start, statement.end)
    if ":" in message.plain[items[0].start : items[0].end]:
        return []
    if len(items) < _FEW - 1 or "," not in statement.plain:
        return []
    begun = [begins_goal(after_lead(message, item.start, item.end), message.language, first=True) for item in items]
    return items if all(begun) else []


def _says_to_us(plain: str) -> bool:
    """Whether an order is for the program: "make it practical, add a quiz", not "make a bed, clean a bathroom"."""
    said = pattern("goals", "said_to_us").search(plain)
    return said is not None and (
        not _MAY_BE_THEIRS.match(plain) or _OF_A_SESSION.search(plain) is not None or said.start() > 0
    )


_MAY_BE_THEIRS = re.compile(
    r"\W*(?:make|use|start|finish|give|cover|plan|show|check with|find|tell|send|ask|call|write|set|test|do|split|"
    r"leave|"
    r"put|create|design|help)\b(?! (?:me|us|it|sure)\b)"
)
"""What a trainer may ask of us, and people may do at work: "make a double bed", where nothing speaks of the session."""
