"""What a question says, in the trainer's own words where they are known, and answers to click that fit this module."""

from dataclasses import dataclass
from typing import Any

from assistant.interview.kinds import kind_of, main_kind, subject_as_action
from assistant.interview.words import words
from assistant.language.grammar import capitalized, clip
from assistant.language.verbs import leading_verb
from assistant.models.brief import Answers, Slot
from assistant.models.terms import Performance

_QUOTED_WORDS = 14
"""Words of a competency that is quoted in a question."""

_LONGEST_SUBJECT = 60
"""Characters of a subject that fits in an answer to click."""

_FEW_GOALS, _MANY_GOALS = 1, 5
"""Up to so many competencies half a day is long; from so many on, a day is short."""


@dataclass(frozen=True)
class Question:
    """One question and answers to click."""

    text: str
    suggestions: tuple[str, ...]


def ask(slot: Slot, answers: Answers) -> Question:
    """The question about a slot; it quotes a competency where one is known, another one each time."""
    entry: dict[str, Any] = words(answers.language)["questions"][slot]
    goal = _goal(slot, answers) if "about" in entry else None
    kind = kind_of(goal, answers.language) if goal else None
    if kind in {None, "concept"}:
        kind = main_kind(answers)  # "describe", "explain": what they serve tells more
    text = entry["about"].format(goal=clip(goal, _QUOTED_WORDS)) if goal else entry["text"]
    return Question(str(text), _suggestions(slot, entry, kind, answers))


def _goal(slot: Slot, answers: Answers) -> str | None:
    every = answers.competencies or ()
    goals = [goal for goal in every if " " in goal] or every  # "peser" alone says little of the work
    if slot == "assessment_wishes":
        return goals[-1] if goals else None
    if slot == "resources":
        hands_on = [goal for goal in goals if kind_of(goal, answers.language) in {"gesture", "tool_use"}]
        return hands_on[-1] if hands_on else None
    return goals[0] if goals else None


def ask_otherwise(slot: Slot, answers: Answers) -> Question:
    """The question again, in other words, when nothing in the answer answered it."""
    texts = words(answers.language)["unread"]
    question = ask(slot, answers)
    return Question(texts.get(slot, question.text), question.suggestions)


def ask_what_they_do(quote: str, answers: Answers) -> Question:
    """The one follow-up on a goal that nobody could see done."""
    entry = words(answers.language)["questions"]["vague"]
    found = leading_verb(quote, answers.language)
    thing = found.complement if found else ""
    of = (entry["of"].format(object=thing),) if thing and len(thing) <= _LONGEST_SUBJECT else ()
    return Question(entry["text"].format(quote=quote), (*entry["suggestions"], *of, entry["last"]))


def _suggestions(slot: Slot, entry: dict[str, Any], kind: Performance | None, answers: Answers) -> tuple[str, ...]:
    last = (str(entry["last"]),) if "last" in entry else ()
    if slot == "duration":
        return (*_durations(entry, answers), *last)
    chosen = entry.get("by_kind", {}).get(kind)
    if slot == "competencies":
        doing = subject_as_action(answers)
        if not chosen or not doing or len(doing) > _LONGEST_SUBJECT:
            return (*entry["suggestions"], *last)
        return (*(text.format(do=doing, Do=capitalized(doing)) for text in chosen), *last)
    return (*(chosen or entry["suggestions"]), *last)


def _durations(entry: dict[str, Any], answers: Answers) -> tuple[str, ...]:
    goals = len(answers.competencies or ())
    if 0 < goals <= _FEW_GOALS:
        return tuple(entry["few"])
    return tuple(entry["many" if goals >= _MANY_GOALS else "suggestions"])
