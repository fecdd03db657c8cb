"""One turn of the interview: a reading goes in, what to say comes out."""

from dataclasses import dataclass, field
from typing import Any

from assistant.interview import display, ledger
from assistant.interview.assumptions import assumption, can_complete, complete
from assistant.interview.dilemmas import Way, conflict_dilemma
from assistant.interview.policy import Interview, Next, Pending, budget, next_dilemma, next_move
from assistant.interview.words import words
from assistant.language.typography import typeset
from assistant.models.brief import FIELDS_OF_SLOT, Answers, Assumption, Slot, Source
from assistant.models.terms import Language
from assistant.models.turn import Reading


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
        text: str = words(self.interview.answers.language)["said"][section]
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
    draft = _Draft(interview)
    if turn == 0:
        draft.say("hello")
    pending = interview.pending
    if pending and pending.kind == "dilemma" and _settle(draft, pending, reading, message, turn):
        return _go_on(draft, touched=True)
    touched = _take_facts(draft, reading, turn)
    if turn == 0:
        draft.update(most=budget(draft.interview.answers))
    touched = _take_skip(draft, reading) or touched
    if reading.command == "draft" and can_complete(draft.interview.answers):
        return _finish(draft)
    if pending and pending.kind == "recap" and not touched and not draft.says:
        return _after_recap(draft, reading)
    if pending and not touched and not draft.says and turn > 0 and pending.slot in {"subject"}:
        draft.say("not_understood")
    return _go_on(draft, touched=touched)


def recall(interview: Interview) -> Turn:
    """The pending question again, after a digression of the trainer's."""
    draft = _Draft(interview)
    pending = interview.pending
    if pending is None or pending.kind == "recap":
        return _ask_recap(draft, short=pending is not None)
    if pending.kind == "dilemma":
        return _go_on(draft, touched=False)
    draft.say("back")
    return _ask(draft, Next(move="clarify" if pending.kind == "vague" else "ask", slot=pending.slot), again=True)


def apply_way(answers: Answers, way: Way, quote: str, turn: int) -> Answers:
    """The answers with the values of the chosen way, sourced by the trainer's choice."""
    if not way.sets:
        return answers
    kept = tuple(source for source in answers.sources if source.field not in way.sets or source.field == "competencies")
    chosen = tuple(Source(field=name, quote=quote, turn=turn) for name in way.sets)
    update = {**answers.model_dump(), **way.sets, "sources": [item.model_dump() for item in (*kept, *chosen)]}
    return Answers.model_validate(update)


def _settle(draft: _Draft, pending: Pending, reading: Reading, message: str, turn: int) -> bool:
    """Whether the message chose one of the ways out; it then holds."""
    way = _chosen_way(pending.ways, reading, message)
    draft.update(settled=(*draft.interview.settled, pending.dilemma or ""), pending=None)
    if way is None:
        return False
    before = draft.interview.answers
    draft.update(answers=apply_way(before, way, message.strip(), turn))
    slots = tuple(slot for slot, names in FIELDS_OF_SLOT.items() if any(name in way.sets for name in names))
    if slots:
        _say_changes(draft, before, slots, ())
    else:
        draft.say("kept_going")
    return True


def _chosen_way(ways: tuple[Way, ...], reading: Reading, message: str) -> Way | None:
    said = _plain(message)
    for way in ways:
        if said and (said == _plain(way.label) or (_plain(way.label).startswith(said) and len(said) > 8)):
            return way
    if reading.pick and reading.pick <= len(ways):
        return ways[reading.pick - 1]
    if (reading.skip or reading.consent) and not reading.facts:
        return next((way for way in ways if not way.sets), ways[0])
    return None


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").strip(" .!").lower()


def _take_facts(draft: _Draft, reading: Reading, turn: int) -> bool:
    interview = draft.interview
    pending = interview.pending
    merged = ledger.merge(interview.answers, reading.facts, turn, pending.slot if pending else None)
    before, after = interview.answers, merged.answers
    after, vague = _concrete(interview, reading, after)
    draft.update(answers=after, vague=vague)
    if merged.conflict:
        slot = ledger.SLOT_OF_FIELD[merged.conflict.field]
        dilemma = conflict_dilemma(merged.conflict, after, slot)
        draft.update(pending=Pending(kind="dilemma", ways=dilemma.ways, dilemma=dilemma.id))
        draft.says.append(dilemma.text)
        return True
    _say_changes(draft, before, merged.changed, merged.added)
    return bool(merged.changed or merged.added)


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


def _say_changes(draft: _Draft, before: Answers, changed: tuple[Slot, ...], added: tuple[Slot, ...]) -> None:
    said, after, language = words(draft.language)["said"], draft.interview.answers, draft.language
    if changed:
        parts = [
            said["change"].format(
                name=display.name_of(slot, language),
                old=display.value_of(slot, before, language),
                new=display.value_of(slot, after, language),
            )
            for slot in changed
        ]
        draft.says.append(said["corrected"].format(changes=" ; ".join(parts) if language == "fr" else "; ".join(parts)))
    if added:
        draft.says.append(said["noted"].format(facts=_facts(added, after, language)))


_LONG = 70
"""Characters of a value shown in an acknowledgement."""


def _facts(slots: tuple[Slot, ...], answers: Answers, language: Language) -> str:
    shown = []
    for slot in slots:
        value = display.value_of(slot, answers, language)
        if slot == "competencies":
            count = len(answers.competencies or ())
            noun = ("action visée", "actions visées") if language == "fr" else ("target action", "target actions")
            shown.append(f"{count} {noun[count > 1]}")
        elif slot in {"duration", "group_size", "modality", "audience_level"}:
            shown.append(value)
        else:
            clipped = value if len(value) <= _LONG else value[:_LONG].rsplit(" ", 1)[0].rstrip(",;:") + "…"
            template = words(language)["said"]["new_value"]
            shown.append(template.format(name=display.name_of(slot, language), new=clipped))
    return (" ; " if language == "fr" else "; ").join(shown)


def _take_skip(draft: _Draft, reading: Reading) -> bool:
    pending = draft.interview.pending
    if not reading.skip or pending is None or pending.slot is None:
        return False
    if draft.interview.answers.knows(pending.slot):
        return False
    draft.update(skipped=(*draft.interview.skipped, pending.slot))
    if pending.slot == "subject" and not can_complete(draft.interview.answers):
        return True
    assumed = assumption(FIELDS_OF_SLOT[pending.slot][0], _supposed(draft.interview.answers))
    shown = draft.interview.answers.model_copy(
        update={
            name: assumption(name, _supposed(draft.interview.answers)).value for name in FIELDS_OF_SLOT[pending.slot]
        }
    )
    draft.say(
        "skipped",
        name=display.name_of(pending.slot, draft.language),
        value=display.value_of(pending.slot, shown, draft.language),
        reason=assumed.reason,
    )
    return True


def _supposed(answers: Answers) -> Answers:
    """The answers completed where they can be, for an assumption that rests on others."""
    return complete(answers) if can_complete(answers) else answers


def _go_on(draft: _Draft, *, touched: bool) -> Turn:
    pending = draft.interview.pending
    if pending and pending.kind == "dilemma" and touched:
        return _end(draft, None, tuple(way.label for way in pending.ways))
    dilemma = next_dilemma(draft.interview)
    if dilemma:
        draft.update(pending=Pending(kind="dilemma", ways=dilemma.ways, dilemma=dilemma.id))
        draft.says.append(dilemma.text)
        return _end(draft, None, tuple(way.label for way in dilemma.ways))
    move = next_move(draft.interview)
    if move.move != "recap":
        return _ask(draft, move)
    if not can_complete(draft.interview.answers):
        return _ask(draft, Next(move="ask", slot="subject"), again=True)
    was_recap = pending is not None and pending.kind == "recap"
    return _ask_recap(draft, short=was_recap and touched)


def _ask(draft: _Draft, move: Next, *, again: bool = False) -> Turn:
    slot = move.slot or "subject"
    texts = words(draft.language)["questions"]["vague" if move.move == "clarify" else slot]
    quote = draft.interview.vague[0] if draft.interview.vague else ""
    draft.says.append(texts["text"].format(quote=quote))
    kind = "vague" if move.move == "clarify" else "slot"
    draft.update(pending=Pending(kind=kind, slot=slot))
    if not again:
        draft.update(
            asked=(*draft.interview.asked, slot),
            questions=draft.interview.questions + 1,
            vague_asked=draft.interview.vague_asked or move.move == "clarify",
        )
    return _end(draft, slot, tuple(texts["suggestions"]))


def _ask_recap(draft: _Draft, *, short: bool) -> Turn:
    texts = words(draft.language)["recap"]
    draft.update(pending=Pending(kind="recap"))
    if short:
        draft.says.append(texts["short_ask"])
    else:
        draft.says += [recap(draft.interview.answers), texts["ask"]]
    return _end(draft, None, tuple(texts["suggestions"]))


def _after_recap(draft: _Draft, reading: Reading) -> Turn:
    if reading.consent == "yes" or reading.skip or reading.command == "draft" or reading.pick == 1:
        return _finish(draft)
    if reading.consent == "no":
        draft.says.append(words(draft.language)["said"]["help"])
    else:
        draft.say("not_understood")
    return _ask_recap(draft, short=True)


def _finish(draft: _Draft) -> Turn:
    draft.update(confirmed=True, pending=None)
    return Turn(draft.interview, _typeset(draft), done=True)


def _end(draft: _Draft, asked: Slot | None, suggestions: tuple[str, ...]) -> Turn:
    language = draft.language
    return Turn(draft.interview, _typeset(draft), asked, tuple(typeset(text, language) for text in suggestions))


def _typeset(draft: _Draft) -> tuple[str, ...]:
    return tuple(typeset(text, draft.language) for text in draft.says)


def recap(answers: Answers) -> str:
    """What was understood and what is assumed, as Markdown, to confirm or correct."""
    language = answers.language
    brief, texts = complete(answers), words(language)["recap"]
    assumed = {item.field: item for item in brief.assumptions}
    facts, guesses = [], []
    for slot, names in FIELDS_OF_SLOT.items():
        label = f"**{_upper(display.name_of(slot, language))}**"
        line = f"- {label} : {display.value_of(slot, brief, language)}"
        line = line if language == "fr" else line.replace("** : ", "**: ", 1)
        found: Assumption | None = assumed.get(names[0])
        if found is None:
            facts.append(line)
        elif slot not in {"title", "constraints"}:
            guesses.append(f"{line}. *{found.reason}*")
    blocks = [f"### {texts['title']}", f"**{texts['facts']}**", "\n".join(facts)]
    if guesses:
        blocks += [f"**{texts['assumptions']}**", "\n".join(guesses)]
    return "\n\n".join(blocks)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
