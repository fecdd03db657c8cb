"""The web application: one FastAPI program that holds the chat, the documents and the health check."""

import asyncio
import os
import secrets
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import JalonError, StorageError
from assistant.runtime import Program, open_program, prepare_data_dir, quieten
from assistant.settings import Settings
from assistant.web import running
from assistant.web.api.interface import mount
from assistant.web.documents import router as documents
from assistant.web.faults import explain
from assistant.web.pages.api import router as api
from assistant.web.pages.cards import router as cards
from assistant.web.pages.proposals import PROPOSALS
from assistant.web.pages.proposals import router as proposals
from assistant.web.security import Admission, SameOrigin, SecurityHeaders, UploadBound
from assistant.web.warming import warm

_HERE = Path(__file__).parent
CHAT = "/chat"
UPLOAD = 21 * 1024 * 1024
"""Bytes of one upload: what Chainlit's own limit lets through, and the form around it."""
_CLOSED = ("/docs", "/redoc", "/openapi.json", "/mcp", "/project/file/{name:path}", "/copilot/{name:path}")
"""Doors of Chainlit that Jalon has no use for."""


def create_app(settings: Settings | None = None, *, warming: bool = False) -> FastAPI:
    """The application, ready to be served; `warming` prepares the first conversation once it answers.

    Raises StorageError when its folder cannot be written.
    """
    settings = settings or Settings()
    quieten()
    prepare_chat_folder(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_program(settings) as program:
            running.start(program)
            try:
                async with _warmed(program, warming):
                    yield
            finally:
                running.stop(program)

    app = FastAPI(title="Jalon", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    public = settings.public_url or ""
    app.add_middleware(UploadBound, paths=(f"{CHAT}/project/file", PROPOSALS), most=UPLOAD)
    app.add_middleware(Admission, chat=CHAT, admit=_admit)
    app.add_middleware(SameOrigin, public=public)
    app.add_middleware(SecurityHeaders, chat=CHAT, public=public)
    app.add_exception_handler(JalonError, explain)
    app.include_router(documents)
    app.include_router(proposals)
    app.include_router(cards)
    app.include_router(api)
    mount(app)

    @app.get("/", include_in_schema=False)
    async def home(request: Request) -> RedirectResponse:
        response = RedirectResponse(CHAT + "/")
        await _admit(request, response)
        return response

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        await running.running().store.modules(limit=1)
        return {"status": "ok"}

    async def closed() -> Response:
        return Response(status_code=404)

    for path in _CLOSED:
        app.add_api_route(CHAT + path, closed, methods=["GET", "POST", "DELETE"], include_in_schema=False)
    _mount_chat(app)
    return app


async def _admit(request: Request, response: Response) -> None:
    from assistant.web.session import admit

    await admit(request, response)


@asynccontextmanager
async def _warmed(program: Program, wanted: bool) -> AsyncIterator[None]:
    """Warm up beside what is served; on the way out, wait for the step that has begun."""
    leaving = threading.Event()
    work = asyncio.create_task(asyncio.to_thread(warm, program, leaving)) if wanted else None
    try:
        yield
    finally:
        leaving.set()
        if work is not None:
            await work


def _mount_chat(app: FastAPI) -> None:
    from assistant.web.dressing import dress, spare_tools, spare_tracing, undress_mount

    spare_tracing()
    spare_tools()
    from chainlit.utils import mount_chainlit

    dress(explain)
    mount_chainlit(app, str(_HERE / "chat.py"), path=CHAT)
    undress_mount()


def prepare_chat_folder(settings: Settings) -> None:
    """Lay out what Chainlit reads and writes, in the data folder; must run before Chainlit is imported."""
    prepare_data_dir(settings)
    root = settings.data_dir / "chat"
    try:
        # Documents that were handed in when the program stopped: nothing will read them any more.
        shutil.rmtree(root / ".files", ignore_errors=True)
        (root / ".chainlit" / "translations").mkdir(parents=True, exist_ok=True)
        shutil.copytree(_HERE / "chainlit" / "public", root / "public", dirs_exist_ok=True)
        shutil.copy(_HERE / "chainlit" / "config.toml", root / ".chainlit" / "config.toml")
        shutil.copytree(_HERE / "chainlit" / "translations", root / ".chainlit" / "translations", dirs_exist_ok=True)
        for page in (_HERE / "chainlit").glob("*.md"):
            shutil.copy(page, root / page.name)
        secret = _secret(settings.data_dir / "chat.secret")
    except OSError as error:
        raise StorageError(f"cannot write in {root} ({error.strerror}): set JALON_DATA_DIR") from error
    os.environ["CHAINLIT_APP_ROOT"] = str(root)
    os.environ.setdefault("CHAINLIT_AUTH_SECRET", secret)


def _secret(path: Path) -> str:
    """The key that signs sessions: made once, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), "utf-8")
    return path.read_text("utf-8").strip()
