"""Signing in through an OpenID Connect provider: authorization code with PKCE, a state and a nonce."""

import json
import secrets
import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import JalonError
from assistant.models.accounts import Account, Invited
from assistant.settings import Settings
from assistant.web.pages.rendering import language_of, render
from assistant.web.running import running
from assistant.web.signing.addresses import HOME, local, site_of
from assistant.web.signing.entering import accounts_now, signed_in, visit
from assistant.web.signing.provider import Claims, Provider, ProviderError
from assistant.web.signing.visits import signed, unsigned

router = APIRouter(prefix="/sign-in/oidc", include_in_schema=False)
_BACK = "/sign-in/oidc/back"
_COOKIE = "jalon_oidc"
_LASTS = 600
"""Seconds between the two pages at most."""


@router.get("")
async def go(request: Request) -> Response:
    """Go to the provider; what has to come back is kept in this browser, under our seal."""
    provider = _provider()
    if provider is None:
        return RedirectResponse("/sign-in", status_code=303)
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        address = await provider.authorization(site_of(request) + _BACK, **kept)
    except ProviderError:
        return _refused(request, "provider", 502)
    told = {**kept, "next": local(request.query_params.get("next", HOME)), "until": int(time.time()) + _LASTS}
    response = RedirectResponse(address, status_code=303)
    value = signed(json.dumps(told), visit(request).key, "oidc")
    response.set_cookie(_COOKIE, value, max_age=_LASTS, path=_BACK, httponly=True, samesite="lax")
    return response


@router.get("/back")
async def back(request: Request, code: str = "", state: str = "") -> Response:
    """Come back from the provider: the account that it names is signed in, or told why not."""
    provider = _provider()
    kept = json.loads(unsigned(request.cookies.get(_COOKIE, ""), visit(request).key, "oidc") or "{}")
    fresh = kept and kept["until"] > time.time() and secrets.compare_digest(kept["state"], state)
    if provider is None or not fresh or not code:
        return _refused(request, "provider", 400)
    try:
        claims = await provider.claims(code, site_of(request) + _BACK, verifier=kept["verifier"], nonce=kept["nonce"])
        account = await _account(claims, running().settings)
    except ProviderError:
        return _refused(request, "provider", 502)
    except JalonError:
        account = None
    if account is None:
        return _refused(request, "stranger", 403)
    response = await signed_in(request, account, "openid connect", local(kept["next"]))
    response.delete_cookie(_COOKIE, path=_BACK, httponly=True, samesite="lax")
    return response


async def _account(claims: Claims, settings: Settings) -> Account | None:
    """Whose account it is: the one bound to that subject, else the one that an administrator made for the address."""
    accounts, at = accounts_now()
    known = await accounts.by_subject(claims.key)
    if known is not None:
        return known if known.active else None
    if not claims.email or not claims.email_verified:
        return None
    organisation = await accounts.organise(settings.oidc_organisation or "", by="", at=at)
    invited = await accounts.by_email(claims.email)
    if invited is not None:
        fits = invited.active and invited.organisation == organisation.id
        return await accounts.bind(invited, claims.key, at=at) if fits else None
    if not settings.oidc_create:
        return None
    told = Invited(email=claims.email, name=claims.name or claims.email.partition("@")[0])
    return await accounts.add(organisation.id, told, at=at, subject=claims.key)


def _provider() -> Provider | None:
    settings = running().settings
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        return None
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None
    return Provider(settings.oidc_issuer, settings.oidc_client_id, secret)


def _refused(request: Request, why: str, status: int) -> Response:
    response = render("refused.html.jinja", request, language_of(request), status=status, why=why, detail="")
    response.delete_cookie(_COOKIE, path=_BACK, httponly=True, samesite="lax")
    return response
