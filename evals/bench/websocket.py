"""Fifty trainers at once through the websocket, as the page's own client talks to the server."""

import asyncio
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import socketio

from evals.bench.places import data_folder, indexed_folder, talks
from evals.bench.serving import served
from evals.bench.table import Row, row
from evals.interview import cases, player

_TRAINERS = 50
_THINKS = 2.0
"""Seconds between an answer and the trainer's next message: nobody types faster."""


def measure() -> list[Row]:
    """Turns of fifty trainers who talk at once, from message sent to answer complete."""
    scripts = _scripts()
    with indexed_folder() as folder, served(folder) as (address, server):
        rows = asyncio.run(_measure(address, scripts))
        resident = server.memory_info().rss / 1_000_000
        return [*rows, row("memory of the whole server after these 50 conversations", [resident], "MB", 450)]


def _scripts() -> tuple[tuple[str, ...], ...]:
    """What each trainer writes: the benchmark's own, who change their draft, and those who are interviewed."""
    with data_folder() as folder:
        held = asyncio.run(player.talks(cases.cases(), folder))
    return (*talks(), *(talk.messages for talk in held))


async def _measure(address: str, scripts: tuple[tuple[str, ...], ...]) -> list[Row]:
    cookie = await asyncio.to_thread(_sign_in, address)
    trainers = (_trainer(address, cookie, number, scripts[number % len(scripts)]) for number in range(_TRAINERS))
    turns = await asyncio.gather(*trainers)
    first = [values[0] for values in turns]
    later = [value for values in turns for value in values]
    return [
        row("first answer on the page, 50 at once", first, "s", 10),
        row("turn through the websocket, 50 trainers at once", [value * 1000 for value in later], "ms", 500),
    ]


def _sign_in(address: str) -> str:
    """The session cookie of the single-user mode."""
    request = urllib.request.Request(f"{address}/chat/auth/header", method="POST", data=b"")
    with urllib.request.urlopen(request, timeout=20) as reply:
        cookies = reply.headers.get_all("Set-Cookie") or []
    return "; ".join(cookie.split(";")[0] for cookie in cookies)


async def _trainer(address: str, cookie: str, number: int, script: tuple[str, ...]) -> list[float]:
    """Play one conversation to its draft; seconds of each turn. Raises RuntimeError for a turn without an answer."""
    page = _Page()
    session = str(uuid4())
    auth = {"sessionId": session, "clientType": "webapp", "userEnv": "{}", "chatProfile": "", "threadId": ""}
    await asyncio.sleep(_THINKS * number / _TRAINERS)
    await page.client.connect(
        address,
        headers={"Cookie": cookie},
        auth=auth,
        transports=["websocket"],
        socketio_path="/chat/ws/socket.io",
        wait_timeout=30,
    )
    try:
        await page.until_ended("connection_successful")
        values = []
        for message in script:
            await asyncio.sleep(_THINKS)
            values.append(await page.say(message))
    finally:
        with suppress(Exception):
            await page.client.disconnect()
    if not page.drafts:
        raise RuntimeError(f"trainer {number} got no draft")
    return values


class _Page:
    """What a trainer's page receives."""

    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.answers, self.drafts = 0, 0
        self._ended = asyncio.Event()
        self.client.on("task_end", lambda *_: self._ended.set())
        self.client.on("new_message", self._shown)
        self.client.on("stream_start", self._shown)
        self.client.on("element", self._drawn)

    async def until_ended(self, event: str, *data: Any) -> float:
        """Send an event; the seconds until the server says that it is done."""
        self._ended.clear()
        began = time.perf_counter()
        await self.client.emit(event, *data)
        await asyncio.wait_for(self._ended.wait(), 60)
        return time.perf_counter() - began

    async def say(self, text: str) -> float:
        """Send a message; the seconds until its answer is complete."""
        before = self.answers
        seconds = await self.until_ended("client_message", _payload(text))
        if self.answers == before:
            raise RuntimeError(f"no answer to {text!r}")
        return seconds

    def _shown(self, step: dict[str, Any]) -> None:
        self.answers += step.get("type") == "assistant_message"

    def _drawn(self, element: dict[str, Any]) -> None:
        self.drafts += element.get("name") == "ModuleCard"


def _payload(text: str) -> dict[str, Any]:
    message = {
        "id": str(uuid4()),
        "threadId": "",
        "name": "local",
        "type": "user_message",
        "output": text,
        "createdAt": datetime.now(UTC).isoformat(),
    }
    return {"message": message, "fileReferences": []}
