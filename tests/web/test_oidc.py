"""Signing in through an OpenID Connect provider, against one that runs on this machine."""

import asyncio
import base64
import hashlib
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI, Form, Request
from fastapi.responses import JSONResponse
from httpx import AsyncClient, Response
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from evals.suites.suite import without_model
from tests.web.driving import free_port
from tests.web.signing import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="module")
CLIENT, SECRET = "jalon", "a secret of the provider"


class FakeProvider:
    """Gives a token for each code that it has handed out, if whoever asks began it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1"})
        self.foreign = RSAKey.generate_key(2048, parameters={"kid": "1"})
        self.asked: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {}
        self.signs_with = self.key
        self.algorithm = "RS256"
        self.app = FastAPI()
        self.app.get("/.well-known/openid-configuration")(self.describe)
        self.app.post("/token")(self.token)
        self.app.get("/jwks")(self.keys)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def describe(self) -> dict[str, str]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }

    async def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def agree(self, address: str) -> str:
        """The person agrees on the provider's page: the code that it sends them back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"].endswith("/sign-in/oidc/back")
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return code

    async def token(self, request: Request, code: str = Form(), code_verifier: str = Form()) -> JSONResponse:
        told = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        asked = self.asked.pop(code, {})
        digest = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if told != f"{CLIENT}:{SECRET}" or challenge != asked.get("code_challenge"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "exp": now + 60,
            "iat": now,
            "nonce": asked["nonce"],
            **self.claims,
        }
        header = {"alg": self.algorithm, "kid": "1"}
        return JSONResponse(
            {"access_token": "x", "token_type": "Bearer", "id_token": jwt.encode(header, claims, self.signs_with)}
        )


@asynccontextmanager
async def _served(app: FastAPI, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield
    server.should_exit = True
    await serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def provider() -> AsyncIterator[FakeProvider]:
    fake = FakeProvider()
    async with _served(fake.app, fake.port):
        yield fake


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    provider: FakeProvider, tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]
) -> AsyncIterator[House]:
    changes = {
        "accounts": True,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SecretStr(SECRET),
        "oidc_organisation": "CFA Exemple",
    }
    settings = without_model(furnish(tmp_path_factory.mktemp("oidc"))).model_copy(update=changes)
    async with open_house(settings) as opened:
        yield opened


async def _come_back(house: House, provider: FakeProvider, client: AsyncClient, **claims: Any) -> Response:
    provider.claims = {"sub": "s-1", "email_verified": True, **claims}
    sent = await client.get("/sign-in/oidc", params={"next": "/methods"})
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(f"{provider.issuer}/authorize?")
    state = parse_qs(urlsplit(sent.headers["location"]).query)["state"][0]
    return await client.get(
        "/sign-in/oidc/back", params={"code": provider.agree(sent.headers["location"]), "state": state}
    )


async def test_who_was_invited_signs_in_and_is_known_from_then_on(house: House, provider: FakeProvider):
    account = await house.account("anne")
    assert "/sign-in/oidc" in (await house.browser().get("/sign-in")).text
    client = house.browser()
    back = await _come_back(house, provider, client, sub="anne", email="Anne@Example.org")
    assert (back.status_code, back.headers["location"]) == (303, "/methods")
    assert account.name in (await client.get("/account")).text
    moved = house.browser()
    again = await _come_back(house, provider, moved, sub="anne", email="another@example.org")
    assert again.status_code == 303
    assert account.email in (await moved.get("/account")).text


async def test_nobody_gets_an_account_without_an_invitation(house: House, provider: FakeProvider):
    client = house.browser()
    back = await _come_back(house, provider, client, sub="stranger", email="stranger@example.org")
    assert back.status_code == 403
    assert "ask an administrator" in back.text
    assert (await client.get("/account")).status_code == 303
    assert await house.store.accounts.by_email("stranger@example.org") is None


@pytest.mark.parametrize("verified", [False, None, "true"])
async def test_an_address_that_is_not_verified_opens_no_account(house: House, provider: FakeProvider, verified: Any):
    account = await house.account(f"berthe{verified}".lower())
    back = await _come_back(house, provider, house.browser(), sub="b", email=account.email, email_verified=verified)
    assert back.status_code == 403


async def test_an_account_is_bound_once_and_to_its_organisation(house: House, provider: FakeProvider):
    account = await house.account("chloe")
    assert (await _come_back(house, provider, house.browser(), sub="c1", email=account.email)).status_code == 303
    assert (await _come_back(house, provider, house.browser(), sub="c2", email=account.email)).status_code == 403
    elsewhere = await house.account("dora", "trainer", "Another")
    assert (await _come_back(house, provider, house.browser(), sub="d", email=elsewhere.email)).status_code == 403


async def test_a_closed_account_stays_closed(house: House, provider: FakeProvider):
    from assistant.models.accounts import Changes

    account = await house.account("edith")
    assert (await _come_back(house, provider, house.browser(), sub="e", email=account.email)).status_code == 303
    changes = Changes(active=False)
    await house.store.accounts.change(account.organisation, account.id, changes, by="", at=account.created_at)
    assert (await _come_back(house, provider, house.browser(), sub="e", email=account.email)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}, {"nonce": "replayed"}, {"azp": "another"}],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_a_token_for_somebody_else_or_of_another_time_is_refused(
    house: House, provider: FakeProvider, wrong: dict[str, Any]
):
    back = await _come_back(house, provider, house.browser(), sub="anne", **wrong)
    assert back.status_code == 502
    assert "set-cookie" not in back.headers or "jalon_session" not in back.headers["set-cookie"]


async def test_a_token_that_another_key_has_signed_is_refused(house: House, provider: FakeProvider):
    provider.signs_with = provider.foreign
    try:
        assert (await _come_back(house, provider, house.browser(), sub="anne")).status_code == 502
    finally:
        provider.signs_with = provider.key


async def test_a_state_of_another_browser_or_of_before_is_refused(house: House, provider: FakeProvider):
    client, victim = house.browser(), house.browser()
    sent = await client.get("/sign-in/oidc")
    state = parse_qs(urlsplit(sent.headers["location"]).query)["state"][0]
    told = {"code": provider.agree(sent.headers["location"]), "state": state}
    assert (await victim.get("/sign-in/oidc/back", params=told)).status_code == 400
    assert (await client.get("/sign-in/oidc/back", params={**told, "state": "x"})).status_code == 400
    assert (await client.get("/sign-in/oidc/back", params=told)).status_code == 400


async def test_what_is_kept_in_the_browser_meanwhile_cannot_be_changed(house: House, provider: FakeProvider):
    client = house.browser()
    sent = await client.get("/sign-in/oidc")
    cookie = next(one for one in sent.headers.get_list("set-cookie") if one.startswith("jalon_oidc"))
    assert "httponly" in cookie.lower()
    forged = base64.urlsafe_b64encode(json.dumps({"state": "s", "until": 1e12, "next": "/"}).encode()).decode()
    seal = cookie.split(";")[0].rpartition(".")[2]
    client.cookies.clear()
    client.cookies.set("jalon_oidc", f"{forged}.{seal}", domain="127.0.0.1", path="/sign-in/oidc/back")
    assert (await client.get("/sign-in/oidc/back", params={"code": "c", "state": "s"})).status_code == 400


async def test_by_setting_whoever_the_provider_knows_is_a_trainer(house: House, provider: FakeProvider):
    object.__setattr__(house.program.settings, "oidc_create", True)
    try:
        client = house.browser()
        back = await _come_back(house, provider, client, sub="new", email="new@example.org", name="Nouvelle")
    finally:
        object.__setattr__(house.program.settings, "oidc_create", False)
    assert back.status_code == 303
    account = await house.store.accounts.by_email("new@example.org")
    assert account is not None
    assert (account.role, account.name) == ("trainer", "Nouvelle")
