"""One's own account: name, language, password, tokens, what is kept of oneself, and its end."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from assistant.errors import InputError, JalonError
from assistant.models.accounts import Account, Changes
from assistant.web.pages.rendering import language_of, render
from assistant.web.people import person_of
from assistant.web.running import running
from assistant.web.signing.entering import accounts_now, signed_in, visit
from assistant.web.signing.visits import SESSION

router = APIRouter(prefix="/account", include_in_schema=False)
_LONGEST_DAYS = 366


@router.get("")
async def shown(request: Request) -> Response:
    """The page."""
    return await _page(request, done=request.query_params.get("done", ""))


@router.post("")
async def changed(
    request: Request, name: Annotated[str, Form()] = "", language: Annotated[str, Form()] = "fr"
) -> Response:
    """Another name or language."""
    person, (accounts, at) = await person_of(request), accounts_now()
    try:
        changes = Changes.model_validate({"name": name.strip(), "language": language})
    except ValidationError:
        return await _page(request, fault=_WRONG_NAME)
    await accounts.change(person.organisation, person.id, changes, by=person.id, at=at)
    return RedirectResponse("/account?done=saved", status_code=303)


@router.post("/password")
async def another_password(
    request: Request,
    password: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Another password, which ends every other session."""
    accounts, at = accounts_now()
    account = await _own(request)
    try:
        await _prove(request, account, password)
        if new != again:
            raise InputError("the two passwords differ: type the same one twice", "les deux mots de passe diffèrent")
        await accounts.set_password(account, new, by=account.id, at=at)
    except InputError as error:
        return await _page(request, fault=error)
    return await signed_in(request, account, "password change", "/account?done=password")


@router.post("/tokens")
async def make_token(
    request: Request, name: Annotated[str, Form()] = "", days: Annotated[int, Form()] = 90
) -> Response:
    """A token for a program; this page is the only one that shows it."""
    person, (accounts, at) = await person_of(request), accounts_now()
    if not name.strip() or not 1 <= days <= _LONGEST_DAYS:
        return await _page(request, fault=_WRONG_TOKEN)
    secret = await accounts.keys.make_token(person, name.strip()[:80], days=days, at=at)
    return await _page(request, secret=secret)


@router.post("/tokens/{token}")
async def revoke_token(request: Request, token: str) -> Response:
    """End a token."""
    person, (accounts, at) = await person_of(request), accounts_now()
    await accounts.keys.revoke(person, token, at=at)
    return RedirectResponse("/account?done=revoked", status_code=303)


@router.get("/data.json")
async def data(request: Request) -> Response:
    """Everything that is kept of oneself."""
    person = await person_of(request)
    found = await running().store.accounts.personal.everything(person.id)
    content = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="jalon.json"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/json", headers=headers)


@router.post("/erase")
async def erase(
    request: Request, password: Annotated[str, Form()] = "", email: Annotated[str, Form()] = ""
) -> Response:
    """Delete the account: conversations go, decisions stay without the name."""
    accounts, at = accounts_now()
    account = await _own(request)
    try:
        await _prove(request, account, password, email)
        threads = await accounts.personal.threads(account.id)
        await accounts.erase(account, by=account.id, at=at)
    except JalonError as error:
        return await _page(request, fault=error)
    for thread in threads:
        await running().conversations.forget(thread)
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response


async def _own(request: Request) -> Account:
    person = await person_of(request)
    return await running().store.accounts.account(person.organisation, person.id)


async def _prove(request: Request, account: Account, password: str, email: str = "") -> None:
    """That it is its owner who sits there; whoever has no password here types the address instead."""
    accounts, at = accounts_now()
    if not account.has_password:
        right = email.strip().casefold() == account.email
    else:
        address = request.client.host if request.client else ""
        pause = await accounts.attempts.begin(account.email, address, at)
        right = not pause and await accounts.verified(account.email, password) is not None
        if right:
            await accounts.attempts.succeed(account.email, address, at)
    if not right:
        raise InputError(
            "this is not what was expected: nothing was changed", "ce n’est pas ce qui était attendu : rien n’a changé"
        )


async def _page(request: Request, *, fault: JalonError | None = None, secret: str = "", done: str = "") -> Response:
    account, language = await _own(request), language_of(request)
    values: dict[str, Any] = {
        "account": account,
        "tokens": await running().store.accounts.keys.tokens(account.id),
        "fault": fault.line(french=language == "fr") if fault else "",
        "secret": secret,
        "done": done if done in {"saved", "password", "revoked"} else "",
        "here": visit(request),
        "now": running().desk.context.clock(),
    }
    response = render("account.html.jinja", request, language, status=422 if fault else 200, **values)
    response.headers["Cache-Control"] = "no-store"
    return response


_WRONG_NAME = InputError(
    "the name has 1 to 120 characters, the language is fr or en",
    "le nom compte de 1 à 120 caractères, la langue est fr ou en",
)
_WRONG_TOKEN = InputError(
    f"give the token a name, and 1 to {_LONGEST_DAYS} days",
    f"donnez au jeton un nom, et de 1 à {_LONGEST_DAYS} jours",
)
