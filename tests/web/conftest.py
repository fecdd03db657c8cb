"""One server and one browser for all pages' tests; every test has its own trainer, as a stranger would come."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.web.driving import QUIET, Server, Trainer

Arrive = Callable[..., Awaitable[Trainer]]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> Iterator[Server]:
    """A server that runs."""
    served = Server(furnish(tmp_path_factory.mktemp("jalon")))
    served.start()
    yield served
    if served.process and served.process.poll() is None:
        served.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium: the system's, else the one that Playwright downloaded."""
    async with async_playwright() as driver:
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        chromium = await driver.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def arrive(server: Server, browser: Browser) -> AsyncIterator[Arrive]:
    """Brings a trainer to the page; they leave at the end of the test, and no page has failed on them."""
    came: list[Trainer] = []

    async def come(**options: Any) -> Trainer:
        trainer = await Trainer.arrive(browser, server.address, **options)
        came.append(trainer)
        return trainer

    yield come
    for trainer in came:
        assert trainer.faults == []
        await trainer.leaves()
