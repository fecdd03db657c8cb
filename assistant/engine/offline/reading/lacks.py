"""What learners are said not to be able to do: "ils savent pas porter trois assiettes ni proposer un vin"."""

import re
from dataclasses import replace

from assistant.engine.offline.reading.audiences import is_people
from assistant.engine.offline.reading.cues import cue, native, pattern
from assistant.engine.offline.reading.goals import goals_in
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.openings import begins_goal
from assistant.language.lemmas import fold
from assistant.language.people import is_person


def find_lacks(message: Message) -> list[Found]:
    """The goals that a complaint implies, where no goal is told: one for each thing that they cannot do."""
    return next((found for one in message.statements if (found := _lacking(message, one))), [])


def _lacking(message: Message, statement: Statement) -> list[Found]:
    found = native("goals", "lacks", message.language).search(statement.plain)
    if found is None:
        return []
    before = statement.plain[: found.start()]
    if found.group().startswith(("what ", "ce qu")):
        before += "they"  # "what they can't do is": the words themselves say who
    if not _are_learners(before) and not (_BUT.fullmatch(before) and _are_contrasted(message, statement)):
        return []
    start, end = statement.start + found.end(), _end(message, statement.start + found.end())
    sure = message.language == "en" and _WITH_ITS_OBJECT.match(message.plain, start, end)
    if not sure and not begins_goal(message.plain[start:end], message.language, first=True):
        return []
    if pattern("goals", "no_lack").match(message.plain, start):
        return []
    goals = goals_in(_joined(message, start, end), start, end)
    return [] if any(_DENIED.search(fold(str(goal.value))) for goal in goals) else goals


_WITH_ITS_OBJECT = re.compile(r"[a-z]{3,} (?:an?|the|their)\s[a-z]")
"""Behind "can't", what has an object is a verb, known or not: "bleed a brake"."""
_BUT = re.compile(r"\W*(?:but|mais|yet|sauf qu'|cependant)\s(?:ils |elles |they )?")


def _are_contrasted(message: Message, statement: Statement) -> bool:
    """ "New mechanics fit a wheel but | can't bleed a brake": those with whom the sentence began."""
    first = next(one for one in message.statements if one.sentence == statement.sentence)
    return first.start < statement.start and is_people(first.plain.strip())


_DENIED = re.compile(r"\sni\s|^[a-z-]+ (?:de |d')(?!(?:la|l'|les|leurs?|ce|cette|ces|son|sa|un|une)\b)[a-z]+$")
"""What is worded for a denial only: "proposer de dessert ni de vin"."""


def _end(message: Message, start: int) -> int:
    """The end of what they cannot do: a list may go on over several statements of a sentence."""
    stop = native("goals", "lacks_end", message.language).search(message.plain, start)
    end = stop.start() if stop else len(message.plain)
    for comma in re.compile(r",\s(?:(?:ni|or|ou|et|and)\s)?(?:a |de |d'|to )?").finditer(message.plain, start, end):
        if not begins_goal(message.plain[comma.end() : end], message.language, first=True):
            return comma.start()
    return end


def _are_learners(before: str) -> bool:
    """Whether those of whom it is told are people to be trained: not the trainer, not the customers."""
    if cue("accessibility").search(before) or re.search(r"\b(?:on|nous|je|j'|we|i)\s?$", before):
        return False
    words = re.findall(r"[a-z-]+", before)[-6:]
    pronoun = bool(words) and words[-1] in _THEY
    return pronoun or any(is_person(word) or is_people(" ".join(words[place:])) for place, word in enumerate(words))


_THEY = frozenset({"ils", "elles", "they", "personne", "nobody", "aucun", "none", "plupart", "most", "qui", "who"})


def _joined(message: Message, start: int, end: int) -> Message:
    """The message where "ni" and "or" join what they cannot do as "et" joins what they will do."""
    plain = message.plain[start:end]
    for joint in re.finditer(r"(?:^|(?<=\s))(?:ni|or|ou)(?=\s)", plain):
        rest = re.sub(r"^\s(?:a |de |d'|how to |to )?", "", plain[joint.end() :])
        if begins_goal(rest, message.language, first=True):
            plain = plain[: joint.start()] + _AND[joint.group()] + plain[joint.end() :]
    return replace(message, plain=message.plain[:start] + plain + message.plain[end:])


_AND = {"ni": "et", "ou": "et", "or": "& "}
"""As long as what they stand for, so that places hold."""
