"""The way out of a dilemma that a message chooses, and what it makes of the answers."""

import re

from assistant.interview.dilemmas import Way
from assistant.language.lemmas import fold
from assistant.models.brief import Answers, Source
from assistant.models.turn import Reading


def apply_way(answers: Answers, way: Way, quote: str, turn: int) -> Answers:
    """The answers with the values of the chosen way, sourced by the trainer's choice."""
    if not way.sets:
        return answers
    kept = tuple(source for source in answers.sources if source.field not in way.sets or source.field == "competencies")
    chosen = tuple(Source(field=name, quote=quote, turn=turn) for name in way.sets)
    update = {**answers.model_dump(), **way.sets, "sources": [item.model_dump() for item in (*kept, *chosen)]}
    return Answers.model_validate(update)


def chosen_way(ways: tuple[Way, ...], reading: Reading, message: str) -> Way | None:
    said = plain(message)
    for way in ways:
        if said and (said == plain(way.label) or (plain(way.label).startswith(said) and len(said) > 8)):
            return way
    if reading.pick and reading.pick <= len(ways):
        return ways[reading.pick - 1]
    named = [way for way in ways if way.named and re.search(way.named, fold(said))]
    if len(named) == 1 and not reading.facts:
        return named[0]
    if (reading.skip or reading.consent) and not reading.facts:
        return next((way for way in ways if not way.sets), ways[0])
    return None


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").strip(" .!").lower()
