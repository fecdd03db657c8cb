"""People with accounts, each in a browser of their own: how they come in, and what they do at the desk."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page

from assistant.models.accounts import Invited
from assistant.models.desk import Role
from assistant.storage.database import open_store
from tests.web.driving import Server, Trainer, plain
from tests.web.signing import PASSWORD


async def invite(folder: Path, people: dict[str, tuple[Role, str]]) -> None:
    """Make an account for each name, of that role, in that organisation."""
    store, at = await open_store(folder, None), datetime.now(UTC)
    for name, (role, organisation) in people.items():
        found = await store.accounts.organise(organisation, by="", at=at)
        invited = Invited(email=f"{name.lower()}@example.org", name=name, role=role)
        await store.accounts.add(found.id, invited, at=at, password=PASSWORD)
    await store.close()


async def arrive(browser: Browser, server: Server, name: str, path: str = "/", **options: Any) -> Page:
    """Go to a page in a new browser, and sign in on the way."""
    context = await browser.new_context(**{"locale": "fr-FR", "viewport": {"width": 1280, "height": 860}, **options})
    context.set_default_timeout(30_000)
    page = await context.new_page()
    await page.goto(server.address + path)
    await page.get_by_label("Adresse électronique").fill(f"{name.lower()}@example.org")
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_role("button", name="Se connecter").click()
    return page


async def as_trainer(browser: Browser, server: Server, name: str) -> Trainer:
    """Somebody who signed in to talk to Jalon."""
    page = await arrive(browser, server, name)
    await page.wait_for_selector("#chat-input")
    return Trainer(page.context, page, server.address)


class Reviewer:
    """Somebody at a page of the desk."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    async def sees(self, text: str, *, role: Any = "status") -> None:
        """Wait for words in a part of the page of that role."""
        await self.page.get_by_role(role).filter(has_text=text).first.wait_for()

    async def opens(self, link: str) -> None:
        """Follow a link of the page to another page."""
        await self.page.get_by_role("link", name=link, exact=True).first.click()

    async def finds(self, title: str) -> str:
        """Look for a module in the queue, by a word of its title: its line there."""
        await self.page.get_by_label("Mots du titre").fill(title)
        await self.page.get_by_role("button", name="Afficher").click()
        await self.page.wait_for_url(f"**text={title}**")
        await self.sees("1 module")
        return plain(await self._queue().get_by_role("row").nth(1).inner_text())

    async def reads(self) -> None:
        """Open the module that was found."""
        await self._queue().get_by_role("link").first.click()
        await self.page.get_by_role("heading", name="Où en est la relecture").wait_for()

    async def fact(self, name: str) -> str:
        """What the page says of where the review is."""
        line = self.page.locator(".standing dl > div").filter(has=self.page.get_by_text(name, exact=True))
        return plain(await line.locator("dd").inner_text())

    async def decides(self, step: str, why: str = "") -> None:
        """Take a step of the review, with its reason where it asks for one."""
        deciding = self.page.locator(".decide")
        unfolded = deciding.locator("details", has=self.page.locator("summary", has_text=step))
        if await unfolded.count():
            await unfolded.locator("summary").click()
            await unfolded.get_by_role("textbox").fill(why)
        await deciding.get_by_role("button", name=step).click()

    async def comments(self, element: str, text: str, words: str) -> None:
        """Say something about words of an element."""
        work = await self._works("Commenter", element)
        await work.get_by_label("Votre commentaire").fill(text)
        await work.get_by_label("Mots visés").fill(words)
        await work.get_by_role("button", name="Commenter").click()
        await self.sees("Votre commentaire est enregistré.")

    async def corrects(self, element: str) -> Locator:
        """Open the places of an element: their forms."""
        return await self._works("Corriger", element)

    async def suggests(self, element: str, place: str, text: str, why: str) -> None:
        """Propose other words at a place."""
        form = place_in(await self.corrects(element), place)
        await form.get_by_role("textbox").first.fill(text)
        await form.get_by_text("Proposer plutôt que corriger").click()
        await form.get_by_label("Pourquoi").fill(why)
        await form.get_by_role("button", name="Proposer cette formulation").click()
        await self.sees("Votre proposition est enregistrée.")

    async def _works(self, doing: str, element: str) -> Locator:
        await self.page.get_by_role("link", name=f"{doing} : {element}", exact=True).click()
        return self.page.get_by_role("region", name=f"{doing} : {element}", exact=True)

    def _queue(self) -> Locator:
        return self.page.get_by_role("table", name="Modules à relire")


def place_in(work: Locator, place: str) -> Locator:
    """The form of one place among those of an element: its first field holds the words."""
    # A label holds its field, so its text goes on with what stands there.
    label = work.page.locator("label", has_text=re.compile(rf"^\s*{re.escape(place)}\b"))
    return work.locator("form", has=label)
