"""Accounts from the terminal: the first administrator, and whoever has lost their way in."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from getpass import getpass
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from assistant.cli.words import counted, text
from assistant.errors import InputError, NotFoundError
from assistant.models.accounts import Account, Changes, Invited
from assistant.models.desk import Role
from assistant.settings import read_settings

if TYPE_CHECKING:
    from assistant.storage.accounts import Accounts
    from assistant.storage.adoption import Adopted

T = TypeVar("T")


def add(email: str, role: Role, organisation: str, name: str, from_stdin: bool) -> None:
    """Make an account with a password, and its organisation where there is none of that name."""
    email = (email or _ask("Adresse électronique : ", "E-mail address: ")).strip()
    if not organisation.strip():
        raise InputError("name the organisation with --organisation", "nommez l’organisation avec --organisation")
    given = {"email": email, "name": name.strip() or email.partition("@")[0], "role": role}
    try:
        invited = Invited.model_validate({**given, "language": text("fr", "en")})
    except ValidationError as error:
        raise InputError(
            f"{email!r} is no e-mail address", f"« {email} » n’est pas une adresse électronique"
        ) from error
    password = _password(from_stdin)

    async def make(accounts: "Accounts") -> Account:
        at = _now()
        found = await accounts.organise(organisation, by="", at=at)
        return await accounts.add(found.id, invited, at=at, password=password)

    account = _with(make)
    print(text(f"Compte créé : {account.email}", f"Account made: {account.email}"))
    if not read_settings().accounts:
        print(text("Pour que l’on s’y connecte : JALON_ACCOUNTS=on", "For people to sign in: JALON_ACCOUNTS=on"))


def listed() -> None:
    """Print every account: organisation, role, address, name."""

    async def read(accounts: "Accounts") -> list[str]:
        return [
            "\t".join((found.name, one.role, one.email, one.name, *([] if one.active else [_closed()])))
            for found in await accounts.organisations()
            for one in await accounts.people(found.id)
        ]

    lines = _with(read)
    print("\n".join(lines) or text("Aucun compte.", "No account."))


def password(email: str, from_stdin: bool) -> None:
    """Give an account another password; its sessions end."""

    async def change(accounts: "Accounts") -> None:
        account = await _known(accounts, email)
        await accounts.set_password(account, _password(from_stdin), by="", at=_now())

    _with(change)
    print(text("Mot de passe changé.", "Password changed."))


def deactivate(email: str) -> None:
    """Close an account: nobody signs in with it any more, and whoever is signed in no longer is."""

    async def close(accounts: "Accounts") -> None:
        account = await _known(accounts, email)
        await accounts.change(account.organisation, account.id, Changes(active=False), by="", at=_now())

    _with(close)
    print(text("Compte fermé.", "Account closed."))


def adopt(email: str) -> None:
    """Give an account what was made before accounts were on. Raises NotFoundError, InputError for a closed one."""

    async def take(accounts: "Accounts") -> "Adopted":
        account = await _known(accounts, email)
        if not account.active:
            raise InputError(
                f"the account {email} is closed: name one that can sign in",
                f"le compte {email} est fermé : nommez-en un qui peut se connecter",
            )
        return await accounts.adoption.adopt(account, by="", at=_now())

    print(text("Repris : ", "Taken over: ") + told(_with(take)) + ".")


def told(found: "Adopted") -> str:
    """ "3 modules, 1 conversation"."""
    return f"{counted(found.modules, 'module')}, {counted(found.conversations, 'conversation')}"


async def _known(accounts: "Accounts", email: str) -> Account:
    found = await accounts.by_email(email)
    if found is None:
        raise NotFoundError(f"no account has the address {email}", f"aucun compte n’a l’adresse {email}")
    return found


def _with(work: "Callable[[Accounts], Awaitable[T]]") -> T:
    from assistant.runtime import prepare_data_dir
    from assistant.storage.database import open_store

    settings = read_settings()
    prepare_data_dir(settings)

    async def run() -> T:
        store = await open_store(settings.data_dir, settings.database_url)
        try:
            return await work(store.accounts)
        finally:
            await store.close()

    return asyncio.run(run())


def _password(from_stdin: bool) -> str:
    """Asked twice, without showing it; or the first line of what is sent."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass(text("Mot de passe (12 caractères au moins) : ", "Password (12 characters at least): "))
    if getpass(text("Le même, une seconde fois : ", "The same once more: ")) != first:
        raise InputError("the two passwords differ", "les deux mots de passe diffèrent")
    return first


def _ask(fr: str, en: str) -> str:
    try:
        return input(text(fr, en))
    except EOFError as error:
        raise InputError("give the e-mail address", "donnez l’adresse électronique") from error


def _closed() -> str:
    return text("fermé", "closed")


def _now() -> datetime:
    return datetime.now(UTC)
