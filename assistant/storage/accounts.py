"""Organisations and the accounts of their people; every change is a line of the audit log."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.errors import ConflictError, NotFoundError
from assistant.language.lemmas import fold
from assistant.models.accounts import Account, Changes, Invited, Organisation
from assistant.storage.adoption import Adoption
from assistant.storage.attempts import Attempts
from assistant.storage.audit import log
from assistant.storage.connections import Connections
from assistant.storage.keys import Keys, end_all
from assistant.storage.moments import aware
from assistant.storage.passwords import hashed, is_right
from assistant.storage.personal import Personal
from assistant.storage.plain import strip_nul
from assistant.storage.tables import accounts, organisations


def folded(email: str) -> str:
    """An e-mail address as it is looked up."""
    return strip_nul(email).strip().casefold()[:254]


class Accounts:
    """Who can sign in, to which organisation, as what."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections
        self.keys = Keys(connections)
        """What opens the pages and the HTTP interface: sessions and tokens."""
        self.attempts = Attempts(connections)
        self.personal = Personal(connections)
        self.adoption = Adoption(connections)
        """Gives what was made before accounts to somebody."""

    async def organise(self, name: str, *, by: str, at: datetime) -> Organisation:
        """The organisation of that name, in whatever case; made where there is none."""

        def write(connection: Connection) -> Organisation:
            rows = connection.execute(select(organisations.c.id, organisations.c.name)).all()
            known = next((row for row in rows if fold(row.name) == fold(name)), None)
            if known is not None:
                return Organisation(id=known.id, name=known.name)
            made = Organisation(id=str(uuid4()), name=strip_nul(name).strip())
            connection.execute(insert(organisations).values(id=made.id, name=made.name, created_at=at))
            log(connection, made.id, by, "organisation.add", made.id, at)
            return made

        return await self._database.write(write)

    async def organisations(self) -> tuple[Organisation, ...]:
        """Every one, the oldest first."""
        query = select(organisations.c.id, organisations.c.name).order_by(organisations.c.created_at)
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        return tuple(Organisation.model_validate(dict(row)) for row in rows)

    async def add(
        self, organisation: str, invited: Invited, *, at: datetime, by: str = "", password: str = "", subject: str = ""
    ) -> Account:
        """Make an account; without a password, until its owner sets one. Raises ConflictError, InputError."""
        kept = await hashed(password) if password else None
        row = {
            **invited.model_dump(),
            "id": str(uuid4()),
            "organisation": organisation,
            "email": folded(invited.email),
            "name": strip_nul(invited.name).strip(),
            "password": kept,
            "subject": subject or None,
            "active": True,
            "created_at": at,
        }

        def write(connection: Connection) -> Account:
            connection.execute(insert(accounts).values(**row))
            log(connection, organisation, by, "account.add", str(row["id"]), at, {"role": invited.role})
            return _of(connection, str(row["id"]))

        try:
            return await self._database.write(write)
        except IntegrityError as error:
            raise ConflictError(
                "this address cannot be used for a new account: it may have one already",
                "cette adresse ne peut servir à un nouveau compte : elle en a peut-être déjà un",
            ) from error

    async def people(self, organisation: str) -> tuple[Account, ...]:
        """The accounts of an organisation, by name."""
        query = select(accounts).where(accounts.c.organisation == organisation).order_by(accounts.c.name, accounts.c.id)
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        return tuple(_account(row) for row in rows)

    async def account(self, organisation: str, identifier: str) -> Account:
        """An account of that organisation. Raises NotFoundError: another's is not there."""
        return await self._database.read(lambda connection: _within(connection, organisation, identifier))

    async def by_email(self, email: str) -> Account | None:
        """The account of an address, in whatever case."""
        return await self._first(accounts.c.email == folded(email))

    async def by_id(self, identifier: str) -> Account | None:
        """An account of any organisation: for links and keys, which nobody can guess."""
        return await self._first(accounts.c.id == identifier)

    async def by_subject(self, subject: str) -> Account | None:
        """The account of somebody whom an OpenID Connect provider knows."""
        return await self._first(accounts.c.subject == subject)

    async def verified(self, email: str, password: str) -> Account | None:
        """The active account of which that is the password; it takes as long where there is none."""
        query = select(accounts).where(accounts.c.email == folded(email))
        row = await self._database.read(lambda connection: connection.execute(query).mappings().first())
        right = await is_right(password, row["password"] if row and row["active"] else None)
        return _account(row) if row and right else None

    async def stamp(self, identifier: str) -> str:
        """Changes with the password: what was made for the one before serves no longer."""
        query = select(accounts.c.password, accounts.c.active).where(accounts.c.id == identifier)
        row = await self._database.read(lambda connection: connection.execute(query).first())
        return hashlib.sha256(f"{row.password}|{row.active}".encode()).hexdigest() if row else ""

    async def change(self, organisation: str, identifier: str, changes: Changes, *, by: str, at: datetime) -> Account:
        """Change what is not None; who is deactivated is signed out everywhere. Raises NotFoundError, ConflictError."""
        told = changes.model_dump(exclude_none=True)

        def write(connection: Connection) -> Account:
            before = _within(connection, organisation, identifier)
            if told:
                connection.execute(update(accounts).where(accounts.c.id == identifier).values(**told))
            if before.role == "administrator" and before.active and not _administrators(connection, organisation):
                raise _last_administrator()
            if changes.active is False:
                end_all(connection, identifier)
            shown = {name: str(value) for name, value in told.items() if name in {"role", "language", "active"}}
            log(connection, organisation, by, "account.change", identifier, at, {**shown})
            return _of(connection, identifier)

        return await self._database.write(write)

    async def set_password(self, account: Account, password: str, *, by: str, at: datetime) -> None:
        """Keep another password, and end every session. Raises InputError."""
        kept = await hashed(password)

        def write(connection: Connection) -> None:
            connection.execute(update(accounts).where(accounts.c.id == account.id).values(password=kept))
            end_all(connection, account.id, tokens_too=False)
            log(connection, account.organisation, by, "account.password", account.id, at)

        await self._database.write(write)

    async def bind(self, account: Account, subject: str, *, at: datetime) -> Account:
        """Note who an account is for the OpenID Connect provider; once. Raises ConflictError."""
        free = and_(accounts.c.id == account.id, accounts.c.subject.is_(None), accounts.c.active)

        def write(connection: Connection) -> Account:
            if connection.execute(update(accounts).where(free).values(subject=subject)).rowcount != 1:
                raise ConflictError("this account belongs to somebody else", "ce compte appartient à quelqu’un d’autre")
            log(connection, account.organisation, account.id, "account.bind", account.id, at)
            return _of(connection, account.id)

        return await self._database.write(write)

    async def erase(self, account: Account, *, by: str, at: datetime) -> None:
        """Delete an account and what is personal of it. Raises ConflictError for an organisation's last administrator.

        What was decided stays, under the id and without the name.
        """

        def write(connection: Connection) -> None:
            connection.execute(update(accounts).where(accounts.c.id == account.id).values(active=False))
            if account.role == "administrator" and not _administrators(connection, account.organisation):
                others = select(func.count()).where(accounts.c.organisation == account.organisation, accounts.c.active)
                if connection.execute(others).scalar():
                    raise _last_administrator()
            self.personal.erase(connection, account.id)
            end_all(connection, account.id)
            log(connection, account.organisation, by, "account.erase", account.id, at)

        await self._database.write(write)

    async def _first(self, condition: Any) -> Account | None:
        query = select(accounts).where(condition)
        row = await self._database.read(lambda connection: connection.execute(query).mappings().first())
        return _account(row) if row else None


def _account(row: RowMapping) -> Account:
    held = {name: row[name] for name in Account.model_fields if name in row}
    return Account.model_validate(
        {**held, "created_at": aware(row["created_at"]), "has_password": bool(row["password"])}
    )


def _of(connection: Connection, identifier: str) -> Account:
    return _account(connection.execute(select(accounts).where(accounts.c.id == identifier)).mappings().one())


def _within(connection: Connection, organisation: str, identifier: str) -> Account:
    known = and_(accounts.c.id == identifier, accounts.c.organisation == organisation)
    row = connection.execute(select(accounts).where(known)).mappings().first()
    if row is None:
        raise NotFoundError("there is no such account", "il n’y a pas de tel compte")
    return _account(row)


def _administrators(connection: Connection, organisation: str) -> int:
    active = and_(accounts.c.organisation == organisation, accounts.c.role == "administrator", accounts.c.active)
    return connection.execute(select(func.count()).select_from(accounts).where(active)).scalar() or 0


def _last_administrator() -> ConflictError:
    return ConflictError(
        "the organisation would have no administrator: name another one first",
        "l’organisation n’aurait plus d’administrateur : nommez-en d’abord un autre",
    )
