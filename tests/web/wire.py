"""The application without a page: plain requests, and the protocol that the page speaks."""

import http.client
import uuid

import aiohttp
import socketio
from socketio.exceptions import ConnectionError as Refused

from tests.web.driving import Server


class Reply:
    """An answer over HTTP."""

    def __init__(self, reply: http.client.HTTPResponse) -> None:
        self.status = reply.status
        self.headers = {name.lower(): value for name, value in reply.getheaders()}
        self.text = reply.read().decode("utf-8", "replace")


def ask(server: Server, method: str, path: str, headers: dict[str, str] | None = None, body: str = "") -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host="Host" in (headers or {}))
        for name, value in {**(headers or {}), "Content-Length": str(len(body.encode()))}.items():
            connection.putheader(name, value)
        connection.endheaders(body.encode())
        return Reply(connection.getresponse())
    finally:
        connection.close()


def sign_in(server: Server) -> str:
    return ask(server, "POST", "/chat/auth/header").headers["set-cookie"].split(";")[0]


class Wire:
    """A trainer without a page: the page's own protocol, with texts that no keyboard writes."""

    def __init__(
        self, server: Server | str, origin: str | None = None, cookie: str | None = None, thread: str = ""
    ) -> None:
        """`server` is one that runs, or the address of one for somebody with a cookie."""
        self._address = server if isinstance(server, str) else server.address
        self._server, self._origin = server, origin or self._address
        self._cookie, self._thread = cookie, thread
        self._said: list[str] = []
        self._ended: list[int] = []
        self.notices: list[str] = []
        """What was shown for a moment, beside the conversation."""

    async def __aenter__(self) -> "Wire":
        self._http = aiohttp.ClientSession()
        self._client = socketio.AsyncClient(reconnection=False, http_session=self._http)
        self._client.on("new_message", self._hear)
        self._client.on("task_end", self._end)
        self._client.on("toast", lambda told: self.notices.append(told["message"]))
        try:
            await self._connect()
        except Refused:
            await self._http.close()
            raise
        return self

    async def _connect(self) -> None:
        auth = {
            "sessionId": str(uuid.uuid4()),
            "clientType": "webapp",
            "userEnv": "{}",
            "chatProfile": "",
            "threadId": self._thread,
        }
        cookie = self._cookie
        if cookie is None and isinstance(self._server, Server):
            cookie = sign_in(self._server)
        await self._client.connect(
            self._address,
            headers={"Cookie": cookie or "", "Origin": self._origin, "Accept-Language": "fr-FR"},
            auth=auth,
            transports=["websocket"],
            socketio_path="/chat/ws/socket.io",
            wait_timeout=10,
        )
        await self._client.emit("connection_successful")
        await self._client.sleep(0.3)

    async def __aexit__(self, *_: object) -> None:
        await self._client.disconnect()
        await self._http.close()

    @property
    def is_cut(self) -> bool:
        """Whether the server has ended the connection."""
        return not self._client.connected

    async def says_into_nothing(self, text: str) -> None:
        """Say something that nobody is to answer."""
        message = {"id": str(uuid.uuid4()), "threadId": "", "name": "local", "type": "user_message", "output": text}
        await self._client.emit("client_message", {"message": message, "fileReferences": []})
        for _ in range(200):
            if self.is_cut:
                break
            await self._client.sleep(0.05)

    async def says(self, text: str) -> str:
        self._said.clear()
        self._ended.clear()
        message = {"id": str(uuid.uuid4()), "threadId": "", "name": "local", "type": "user_message", "output": text,
                   "createdAt": "2026-01-01T00:00:00Z"}  # fmt: skip
        await self._client.emit("client_message", {"message": message, "fileReferences": []})
        for _ in range(400):
            if self._ended and self._said:
                break
            await self._client.sleep(0.05)
        return "\n".join(self._said)

    async def is_told(self) -> bool:
        """Whether a notice is shown before long."""
        for _ in range(100):
            if self.notices:
                break
            await self._client.sleep(0.05)
        return bool(self.notices)

    def _hear(self, step: dict[str, str]) -> None:
        if step["type"] == "assistant_message":
            self._said.append(step["output"])

    def _end(self, *_: object) -> None:
        self._ended.append(1)
