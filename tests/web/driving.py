"""A server, and trainers who use its pages in a real browser."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, Request

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
]
"""Chromium without the requests that it makes by itself."""

FIRE = (
    "Je forme des préparateurs de commandes à réagir à un départ de feu. 3h30 en présentiel, ils seront 12, la plupart "
    "n’ont jamais touché un extincteur. À la fin ils doivent savoir donner l’alerte, choisir le bon extincteur, "
    "l’utiliser et évacuer leur zone. L’an dernier deux chargeurs de batteries ont pris feu et personne n’a bougé. "
    "J’ai un bac à feu et six extincteurs d’entraînement. Je veux les voir faire."
)
EXCEL = (
    "I have to train administrative assistants in Excel: clean a file, build a pivot table and check their results. "
    "One day, in a room, 8 people, each with a laptop. Today they copy figures by hand and mistakes go to the clients."
)


BUTTON = ".ai-message .flex-wrap > button[id]"
"""A suggested answer."""


class Server:
    """`jalon serve` in a process of its own, in a data folder of its own."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.settings = settings or {}
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.said = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = (self.folder / "server.log").open("a")
        self.process = subprocess.Popen(
            command(self.port), env={**environment(self.folder), **self.settings}, stderr=log, text=True
        )
        log.close()
        # Long, for a machine that does other things: a first start builds the index.
        deadline = time.monotonic() + 240
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                raise AssertionError(f"the server did not start:\n{self.log()}")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as reply:
                return reply.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        # It ends the step of its warming up that has begun, which takes its time beside other work.
        return self.process.wait(90)

    def log(self) -> str:
        return (self.folder / "server.log").read_text()


def command(port: int) -> list[str]:
    return [sys.executable, "-c", "from assistant.cli import main; main()", "serve", "--port", str(port)]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JALON_", "CHAINLIT_"))}
    return {**kept, "JALON_DATA_DIR": str(folder), "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"}


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Trainer:
    """Somebody at a page: what they do, and what they see."""

    def __init__(self, context: BrowserContext, page: Page, address: str) -> None:
        self.context, self.page, self.address = context, page, address
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    @classmethod
    async def arrive(cls, browser: Browser, address: str, **options: Any) -> "Trainer":
        width, height = options.pop("size", (1280, 860))
        context = await browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "fr-FR", "color_scheme": "light", **options}
        )
        context.set_default_timeout(30_000)
        trainer = cls(context, await context.new_page(), address)
        await trainer.open("/")
        return trainer

    async def open(self, path: str) -> None:
        await self.page.goto(self.address + path)
        await self.page.wait_for_selector("#chat-input")

    async def says(self, text: str) -> str:
        """Type a message, send it and read the answer."""
        before = await self._answers()
        await self.page.click("#chat-input")
        await self.page.keyboard.insert_text(text)
        await self.page.wait_for_selector("#chat-submit:not([disabled])")
        await self.page.keyboard.press("Enter")
        return await self._hears(before)

    async def clicks(self, label: str) -> str:
        """Click a suggested answer or a starter and read the answer."""
        before = await self._answers()
        button = self.page.locator(f"button:has-text('{label}')").first
        for _ in range(3):
            asked = await self._asked()
            await self._still(button)
            await button.click()
            # A page that scrolls between press and release makes no click of them, for people too: they click again.
            # A click that was heard and not answered is a fault, and fails below.
            if await self._asks_after(asked):
                break
        return await self._hears(before)

    async def suggestions(self) -> list[str]:
        return await self.page.locator(BUTTON).all_inner_texts()

    async def text(self, selector: str = "body") -> str:
        return plain(await self.page.locator(selector).last.inner_text())

    async def reaches_a_draft(self) -> None:
        """Agree, or not know, until there is a draft."""
        for _ in range(14):
            # Six stages: the choice of methods, then the five of a draft.
            if await self.page.locator("[data-step-type=tool]").count() >= 6:
                await self.page.wait_for_selector(".jalon-card [role=tabpanel]")
                return
            await self.page.wait_for_selector(BUTTON)
            offered = await self.suggestions()
            wanted = ("D’accord", "Agreed", "Oui", "Yes", "Je ne sais pas", "I don’t know", "I do not know")
            chosen = next((text for want in wanted for text in offered if text.startswith(want)), None)
            await (self.clicks(chosen) if chosen else self.says("oui" if "fr" in await self.language() else "yes"))
        raise AssertionError("no draft after 14 turns:\n" + await self.text())

    async def language(self) -> str:
        return str(await self.page.evaluate("document.documentElement.lang"))

    async def overflows(self) -> int:
        """By how many pixels the page is wider than the screen."""
        script = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth"
        return int(await self.page.evaluate(script))

    async def leaves(self) -> None:
        await self.context.close()

    async def _still(self, button: Locator) -> None:
        """Wait until the page has stopped moving under the button."""
        place, quiet = None, 0
        while quiet < 4:
            found = await button.bounding_box()
            place, quiet = found, quiet + 1 if found == place else 0
            await asyncio.sleep(0.1)

    async def _asked(self) -> int:
        """How many times the page has asked the server for something on the trainer's behalf."""
        sent = sum("/project/action" in url for url in self.requests)
        return sent + await self.page.locator("[data-step-type=user_message]").count()

    async def _asks_after(self, asked: int) -> bool:
        for _ in range(50):
            if await self._asked() > asked:
                return True
            await asyncio.sleep(0.1)
        return False

    async def _answers(self) -> int:
        return await self.page.locator("[data-step-type=assistant_message]").count()

    async def _hears(self, before: int) -> str:
        script = """before => document.querySelectorAll('[data-step-type=assistant_message]').length > before
            && !document.querySelector('#stop-button')"""
        await self.page.wait_for_function(script, arg=before)
        await asyncio.sleep(0.15)
        return await self.text("[data-step-type=assistant_message]")
