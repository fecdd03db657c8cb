"""Who uses the pages: in single-user mode, whoever reaches them is their trainer."""

import chainlit as cl
from chainlit.auth import create_jwt
from chainlit.auth.cookie import set_auth_cookie
from starlette.requests import Request
from starlette.responses import Response

from assistant.web.history import HistoryLayer


def trainer() -> cl.User:
    """The one user."""
    return cl.User(identifier="local", display_name="Jalon")


async def admit(request: Request, response: Response) -> None:
    """Sign the trainer in with the answer: the page would otherwise load three times to do so."""
    user = trainer()
    await HistoryLayer().create_user(user)
    set_auth_cookie(request, response, create_jwt(user))
