"""What the review desk does reaches the pages on which its conversation is open, without anybody asking for it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context

from chainlit.context import init_ws_context
from chainlit.session import WebsocketSession, ws_sessions_id

from assistant.errands import Errands
from assistant.errors import JalonError
from assistant.models.desk import Review
from assistant.runtime import Program
from assistant.web.history import HistoryLayer
from assistant.web.signing.visits import stand_in
from assistant.web.turn import hear_news, show_anew

_log = logging.getLogger("jalon.chat")
_TOGETHER = 2.0
"""Seconds during which what a designer does is gathered: several remarks in a row come as one message."""


@asynccontextmanager
async def arriving(program: Program) -> AsyncIterator[None]:
    """Bring the desk's news to open conversations; on the way out, what has not begun to be told is left for later."""
    arrivals = _Arrivals(program)
    program.desk.followers.add(arrivals.expect)
    try:
        yield
    finally:
        program.desk.followers.discard(arrivals.expect)
        await arrivals.close()


class _Arrivals:
    """News on their way, one bearer for each conversation."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._errands = Errands()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        """Bearers that still gather what is done, by the conversation."""

    def expect(self, review: Review) -> None:
        """Somebody has acted on the module of a conversation; returns at once."""
        if review.thread not in self._waiting and _pages(review):
            # Nothing of the request that acted may be taken for the trainer's: neither who makes it nor its page.
            self._waiting[review.thread] = self._errands.begin(self._bring(review), Context())

    async def close(self) -> None:
        """Let go of those who wait, and wait for those who tell: what was marked as told has to reach the page."""
        for bearer in self._waiting.values():
            bearer.cancel()
        await self._errands.ended()

    async def _bring(self, review: Review) -> None:
        await asyncio.sleep(_TOGETHER)
        # What happens from here on is told by another bearer.
        del self._waiting[review.thread]
        try:
            await self._tell(review)
        except JalonError:
            # The trainer hears of it with their next message, or finds it in the conversation.
            _log.warning("news of the desk did not reach conversation %s", review.thread, exc_info=True)

    async def _tell(self, review: Review) -> None:
        pages = _pages(review)
        news = await self._program.conversations.news(review.thread) if pages else None
        if news is None:
            return
        stand_in(await self._program.store.reviews.author(review.module))
        first, *others = pages
        init_ws_context(first)
        await hear_news(news)
        found = await HistoryLayer().get_thread(review.thread) if others else None
        if found is not None:
            for page in others:
                init_ws_context(page)
                await show_anew(found)


def _pages(review: Review) -> list[WebsocketSession]:
    """The pages on which the trainer has the conversation open; Chainlit keeps one that was left for a while.

    The conversation that a page names is what its browser says: only those of the trainer are asked.
    """
    live = (page for page in ws_sessions_id.values() if page.thread_id == review.thread and not page.to_clear)
    return [page for page in live if page.user is not None and page.user.identifier == review.author]
