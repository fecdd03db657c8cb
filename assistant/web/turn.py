"""One turn of the chat: the work as it happens, the answer as it is written, what can be clicked next."""

import asyncio
import logging
import uuid

import chainlit as cl
from chainlit.context import init_ws_context
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from assistant.conversation import Answered, File, Heard, Spent, StageBegun, Written
from assistant.errors import JalonError
from assistant.interview.delivery import beside_card
from assistant.interview.progress import stage_words
from assistant.language.detect import detect
from assistant.models.desk import LOCAL
from assistant.models.terms import Language
from assistant.web.brief import title_of
from assistant.web.elements import card, show_brief
from assistant.web.history import HistoryLayer
from assistant.web.labels import page, spoken
from assistant.web.pages.desk.moments import day
from assistant.web.running import running
from assistant.web.signing.visits import present
from assistant.web.writing import Writing, count

_log = logging.getLogger("jalon.chat")
_PIECE = 120
"""Characters of an answer sent at once, at most: the page shows it being written."""
_UNTIL_RECEIVED = 0.3
"""Seconds after which a page has shown the conversation that it was sent."""


async def take(text: str, files: tuple[File, ...] = ()) -> None:
    """A message of the trainer's, with its documents: all that follows, a plain sentence where it fails."""
    thread = cl.context.session.thread_id
    answer = cl.Message(content="")
    await _retire_suggestions()
    await cl.send_window_message({"jalon": "thread", "id": thread})
    if not cl.user_session.get("language"):
        cl.user_session.set("language", detect(text[:2000]) or _browser_language())
    try:
        await _talk(thread, _readable(text), files, answer)
    except JalonError as error:
        language = _language()
        reason = error.line(french=language == "fr")
        await _apologise(answer, page(language)["chat"]["error"].format(reason=reason))
    except Exception:  # noqa: BLE001 - the outer door of the chat: whatever happens, the trainer gets a sentence
        reference = uuid.uuid4().hex[:8]
        _log.exception("turn failed, reference %s", reference)
        await _apologise(answer, page(_language())["chat"]["crash"].format(reference=reference))


async def heard(action: cl.Action) -> str | None:
    """The text of a clicked suggestion; None when it was clicked before, or answers a question of the past."""
    live = cl.user_session.get("suggested") or []
    thread = cl.context.session.thread_id
    if any(item.id == action.id for item in live) and action.payload.get("turn") == await _turns(thread):
        # A second click may have come while the turns were counted.
        if cl.user_session.get("suggested"):
            await _retire_suggestions()
            return str(action.payload.get("text", ""))
        return None
    await _show_what_happened(thread)
    return None


async def reopen(thread: ThreadDict) -> None:
    """Offer again what the last answer offered, under that answer, and show the brief so far."""
    cl.user_session.set("suggested", [])
    last = await running().conversations.last(thread["id"])
    answers = [step for step in thread["steps"] if step["type"] == "assistant_message"]
    if not last or not answers:
        return
    cl.user_session.set("turns", last.turns)
    cl.user_session.set("language", last.language)
    news = await running().conversations.news(thread["id"])
    if news is None:
        await _suggest(last.suggestions, answers[-1]["id"])
    # What the page shows is replaced when it receives the conversation, right after this.
    cl.user_session.set("opening", asyncio.create_task(_bring_back(last, answers[-1]["id"], news)))


async def hear_news(news: Answered) -> None:
    """What happened at the review desk, told in an open page; what could be clicked moves down under it."""
    await _retire_suggestions()
    await _say(news, cl.Message(content=""))


async def _bring_back(last: Answered, message: str, news: Answered | None) -> None:
    """Show the brief so far, what happened meanwhile and the end of the talk, once the page holds the conversation."""
    await asyncio.sleep(_UNTIL_RECEIVED)
    if news:
        await _say(news, cl.Message(content=""))
    elif last.module is None:
        await show_brief(last, message)
    await cl.send_window_message({"jalon": "reopened"})
    await _say_until_when(cl.context.session.thread_id)


async def _say_until_when(thread: str) -> None:
    """Say that a conversation is soon deleted; not in it, which would be a touch that keeps it."""
    if until := await running().tidying.end_of(thread):
        told = page(_language())["chat"]["until"].format(date=day(until.astimezone().date(), _language()))
        await cl.context.emitter.send_toast(told, "warning")


async def stopped(session: WebsocketSession) -> None:
    """Say that the work was stopped."""
    init_ws_context(session)
    await cl.Message(content=page(_browser_language())["chat"]["stopped"]).send()
    await cl.context.emitter.task_end()


def _readable(text: str) -> str:
    """The text without what no database keeps: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def _language() -> Language:
    """The conversation's language as this page last knew it; before it has one, the message's, else the browser's."""
    return "en" if cl.user_session.get("language") == "en" else "fr"


def _browser_language() -> Language:
    return spoken(getattr(cl.context.session, "language", None))


async def _apologise(answer: cl.Message, text: str) -> None:
    if answer.streaming:
        await answer.remove()
    apology = cl.Message(content=text)
    apology.is_error = True
    await apology.send()
    # The question is the one of before: so is what can be clicked.
    cl.user_session.set("turns", await _turns(cl.context.session.thread_id))
    await _suggest(tuple(cl.user_session.get("offered") or ()), apology.id)


async def _talk(thread: str, text: str, files: tuple[File, ...], answer: cl.Message) -> None:
    step, writing = None, Writing()
    try:
        person, talk = present(), running().conversations
        whose = person.organisation if person else LOCAL
        async for event in talk.send(thread, text, language=_language(), files=files, organisation=whose):
            match event:
                case Written():
                    await writing.show(event)
                    continue
                case Spent():
                    await count(step, event, _language())
                    continue
            await _finish(step)
            step = None
            match event:
                case Heard():
                    await _notice(event)
                case StageBegun():
                    step = await _begin(event.stage, _language())
                case Answered():
                    await writing.clear()
                    await _say(event, answer)
    except BaseException:
        # A stage that was not finished must not look as if it had been.
        if step:
            await step.remove()
        await writing.clear()
        raise


async def _notice(event: Heard) -> None:
    """Say so when the conversation went on elsewhere since this page last saw it."""
    cl.user_session.set("language", event.language)
    if cl.user_session.get("turns") not in {None, event.turns}:
        await _toast(page(event.language)["chat"]["elsewhere"])


async def _begin(stage: str, language: Language) -> cl.Step:
    """One line per stage of the work."""
    run = cl.context.current_step
    step = cl.Step(name=stage_words(stage, language), type="tool", parent_id=run.id if run else None, show_input=False)
    step.start = utc_now()
    # Shown now, kept once it is finished: a history holds no stage that was never done.
    await cl.context.emitter.send_step(step.to_dict())
    return step


async def _finish(step: cl.Step | None) -> None:
    if step:
        step.end = utc_now()
        await step.update()


async def _say(event: Answered, answer: cl.Message) -> None:
    for piece in _pieces(_words(event) + _links(event)):
        await answer.stream_token(piece)
    draft = card(event)
    answer.elements = [draft] if draft else []
    await answer.send()
    cl.user_session.set("turns", event.turns)
    cl.user_session.set("language", event.language)
    await _suggest(event.suggestions, answer.id)
    await show_brief(event, answer.id)
    await _name_thread(event)
    if not event.fresh:
        await cl.send_window_message({"jalon": "offered"})


def _words(event: Answered) -> str:
    """What is said; of a first draft, what its card does not show."""
    if event.module is None or not event.fresh or event.phase != "drafted":
        return event.say
    return "\n\n".join(beside_card(event.says, event.module, event.language))


def _links(event: Answered) -> str:
    """Where the answer speaks of the stored module, its documents at hand."""
    if event.fresh or event.module is None or event.module.id not in event.say.replace(f"/desk/{event.module.id}", ""):
        return ""
    labels, address = page(event.language)["card"], f"/modules/{event.module.id}/{event.module.version}/document"
    named = (("docx", labels["word"]), ("md", labels["markdown"]), ("json", labels["data"]))
    return "\n\n" + " · ".join(f"[{name}]({address}.{form})" for form, name in named)


def _pieces(text: str) -> list[str]:
    """The text cut between words."""
    pieces = [""]
    for word in text.split(" "):
        if pieces[-1] and len(pieces[-1]) + len(word) > _PIECE:
            pieces.append("")
        pieces[-1] += word + " "
    pieces[-1] = pieces[-1][:-1]
    return pieces


async def _turns(thread: str) -> int:
    """How many messages the conversation has heard: a suggestion answers one state of it only."""
    state = await running().conversations.state(thread)
    return len(state["turns"]) if state else 0


async def _suggest(suggestions: tuple[str, ...], message: str) -> None:
    turn = cl.user_session.get("turns")
    actions = [cl.Action(name="say", label=text, payload={"text": text, "turn": turn}) for text in suggestions]
    cl.user_session.set("suggested", actions)
    cl.user_session.set("offered", suggestions)
    for action in actions:
        await action.send(for_id=message)


async def _retire_suggestions() -> None:
    """Take away the buttons of the question before: they would answer another one."""
    actions = cl.user_session.get("suggested") or []
    cl.user_session.set("suggested", [])
    for action in actions:
        await action.remove()


async def show_anew(found: ThreadDict) -> None:
    """Bring a page to where its conversation is by now."""
    await _retire_suggestions()
    await cl.context.emitter.resume_thread(found)
    await reopen(found)


async def _show_what_happened(thread: str) -> None:
    """Bring a page that another window left behind up to date, and say so."""
    found = await HistoryLayer().get_thread(thread)
    if found is None or cl.user_session.get("turns") == await _turns(thread):
        return
    await show_anew(found)
    await _toast(page(_browser_language())["chat"]["elsewhere"])


async def _toast(text: str) -> None:
    await cl.context.emitter.send_toast(text, "info")


async def _name_thread(event: Answered) -> None:
    """In the history, a conversation bears the name of its module, unless the trainer named it."""
    thread, title = cl.context.session.thread_id, title_of(event.brief)
    if title == cl.user_session.get("named"):
        return
    cl.user_session.set("named", title)
    if title and await HistoryLayer().name_by_itself(thread, title):
        await cl.context.emitter.emit("first_interaction", {"interaction": title, "thread_id": thread})
