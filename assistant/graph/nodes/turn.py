"""Reading the message, refusing what cannot be read, answering questions."""

from collections.abc import Callable, Mapping
from typing import Any

from langgraph.config import get_stream_writer
from langgraph.runtime import Runtime

from assistant.documents.gleaning import glean
from assistant.documents.limits import FILES
from assistant.engine.protocol import Watch
from assistant.graph.context import Context
from assistant.graph.state import State, fresh_state
from assistant.interview import courtesies, dialogue, handed_in
from assistant.interview.assumptions import can_complete, complete
from assistant.interview.courtesies import Courtesy
from assistant.interview.policy import Interview
from assistant.interview.proposal import Words
from assistant.interview.words import words
from assistant.language.detect import detect
from assistant.language.typography import typeset
from assistant.models.brief import FIELDS_OF_SLOT, Brief
from assistant.models.document import Gleaned, Handed, Unread
from assistant.models.terms import Language
from assistant.models.turn import Phase, Reading, ReadingContext, Spending

LONGEST = 20_000
"""Characters of a message that are read."""


async def read(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Have the engine read the message, and follow the trainer's language."""
    message, engine = state["message"], runtime.context.engine
    interview = interview_of(state)
    answers, spoken = interview.answers, language_of(state)
    context = _reading_context(state, interview)
    handed: tuple[Handed, ...] = state["work"].get("handed", ())
    told = message
    if handed:
        told = handed_in.besides_handing(message, detect(message) or spoken)
        context = context.model_copy(update={"pending": None}) if told != message else context
    heard = courtesies.hear(told, spoken, context.phase)
    if handed and not told.strip():
        reading = Reading(language=detect(message))
    elif heard and heard.alone and not (heard.polite and not state["turns"]):
        reading = Reading(language=heard.language)
    else:
        if engine.model:
            announce("reading")
        reading = await engine.read(heard.rest if heard and heard.rest else told[:LONGEST], context)
    language = _language(reading, message, spoken, first=not state["turns"])
    says = _opening_words(reading, message, spoken, language, known=bool(context.known))
    aside = _aside(heard, state, context.phase, engine.model)
    # A draft keeps the language that it is written in; only the talk about it follows the trainer.
    written = answers.language if state.get("module") else language
    interview = interview.model_copy(update={"answers": answers.model_copy(update={"language": written})})
    parts: dict[str, Any] = {"reading": reading, "says": [*says, *aside.pop("says", [])], **aside}
    parts |= {"latest": state["work"].get("latest")}
    parts |= {"silent": bool(handed) and not _says_something(reading), "handed": handed}
    if interview.aside and state["phase"] == "interview":
        interview, told_again = _take_aside(interview, reading, len(state["turns"]))
        parts["says"] += told_again
        parts["silent"] = parts["silent"] or (bool(told_again) and not _asks_or_tells(reading))
    if handed:
        before = interview
        interview, kept, told_of = await _take_documents(handed, interview, reading, state, runtime)
        parts |= {"says": [*parts["says"], *told_of], "took": interview.answers != before.answers}
    return {
        "language": language,
        "interview": interview.model_dump(mode="json"),
        "turns": [*state["turns"], message[:LONGEST]],
        "work": parts,
        **({"documents": kept} if handed else {}),
    }


def _reading_context(state: State, interview: Interview) -> ReadingContext:
    """What the engine knows when it reads the message."""
    answers = interview.answers
    return ReadingContext(
        language=language_of(state),
        phase=state["phase"],
        pending=interview.pending.slot if interview.pending else None,
        known=tuple(name for names in FIELDS_OF_SLOT.values() for name in names if getattr(answers, name) is not None),
        duration_minutes=complete(answers).duration_minutes if can_complete(answers) else answers.duration_minutes,
        days=answers.days or (),
        competencies=answers.competencies or (),
    )


def _says_something(reading: Reading) -> bool:
    """Whether the message that came with documents says anything to answer to."""
    return _asks_or_tells(reading) or bool(reading.switch_to)


def _asks_or_tells(reading: Reading) -> bool:
    told = (reading.facts, reading.edits, reading.command, reading.skip, reading.consent, reading.question)
    return any(told) or bool(reading.pick)


async def _take_documents(
    handed: tuple[Handed, ...], interview: Interview, reading: Reading, state: State, runtime: Runtime[Context]
) -> tuple[Interview, list[dict[str, Any]], tuple[str, ...]]:
    """The interview with the documents' facts, the passages to keep, and what to say of them."""
    language = interview.answers.language
    read = [
        item if isinstance(item, Unread) else await glean(item, runtime.context.engine.read, language)
        for item in handed[:FILES]
    ]
    asks = state["phase"] == "interview"
    taken = handed_in.take(interview.answers, reading.facts, tuple(read), len(state["turns"]), asks=asks)
    vague = tuple(dict.fromkeys((*interview.vague, *taken.vague)))
    differences = (*interview.differences, *taken.differences)
    aside = tuple(item for item in read if isinstance(item, Gleaned) and item.aside)
    updated = interview.model_copy(
        update={
            "answers": taken.answers,
            "vague": vague,
            "differences": differences,
            "aside": (*interview.aside, *aside),
        }
    )
    new = [{"name": item.name, "texts": list(item.texts)} for item in read if isinstance(item, Gleaned) and item.texts]
    says = taken.says if len(handed) <= FILES else (*taken.says, handed_in.too_many(FILES, language))
    return updated, [*state.get("documents", []), *new], says


def _take_aside(interview: Interview, reading: Reading, turn: int) -> tuple[Interview, tuple[str, ...]]:
    """The interview with the words of documents that waited for their language, and what to say of them."""
    taken, waiting = handed_in.take_aside(interview.answers, reading.facts, interview.aside, turn)
    if taken is None:
        return interview, ()
    vague = tuple(dict.fromkeys((*interview.vague, *taken.vague)))
    return interview.model_copy(update={"answers": taken.answers, "vague": vague, "aside": waiting}), taken.says


def _aside(heard: Courtesy | None, state: State, phase: Phase, model: str | None) -> dict[str, Any]:
    """What is answered to words that are for Jalon itself; a conversation that opens with a greeting gets its own."""
    if heard is None or (heard.polite and not state["turns"]):
        return {}
    return {
        "says": [heard.answer(phase, model)],
        "answered": True,
        "courteous": heard.alone and heard.polite,
        "leaving": heard.alone and heard.ends and bool(state.get("reply")),
    }


_TELLING_WORDS = 4
"""A shorter message ("customer success managers") does not change the language of the conversation."""


def _language(reading: Reading, message: str, current: Language, *, first: bool) -> Language:
    if reading.switch_to:
        return reading.switch_to
    long_enough = first or len(message.split()) >= _TELLING_WORDS
    if reading.language and long_enough and not reading.noise:
        return reading.language
    return current


def _opening_words(reading: Reading, message: str, before: Language, after: Language, *, known: bool) -> list[str]:
    said = words(after)["said"]
    says = []
    if reading.switch_to and reading.switch_to != before:
        says.append(said["switched"] + (" " + said["other_language"] if known else ""))
    if reading.without_model:
        says.append(said["without_model"].format(why=reading.without_model))
    if len(message) > LONGEST:
        says.append(said["too_long"].format(count=len(message), limit=LONGEST))
    return [typeset(text, after) for text in says]


async def refuse(state: State) -> dict[str, Any]:
    """Say why the message could not be read; what was asked stays asked, a first message gets the first question."""
    reading: Reading = state["work"]["reading"]
    language = language_of(state)
    why = typeset(words(language)["said"]["unreadable" if reading.noise == "unreadable" else "empty"], language)
    last = state.get("reply") or {}
    if last:
        suggestions = last.get("suggestions", [])
        return {"reply": {"says": [why], "asked": last.get("asked"), "suggestions": suggestions}}
    first = dialogue.advance(interview_of(state), Reading(), "", 0)
    return {
        "interview": first.interview.model_dump(mode="json"),
        "reply": {"says": [why, *first.says], "asked": first.asked, "suggestions": list(first.suggestions)},
    }


async def take_leave(state: State) -> dict[str, Any]:
    """Let the trainer go; what was asked stays asked, for the day when they come back."""
    last = state["reply"]
    kept = {"asked": last.get("asked"), "suggestions": last.get("suggestions", [])}
    return {"reply": {"says": state["work"]["says"], **kept}}


async def answer(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Answer the trainer's question from the cards, with its source."""
    reading: Reading = state["work"]["reading"]
    language, question = language_of(state), reading.question or ""
    context = runtime.context
    hits = await context.searching(context.retriever.search, question, lang=language, k=4)
    says = [*state["work"]["says"], *without_meaning(runtime, language)]
    brief: Brief | None = state["work"].get("brief")
    if context.engine.model:
        announce("answering")
    reply = await context.engine.answer(question, language, brief, hits, announce_writing("answering", {}))
    return {"work": {**state["work"], "says": [*says, reply.text], "answered": True}}


async def restart(state: State) -> dict[str, Any]:
    """Forget the interview; the modules already stored stay stored."""
    language = language_of(state)
    question = words(language)["questions"]["subject"]
    clean = fresh_state(language)
    interview = Interview().model_copy(update={"asked": ("subject",), "questions": 1})
    answers = interview.answers.model_copy(update={"language": language})
    says = [typeset(words(language)["said"]["restart"], language)]
    return {
        **clean,
        "turns": state["turns"],
        "told": state.get("told") or {},
        "news": state.get("news") or {},
        "interview": interview.model_copy(update={"answers": answers}).model_dump(mode="json"),
        "reply": {"says": says, "asked": "subject", "suggestions": list(question["suggestions"])},
    }


def without_meaning(runtime: Runtime[Context], language: Language) -> list[str]:
    """A sentence where cards were just looked for by their words alone, once until the meaning is back."""
    fault = runtime.context.without_meaning(thread_of(runtime))
    if fault is None:
        return []
    told = words(language)["said"]["without_meaning"].format(why=fault.line(french=language == "fr"))
    return [typeset(told, language)]


def reply(state: State, words: Words) -> dict[str, Any]:
    """The answer that consists of these words, after what was to be said before."""
    says = [*state["work"]["says"], *words.says]
    return {"reply": {"says": says, "asked": None, "suggestions": list(words.suggestions)}}


def thread_of(runtime: Runtime[Context]) -> str:
    """The thread that the run belongs to."""
    return str((runtime.execution_info.thread_id if runtime.execution_info else None) or "")


def announce(stage: str) -> None:
    """Tell whoever watches the run which stage of the work begins; rules read and answer before anybody looks."""
    get_stream_writer()({"stage": stage})


def announce_writing(stage: str, titles: Mapping[str, str]) -> Watch:
    """Whom a model's words and what they cost are told to, in that stage; with the title of each part."""
    return _Announced(get_stream_writer(), stage, titles)


class _Announced:
    """Tells whoever watches the run what a model writes and what it takes."""

    def __init__(self, write: Callable[[Any], None], stage: str, titles: Mapping[str, str]) -> None:
        self._write, self._stage, self._titles = write, stage, titles

    def heard(self, part: str, piece: str) -> None:
        self._write({"part": part, "title": self._titles.get(part, ""), "piece": piece})

    def spent(self, spending: Spending) -> None:
        self._write({"spent": spending.model_dump(), "stage": self._stage})


def interview_of(state: State) -> Interview:
    """The interview, validated: a state is never trusted to be what it was."""
    interview = Interview.model_validate(state.get("interview") or {})
    if not state.get("interview"):
        answers = interview.answers.model_copy(update={"language": language_of(state)})
        return interview.model_copy(update={"answers": answers})
    return interview


def language_of(state: State) -> Language:
    """The conversation's language."""
    return "en" if state.get("language") == "en" else "fr"
