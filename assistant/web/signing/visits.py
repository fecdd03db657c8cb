"""Who makes a request, and what proves that a form comes from a page that they were shown."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from assistant.models.desk import Person

SESSION = "jalon_session"
"""The cookie of somebody who is signed in."""
BROWSER = "jalon_browser"
"""The cookie of a browser that nobody is signed in with: its forms are bound to it."""
FIELD, HEADER = "csrf", "x-csrf-token"
_BROWSER_FOR = 180 * 24 * 3600

_present: ContextVar[Person | None] = ContextVar("present", default=None)


@dataclass
class Visit:
    """One request, as the gate let it in."""

    key: bytes
    person: Person | None = None
    session: str = ""
    """The secret in the browser's cookie; "" without one that is valid."""
    browser: str = ""
    bearer: bool = False
    """Whether a token opened, which no browser sends by itself."""
    alone: bool = False
    """Whether nobody signs in here."""
    new_browser: bool = False
    """Whether a form was made for a browser that has no cookie yet."""

    @property
    def form(self) -> str:
        """What a form must bring back: it is that of this session, or of this browser."""
        if not self.session and not self.browser:
            self.browser, self.new_browser = signed(secrets.token_urlsafe(18), self.key, "browser"), True
        return _seal(f"form|{self.session or self.browser}", self.key)

    def proves(self, given: str) -> bool:
        """Whether a form was made for this session, or this browser."""
        if not self.session and not self.browser:
            return False
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.form.encode())

    def remember(self, response: Response) -> None:
        """Give the browser the cookie that its form is bound to."""
        response.set_cookie(BROWSER, self.browser, max_age=_BROWSER_FOR, httponly=True, samesite="lax")


def visit_of(connection: HTTPConnection) -> Visit | None:
    """The visit that a request is; None where no gate stands before the pages."""
    found = connection.scope.get("state", {}).get("visit")
    return found if isinstance(found, Visit) else None


def keep(scope: Scope, visit: Visit) -> None:
    """Make the visit known to whatever serves the request."""
    scope.setdefault("state", {})["visit"] = visit
    _present.set(visit.person)


def present() -> Person | None:
    """Who is signed in, for what is called without a request: the chat's history."""
    return _present.get()


def stand_in(person: Person) -> None:
    """Work for somebody without a request of theirs, in a task of its own."""
    _present.set(person)


def begin_visit(cookies: Mapping[str, str], key: bytes) -> Visit:
    """A visit of nobody in particular, with what the browser brings."""
    browser = cookies.get(BROWSER, "")
    return Visit(key=key, browser=browser if unsigned(browser, key, "browser") else "")


def signed(text: str, key: bytes, use: str) -> str:
    """The text with a seal that only this Jalon makes, and that holds for that use only."""
    body = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{body}.{_seal(f'{use}|{body}', key)}"


def unsigned(value: str, key: bytes, use: str) -> str:
    """The text of what this Jalon has signed for that use; "" of anything else."""
    body, _, seal = value.partition(".")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(f"{use}|{body}", key).encode()):
        return ""
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()


def _seal(text: str, key: bytes) -> str:
    digest = hmac.new(key, text.encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
