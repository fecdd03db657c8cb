"""Activities for which a model words the instruction: what it is told of them, and what it must keep to."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.engine.llm.given import sign, unwanted
from assistant.engine.prompts import data
from assistant.engine.protocol import Shelf
from assistant.language.lemmas import content_stems
from assistant.models.module import Sequence
from assistant.models.terms import DOING, Grouping, Language

_MOST = 4
"""Activities of one objective that get an instruction."""
_PEOPLE: Mapping[Grouping, str] = {
    "individual": "each alone",
    "pairs": "in pairs",
    "groups": "in groups",
    "plenary": "all together",
}
_SHORTEST = 6
"""Words of an instruction."""
_OWN = 3
"""Words with a meaning that are not the plan's own."""


def served(activities: Iterable[Sequence], objective: str) -> dict[str, Sequence]:
    """The activities that begin with an objective, by id: those in which learners do most before the others."""
    own = [item for item in activities if item.kind == "activity" and item.objectives[:1] == (objective,)]
    chosen = sorted(own, key=lambda item: item.learning_type not in DOING)[:_MOST]
    return {item.id: item for item in own if item in chosen}


def told(activities: Iterable[Sequence], shelf: Shelf, language: Language) -> list[dict[str, str]]:
    """What a model is told of each: how it is run, and what learners do in it in general words."""
    return [
        {
            "id": item.id,
            "method": data(", ".join(shelf[name].title.text(language) for name in item.methods if name in shelf)),
            "people": _PEOPLE[item.grouping],
            "what": data(item.main_step.learners),
        }
        for item in activities
        if item.main_step
    ]


def wrong_task(text: str, activity: Sequence, given: str, language: Language) -> Iterator[str]:
    """What an instruction may not be: the clock and the groups are the plan's."""
    if len(text.split()) < _SHORTEST:
        yield "say what they work on, what they do and what they show."
    yield from unwanted(("timed",), text, given, language)
    if not sign("told", text, language) or sign("about_them", text, language) or sign("bound", text, language):
        yield "speak to the learners (vous, you), and say what they do, not what they must."
    general = activity.main_step.learners if activity.main_step else ""
    if len(content_stems(text, language) - content_stems(general, language)) < _OWN:
        yield "do not repeat what is listed: name what they work on and what they show."
    others = [name for name in _OTHERS[activity.grouping] if sign(name, text, language)]
    if others:
        yield f"they work {_PEOPLE[activity.grouping]}."


_OTHERS: Mapping[Grouping, tuple[str, ...]] = {
    "individual": ("in_pairs", "in_groups"),
    "pairs": ("in_groups",),
    "groups": ("in_pairs",),
    "plenary": (),
}
"""Grouping of an activity → the signs of another one."""
