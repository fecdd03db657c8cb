"""The page with a language model behind it: what it writes is seen while it is written, and decided on by a click."""

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from assistant.engine.completion import Prompt
from tests.engine.completion.scripted import said, served
from tests.engine.llm.trade import good
from tests.web.driving import FIRE, Server, Trainer

pytestmark = pytest.mark.asyncio(loop_scope="session")

MARKED = "Voir ![x](http://127.0.0.1:9/vole) et [ici](http://127.0.0.1:9/) **vite** avant de parler"
"""What a model may write and no page may follow."""


def _reply(asked: dict[str, Any]) -> Any:
    system, user = (message["content"] for message in asked["messages"])
    if "colour" in user:
        return said('{"colour_of_the_sky_7": "blue"}')
    if "<objective" not in user:
        return said("{}")
    reply = good(Prompt(name="subject", version="1", system=system, user=user))
    return said(json.dumps({**reply, "points": [MARKED, *reply["points"]]}, ensure_ascii=False))


class Model:
    """A server that speaks the OpenAI protocol, in a thread of its own, a little slower than a page is drawn."""

    def __init__(self) -> None:
        self.address = ""
        self._loop = asyncio.new_event_loop()
        self._ready, self._over = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._serve()))

    async def _serve(self) -> None:
        async with served(_reply) as server:
            server.pause = 0.01
            self.address = server.address
            self._ready.set()
            await self._over.wait()

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(20)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(20)
        self._loop.close()


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> Iterator[Server]:
    model = Model()
    model.start()
    more = {"JALON_MODEL": "openai/one", "JALON_MODEL_BASE_URL": model.address, "JALON_MODEL_QUESTIONS": "off"}
    server = Server(furnish(tmp_path_factory.mktemp("jalon")), more)
    server.start()
    yield server
    server.stop()
    model.stop()


async def test_what_the_model_writes_is_seen_and_then_decided_on(with_model: Server, browser: Browser) -> None:
    trainer = await Trainer.arrive(browser, with_model.address)
    page = trainer.page
    await trainer.says(FIRE)
    for _ in range(8):
        if await page.locator("button", has_text="Oui, c’est juste").count():
            break
        await trainer.says("je ne sais pas")
    await trainer.says("oui")
    await page.click("#chat-input")
    await page.keyboard.insert_text("d’accord, rédigez")
    await page.keyboard.press("Enter")
    passing = page.locator(".ai-message", has_text="Repérer le numéro de l'allée")
    await passing.first.wait_for()
    assert await page.locator("a[href*=':9/'], img[src*=':9/']").count() == 0
    assert "vole" not in " ".join(trainer.requests)
    await page.get_by_role("tab", name="Matière").click()
    piece = page.locator("article.jalon-item", has_text="Repérer le numéro de l’allée").first
    assert "proposé, à vérifier" in await piece.inner_text()
    assert await passing.count() == 0
    name = await piece.locator(".jalon-title").inner_text()
    number = re.search(r"M\d+", name)
    assert number
    await piece.get_by_role("button", name=f"Accepter {number[0]}").click()
    await page.locator(".ai-message", has_text=f"Matière acceptée : {number[0]}").wait_for()
    assert trainer.faults == []
    await trainer.leaves()
