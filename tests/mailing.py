"""A mail server of one page, and certificates that it can show."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SECRET = "s3cr%t/pass"
IN_URL = "s3cr%25t%2Fpass"


@dataclass
class MailServer:
    """Takes letters on loopback as an SMTP server does, and keeps them."""

    letters: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    """Sender and receivers of the envelope, and what was in it."""
    logins: list[bytes] = field(default_factory=list)
    refuses: bytes = b""
    """A receiver or, as "AUTH", whoever signs in."""
    offers: str = "8BITMIME"
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Closed: it answers to nobody."""
    tls: ssl.SSLContext | None = None
    """How it encrypts once a client asks for it, where it offers to."""
    encrypted: list[bool] = field(default_factory=list)
    """Of each login, whether it came over an encrypted connection."""
    port: int = 0

    @asynccontextmanager
    async def listening(self, *, at: str = "127.0.0.1", within: ssl.SSLContext | None = None) -> AsyncIterator[Self]:
        """It takes connections, encrypted from the first byte where `within` says how."""
        self.gate.set()
        listening = await asyncio.start_server(self.serve, at, 0, ssl=within)
        self.port = listening.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            listening.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.gate.wait()
        await self._say(writer, "220 here")
        sender, receivers = "", list[str]()
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                await self._say(writer, f"250-here\r\n250-{self.offers}\r\n250 AUTH PLAIN")
            elif verb == b"STAR" and self.tls:
                await self._say(writer, "220 go ahead")
                try:
                    await writer.start_tls(self.tls)
                except ssl.SSLError:
                    break  # the client does not like what it was shown
            elif verb == b"STAR":
                await self._say(writer, "454 not now")
            elif verb == b"AUTH":
                self.logins.append(b64decode(line.split()[-1]))
                self.encrypted.append(writer.get_extra_info("ssl_object") is not None)
                await self._say(writer, f"535 not {SECRET}" if self.refuses == b"AUTH" else "235 in")
            elif verb == b"MAIL":
                sender, receivers = _address(line), []
                await self._say(writer, "250 ok")
            elif verb == b"RCPT":
                refused = bool(self.refuses) and self.refuses in line
                receivers += [] if refused else [_address(line)]
                await self._say(writer, "550 nobody" if refused else "250 ok")
            elif verb == b"DATA":
                await self._say(writer, "354 go on")
                self.letters.append((sender, receivers, await _taken(reader)))
                await self._say(writer, "250 kept")
            elif verb == b"QUIT":
                await self._say(writer, "421 a goodbye that nobody expects")
                break
            else:
                await self._say(writer, "250 ok")
        writer.close()

    async def _say(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()

    def by_receiver(self) -> dict[str, EmailMessage]:
        return {receivers[0].partition("@")[0]: message for _, receivers, message in self.letters}


def _address(line: bytes) -> str:
    return line.partition(b"<")[2].partition(b">")[0].decode()


async def _taken(reader: asyncio.StreamReader) -> EmailMessage:
    lines = list[bytes]()
    while (line := await reader.readline()) != b".\r\n":
        lines.append(line[1:] if line.startswith(b"..") else line)
    found = message_from_bytes(b"".join(lines).replace(b"\r\n", b"\n"), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@dataclass
class Authority:
    """Somebody who signs certificates, and whom nobody trusts who has not been told to."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.file.write_bytes(_pem(self._signed("Jalon tests", self.key.public_key(), authority=True)))

    @property
    def file(self) -> Path:
        """Its own certificate: whoever trusts it names this file."""
        return self.folder / "authority.pem"

    def certify(self, host: str, *, days: int = 1) -> ssl.SSLContext:
        """What a server of that address shows; with negative days, it did so too long ago."""
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self.folder / f"{host}.{days}.pem"
        path.write_bytes(private + _pem(self._signed(host, key.public_key(), days=days)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(
        self, name: str, key: ec.EllipticCurvePublicKey, *, days: int = 1, authority: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(_called(name))
            .issuer_name(_called("Jalon tests"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=9))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            builder = builder.add_extension(x509.SubjectAlternativeName([_address_of(name)]), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _address_of(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
