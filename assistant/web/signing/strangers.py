"""What whoever is not signed in is answered: the way in, and never a page that loses what they wrote."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from assistant.web.pages.rendering import language_of, render
from assistant.web.security import UploadBound
from assistant.web.signing.addresses import HOME, local
from assistant.web.signing.forms import written

_MOST = 256 * 1024
"""Bytes of a form that are read of somebody who is not signed in; a file is no text that they wrote."""
_PAST = frozenset({"done", "saved", "approved"})
"""What an address says of an act before this one: it would pass for what became of this one."""


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that only somebody who is signed in may make."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": "not signed in"})
        return
    request = Request(scope, receive)
    if not _is_page(request):
        reply: Response = JSONResponse({"detail": "sign in first"}, 401, {"WWW-Authenticate": "Bearer"})
        await reply(scope, receive, send)
    elif scope["method"] == "POST":
        bounded = UploadBound(_answer_form, ("/",), _MOST, refuse=lambda request, _: _way_in(_written_on(request)))
        await bounded(scope, receive, send)
    else:
        await _way_in(_asked(request) if scope["method"] == "GET" else "")(scope, receive, send)


async def _answer_form(scope: Scope, receive: Receive, send: Send) -> None:
    """Show what was written, with the way in and back; where nothing was, the way in alone."""
    request = Request(scope, receive)
    page, typed = _written_on(request), await written(request)
    reply: Response = _way_in(page)
    if typed:
        told = {"why": "ended", "detail": "", "typed": typed, "enter": _sign_in(page)}
        reply = render("refused.html.jinja", request, language_of(request), status=401, **told)
        reply.headers["Cache-Control"] = "no-store"
    await reply(scope, receive, send)


def _way_in(onward: str) -> Response:
    return RedirectResponse(_sign_in(onward), status_code=303)


def _sign_in(onward: str) -> str:
    return "/sign-in" + (f"?next={quote(onward, safe='/')}" if onward else "")


def _asked(request: Request) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return str(request.scope["path"]) + (f"?{query}" if query else "")


def _written_on(request: Request) -> str:
    """The page of this Jalon that a form stood on, or the nearest one above it; "" where there is none."""
    return next((page for page in _pages(request) if local(page) != HOME and _opens(request, page)), "")


def _pages(request: Request) -> Iterator[str]:
    """Where the form may have stood, likeliest first; an answer to a form has the address of a form."""
    told = urlsplit(request.headers.get("referer", ""))
    kept = [(name, value) for name, value in parse_qsl(told.query) if name not in _PAST]
    yield told.path + (f"?{urlencode(kept)}" if kept else "")
    for path in (told.path, request.scope["path"]):
        parts = path.split("/")
        yield from ("/".join(parts[:length]) for length in range(len(parts), 1, -1))


def _opens(request: Request, page: str) -> bool:
    asked = {**request.scope, "method": "GET", "path": urlsplit(page).path}
    return any(route.matches(asked)[0] is Match.FULL for route in request.scope["app"].router.routes)


def _is_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.scope["path"].startswith("/api/")
