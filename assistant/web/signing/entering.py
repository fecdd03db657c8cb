"""The way in and out: signing in with a password, out again, and the link of somebody who was invited."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import ForbiddenError, InputError
from assistant.models.accounts import Account
from assistant.models.terms import Language
from assistant.storage.accounts import Accounts, folded
from assistant.storage.keys import SESSION as LASTING
from assistant.web.pages.rendering import language_of, render
from assistant.web.running import running
from assistant.web.signing.addresses import HOME, invited, local
from assistant.web.signing.visits import SESSION, Visit, visit_of

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
async def ask(request: Request) -> Response:
    """The form; somebody who is signed in goes on at once."""
    if visit(request).person is not None:
        return RedirectResponse(local(request.query_params.get("next", HOME)), status_code=303)
    return _form(request)


@router.post("/sign-in")
async def enter(
    request: Request,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,  # noqa: A002
) -> Response:
    """Sign in; whatever was wrong, the answer is the same, and as slow."""
    accounts, at = accounts_now()
    address = request.client.host if request.client else ""
    pause = await accounts.attempts.begin(folded(email), address, at)
    if pause:
        return _form(request, email=email, wait=pause, status=429, onward=next)
    account = await accounts.verified(email, password)
    if account is None:
        await accounts.keys.refuse(folded(email), at=at)
        return _form(request, email=email, wrong=True, status=401, onward=next)
    await accounts.attempts.succeed(folded(email), address, at)
    return await signed_in(request, account, "password", local(next))


@router.post("/sign-out")
async def leave(request: Request, everywhere: Annotated[str, Form()] = "") -> Response:
    """End this session, or all of them."""
    here, (accounts, at) = visit(request), accounts_now()
    if here.person is not None:
        await accounts.keys.sign_out(here.person, here.session, at=at, everywhere=bool(everywhere))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    return response


@router.get("/welcome/{link}")
async def welcome(request: Request, link: str) -> Response:
    """Where somebody who was invited sets a password."""
    accounts, at = accounts_now()
    account = await invited(link, accounts, visit(request).key, at)
    if account is None:
        return render("refused.html.jinja", request, language_of(request), status=404, why="link", detail="")
    return _welcome(request, account)


@router.post("/welcome/{link}")
async def settle_in(
    request: Request, link: str, password: Annotated[str, Form()] = "", again: Annotated[str, Form()] = ""
) -> Response:
    """Keep the password, which ends the link, and sign in."""
    accounts, at = accounts_now()
    account = await invited(link, accounts, visit(request).key, at)
    if account is None:
        return render("refused.html.jinja", request, language_of(request), status=404, why="link", detail="")
    try:
        await accounts.set_password(account, _same(password, again), by=account.id, at=at)
    except InputError as error:
        return _welcome(request, account, error)
    return await signed_in(request, account, "link", HOME)


def visit(request: Request) -> Visit:
    """Who is there. Raises ForbiddenError where the gate was left out."""
    found = visit_of(request)
    if found is None:
        raise ForbiddenError("sign in first", "connectez-vous d’abord")
    return found


def accounts_now() -> tuple[Accounts, Any]:
    """The accounts, and the moment."""
    program = running()
    return program.store.accounts, program.desk.context.clock()


async def signed_in(request: Request, account: Account, how: str, onward: str) -> Response:
    """Go on with a new session: whatever the browser held before opens nothing any more."""
    accounts, at = accounts_now()
    before = request.cookies.get(SESSION, "")
    secret = await accounts.keys.sign_in(account, at=at, how=how, instead_of=before)
    response = RedirectResponse(onward, status_code=303)
    lasts = int(LASTING.total_seconds())
    response.set_cookie(SESSION, secret, max_age=lasts, httponly=True, samesite="lax")
    return response


def _same(password: str, again: str) -> str:
    if password != again:
        raise InputError("the two passwords differ: type the same one twice", "les deux mots de passe diffèrent")
    return password


def _form(
    request: Request, *, email: str = "", wrong: bool = False, wait: int = 0, status: int = 200, onward: str = ""
) -> Response:
    response = render(
        "sign_in.html.jinja",
        request,
        language_of(request),
        status=status,
        email=email[:254],
        wrong=wrong,
        wait=wait,
        onward=local(onward or request.query_params.get("next", HOME)),
        oidc=running().settings.oidc_issuer is not None,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def _welcome(request: Request, account: Account, error: InputError | None = None) -> Response:
    language: Language = account.language if "lang" not in request.query_params else language_of(request)
    fault = error.line(french=language == "fr") if error else ""
    status = 422 if error else 200
    response = render("welcome.html.jinja", request, language, status=status, account=account, fault=fault)
    # The address of this page is a key.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
