"""What keeps the pages to themselves: who may ask, and headers that name no other host."""

import re
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Chainlit compiles custom elements in the browser: its pages need 'unsafe-eval'. No other host in either policy.
_CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data: blob:; connect-src 'self' {sockets}; worker-src 'self' blob:; "
    "object-src 'none'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)
# Pages that the server renders need their style and drawings, and send forms to themselves; they have no script.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SecurityHeaders:
    """Adds the headers to every HTTP answer, and `Secure` to the cookies of an encrypted page."""

    def __init__(self, app: ASGIApp, chat: str, public: str = "") -> None:
        self._app = app
        self._chat = chat
        self._encrypted = public.startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = [(b"content-security-policy", self._policy(scope).encode()), *_HEADERS]
        if scope["path"].startswith(f"{self._chat}/assets/"):
            # Their names hold the hash of their content.
            added.append((b"cache-control", b"public, max-age=31536000, immutable"))
        encrypted = self._encrypted or scope.get("scheme") == "https"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, _secured(name, value, encrypted)) for name, value in message.get("headers", [])]
                message["headers"] = [*kept, *added]
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _policy(self, scope: Scope) -> str:
        if not scope["path"].startswith(f"{self._chat}/"):
            return _POLICY
        host = _header(scope, b"host")
        # Not every browser counts the websocket of the same host as 'self'.
        sockets = f"ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
        return _CHAT_POLICY.format(sockets=sockets)


class UploadBound:
    """Refuses a body that is larger than what is read, before it is taken into memory."""

    def __init__(
        self,
        app: ASGIApp,
        paths: tuple[str, ...],
        most: int,
        refuse: Callable[[Request, int], Response] = lambda _, status: PlainTextResponse("too large", status),
    ) -> None:
        self._app = app
        self._paths = paths
        self._most = most
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, up to so many bytes of its body."""
        if scope["type"] != "http" or scope["method"] in _SAFE or not scope["path"].startswith(self._paths):
            await self._app(scope, receive, send)
            return
        announced = _header(scope, b"content-length")
        if not announced and not _header(scope, b"transfer-encoding"):
            announced = "0"  # a request of HTTP/1.1 that announces nothing has no body
        if not announced.isdigit() or int(announced) > self._most:
            await self._refuse(Request(scope), 413 if announced.isdigit() else 411)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class Admission:
    """Signs the trainer in with the page of a conversation: a bookmark opens it in whatever browser, at any time.

    Chainlit would send a browser that is not signed in to another page, and forget which conversation it asked for.
    """

    def __init__(self, app: ASGIApp, chat: str, admit: Callable[[Request, Response], Awaitable[None]]) -> None:
        self._app = app
        self._pages = f"{chat}/thread/"
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, with the trainer's cookie where it is for such a page."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self._pages):
            await self._app(scope, receive, send)
            return
        signed = Response()
        await self._admit(Request(scope), signed)
        cookies = [(name, value) for name, value in signed.raw_headers if name == b"set-cookie"]

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *cookies]
            await send(message)

        await self._app(scope, receive, send_with_cookies)


class SameOrigin:
    """Refuses what another site sends: websockets and changes of another origin, and names that are not this host's.

    A page of another site must not talk to the application that runs on the trainer's machine, neither directly nor
    under a name that it makes point there.
    """

    def __init__(self, app: ASGIApp, public: str = "") -> None:
        self._app = app
        self._public = urlsplit(public).netloc.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request when it comes from the application's own pages."""
        if scope["type"] in {"http", "websocket"} and not self._admits(scope):
            await _refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _admits(self, scope: Scope) -> bool:
        host, origin = _header(scope, b"host").lower(), _header(scope, b"origin").lower()
        if not self._is_named(scope, host):
            return False
        if scope["type"] == "http" and scope["method"] in _SAFE:
            return True
        return not origin or urlsplit(origin).netloc in {host, self._public} - {""}

    def _is_named(self, scope: Scope, host: str) -> bool:
        """Whether the host's name is this machine's; one that listens beyond loopback goes by any name."""
        served = (scope.get("server") or ("",))[0]
        return served not in _LOOPBACK or host == self._public or urlsplit(f"//{host}").hostname in _LOOPBACK


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "another origin"})
        return
    text = "This request comes from another site. Behind a proxy, set JALON_PUBLIC_URL to the address in use."
    await PlainTextResponse(text, status_code=403)(scope, receive, send)


def _header(scope: Scope, name: bytes) -> str:
    headers: Iterable[tuple[bytes, bytes]] = scope.get("headers", ())
    return next((value.decode("latin-1") for key, value in headers if key == name), "")


def _secured(name: bytes, value: bytes, encrypted: bool) -> bytes:
    if not encrypted or name.lower() != b"set-cookie" or b"secure" in value.lower():
        return value
    return value + b"; Secure"
