"""Saying back what was understood: short for the answer to a question, by name for what is said in passing."""

from assistant.interview import display
from assistant.interview.words import words
from assistant.language.grammar import amount, capitalized, listing
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Slot

_LONG = 60
"""Characters of a value shown in passing; a longer one is only named."""


def corrected(before: Answers, after: Answers, slots: tuple[Slot, ...]) -> str:
    """What changes, from what to what."""
    language = after.language
    said = words(language)["said"]
    parts = [
        said["change"].format(
            name=display.name_of(slot, language),
            old=display.value_of(slot, before, language) or "—",
            new=display.value_of(slot, after, language),
        )
        for slot in slots
    ]
    return str(said["corrected"].format(changes=(" ; " if language == "fr" else "; ").join(parts)))


def noted(slots: tuple[Slot, ...], answers: Answers, pending: Slot | None) -> str:
    """What is new; the answer to the pending question first."""
    if not slots:
        return ""
    said = [_answer(pending, answers)] if pending in slots and pending else []
    others = tuple(slot for slot in slots if slot != pending)
    if others:
        named = [_in_passing(slot, answers) for slot in others]
        said.append(words(answers.language)["said"]["noted"].format(facts=listing(named, answers.language)))
    return " ".join(said)


def _answer(slot: Slot, answers: Answers) -> str:
    texts = words(answers.language)
    value = getattr(answers, FIELDS_OF_SLOT[slot][0])
    if value == ():
        return str(texts["ack_none"].get(slot, texts["ack"][slot]))
    shown = display.value_of(slot, answers, answers.language)
    if slot == "competencies":
        return capitalized(_goals(texts["ack"], answers, shown))
    text = str(texts["ack"][slot].format(value=shown))
    return capitalized(text) if text.startswith(shown) else text


def _in_passing(slot: Slot, answers: Answers) -> str:
    texts = words(answers.language)["facts"]
    shown = display.value_of(slot, answers, answers.language)
    if slot == "competencies":
        return _goals(texts, answers, shown)
    text = str(texts[slot])
    if slot == "duration":
        shown = shown.split(" (")[0]
    if len(shown) > _LONG:
        text = text.removesuffix(" ({value})")
    return text.format(value=shown)


def _goals(texts: dict[str, str], answers: Answers, shown: str) -> str:
    number = len(answers.competencies or ())
    if number == 1:
        return texts["one_competency"].format(value=shown)
    count = amount(number, "action", "actions", answers.language).split()[0]
    return texts["competencies"].format(count=count, value=shown)
