"""One turn of the interview: a reading goes in, what to say comes out."""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.interview import acknowledging, display, ledger, questions
from assistant.interview.answering import facts_of
from assistant.interview.assumptions import assumption, can_complete, complete
from assistant.interview.dilemmas import conflict_dilemma
from assistant.interview.policy import Interview, Next, Pending, budget, next_dilemma, next_move
from assistant.interview.recap import recap
from assistant.interview.ways import apply_way, chosen_way, plain
from assistant.interview.words import words
from assistant.language.grammar import uncapitalized
from assistant.language.typography import typeset
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Slot
from assistant.models.terms import Language
from assistant.models.turn import Fact, Reading


@dataclass(frozen=True)
class Turn:
    """What the interview answers to one message."""

    interview: Interview
    says: tuple[str, ...]
    """Paragraphs, in order."""
    asked: Slot | None = None
    suggestions: tuple[str, ...] = ()
    done: bool = False
    """The brief is confirmed: methods come next."""


@dataclass
class _Draft:
    """The turn as it is being put together."""

    interview: Interview
    says: list[str] = field(default_factory=list)

    def say(self, section: str, **values: Any) -> None:
        said: str | list[str] = words(self.interview.answers.language)["said"][section]
        # What is said at each question that is passed over is not said twice in the same words.
        text = said if isinstance(said, str) else said[(len(self.interview.skipped) - 1) % len(said)]
        self.says.append(text.format(**values))

    def update(self, **changes: Any) -> None:
        self.interview = self.interview.model_copy(update=changes)

    @property
    def language(self) -> Language:
        return self.interview.answers.language


def advance(interview: Interview, reading: Reading, message: str, turn: int) -> Turn:
    """Take one message into the interview and choose what to say next.

    `turn` is the index of the message among the trainer's; sources refer to it.
    """
    draft, pending = _Draft(interview), interview.pending
    if turn == 0:
        draft.say("hello")
    if pending and pending.kind == "dilemma" and _settle(draft, pending, reading, message, turn):
        return _go_on(draft, touched=True)
    facts = facts_of(reading, pending, message)
    if pending and pending.replaces and not re.search(words(draft.language)["recap"]["adds"], message.lower()):
        facts = tuple(fact.model_copy(update={"corrects": True}) for fact in facts)
    if reading.command and not facts and (done := _take_command(draft, reading)):
        return done
    merged = _take_facts(draft, reading, facts, turn)
    if turn == 0:
        draft.update(most=budget(draft.interview.answers))
    touched = _take_skip(draft, reading) or bool(merged.added or merged.changed or merged.conflict)
    if pending and pending.kind == "recap" and not touched:
        return _after_recap(draft, reading, message)
    if pending and pending.kind == "slot" and pending.slot and draft.interview.pending == pending:
        again = _unanswered(draft, pending.slot, merged)
        if again:
            return again
    return _go_on(draft, touched=touched)


def recall(interview: Interview, *, back: bool = True) -> Turn:
    """The pending question again, after a digression of the trainer's."""
    draft = _Draft(interview)
    pending = interview.pending
    if pending is None or pending.kind == "recap":
        return _ask_recap(draft, short=pending is not None) if can_complete(interview.answers) else _go_on(draft)
    if pending.kind == "dilemma":
        return _go_on(draft) if next_dilemma(interview) else _ask_dilemma(draft, pending)
    if back and interview.answers.subject:
        draft.say("back")
    return _ask(draft, Next(move="clarify" if pending.kind == "vague" else "ask", slot=pending.slot), again=True)


def resume(interview: Interview, turn: int) -> Turn:
    """What comes next after documents that nothing was said with: the pending question where it is still one."""
    draft, pending = _Draft(interview), interview.pending
    if turn == 0:
        draft.say("hello")
        draft.update(most=budget(interview.answers))
    if pending and pending.kind == "slot" and pending.slot and not interview.answers.knows(pending.slot):
        return (
            _go_on(draft) if next_dilemma(interview) else _ask(draft, Next(move="ask", slot=pending.slot), again=True)
        )
    if pending and pending.kind == "vague" and interview.vague:
        return _ask(draft, Next(move="clarify", slot=pending.slot), again=True)
    if pending and pending.kind == "dilemma" and not next_dilemma(interview):
        return _ask_dilemma(draft, pending)
    draft.update(pending=None)
    return _go_on(draft)


def _take_command(draft: _Draft, reading: Reading) -> Turn | None:
    """What a command does while there is no draft; None when it has no sense here."""
    if reading.command == "draft":
        return _finish(draft) if can_complete(draft.interview.answers) else None
    if reading.command == "recap" and can_complete(draft.interview.answers):
        if draft.interview.pending is None or draft.interview.pending.kind == "recap":
            return _ask_recap(draft, short=False)
        draft.says.append(recap(draft.interview.answers, words(draft.language)["recap"]["so_far"]))
    elif reading.command in {"undo", "submit", "apply", "export"}:
        draft.say("nothing_yet")
    else:
        draft.say("help")
    again = recall(draft.interview, back=False)
    return Turn(again.interview, (*_typeset(draft), *again.says), again.asked, again.suggestions)


def _unanswered(draft: _Draft, slot: Slot, merged: ledger.Merge) -> Turn | None:
    """The question again where the message did not answer it, or an assumption in its place.

    A correction only puts the question off. An answer that says nothing of the kind is asked for once more, otherwise.
    """
    interview = draft.interview
    if interview.answers.knows(slot) or slot in interview.skipped:
        return None
    if next_dilemma(interview):
        return None
    if merged.changed and not merged.added:
        return _ask(draft, Next(move="ask", slot=slot), again=True)
    if merged.added and slot not in _NEEDED:
        return None
    may_ask = slot not in interview.retried and interview.questions < interview.most
    if may_ask and slot in words(draft.language)["unread"]:
        draft.update(retried=(*interview.retried, slot), questions=interview.questions + 1)
        return _pose(draft, slot, questions.ask_otherwise(slot, interview.answers))
    if slot != "subject" and not merged.added:
        _assume(draft, slot, "assumed")
    return None


_NEEDED: frozenset[Slot] = frozenset({"subject", "competencies"})
"""What an answer about something else does not replace."""


def _settle(draft: _Draft, pending: Pending, reading: Reading, message: str, turn: int) -> bool:
    """Whether the message chose one of the ways out; it then holds."""
    way = chosen_way(pending.ways, reading, message)
    draft.update(settled=(*draft.interview.settled, pending.dilemma or ""), pending=None)
    if way is None:
        return False
    before = draft.interview.answers
    draft.update(answers=apply_way(before, way, message.strip(), turn))
    after = draft.interview.answers
    slots = tuple(slot for slot, names in FIELDS_OF_SLOT.items() if any(name in way.sets for name in names))
    if way.sets and not any(_differs(before, after, slot) for slot in slots):
        draft.say("kept_yours")
    elif any(before.knows(slot) for slot in slots):
        changed = tuple(slot for slot in slots if _differs(before, after, slot))
        draft.says.append(acknowledging.corrected(before, after, changed))
    elif slots:
        draft.says.append(acknowledging.noted(slots, after, slots[0]))
    else:
        draft.say("kept_going")
    _settle_what_remains(draft, pending)
    return True


def _differs(before: Answers, after: Answers, slot: Slot) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in FIELDS_OF_SLOT[slot])


def _settle_what_remains(draft: _Draft, pending: Pending) -> None:
    """The way that was chosen may not be enough; the trainer chose it all the same."""
    left = next_dilemma(draft.interview)
    if left and left.id.split(":")[0] == (pending.dilemma or "").split(":")[0]:
        draft.update(settled=(*draft.interview.settled, left.id))


def _take_facts(draft: _Draft, reading: Reading, facts: tuple[Fact, ...], turn: int) -> ledger.Merge:
    interview = draft.interview
    slot = interview.pending.slot if interview.pending else None
    merged = ledger.merge(ledger.heard(interview.answers, reading), facts, turn, slot)
    before = interview.answers
    after, vague = _concrete(interview, reading, merged.answers)
    draft.update(answers=after, vague=vague)
    if merged.conflict:
        about = ledger.SLOT_OF_FIELD[merged.conflict.field]
        dilemma = conflict_dilemma(merged.conflict, after, about)
        draft.update(pending=Pending(kind="dilemma", ways=dilemma.ways, dilemma=dilemma.id, text=dilemma.text))
        draft.says.append(dilemma.text)
        return merged
    if merged.changed:
        draft.says.append(acknowledging.corrected(before, after, merged.changed))
    if merged.added:
        draft.says.append(acknowledging.noted(merged.added, after, slot))
    return merged


def _concrete(interview: Interview, reading: Reading, after: Answers) -> tuple[Answers, tuple[str, ...]]:
    """Vague competencies give way to what the trainer says learners will do."""
    new_vague = tuple(
        item
        for item in after.competencies or ()
        if any(quote.lower() in item.lower() or item.lower() in quote.lower() for quote in reading.vague)
    )
    answered = interview.pending is not None and interview.pending.kind == "vague"
    fresh = [item for item in after.competencies or () if item not in (interview.answers.competencies or ())]
    if answered and interview.vague and fresh:
        return ledger.without(after, frozenset(interview.vague)), ()
    return after, tuple(dict.fromkeys((*interview.vague, *new_vague)))


def _take_skip(draft: _Draft, reading: Reading) -> bool:
    pending = draft.interview.pending
    if not reading.skip or pending is None or pending.slot is None or draft.interview.answers.knows(pending.slot):
        return False
    if pending.slot in _NEEDED and not can_complete(draft.interview.answers):
        draft.update(skipped=(*draft.interview.skipped, pending.slot))
    else:
        _assume(draft, pending.slot, "skipped")
    return True


def _assume(draft: _Draft, slot: Slot, said: str) -> None:
    """Pass over a slot, and say what stands in its place and why."""
    supposed = _supposed(draft.interview.answers)
    listed = [assumption(name, supposed) for name in FIELDS_OF_SLOT[slot]]
    shown = draft.interview.answers.model_copy(update={item.field: item.value for item in listed})
    draft.update(skipped=(*draft.interview.skipped, slot))
    if listed[0].value == () and said == "skipped":
        draft.say("skipped_none", reason=uncapitalized(listed[0].reason))
        return
    value = display.value_of(slot, shown, draft.language)
    draft.say(said, name=display.name_of(slot, draft.language), value=value, reason=listed[0].reason)


def _supposed(answers: Answers) -> Answers:
    """The answers completed where they can be, for an assumption that rests on others."""
    return complete(answers) if can_complete(answers) else answers


def _go_on(draft: _Draft, *, touched: bool = False) -> Turn:
    pending = draft.interview.pending
    if pending and pending.kind == "dilemma" and touched:
        return _end(draft, None, tuple(way.label for way in pending.ways))
    dilemma = next_dilemma(draft.interview)
    if dilemma:
        raised = Pending(kind="dilemma", ways=dilemma.ways, dilemma=dilemma.id, text=dilemma.text)
        return _ask_dilemma(draft, raised)
    if not can_complete(draft.interview.answers) and set(draft.interview.asked) >= _NEEDED:
        return _offer_examples(draft)
    move = next_move(draft.interview)
    if move.move != "recap":
        return _ask(draft, move)
    if not can_complete(draft.interview.answers):
        return _offer_examples(draft)
    was_recap = pending is not None and pending.kind == "recap"
    return _ask_recap(draft, short=was_recap and touched)


def _offer_examples(draft: _Draft) -> Turn:
    """Nothing can be written without a subject: an example to try, or leave; never twice in the same words."""
    texts, offered = words(draft.language)["no_subject"], draft.interview.retried.count("subject")
    draft.update(retried=(*draft.interview.retried, "subject"))
    examples = questions.ask("subject", draft.interview.answers).suggestions
    question = questions.Question(texts["ask"][offered % len(texts["ask"])], (*examples, texts["leave"]))
    return _pose(draft, "subject", question)


def _ask_dilemma(draft: _Draft, pending: Pending) -> Turn:
    put_off, interview = draft.interview.pending, draft.interview
    if put_off and put_off.kind == "slot" and put_off.slot and not interview.answers.knows(put_off.slot):
        # It was not answered: it is asked once more, after this.
        asked = tuple(slot for slot in interview.asked if slot != put_off.slot)
        draft.update(asked=asked, questions=interview.questions - len(interview.asked) + len(asked))
    draft.update(pending=pending)
    draft.says.append(pending.text)
    return _end(draft, None, tuple(way.label for way in pending.ways))


def _ask(draft: _Draft, move: Next, *, again: bool = False) -> Turn:
    slot, answers = move.slot or "subject", draft.interview.answers
    clarifies = move.move == "clarify"
    if not again:
        draft.update(
            asked=(*draft.interview.asked, slot),
            questions=draft.interview.questions + 1,
            vague_asked=draft.interview.vague_asked or clarifies,
        )
    if clarifies and draft.interview.vague:
        return _pose(draft, slot, questions.ask_what_they_do(draft.interview.vague[0], answers), kind="vague")
    return _pose(draft, slot, questions.ask(slot, answers))


def _pose(draft: _Draft, slot: Slot, question: questions.Question, *, kind: Literal["slot", "vague"] = "slot") -> Turn:
    draft.update(pending=Pending(kind=kind, slot=slot))
    draft.says.append(question.text)
    return _end(draft, slot, question.suggestions)


def _ask_recap(draft: _Draft, *, short: bool) -> Turn:
    texts = words(draft.language)["recap"]
    draft.update(pending=Pending(kind="recap"))
    if short:
        draft.says.append(texts["short_ask"])
    else:
        draft.says += [recap(draft.interview.answers, texts["title"]), texts["ask"]]
    return _end(draft, None, _after_recap_suggestions(draft))


def _after_recap_suggestions(draft: _Draft) -> tuple[str, ...]:
    texts = words(draft.language)["recap"]
    return (texts["accept"], *texts["changes"].values())


def _after_recap(draft: _Draft, reading: Reading, message: str) -> Turn:
    """The brief is confirmed, or something in it has to change."""
    if reading.consent == "yes" or reading.skip or reading.pick == 1:
        return _finish(draft)
    changes: dict[Slot, str] = words(draft.language)["recap"]["changes"]
    clicked = next((slot for slot, label in changes.items() if plain(label) == plain(message)), None)
    if reading.pick and reading.pick <= len(changes) + 1:
        clicked = list(changes)[reading.pick - 2]
    if clicked:
        return _ask_anew(draft, clicked)
    if reading.consent == "no":
        draft.say("what_is_wrong")
        return _end(draft, None, _after_recap_suggestions(draft))
    draft.say("not_understood")
    return _ask_recap(draft, short=True)


def _ask_anew(draft: _Draft, slot: Slot) -> Turn:
    """The question about something that is to change; a list is given whole, and takes the place of the other."""
    question = questions.ask(slot, draft.interview.answers)
    again = words(draft.language)["recap"]["anew"].get(slot)
    asked = _pose(draft, slot, questions.Question(again, question.suggestions) if again else question)
    pending = Pending(kind="slot", slot=slot, replaces=True)
    return replace(asked, interview=asked.interview.model_copy(update={"pending": pending}))


def _finish(draft: _Draft) -> Turn:
    draft.update(confirmed=True, pending=None)
    return Turn(draft.interview, _typeset(draft), done=True)


def _end(draft: _Draft, asked: Slot | None, suggestions: tuple[str, ...]) -> Turn:
    language = draft.language
    return Turn(draft.interview, _typeset(draft), asked, tuple(typeset(text, language) for text in suggestions))


def _typeset(draft: _Draft) -> tuple[str, ...]:
    return tuple(typeset(text, draft.language) for text in draft.says if text)
