"""The web application: one FastAPI program that holds the chat, the documents and the health check."""

import asyncio
import os
import secrets
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.types import Scope

from assistant.errors import JalonError, StorageError
from assistant.models.desk import Person
from assistant.runtime import (
    Knowledge,
    Program,
    check_accounts,
    check_retention,
    open_program,
    prepare_data_dir,
    quieten,
)
from assistant.settings import Settings
from assistant.web import running
from assistant.web.api.interface import mount
from assistant.web.documents import router as documents
from assistant.web.faults import explain
from assistant.web.pages.api import router as api
from assistant.web.pages.cards import router as cards
from assistant.web.pages.desk import DESK, desk_routers
from assistant.web.pages.proposals import PROPOSALS
from assistant.web.pages.proposals import router as proposals
from assistant.web.security import Admission, SameOrigin, SecurityHeaders, UploadBound
from assistant.web.signing import account, entering, forms, members
from assistant.web.signing.gate import Gate
from assistant.web.warming import warm

_HERE = Path(__file__).parent
CHAT = "/chat"
UPLOAD = 21 * 1024 * 1024
"""Bytes of one upload: what Chainlit's own limit lets through, and the form around it."""
_CLOSED = (
    "/docs",
    "/docs/oauth2-redirect",
    "/redoc",
    "/openapi.json",
    "/mcp",
    "/project/file/{name:path}",
    "/copilot/{name:path}",
)
"""Doors of Chainlit that Jalon has no use for."""
_OWN_WAY_IN = ("/login", "/logout", "/auth/header", "/auth/jwt", "/auth/oauth/{rest:path}")
"""Chainlit's own ways in and out, closed where people sign in to Jalon."""
_ACCOUNT_LINK = """
[[UI.header_links]]
name = "account"
display_name = "Mon compte"
icon_url = "/chat/public/icons/users.svg"
url = "/account"
target = "_self"
"""
_SMALL = 256 * 1024
"""Bytes of a form in which nothing is handed in."""


def create_app(
    settings: Settings | None = None, *, warming: bool = False, knowledge: Knowledge | None = None
) -> FastAPI:
    """The application, ready to be served; `warming` prepares the first conversation once it answers.

    `knowledge` stands for the cards that ship with Jalon.

    Raises StorageError when its folder cannot be written.
    """
    settings = settings or Settings()
    quieten()
    check_accounts(settings)
    check_retention(settings)
    prepare_chat_folder(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_program(settings, knowledge) as program:
            running.start(program)
            from assistant.web.arriving import arriving

            try:
                async with arriving(program), _warmed(program, warming), _tidied(program):
                    yield
            finally:
                running.stop(program)

    app = FastAPI(
        title="Jalon",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(forms.proven)],
    )
    _guard(app, settings)
    app.add_exception_handler(JalonError, explain)
    app.add_exception_handler(forms.UnprovenError, forms.explain)
    app.include_router(documents)
    app.include_router(proposals)
    app.include_router(cards)
    for pages in desk_routers:
        app.include_router(pages)
    app.include_router(api)
    mount(app)
    if settings.accounts:
        for router in (entering.router, account.router, members.router):
            app.include_router(router)
    if settings.oidc_issuer:
        from assistant.web.signing.oidc import router as oidc

        app.include_router(oidc)

    @app.get("/", include_in_schema=False)
    async def home(request: Request) -> RedirectResponse:
        response = RedirectResponse(CHAT + "/")
        if not settings.accounts:
            await _admit(request, response)
        return response

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        await running.running().store.modules(limit=1)
        return {"status": "ok"}

    async def closed(_request: Request) -> Response:
        return Response(status_code=404)

    for path in (*_CLOSED, *(_OWN_WAY_IN if settings.accounts else ())):
        app.add_route(CHAT + path, closed, methods=["GET", "POST", "DELETE"], include_in_schema=False)
    _mount_chat(app)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """What stands before every page; the last one added is the first that a request meets."""
    public, key = settings.public_url or "", os.environ["CHAINLIT_AUTH_SECRET"].encode()
    app.add_middleware(UploadBound, paths=(f"{CHAT}/project/file", PROPOSALS), most=UPLOAD)
    app.add_middleware(UploadBound, paths=("/sign-", "/welcome/", "/account", "/people", DESK), most=_SMALL)
    if settings.accounts:
        app.add_middleware(Gate, key=key, whose=_whose, carry=_carry)
    else:
        app.add_middleware(Admission, chat=CHAT, admit=_admit)
        app.add_middleware(Gate, key=key, whose=None)
    app.add_middleware(SameOrigin, public=public)
    app.add_middleware(SecurityHeaders, chat=CHAT, public=public)


async def _whose(secret: str, is_token: bool) -> Person | None:
    program = running.running()
    keys, now = program.store.accounts.keys, program.desk.context.clock()
    return await (keys.bearer(secret, now) if is_token else keys.person(secret, now))


def _carry(scope: Scope, person: Person) -> None:
    from assistant.web.session import carry

    if scope["path"].startswith(f"{CHAT}/"):
        carry(scope, person)


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


@asynccontextmanager
async def _tidied(program: Program) -> AsyncIterator[None]:
    """Delete by the rule of retention beside what is served, now and every day."""
    work = asyncio.create_task(program.tidying.daily())
    try:
        yield
    finally:
        work.cancel()
        with suppress(asyncio.CancelledError):
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
        config = (_HERE / "chainlit" / "config.toml").read_text("utf-8")
        (root / ".chainlit" / "config.toml").write_text(config + (_ACCOUNT_LINK if settings.accounts else ""), "utf-8")
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
