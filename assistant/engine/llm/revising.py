"""A change that the rules do not understand, said again by a model in sentences that they do; the rules read these."""

import re
from dataclasses import dataclass, field

from pydantic import Field

from assistant.engine.completion import Asker, Purse
from assistant.engine.llm.given import NAMES, copied, sign
from assistant.engine.llm.hostile import hostile
from assistant.engine.offline.reading import read
from assistant.engine.offline.reading.adjusting import LENGTH, minutes_of
from assistant.engine.offline.reading.naming import named_in
from assistant.engine.offline.reading.orders import without_orders
from assistant.engine.offline.reading.pointing import ids_in
from assistant.engine.prompts import data, render, undone
from assistant.engine.protocol import Restated, Shelf, Wish
from assistant.engine.revision.changes import lessons
from assistant.language.data import table
from assistant.language.lemmas import content_stems, fold, lemma, tokens
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.models.turn import Edit, EditKind, Reading, ReadingContext
from assistant.models.value import Value

_TOKENS = 250
_LONGEST = 2000
"""Characters of a message that a model is shown."""
_TITLE = 90
"""Characters of the title of a part."""
_SHORT = 8
"""Words of a message that only agrees or passes."""
_OWN = 1
"""Words with a meaning that a goal or a title may have beyond those of the trainer's: its verb."""
_NOON = "12:00"
_REMOVING: frozenset[EditKind] = frozenset({"remove", "remove_sequence", "keep_objectives", "fewer_assessments"})
_WORDED: frozenset[EditKind] = frozenset({"retitle", "reword", "add_competency"})
"""Edits whose value is words of the trainer's."""
_TIMED: frozenset[EditKind] = frozenset({"minutes", "lengthen", "shorten", "start", "end"})
_FIGURE = re.compile(r"\d+")
_AN_ID = re.compile(r"\b[OSA]\d+\b")
_SENTENCE, _LOOSE = 140, 2
"""Characters of a sentence, and words in it that were given nowhere: "a bit", "la séquence"."""


class Said(Value):
    """What a model makes of a message: whoever has copied the words first keeps to them."""

    asked: str
    changes: tuple[str, ...] = Field(default=(), max_length=6)


@dataclass(frozen=True)
class _Talk:
    """A message about a draft, and what a sentence about it is held to."""

    message: str
    """Without orders to the program, and what others are quoted with."""
    written: str
    """As the trainer wrote it."""
    module: Module
    context: ReadingContext
    cards: Shelf
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.context.language

    def shows(self, name: str) -> bool:
        """Whether the message has such words."""
        return sign(name, self.message, self.language) is not None


def leaves_a_wish(message: str, reading: Reading) -> bool:
    """Whether nothing was read in a message that may ask for a change all the same."""
    if reading.edits or reading.facts or reading.command or reading.question or reading.noise or reading.switch_to:
        return False
    said = len(tokens(message))
    return said > (_SHORT if reading.skip or reading.consent or reading.pick else 0)


async def restate(wish: Wish, cards: Shelf, asker: Asker, purse: Purse) -> Restated:
    """What the message asks for, as far as sentences say it that hold. Raises ModelError."""
    written = wish.message[:_LONGEST]
    cleared = without_orders(written, drafted=True)
    talk = _Talk(cleared.text, written, wish.module, wish.context, cards, _titles(wish.module))
    prompt = render(
        "revise",
        language=NAMES[talk.language],
        changes=table(f"said.{talk.language}.yaml")["changes"],
        parts=[{"id": name, "title": data(title[:_TITLE])} for name, title in talk.titles.items()],
        message=data(talk.message),
    )
    asked = await asker.ask(prompt, Said, most=_TOKENS, faults=lambda value: _faults(value, talk), purse=purse)
    if copied(undone(asked.value.asked), talk.message) is None:
        return Restated()
    held = [(_clean(said), edits) for said in dict.fromkeys(asked.value.changes) if (edits := _held(said, talk))]
    doubted = {said for said, edits in held if not _is_asked(edits, talk)}
    if _takes_too_much([edit for said, edits in held for edit in edits if said not in doubted], wish.module):
        doubted |= {said for said, edits in held if any(edit.kind in _REMOVING for edit in edits)}
    return Restated(
        edits=tuple(edit for said, edits in held if said not in doubted for edit in edits),
        sentences=tuple(said for said, _ in held if said not in doubted),
        doubtful=tuple(said for said, _ in held if said in doubted),
    )


def _stems(text: str, language: Language) -> frozenset[str]:
    """Stems of its words with a meaning and of their dictionary forms: "qu'ils évacuent" speaks of "évacuer"."""
    plain = " ".join(lemma(token.text, language) for token in tokens(text))
    return content_stems(text, language) | content_stems(plain, language)


def _titles(module: Module) -> dict[str, str]:
    """Every part that can be named: its id and what it is called."""
    sequences = {item.id: item.title for item in lessons(module)}
    goals = {item.id: item.statement for item in module.objectives}
    return {**goals, **sequences, **{item.id: item.title for item in module.assessments}}


def _faults(value: Said, talk: _Talk) -> list[str]:
    """What is wrong when no sentence can be kept; a message that asks for nothing has none."""
    if not value.changes:
        return []
    found = [] if copied(undone(value.asked), talk.message) else ["asked: copy words of the message, word for word."]
    if any(_held(said, talk) for said in value.changes):
        return found
    return [*found, *(f'"{said}" is none of the sentences, or is not about this draft.' for said in value.changes)]


def _clean(said: str) -> str:
    return re.sub(r"\b([OSA])\s?#\s?(?=\d)", r"\1", " ".join(undone(said).split()).strip(" ."))


def _is_plain(said: str, talk: _Talk) -> bool:
    """Whether it is made of the words of the list, of the message, of the draft and of the cards: trainers see it."""
    if len(said) > _SENTENCE or any(hostile(said)):
        return False
    forms: list[str] = table(f"said.{talk.language}.yaml")["changes"]
    cards = [said[item.start : item.end] for item in named_in(fold(said).replace("’", "'"), talk.cards)]
    known = _stems(" ; ".join((*forms, talk.message, *talk.titles.values(), *cards)), talk.language)
    words = [token.text for token in tokens(said) if token.text.isalpha()]
    return sum(bool(stems) and not stems & known for stems in (_stems(word, talk.language) for word in words)) <= _LOOSE


def _held(said: str, talk: _Talk) -> tuple[Edit, ...]:
    """The edits that the rules read in a sentence, when all of them hold; they quote the trainer's message."""
    context = talk.context.model_copy(update={"phase": "drafted", "pending": None})
    edits = read(_clean(said), context, talk.cards).edits if _is_plain(_clean(said), talk) else ()
    if not edits or not all(_is_there(edit, talk) and _is_meant(edit, said, talk) for edit in edits):
        return ()
    return tuple(edit.model_copy(update={"quote": talk.written}) for edit in edits)


def _is_there(edit: Edit, talk: _Talk) -> bool:
    """Whether what it names is in the draft, or in the knowledge base."""
    named = [edit.target] if edit.target else []
    if edit.kind == "keep_objectives":
        named += list(edit.value) if isinstance(edit.value, tuple | list) else [""]
    if edit.kind in {"swap", "before", "after"} and edit.value not in {"first", "last"}:
        named += [str(one) for one in edit.value] if isinstance(edit.value, tuple | list) else [str(edit.value)]
    if edit.kind in {"remove", "remove_sequence", "minutes", "lengthen", "shorten"} and not edit.target:
        return False
    return all(name in talk.titles for name in named)


def _is_meant(edit: Edit, said: str, talk: _Talk) -> bool:
    """Whether the message speaks of that part, and states the words and figures of the sentence."""
    if edit.target and edit.kind != "keep_objectives" and not _is_spoken_of(edit.target, talk):
        return False
    if edit.kind in _WORDED and not _in_the_trainers_words(str(edit.value), talk):
        return False
    return edit.kind not in _TIMED or _is_stated(edit, said, talk)


def _is_spoken_of(target: str, talk: _Talk) -> bool:
    """The part that the message names, or one of those that it may mean; any, when it does not say which."""
    ids = ids_in(fold(talk.message))
    if ids:
        return target in ids
    about = _about(talk)
    meant = {name for name in about if name[0] == target[0]} or _linked(about, talk.module)
    return target in meant or not meant


def _about(talk: _Talk) -> set[str]:
    """The parts that share a word with the message, or stand where it points."""
    said = _stems(talk.message, talk.language)
    named = {name: _known_as(name, title, talk) for name, title in talk.titles.items()}
    found = {name for name, words in named.items() if _stems(words, talk.language) & said}
    sequences = lessons(talk.module)
    early = tuple(item for item in sequences if (item.start or "") < _NOON)
    late = tuple(item for item in sequences if item not in early)
    places = {"first": sequences[:2], "last": sequences[-2:], "morning": early, "afternoon": late}
    for name, there in places.items():
        if talk.shows(name):
            found |= {item.id for item in there}
    for name, place in (("first", 0), ("last", -1)):
        if talk.shows(name):
            found |= {talk.module.objectives[place].id, talk.module.assessments[place].id}
    return found


def _linked(about: set[str], module: Module) -> set[str]:
    """What serves, or proves, the objectives among those parts."""
    served = {item.id: item.objectives for item in lessons(module)}
    served |= {item.id: item.objectives for item in module.assessments}
    goals = about | {goal for name in about & set(served) for goal in served[name]}
    return {name for name, own in served.items() if goals & set(own)} | goals - about


def _known_as(name: str, title: str, talk: _Talk) -> str:
    """What a part is called, with the names of its methods or of its format."""
    cards = [item for sequence in talk.module.sequences() if sequence.id == name for item in sequence.methods]
    cards += [item.instrument for item in talk.module.assessments if item.id == name]
    known = [talk.cards[card] for card in cards if card in talk.cards]
    names = [word for card in known for word in (card.title.text(talk.language), *card.aliases.texts(talk.language))]
    return " ; ".join((title, *names))


def _in_the_trainers_words(value: str, talk: _Talk) -> bool:
    """All but its verb was said, in this message or before: a goal or a title is the trainer's."""
    if _AN_ID.search(value):
        return False
    brief = talk.module.brief
    before = (brief.subject, brief.title, *brief.competencies, *talk.titles.values())
    said = _stems(talk.message, talk.language)
    stems = _stems(value, talk.language)
    known = said | _stems(" ; ".join(before), talk.language)
    return bool(stems & said) and len(stems - known) <= _OWN


def _is_stated(edit: Edit, said: str, talk: _Talk) -> bool:
    """Whether the figures of a sentence are in the message, as they are or as a length of time."""
    if edit.value is None or edit.value == "half":
        return True
    minutes = {str(minutes_of(length)) for length in LENGTH.finditer(fold(talk.message).replace("’", "'"))}
    figures = set(_FIGURE.findall(said)) - set(_FIGURE.findall(edit.target or ""))
    return figures <= set(_FIGURE.findall(talk.message)) | minutes


def _is_asked(edits: tuple[Edit, ...], talk: _Talk) -> bool:
    """Whether a message asks for what takes something away, and tells of what."""
    if not any(edit.kind in _REMOVING for edit in edits):
        return True
    keeps = talk.shows("keeping") and all(edit.kind == "keep_objectives" for edit in edits)
    return (talk.shows("removal") or keeps) and bool(ids_in(fold(talk.message)) or _about(talk))


def _takes_too_much(edits: list[Edit], module: Module) -> bool:
    """Whether more than half of the objectives, sequences or assessments would go."""
    gone = {edit.target for edit in edits if edit.kind == "remove" and edit.target}
    for edit in edits:
        if edit.kind == "keep_objectives":
            gone |= {item.id for item in module.objectives if item.id not in edit.value}
    lists = (module.objectives, lessons(module), module.assessments)
    return any(2 * len(gone & {item.id for item in items}) > len(items) for items in lists)
