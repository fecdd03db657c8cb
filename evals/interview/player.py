"""Plays a scripted trainer against a conversation, up to the draft."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.conversation import Answered, Conversations
from assistant.interview.words import words
from assistant.language.typography import typeset
from assistant.models.brief import Slot
from assistant.models.terms import Language
from assistant.runtime import Knowledge, open_program
from assistant.settings import Settings
from evals.interview.cases import Case, Interjection
from evals.interview.voice import Scripted, Voice

_MOST_TURNS = 30

_YES: dict[Language, str] = {"fr": "oui c'est juste", "en": "yes that's right"}
_ACCEPT: dict[Language, str] = {"fr": "d'accord, rédigez", "en": "ok, draft it"}
_PASS: dict[Language, str] = {"fr": "je ne sais pas", "en": "I don't know"}

Kind = Literal["opening", "answer", "interjection", "dilemma", "confirm", "accept"]


@dataclass(frozen=True)
class Exchange:
    """One message and its answer."""

    kind: Kind
    message: str
    answered: Answered
    interjection: Interjection | None = None


@dataclass(frozen=True)
class Talk:
    """A whole conversation."""

    case: Case
    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Answered:
        """The answer to the last message."""
        return self.exchanges[-1].answered

    @property
    def messages(self) -> tuple[str, ...]:
        """What the trainer wrote."""
        return tuple(exchange.message for exchange in self.exchanges)

    def questions(self) -> tuple[Slot | None, ...]:
        """What was asked after each message; a question that a digression only put off counts once."""
        asked: list[Slot | None] = []
        for exchange in self.exchanges:
            slot = exchange.answered.asked
            put_off = exchange.kind == "interjection" and slot is not None and slot in asked
            asked.append(None if put_off else slot)  # type: ignore[arg-type]  # the door speaks JSON
        return tuple(asked)


async def talks(chosen: tuple[Case, ...], folder: Path, knowledge: Knowledge | None = None) -> tuple[Talk, ...]:
    """The conversations of these trainers, in a data folder of their own."""
    async with open_program(Settings(data_dir=folder, _env_file=None), knowledge) as program:
        return tuple([await play(case, program.conversations, case.id) for case in chosen])


async def play(case: Case, conversations: Conversations, thread: str, voice: Voice | None = None) -> Talk:
    """The conversation of one trainer with Jalon, until there is a draft; answers are said by the `voice`."""
    voice = voice or Scripted()
    said: list[Exchange] = []
    kind: Kind = "opening"
    message, interjection = case.opening, None
    while len(said) < _MOST_TURNS:
        answered = await _send(conversations, thread, message, case.language)
        said.append(Exchange(kind, message, answered, interjection))
        if answered.module is not None:
            break
        kind, message, interjection = _next(case, Talk(case, tuple(said)))
        if kind == "answer":
            message = await voice.say(case, answered.says[-1], message)
    return Talk(case, tuple(said))


async def _send(conversations: Conversations, thread: str, message: str, language: Language) -> Answered:
    async for event in conversations.send(thread, message, language=language):
        if isinstance(event, Answered):
            return event
    raise AssertionError("a turn ends with an answer")


def _next(case: Case, talk: Talk) -> tuple[Kind, str, Interjection | None]:
    last = talk.last
    place = _place(talk)
    for item in case.interjections:
        used = any(exchange.interjection == item for exchange in talk.exchanges)
        if item.at == place and not used:
            return "interjection", item.say, item
    if last.phase == "methods":
        return "accept", _ACCEPT[last.language], None
    if last.asked is not None:
        return "answer", _answer(case, talk), None
    if place == "recap":
        return "confirm", _YES[last.language], None
    return "dilemma", case.answers.get("dilemma", last.suggestions[-1]), None


def _place(talk: Talk) -> int | str:
    """Where the interview stands: the number of the pending question, "recap", "methods" or "dilemma"."""
    last = talk.last
    if last.phase == "methods":
        return "methods"
    if last.asked is not None:
        return sum(slot is not None for slot in talk.questions())
    texts = words(last.language)["recap"]
    asks = {typeset(texts["ask"], last.language), typeset(texts["short_ask"], last.language)}
    return "recap" if asks & set(last.says) else "dilemma"


def _answer(case: Case, talk: Talk) -> str:
    asked = talk.last.asked
    answers = case.answers
    if asked == "competencies" and case.vague and "vague" in answers:
        return answers["vague"]
    return answers.get(asked, _PASS[talk.last.language])  # type: ignore[call-overload,no-any-return]
