"""Letters over connections that are encrypted, and nothing secret over those that are not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from pydantic import SecretStr

from assistant.mail import Server
from assistant.mail.letters import Letter
from tests.mailing import IN_URL, SECRET, Authority, MailServer

LETTER = Letter(to="ana@example.org", subject="À relire", body="Bonjour Ana,\n")
Scheme = Literal["smtp", "smtps"]
SCHEMES: tuple[Scheme, ...] = ("smtp", "smtps")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is told to trust it as an administrator would say so."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


@asynccontextmanager
async def serving(
    scheme: Scheme, authority: Authority, *, to: str = "127.0.0.1", days: int = 1
) -> AsyncIterator[MailServer]:
    """A server that shows a certificate, before it is spoken to or once it is asked to encrypt."""
    shown = authority.certify(to, days=days)
    server = MailServer(offers="STARTTLS", tls=shown)
    async with server.listening(within=shown if scheme == "smtps" else None):
        yield server


async def send(scheme: Scheme, server: MailServer, host: str = "127.0.0.1") -> tuple[str, ...]:
    url = SecretStr(f"{scheme}://jalon:{IN_URL}@{host}:{server.port}")
    return await asyncio.to_thread(Server(url, "Jalon <jalon@example.org>").send, [LETTER])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.usefixtures("trusted")
async def test_a_letter_and_the_password_go_encrypted_to_a_server_that_is_trusted(scheme: Scheme, authority: Authority):
    async with serving(scheme, authority) as server:
        assert await send(scheme, server) == ()
    assert (server.logins, server.encrypted) == ([f"\0jalon\0{SECRET}".encode()], [True])
    assert list(server.by_receiver()) == ["ana"]


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_certificate_of_somebody_unknown_is_refused_before_anything_is_told(
    scheme: Scheme, authority: Authority
):
    async with serving(scheme, authority) as server:
        assert await send(scheme, server) == ("SSLCertVerificationError 20",)
    assert (server.logins, server.letters) == ([], [])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("to", "days", "code"), [("mail.example.org", 1, 64), ("127.0.0.1", -1, 10)])
@pytest.mark.usefixtures("trusted")
async def test_a_certificate_of_another_server_or_too_old_is_refused(
    scheme: Scheme, authority: Authority, to: str, days: int, code: int
):
    async with serving(scheme, authority, to=to, days=days) as server:
        assert await send(scheme, server) == (f"SSLCertVerificationError {code}",)
    assert (server.logins, server.letters) == ([], [])


@pytest.mark.usefixtures("trusted")
async def test_a_server_that_does_not_encrypt_is_told_nothing_where_the_setting_asks_for_it():
    async with MailServer().listening() as server:
        (fault,) = await send("smtps", server)
    assert fault == "SSLError"
    assert (server.logins, server.letters) == ([], [])


async def test_another_machine_that_does_not_offer_to_encrypt_is_not_told_the_password():
    # For the program another machine; the system takes every 127.x.x.x for this one.
    async with MailServer().listening(at="127.0.0.2") as server:
        assert await send("smtp", server, "127.0.0.2") == ("UnencryptedError",)
    assert (server.logins, server.letters) == ([], [])
