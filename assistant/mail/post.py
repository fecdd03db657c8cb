"""Sends letters beside what people do: nobody waits for a server, and no fault of it undoes an act."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from assistant.errands import Errands
from assistant.errors import JalonError
from assistant.mail.letters import letter
from assistant.mail.news import News, told
from assistant.mail.sending import Server
from assistant.storage.audit import Detail
from assistant.storage.database import DatabaseStore


class Post:
    """The letters on their way; without a server, there are none."""

    def __init__(
        self, store: DatabaseStore, clock: Callable[[], datetime], server: Server | None, public_url: str | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self.server = server
        """Where letters are handed in; None = nowhere."""
        self._public_url = public_url
        self._errands = Errands()
        self._one_at_a_time = asyncio.Lock()

    def tell(self, news: News) -> None:
        """Have letters sent about something that is done and kept; returns at once."""
        if self.server is not None:
            self._errands.begin(self._deliver(news, self.server))

    async def close(self) -> None:
        """Wait for the letters that are on their way."""
        await self._errands.ended()

    async def _deliver(self, news: News, server: Server) -> None:
        try:
            people = await self._store.accounts.people(news.review.organisation)
            letters = [letter(news, one, self._public_url) for one in told(news, people)]
            async with self._one_at_a_time:
                faults = await asyncio.to_thread(server.send, letters)
            if faults:
                await self._note(news, faults)
        except JalonError:
            return  # the database is away: there is no log to write to either

    async def _note(self, news: News, faults: tuple[str, ...]) -> None:
        detail: Detail = {"letters": len(faults), "fault": ", ".join(sorted(Counter(faults)))}
        organisation, module = news.review.organisation, news.review.module
        await self._store.audit.add(organisation, "", "mail.failed", module, self._clock(), detail)
