"""The people of an organisation, for its administrators: invite, give a role, deactivate."""

from collections.abc import Mapping
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from assistant.errors import ForbiddenError, InputError, JalonError
from assistant.models.accounts import Account, Changes, Invited
from assistant.models.desk import Person, Role
from assistant.web.pages.rendering import language_of, render
from assistant.web.people import person_of
from assistant.web.running import running
from assistant.web.signing.addresses import link_for, site_of
from assistant.web.signing.entering import accounts_now, visit

router = APIRouter(prefix="/people", include_in_schema=False)


@router.get("")
async def listed(request: Request) -> Response:
    """Everybody of the organisation."""
    await _administrator(request)
    return await _page(request, done=request.query_params.get("done", ""))


@router.post("")
async def invite(
    request: Request,
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "trainer",
) -> Response:
    """Make an account and show the link with which its owner sets a password."""
    person, (accounts, at) = await _administrator(request), accounts_now()
    told = {"email": email.strip(), "name": name.strip(), "role": role, "language": person.language}
    try:
        account = await accounts.add(person.organisation, Invited.model_validate(told), by=person.id, at=at)
    except ValidationError:
        return await _page(request, fault=_WRONG, typed=told)
    except JalonError as error:
        return await _page(request, fault=error, typed=told)
    return await _with_link(request, account)


@router.post("/{identifier}")
async def change(
    request: Request, identifier: str, role: Annotated[str, Form()] = "", then: Annotated[str, Form()] = "role"
) -> Response:
    """Give another role, deactivate, let in again, or make another link."""
    person, (accounts, at) = await _administrator(request), accounts_now()
    account = await accounts.account(person.organisation, identifier)
    try:
        if then == "link":
            return await _with_link(request, account)
        changes = Changes.model_validate({"role": role} if then == "role" else {"active": then == "let_in"})
        await accounts.change(person.organisation, identifier, changes, by=person.id, at=at)
    except ValidationError:
        return await _page(request, fault=_WRONG)
    except JalonError as error:
        return await _page(request, fault=error)
    return RedirectResponse("/people?done=saved", status_code=303)


async def _administrator(request: Request) -> Person:
    person = await person_of(request)
    if person.role != "administrator":
        raise ForbiddenError("this is for an administrator", "cela revient à un administrateur")
    return person


async def _with_link(request: Request, account: Account) -> Response:
    accounts, at = accounts_now()
    if not account.active:
        raise InputError("this account is closed: let it in first", "ce compte est fermé : rouvrez-le d’abord")
    path = await link_for(account, accounts, visit(request).key, at)
    return await _page(request, link=site_of(request) + path, invited=account.name)


async def _page(
    request: Request,
    *,
    fault: JalonError | None = None,
    typed: Mapping[str, str] | None = None,
    link: str = "",
    invited: str = "",
    done: str = "",
) -> Response:
    person, language = await person_of(request), language_of(request)
    response = render(
        "people.html.jinja",
        request,
        language,
        status=422 if fault else 200,
        rows=await running().store.accounts.people(person.organisation),
        roles=get_args(Role),
        me=person.id,
        fault=fault.line(french=language == "fr") if fault else "",
        link=link,
        typed=typed or {},
        invited=invited,
        done=done == "saved",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


_WRONG = InputError(
    "give an e-mail address, a name, and one of the three roles",
    "donnez une adresse électronique, un nom, et l’un des trois rôles",
)
