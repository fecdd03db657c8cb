"""Models of the tests: a queue of replies and the history of requests; and a server that speaks the OpenAI protocol."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from assistant.engine.completion import Completion, ModelError, Prompt, Usage, Way


@dataclass
class ScriptedModels:
    """Gives its replies in order: a text, an object, or a fault to raise; the last one for ever."""

    replies: list[Any]
    name: str = "scripted/one"
    ways: frozenset[Way] = frozenset({"schema", "object_schema", "object", "tool", "text"})
    cut: bool = False
    requests: list[tuple[Prompt, Way]] = field(default_factory=list)
    probes: list[Way] = field(default_factory=list)

    async def complete(self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int) -> Completion:
        if prompt.name == "probe":
            self.probes.append(way)
            if way not in self.ways:
                raise ModelError("format", self.name)
            return self._said(dict.fromkeys(schema["properties"], "blue"))
        self.requests.append((prompt, way))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, ModelError):
            raise reply
        return self._said(reply)

    async def context(self) -> int | None:
        return 8192

    def _said(self, reply: Any) -> Completion:
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        return Completion(text=text, model=self.name, cut=self.cut, usage=Usage(sent=10, received=5, seconds=0.1))


@dataclass
class Server:
    """What a request gets: the status and the body that `reply` makes of it."""

    reply: Callable[[dict[str, Any]], tuple[int, dict[str, Any]] | float]
    """A number = seconds of silence before the connection is closed."""
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.requests.append({**asked, "key": request.headers.get("Authorization", "")})
        made = self.reply(asked)
        if isinstance(made, float):
            await asyncio.sleep(made)
            return web.Response(status=503)
        status, body = made
        return web.json_response(body, status=status)


@asynccontextmanager
async def served(reply: Callable[[dict[str, Any]], Any]) -> AsyncIterator[Server]:
    """A server on loopback for as long as it is needed."""
    server = Server(reply)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.address = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()


def said(text: str | None, finish: str = "stop", model: str = "one") -> tuple[int, dict[str, Any]]:
    """The body of a good answer."""
    message = {"role": "assistant", "content": text}
    return 200, {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }


def refused(status: int, message: str, code: str = "") -> tuple[int, dict[str, Any]]:
    """The body of an error."""
    return status, {"error": {"message": message, "type": "error", "code": code or None}}
