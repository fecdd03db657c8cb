"""Who talks: the account that is signed in; in single-user mode, whoever reaches the pages is their trainer."""

import re

import chainlit as cl
from chainlit.auth import create_jwt
from chainlit.auth.cookie import set_auth_cookie
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from assistant.models.desk import LOCAL, Person
from assistant.web.history import HistoryLayer
from assistant.web.running import running
from assistant.web.signing.visits import present

_OWN = re.compile(r"access_token(?:_\d+)?\s*=")


def trainer() -> cl.User | None:
    """The one user; with accounts, whoever is signed in."""
    if not running().settings.accounts:
        return cl.User(identifier=LOCAL, display_name="Jalon")
    person = present()
    return _user(person) if person else None


async def admit(request: Request, response: Response) -> None:
    """Sign the trainer in with the answer: the page would otherwise load three times to do so."""
    user = trainer()
    if user is None:
        return
    await HistoryLayer().create_user(user)
    set_auth_cookie(request, response, create_jwt(user))


def carry(scope: Scope, person: Person) -> None:
    """Tell the chat who is there, in place of what the browser says: its own cookie would outlive the session."""
    kept = [(name, value) for name, value in scope["headers"] if name not in {b"cookie", b"authorization"}]
    brought = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    cookies = [part.strip() for part in brought.split(";") if not _OWN.match(part.strip())]
    cookies.append(f"access_token={create_jwt(_user(person))}")
    scope["headers"] = [*kept, (b"cookie", "; ".join(cookies).encode("latin-1"))]


def _user(person: Person) -> cl.User:
    return cl.User(identifier=person.id, display_name=person.name)
