"""Models of the tests: a queue of replies and the history of requests; and a server that speaks the OpenAI protocol."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from assistant.engine.completion import Completion, Heard, ModelError, Prompt, Usage, Way


@dataclass
class ScriptedModels:
    """Gives its replies in order: a text, an object, or a fault to raise; the last one for ever."""

    replies: list[Any]
    name: str = "scripted/one"
    ways: frozenset[Way] = frozenset({"schema", "object_schema", "object", "tool", "text"})
    cut: bool = False
    by_name: dict[str, Any] = field(default_factory=dict)
    """Prompt → its reply, or what makes one of the prompt: those come in no order."""
    before: Callable[[Prompt], Awaitable[None]] | None = None
    """Awaited before each reply."""
    requests: list[tuple[Prompt, Way]] = field(default_factory=list)
    probes: list[Way] = field(default_factory=list)

    async def complete(
        self, prompt: Prompt, *, way: Way, schema: dict[str, Any], most: int, heard: Heard | None = None
    ) -> Completion:
        if prompt.name == "probe":
            self.probes.append(way)
            if way not in self.ways:
                raise ModelError("format", self.name)
            return self._said(dict.fromkeys(schema["properties"], "blue"))
        self.requests.append((prompt, way))
        if self.before:
            await self.before(prompt)
        if prompt.name in self.by_name:
            made = self.by_name[prompt.name]
            reply = made(prompt) if callable(made) else made
        else:
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, ModelError):
            raise reply
        said = self._said(reply)
        for start in range(0, len(said.text), 7) if heard else ():
            await asyncio.sleep(0)
            heard(said.text[start : start + 7])
        return said

    async def context(self) -> int | None:
        return 8192

    def _said(self, reply: Any) -> Completion:
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        return Completion(text=text, model=self.name, cut=self.cut, usage=Usage(sent=10, received=5, seconds=0.1))


@dataclass
class Server:
    """What a request gets: the status and the body that `reply` makes of it."""

    reply: Callable[[dict[str, Any]], Any]
    """A status and a body; a number = seconds of silence before the connection is closed; or what answers itself."""
    breaks: list[int] = field(default_factory=list)
    """Streams that break off: after so many pieces each, the first ones asked for."""
    pause: float = 0.0
    """Seconds between two pieces."""
    streams: bool = True
    """False = it answers in one piece whatever it is asked for."""
    tells: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What it tells of itself, by path."""
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)

    async def tell(self, request: web.Request) -> web.Response:
        found = self.tells.get(request.path)
        return web.json_response(found) if found is not None else web.Response(status=404, text="<h1>Not found</h1>")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        self.requests.append({**asked, "key": request.headers.get("Authorization", "")})
        made = self.reply(asked)
        if callable(made):
            return await made(request)
        if isinstance(made, float):
            await asyncio.sleep(made)
            return web.Response(status=503)
        status, body = made
        if asked.get("stream") and status == 200 and self.streams:
            return await self._stream(request, body)
        return web.json_response(body, status=status)

    async def _stream(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        """The answer in pieces of four characters, then its end and what it took, as OpenAI's server sends them."""
        text, last = str(body["choices"][0]["message"]["content"] or ""), self.breaks.pop(0) if self.breaks else None
        pieces = [text[start : start + 4] for start in range(0, len(text), 4)][:last]
        chunks = [_chunk(body, {"index": 0, "delta": {"content": piece}, "finish_reason": None}) for piece in pieces]
        if last is None:
            end = {"index": 0, "delta": {}, "finish_reason": body["choices"][0]["finish_reason"]}
            chunks += [_chunk(body, end), {**_chunk(body), "usage": body["usage"]}]
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        # Whoever asked may leave before the end.
        with suppress(ConnectionError):
            for chunk in chunks:
                await asyncio.sleep(self.pause)
                await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
            if last is None:
                await response.write(b"data: [DONE]\n\n")
        return response


def _chunk(body: dict[str, Any], *choices: dict[str, Any]) -> dict[str, Any]:
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": choices}


@asynccontextmanager
async def served(reply: Callable[[dict[str, Any]], Any]) -> AsyncIterator[Server]:
    """A server on loopback for as long as it is needed."""
    server = Server(reply)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", server.handle)
    application.router.add_route("*", "/{path:.*}", server.tell)
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
