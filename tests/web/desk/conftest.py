"""One program for all tests of the desk's pages, without the chat; each test has modules of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from assistant.models.module import Module
from assistant.runtime import Program, open_program
from assistant.web import running
from assistant.web.pages.cards import router as cards
from assistant.web.pages.desk import desk_routers
from assistant.web.security import SecurityHeaders
from evals.models.drafting import briefs, draft
from evals.suites.suite import without_model
from tests.web.desk.reading import Designer
from tests.web.driving import free_port

Put = Callable[..., Awaitable[Module]]
EMPTY: dict[str, object] = dict.fromkeys(
    (
        *("methods", "runners_up", "objectives", "progression", "assessments", "matter", "tools", "impact"),
        *("left_to_trainer", "findings"),
    ),
    (),
)
"""What a module has of which nothing is written yet but what was asked for."""


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def program(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> AsyncIterator[Program]:
    """A program that one person uses."""
    async with open_program(without_model(furnish(tmp_path_factory.mktemp("desk")))) as opened:
        running.start(opened)
        yield opened
        running.stop(opened)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def drafted(program: Program) -> Module:
    """A draft as the rules make it."""
    return await draft(briefs()[0], program.knowledge)


@pytest.fixture
def put(program: Program, drafted: Module) -> Put:
    """Puts a module on the desk, with a title of its own where one is given."""

    async def put(title: str = "", **changes: object) -> Module:
        brief = drafted.brief.model_copy(update={"title": title} if title else {})
        module = drafted.model_copy(update={"id": f"m-{uuid4()}", "brief": brief, **changes})
        return await program.store.save(module, thread=f"t-{module.id}")

    return put


@pytest.fixture(scope="package")
def application() -> FastAPI:
    """The pages, with the headers that they are served with."""
    app = FastAPI()
    app.add_middleware(SecurityHeaders, chat="/chat")
    for router in (cards, *desk_routers):
        app.include_router(router)
    return app


@pytest_asyncio.fixture(loop_scope="session")
async def designer(application: FastAPI, program: Program) -> AsyncIterator[Designer]:
    """Somebody at the desk, with a browser that reads French and runs no script."""
    transport, headers = ASGITransport(application), {"accept-language": "fr-FR"}
    async with AsyncClient(transport=transport, base_url="http://jalon", headers=headers, follow_redirects=True) as web:
        yield Designer(web)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def address(application: FastAPI, program: Program) -> AsyncIterator[str]:
    """The same pages, for a real browser."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving
