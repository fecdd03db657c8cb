"""Goals told as what people do: "They name the parts, explain why it erupts, build a model"."""

import re

from assistant.engine.offline.reading.cues import cue
from assistant.engine.offline.reading.goal_lists import after_lead, items_between
from assistant.engine.offline.reading.goals import goals_in
from assistant.engine.offline.reading.message import Found, Message, Statement
from assistant.engine.offline.reading.openings import begins_conjugated, begins_goal

_MANY = 3
"""Doings of one sentence: fewer are a story of today."""
_THEY = re.compile(
    r"\W*(?:they|ils|elles|(?:the |les |nos |mes |our )?(?:pupils|students|learners|eleves|stagiaires))\s"
)
_TODAY = re.compile(
    r"\b(?:today|now|currently|usually|always|often|never|sometimes|still|already|keep|just|forget|lose|miss|skip|"
    r"confuse|mix up|ignore|avoid|panic|guess|complain|waste|spend|leave|give up|get|go|come|have|know|want|like|love|"
    r"hate|work|speak|feel|think|need|watch|listen|attend|receive|bring|take notes|do everything|wrong|badly|late|too|"
    r"without asking|aujourd'hui|actuellement|souvent|toujours|jamais|parfois|encore|deja|oublient|perdent|ratent|"
    r"sautent|confondent|"
    r"melangent|ignorent|evitent|paniquent|plaignent|gaspillent|passent|laissent|ont|savent|connaissent|veulent|aiment|"
    r"travaillent|parlent|regardent|ecoutent|recoivent|apportent|viennent|mal|trop|ne|n'|pas|plus)\b"
)
"""What tells how it is, or what goes wrong."""


def find_told(message: Message) -> list[Found]:
    """The goals of the first sentence that says of learners several things that they do, and none that goes wrong."""
    return next((found for one in message.statements if (found := _told(message, one))), [])


def _told(message: Message, statement: Statement) -> list[Found]:
    they = _THEY.match(statement.plain)
    if they is None or _TODAY.search(statement.plain) or cue("context").search(statement.plain):
        return []
    start = statement.start + they.end()
    items = items_between(message, start, statement.end)
    begins = begins_conjugated if message.language == "fr" else begins_goal
    first = {} if message.language == "fr" else {"first": True}
    if len(items) < _MANY or not all(
        begins(after_lead(message, one.start, one.end), message.language, **first) for one in items
    ):
        return []
    return goals_in(message, start, statement.end)
