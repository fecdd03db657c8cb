"""Custom elements of the page: the draft's card, and the brief so far, beside the talk or folded under it."""

import time
from typing import Any

import chainlit as cl

from assistant.conversation import Answered
from assistant.web.brief import has_no_question_left, rows
from assistant.web.labels import page

_NOWHERE = "about:blank"
"""Address of what has none: an element without one is written to a file, which nothing would read."""


def card(event: Answered) -> cl.CustomElement | None:
    """The draft's card, where the draft is new or changed."""
    if not event.fresh or event.module is None:
        return None
    # The first draft comes into sight; after a change, what changed is read first.
    shown = int(time.time() * 1000) if event.phase == "drafted" else 0
    known = {"id": event.module.id, "version": event.module.version, "language": event.language, "at": shown}
    return _element("ModuleCard", known)


async def show_brief(event: Answered, message: str) -> None:
    """The brief so far: beside the talk where there is room, folded under that message elsewhere."""
    if event.module is not None:
        await _remove("brief")
        await _remove("panel")
        return
    if not _is_wide():
        await _fold_brief(event, message)
    elif cl.user_session.get("panel"):
        await cl.send_window_message({"jalon": "brief", **_brief(event)})
    else:
        await _open_panel(event)


def _element(name: str, props: dict[str, Any], display: Any = "inline") -> cl.CustomElement:
    return cl.CustomElement(name=name, props=props, display=display, url=_NOWHERE)


def _is_wide() -> bool:
    """Whether the page has room for a panel beside the talk; the page says so in a cookie."""
    return "jalon_wide=1" in str((cl.context.session.environ or {}).get("HTTP_COOKIE", ""))


async def _open_panel(event: Answered) -> None:
    """Once a session: a panel that the trainer closed stays closed."""
    panel = _element("Brief", {**_brief(event), "folded": False}, "side")
    cl.user_session.set("panel", panel.id)
    await panel.send(for_id="", persist=False)


async def _fold_brief(event: Answered, message: str) -> None:
    """One element a session, which moves on from answer to answer: the history needs no copy of any of them."""
    if all(row["state"] == "open" for row in rows(event.brief, event.language)):
        await _remove("brief")
        return
    folded = _element("Brief", {**_brief(event), "folded": True})
    folded.id = cl.user_session.get("brief") or folded.id
    cl.user_session.set("brief", folded.id)
    await folded.send(for_id=message, persist=False)


async def _remove(kept: str) -> None:
    identifier = cl.user_session.get(kept)
    cl.user_session.set(kept, None)
    if identifier:
        await cl.context.emitter.emit("remove_element", {"id": identifier})


def _brief(event: Answered) -> dict[str, Any]:
    proposing = has_no_question_left(event.phase, event.asked, event.brief, event.language)
    facts = rows(event.brief, event.language, proposing=proposing)
    return {"thread": cl.context.session.thread_id, "rows": facts, "labels": page(event.language)["brief"]}
