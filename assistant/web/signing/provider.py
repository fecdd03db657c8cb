"""An OpenID Connect provider: where it sends people, and whom it says they are."""

from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import Field

from assistant.errors import JalonError
from assistant.models.value import Value

_ALGORITHMS = ["RS256", "PS256", "ES256"]
"""Signatures with a public key: a provider's secret is not ours to verify with."""
_PATIENCE = 10.0
"""Seconds for one answer of the provider."""
_LEEWAY = 60
"""Seconds by which clocks may differ."""
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class ProviderError(JalonError):
    """The provider does not answer, or not as it should."""


class Claims(Value):
    """What the provider says of somebody."""

    issuer: str
    subject: str = Field(min_length=1, max_length=255)
    email: str = ""
    email_verified: bool = False
    name: str = ""

    @property
    def key(self) -> str:
        """What an account is bound to: the same subject of another provider is somebody else."""
        return f"{self.issuer}|{self.subject}"


class Provider:
    """One provider, and how Jalon is known to it."""

    def __init__(self, issuer: str, client: str, secret: str | None) -> None:
        self._issuer = issuer
        self._client = client
        self._secret = secret

    async def authorization(self, back: str, *, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser. Raises ProviderError."""
        async with self._session(back) as session:
            known = await self._described(session)
            address, _ = session.create_authorization_url(
                known["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        return str(address)

    async def claims(self, code: str, back: str, *, verifier: str, nonce: str) -> Claims:
        """Whom the code stands for, once its token holds: signature, audience, nonce, dates. Raises ProviderError."""
        async with self._session(back) as session:
            known = await self._described(session)
            try:
                given = await session.fetch_token(known["token_endpoint"], code=code, code_verifier=verifier)
                keys = await _fetched(session, known["jwks_uri"])
                return self._read(given["id_token"], keys, nonce)
            except (httpx.HTTPError, OAuthError, JoseError, KeyError, TypeError, ValueError) as error:
                raise ProviderError(f"the provider’s answer cannot be used: {error}") from error

    def _session(self, back: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self._client,
            client_secret=self._secret,
            redirect_uri=back,
            scope="openid email profile",
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
            timeout=_PATIENCE,
            trust_env=True,
        )

    async def _described(self, session: AsyncOAuth2Client) -> dict[str, Any]:
        """What the provider says of itself; each of its addresses is encrypted, or on this machine."""
        address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            known: dict[str, Any] = await _fetched(session, address)
            right = known["issuer"].rstrip("/") == self._issuer.rstrip("/")
            named = [known[name] for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        except (httpx.HTTPError, KeyError, ValueError, AttributeError) as error:
            raise ProviderError(f"the provider does not describe itself: {error}") from error
        if not right or not all(_is_safe(one) for one in named):
            raise ProviderError("the provider describes another one, or addresses without encryption")
        return known

    def _read(self, token: str, keys: Any, nonce: str) -> Claims:
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
        told = decoded.claims
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "values": [self._issuer, self._issuer.rstrip("/"), f"{self._issuer.rstrip('/')}/"]},
            aud={"essential": True, "value": self._client},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
        )
        rules.validate(told)
        if told.get("azp", self._client) != self._client:
            raise ValueError("the token is for another client")
        return Claims(
            issuer=self._issuer.rstrip("/"),
            subject=str(told["sub"]),
            email=str(told.get("email") or "").strip(),
            email_verified=told.get("email_verified") is True,
            name=str(told.get("name") or "").strip()[:120],
        )


async def _fetched(session: AsyncOAuth2Client, address: str) -> Any:
    return (await session.request("GET", address, withhold_token=True)).raise_for_status().json()


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in _HERE
