"""What was right, wrong, invented, repeated or left in the other language in one conversation."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from assistant.interview.policy import ESSENTIAL
from assistant.interview.words import words
from assistant.language.detect import detect
from assistant.models.brief import FIELDS_OF_SLOT, Brief, Slot
from assistant.models.terms import Language
from evals.interview.player import Talk
from evals.matching import holds, plain

Verdict = Literal["right", "wrong", "free"]


@dataclass(frozen=True)
class Score:
    """How one conversation went."""

    case: str
    slots: dict[Slot, Verdict]
    wrong: tuple[str, ...]
    """What is wrong: slot, expected, got."""
    questions: int
    repeated: tuple[str, ...]
    invented: tuple[str, ...]
    leaks: tuple[str, ...]
    missed: tuple[str, ...]
    """Events that did not happen: a correction said back, a dilemma named, a source given, the draft itself."""
    blocking: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def judged(self) -> int:
        """Slots that count."""
        return sum(verdict != "free" for verdict in self.slots.values())

    @property
    def right(self) -> int:
        """Slots that are right."""
        return sum(verdict == "right" for verdict in self.slots.values())


def score(talk: Talk) -> Score:
    """Everything that can be said of a conversation."""
    module = talk.last.module
    brief = module.brief if module else None
    slots = {slot: _verdict(slot, talk, brief) for slot in get_args(Slot)}
    findings = module.findings if module else ()
    return Score(
        case=talk.case.id,
        slots=slots,
        wrong=tuple(_explained(slot, talk, brief) for slot, verdict in slots.items() if verdict == "wrong"),
        questions=sum(slot is not None for slot in talk.questions()),
        repeated=tuple(_repeated(talk)),
        invented=tuple(_invented(talk, brief)),
        leaks=tuple(_leaks(talk)),
        missed=tuple(_missed(talk)),
        blocking=tuple(f"{item.check} {item.where}: {item.message}" for item in findings if item.severity == "block"),
        warnings=tuple(f"{item.check} {item.where}: {item.message}" for item in findings if item.severity == "warn"),
    )


def _verdict(slot: Slot, talk: Talk, brief: Brief | None) -> Verdict:
    if slot in talk.case.free:
        return "free"
    if brief is None:
        return "wrong"
    wanted = getattr(talk.case.expect, slot)
    stated = any(source.field in FIELDS_OF_SLOT[slot] for source in brief.sources)
    if wanted is None:
        return "wrong" if stated else "right"
    if stated and _matches(slot, wanted, talk, brief):
        return "right"
    untold = slot in talk.case.answers and slot not in talk.questions() and not stated
    return "free" if untold and (slot not in ESSENTIAL or slot == "audience_level") else "wrong"


def _matches(slot: Slot, wanted: Any, talk: Talk, brief: Brief) -> bool:
    if slot == "duration":
        days = talk.case.expect.days
        return bool(brief.duration_minutes == wanted and days in {None, brief.days})
    if slot == "group_size":
        return bool((brief.group_size_min, brief.group_size_max) == tuple(wanted))
    value = getattr(brief, slot)
    if slot in {"audience_level", "modality"}:
        return bool(value == wanted)
    if isinstance(value, tuple):
        return _all_match(wanted, value, exact=slot == "competencies")
    return holds(value, wanted)


def _all_match(wanted: tuple[str, ...], items: tuple[str, ...], *, exact: bool) -> bool:
    if exact and len(items) != len(wanted):
        return False
    every = all(any(holds(item, matcher) for item in items) for matcher in wanted)
    return every and all(any(holds(item, matcher) for matcher in wanted) for item in items)


def _explained(slot: Slot, talk: Talk, brief: Brief | None) -> str:
    got = [getattr(brief, name) for name in FIELDS_OF_SLOT[slot]] if brief else "no draft"
    return f"{slot}: expected {getattr(talk.case.expect, slot)!r}, got {got!r}"


def _repeated(talk: Talk) -> Iterator[str]:
    """Slots asked about twice; what learners will do may be asked once more when the goals are vague."""
    seen: list[str] = []
    for slot in talk.questions():
        if slot is not None:
            allowed = 2 if slot == "competencies" and talk.case.vague else 1
            allowed += slot == "subject" and talk.case.first_question_again
            if seen.count(slot) >= allowed:
                yield slot
            seen.append(slot)
    known: set[str] = set()
    for exchange in talk.exchanges:
        asked = exchange.answered.asked
        if asked in known and asked != "competencies":
            yield f"{asked} was known"
        brief = exchange.answered.brief
        known = {slot for slot, names in FIELDS_OF_SLOT.items() if all(name in brief for name in names)}


def _invented(talk: Talk, brief: Brief | None) -> Iterator[str]:
    """Facts whose quote is not in the text, or that have neither quote nor assumption; forbidden texts."""
    if brief is None:
        return
    messages = talk.messages
    for source in brief.sources:
        if source.turn >= len(messages) or source.quote not in messages[source.turn]:
            yield f"{source.field}: “{source.quote}” is not in message {source.turn}"
    grounded = {source.field for source in brief.sources} | {item.field for item in brief.assumptions}
    for names in FIELDS_OF_SLOT.values():
        yield from (f"{name}: neither said nor assumed" for name in names if name not in grounded)
    values = plain(json.dumps(brief.model_dump(mode="json", exclude={"sources"}), ensure_ascii=False))
    yield from (f"“{text}” is in the brief" for text in talk.case.never if re.search(rf"\b{plain(text)}\b", values))


_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\*[^*]*\*")


def _leaks(talk: Talk) -> Iterator[str]:
    """Sentences in another language than the trainer's."""
    for exchange in talk.exchanges:
        answered = exchange.answered
        other: Language = "en" if answered.language == "fr" else "fr"
        own = _own_sentences(other)
        for text in (*answered.says, *answered.suggestions):
            foreign = not talk.case.mixing and answered.module is None and detect(_QUOTED.sub("", text)) == other
            if foreign or any(sentence in text for sentence in own):
                yield text[:80]
    expected = talk.case.ends_in or talk.case.language
    if talk.last.language != expected:
        yield f"the talk ends in {talk.last.language}"


def _own_sentences(language: Language) -> tuple[str, ...]:
    texts = words(language)
    questions = [entry["text"] for entry in texts["questions"].values()]
    said = [text for row in texts["said"].values() for text in ([row] if isinstance(row, str) else row)]
    pieces = [piece for text in (*questions, *said) for piece in re.split(r"\{\w+\}", text)]
    return tuple(piece.strip() for piece in pieces if len(piece.strip()) > 15)


def _missed(talk: Talk) -> Iterator[str]:
    case = talk.case
    if talk.last.module is None:
        yield "no draft"
    if sum(slot is not None for slot in talk.questions()) > case.questions_at_most:
        yield f"more than {case.questions_at_most} questions"
    if case.dilemma and not any(exchange.kind == "dilemma" for exchange in talk.exchanges):
        yield "no dilemma was named"
    for exchange in talk.exchanges:
        item, say = exchange.interjection, exchange.answered.say
        if item is None:
            continue
        names = words(exchange.answered.language)["names"]
        yield from (f"“{item.say}” was not said back" for slot in item.corrects if names[slot] not in say)
        if item.source and not re.search(r"— (?:fiches?|cards?)\b", say):
            yield f"“{item.say}” was answered without a source"
