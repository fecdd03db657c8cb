"""What the review desk does reaches the pages on which its conversation is open, without anybody asking for it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context

import chainlit as cl
from chainlit.context import init_ws_context
from chainlit.session import WebsocketSession, ws_sessions_id

from assistant.errors import JalonError
from assistant.models.desk import Review
from assistant.runtime import Program
from assistant.web.history import HistoryLayer
from assistant.web.signing.visits import stand_in
from assistant.web.turn import hear_news, reopen

_log = logging.getLogger("jalon.chat")
_TOGETHER = 2.0
"""Seconds during which what a designer does is gathered: several remarks in a row come as one message."""


@contextmanager
def arriving(program: Program) -> Iterator[None]:
    """Bring the desk's news to open conversations; on the way out, what is under way is let go: it is told later."""
    arrivals = _Arrivals(program)
    program.desk.followers.add(arrivals.expect)
    try:
        yield
    finally:
        program.desk.followers.discard(arrivals.expect)
        arrivals.close()


class _Arrivals:
    """News on their way, one bearer for each conversation."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def expect(self, review: Review) -> None:
        """Somebody has acted on the module of a conversation; returns at once."""
        if review.thread not in self._under_way and _pages(review):
            # Nothing of the request that acted may be taken for the trainer's: neither who makes it nor its page.
            task = asyncio.create_task(self._bring(review), context=Context())
            self._under_way[review.thread] = task

    def close(self) -> None:
        for task in self._under_way.values():
            task.cancel()

    async def _bring(self, review: Review) -> None:
        await asyncio.sleep(_TOGETHER)
        # What happens from here on is told by another bearer.
        self._under_way.pop(review.thread, None)
        pages = _pages(review)
        if not pages:
            return
        try:
            news = await self._program.conversations.news(review.thread)
            if news is None:
                return
            stand_in(await self._program.store.reviews.author(review.module))
            first, *others = pages
            init_ws_context(first)
            await hear_news(news)
            for page in others:
                init_ws_context(page)
                await _show_anew(review.thread)
        except JalonError:
            # The trainer hears of it with their next message, or finds it in the conversation.
            _log.warning("news of the desk did not reach conversation %s", review.thread, exc_info=True)


def _pages(review: Review) -> list[WebsocketSession]:
    """The pages on which the trainer has the conversation open; Chainlit keeps one that was left for a while.

    The conversation that a page names is what its browser says: only those of the trainer are asked.
    """
    live = (page for page in ws_sessions_id.values() if page.thread_id == review.thread and not page.to_clear)
    return [page for page in live if page.user is not None and page.user.identifier == review.author]


async def _show_anew(thread: str) -> None:
    found = await HistoryLayer().get_thread(thread)
    if found is not None:
        await cl.context.emitter.resume_thread(found)
        await reopen(found)
