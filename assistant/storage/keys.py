"""What opens a door: sessions of browsers and tokens of programs; only their hashes are kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, or_, select, update

from assistant.errors import NotFoundError
from assistant.models.accounts import Account, Token
from assistant.models.desk import Person
from assistant.storage.audit import log
from assistant.storage.connections import Connections
from assistant.storage.moments import aware
from assistant.storage.plain import strip_nul
from assistant.storage.tables import accounts, sessions, tokens

SESSION = timedelta(days=14)
"""How long a browser stays signed in."""
MARK = "jalon_"
"""How a token begins: one that was published by mistake is recognised."""
_USED = timedelta(minutes=1)
"""How exact the last use of a token is: not every request is a write."""


def hash_of(secret: str) -> str:
    """What is kept of a secret that has 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class Keys:
    """Makes and ends sessions and tokens, and tells whose one is."""

    def __init__(self, connections: Connections) -> None:
        self._database = connections

    async def sign_in(self, account: Account, *, at: datetime, how: str, instead_of: str = "") -> str:
        """A new session, which ends the one that the browser had; its secret, which is told this once."""
        secret = secrets.token_urlsafe(32)
        row = {"hash": hash_of(secret), "account": account.id, "created_at": at, "expires_at": at + SESSION}

        def write(connection: Connection) -> None:
            over = or_(sessions.c.hash == hash_of(instead_of), sessions.c.expires_at <= at)
            connection.execute(delete(sessions).where(over))
            connection.execute(insert(sessions).values(**row))
            log(connection, account.organisation, account.id, "sign_in", account.id, at, {"how": how})

        await self._database.write(write)
        return secret

    async def refuse(self, email: str, *, at: datetime) -> None:
        """Note that signing in failed; a line is written too for an address that has no account: it takes as long."""

        def write(connection: Connection) -> None:
            known = select(accounts.c.id, accounts.c.organisation).where(accounts.c.email == email)
            row = connection.execute(known).first()
            log(connection, row.organisation if row else "", "", "sign_in.refused", row.id if row else "", at)

        await self._database.write(write)

    async def person(self, secret: str, at: datetime) -> Person | None:
        """Whose session it is, if it is still one."""
        return await self._whose(sessions, secret, at)

    async def bearer(self, secret: str, at: datetime) -> Person | None:
        """Whose token it is, if it is still one."""
        if not secret.startswith(MARK):
            return None
        person = await self._whose(tokens, secret, at)
        if person is not None:
            stale = or_(tokens.c.used_at.is_(None), tokens.c.used_at < at - _USED)
            await self._touch(and_(tokens.c.hash == hash_of(secret), stale), at)
        return person

    async def sign_out(self, person: Person, secret: str, *, at: datetime, everywhere: bool = False) -> None:
        """End a session, or all of that person's."""
        ended = sessions.c.account == person.id
        if not everywhere:
            ended = and_(ended, sessions.c.hash == hash_of(secret))

        def write(connection: Connection) -> None:
            connection.execute(delete(sessions).where(ended))
            log(connection, person.organisation, person.id, "sign_out", person.id, at, {"everywhere": int(everywhere)})

        await self._database.write(write)

    async def make_token(self, person: Person, name: str, *, days: int, at: datetime) -> str:
        """A token; its secret, which is told this once."""
        secret = MARK + secrets.token_urlsafe(32)
        row = {"id": str(uuid4()), "account": person.id, "name": strip_nul(name).strip(), "created_at": at}

        def write(connection: Connection) -> None:
            expires = at + timedelta(days=days)
            connection.execute(insert(tokens).values(**row, hash=hash_of(secret), expires_at=expires))
            log(connection, person.organisation, person.id, "token.make", str(row["id"]), at, {"days": days})

        await self._database.write(write)
        return secret

    async def tokens(self, account: str) -> tuple[Token, ...]:
        """An account's tokens, the latest first."""
        shown = [tokens.c[name] for name in Token.model_fields]
        query = select(*shown).where(tokens.c.account == account).order_by(tokens.c.created_at.desc())
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        moments = ("created_at", "expires_at", "used_at")
        return tuple(
            Token.model_validate({**row, **{name: aware(row[name]) if row[name] else None for name in moments}})
            for row in rows
        )

    async def revoke(self, person: Person, token: str, *, at: datetime) -> None:
        """End a token of that person's. Raises NotFoundError."""
        own = and_(tokens.c.id == token, tokens.c.account == person.id)

        def write(connection: Connection) -> None:
            if not connection.execute(delete(tokens).where(own)).rowcount:
                raise NotFoundError("there is no such token", "il n’y a pas de tel jeton")
            log(connection, person.organisation, person.id, "token.revoke", token, at)

        await self._database.write(write)

    async def _whose(self, table: Table, secret: str, at: datetime) -> Person | None:
        shown = [accounts.c[name] for name in Person.model_fields]
        live = and_(table.c.hash == hash_of(secret), table.c.expires_at > at, accounts.c.active)
        query = select(*shown).join(table, table.c.account == accounts.c.id).where(live)
        row = await self._database.read(lambda connection: connection.execute(query).mappings().first())
        return Person.model_validate(dict(row)) if row else None

    async def _touch(self, condition: ColumnElement[bool], at: datetime) -> None:
        used = update(tokens).where(condition).values(used_at=at)
        await self._database.write(lambda connection: connection.execute(used).rowcount)


def end_all(connection: Connection, account: str, *, tokens_too: bool = True) -> None:
    """End every session of an account, and its tokens."""
    connection.execute(delete(sessions).where(sessions.c.account == account))
    if tokens_too:
        connection.execute(delete(tokens).where(tokens.c.account == account))
