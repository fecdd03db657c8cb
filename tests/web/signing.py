"""A Jalon that people sign in to, with two organisations; browsers without scripts that go there."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from assistant.models.accounts import Account, Invited
from assistant.models.desk import Role
from assistant.runtime import Knowledge, Program
from assistant.settings import Settings
from assistant.storage.database import DatabaseStore
from assistant.web import running
from assistant.web.application import create_app

PASSWORD = "une phrase que je retiens"
ADDRESS = "http://127.0.0.1:8000"


@dataclass
class House:
    """The application, open."""

    app: FastAPI
    program: Program
    folder: Path
    """Where everything is written."""

    @property
    def store(self) -> DatabaseStore:
        return self.program.store

    async def account(self, name: str, role: Role = "trainer", organisation: str = "CFA Exemple") -> Account:
        """An account that can sign in with the password of all."""
        at = datetime.now(UTC)
        found = await self.store.accounts.organise(organisation, by="", at=at)
        invited = Invited(email=f"{name}@example.org", name=name.title(), role=role)
        return await self.store.accounts.add(found.id, invited, at=at, password=PASSWORD)

    def browser(self, address: str = "127.0.0.1", **headers: str) -> AsyncClient:
        """A browser that nobody has signed in with."""
        told = {"Accept": "text/html,*/*", "Accept-Language": "en", **headers}
        return AsyncClient(transport=ASGITransport(self.app, client=(address, 1)), base_url=ADDRESS, headers=told)

    async def signed_in(self, account: Account) -> AsyncClient:
        """A browser with that account's session."""
        client = self.browser()
        entered = await sign_in(client, account.email)
        assert entered.status_code == 303
        return client


@asynccontextmanager
async def open_house(settings: Settings, knowledge: Knowledge | None = None) -> AsyncIterator[House]:
    app = create_app(settings, knowledge=knowledge)
    async with app.router.lifespan_context(app):
        yield House(app, running.running(), settings.data_dir)


def proof(page: Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


async def send(client: AsyncClient, page: str, to: str = "", **fields: str) -> Response:
    """Open a page and send a form of it."""
    return await client.post(to or page, data={"csrf": proof(await client.get(page)), **fields})


async def sign_in(client: AsyncClient, email: str, password: str = PASSWORD, onward: str = "/") -> Response:
    return await send(client, "/sign-in", email=email, password=password, next=onward)
