"""The gate: with accounts, nothing but the way in is served to somebody who is not signed in."""

from collections.abc import Awaitable, Callable

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.models.desk import Person
from assistant.web.signing.strangers import refuse
from assistant.web.signing.visits import SESSION, Visit, begin_visit, keep

_FREE = ("/static/", "/chat/assets/", "/chat/public/", "/public/")
"""Style, drawings and scripts: the same for everybody."""
_ALSO_FREE = frozenset({"/healthz", "/favicon.ico", "/chat/favicon", "/chat/logo"})
_WAY_IN = ("/sign-in", "/welcome/")
_FOR_TOKENS = ("/api/", "/modules/")
"""What programs may ask for with a token."""

Whose = Callable[[str, bool], Awaitable[Person | None]]
"""Whose a secret is: that of a session, or (True) of a token."""


class Gate:
    """Finds out who makes each request and keeps strangers out."""

    def __init__(
        self, app: ASGIApp, *, key: bytes, whose: Whose | None, carry: Callable[[Scope, Person], None] | None = None
    ) -> None:
        """`whose` is None where nobody signs in; `carry` tells the chat who is there."""
        self._app = app
        self._key = key
        self._whose = whose
        self._carry = carry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if "\x00" in scope["path"]:
            await Response(status_code=404)(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        visit = begin_visit(connection.cookies, self._key)
        visit.alone = self._whose is None
        if self._whose is not None and not _is_free(scope["path"]):
            await self._recognise(connection, visit)
            if visit.person is None and not scope["path"].startswith(_WAY_IN):
                keep(scope, visit)
                await refuse(scope, receive, _remembering(visit, send))
                return
            if scope["type"] == "websocket":
                receive = self._watched(connection, receive, send)
            if visit.person is not None and self._carry is not None:
                self._carry(scope, visit.person)
        keep(scope, visit)
        await self._app(scope, receive, _remembering(visit, send))

    async def _recognise(self, connection: HTTPConnection, visit: Visit) -> None:
        whose = self._whose
        if whose is None:
            return
        scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and connection.scope["path"].startswith(_FOR_TOKENS):
            visit.person, visit.bearer = await whose(secret.strip(), True), True
        elif session := connection.cookies.get(SESSION, ""):
            visit.person = await whose(session, False)
            visit.session = session if visit.person else ""

    def _watched(self, connection: HTTPConnection, receive: Receive, send: Send) -> Receive:
        """What a websocket receives, for as long as its session lasts."""

        async def watch() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            still = Visit(key=self._key)
            await self._recognise(connection, still)
            if still.person is not None:
                return message
            await send({"type": "websocket.close", "code": 1008, "reason": "signed out"})
            return {"type": "websocket.disconnect", "code": 1008}

        return watch


def _is_free(path: str) -> bool:
    return path in _ALSO_FREE or path.startswith(_FREE)


def _remembering(visit: Visit, send: Send) -> Send:
    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start" and visit.new_browser:
            carrier = Response()
            visit.remember(carrier)
            cookies = [(name, value) for name, value in carrier.raw_headers if name == b"set-cookie"]
            message["headers"] = [*message.get("headers", []), *cookies]
        await send(message)

    return send_with_cookie
