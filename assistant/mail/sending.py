"""Hands letters to an SMTP server."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from assistant.mail.letters import Letter
from assistant.settings import LOOPBACK

_SECONDS = 10.0
"""For each answer of the server."""
_FAULTS = (OSError, smtplib.SMTPException, MessageError, ValueError)


@dataclass(frozen=True)
class Server:
    """Where letters are handed in, and in whose name."""

    url: SecretStr
    """`smtp://user:password@host:587` or `smtps://…`."""
    sender: str
    """`Jalon <jalon@example.org>`, or the address alone."""
    seconds: float = _SECONDS

    def send(self, letters: Sequence[Letter]) -> tuple[str, ...]:
        """Send them over one connection, which blocks; the fault of each that could not be sent, without a secret."""
        if not letters:
            return ()
        try:
            connection = self._opened()
        except _FAULTS as error:
            return (name_of(error),) * len(letters)
        try:
            return tuple(fault for one in letters if (fault := self._hand_in(connection, one)))
        finally:
            # What was handed in is sent, whatever the server answers to a goodbye.
            with suppress(*_FAULTS):
                connection.quit()

    def _opened(self) -> smtplib.SMTP:
        parts = urlsplit(self.url.get_secret_value())
        host, checked = parts.hostname or "", ssl.create_default_context()
        if parts.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=self.seconds, context=checked)
        else:
            connection = smtplib.SMTP(host, parts.port or 587, timeout=self.seconds)
        try:
            _greet(connection, parts.scheme, checked)
            if parts.username:
                _log_in(connection, host, unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            connection.close()
            raise
        return connection

    def _hand_in(self, connection: smtplib.SMTP, one: Letter) -> str:
        try:
            connection.send_message(self._message(one), parseaddr(self.sender)[1], [one.to])
        except _FAULTS as error:
            return name_of(error)
        return ""

    def _message(self, one: Letter) -> EmailMessage:
        """The letter in its envelope; a header that would hold a line break is refused by EmailMessage."""
        message = EmailMessage()
        name, address = parseaddr(self.sender)
        message["From"] = Address(name, addr_spec=address)
        message["To"] = Address(addr_spec=one.to)
        message["Subject"] = one.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(one.body)
        return message


def name_of(error: Exception) -> str:
    """What went wrong, without what the server or the settings say: a password could be in it.

    With the code of the server's answer, or of what is wrong with its certificate (10 too old, 62 and 64 another's).
    """
    code = getattr(error, "smtp_code", None) or getattr(error, "verify_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


class UnencryptedError(smtplib.SMTPException):
    """The server would have to be told the password in the open."""


def _greet(connection: smtplib.SMTP, scheme: str, checked: ssl.SSLContext) -> None:
    connection.ehlo_or_helo_if_needed()
    if scheme == "smtp" and connection.has_extn("starttls"):
        connection.starttls(context=checked)
        connection.ehlo()


def may_log_in(host: str, *, encrypted: bool) -> bool:
    """Whether a server may be told the password: in the open, one on this machine alone."""
    return encrypted or host in LOOPBACK


def _log_in(connection: smtplib.SMTP, host: str, user: str, password: str) -> None:
    if not may_log_in(host, encrypted=isinstance(connection.sock, ssl.SSLSocket)):
        raise UnencryptedError
    connection.login(user, password)
