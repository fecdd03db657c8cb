"""A served Jalon with accounts: from the terminal to the chat, and out again."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from httpx import AsyncClient
from socketio.exceptions import ConnectionError as Refused

from assistant.models.desk import LOCAL
from assistant.storage.database import open_store
from tests.checks.conftest import french_module
from tests.web.driving import FIRE, Server, environment, free_port, plain
from tests.web.signing import PASSWORD, send, sign_in
from tests.web.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")


def jalon(folder: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from assistant.cli import main; main()", *words]
    return subprocess.run(
        command, check=False, env=environment(folder), input=said, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> Iterator[Server]:
    folder = furnish(tmp_path_factory.mktemp("signed"))
    for name, role, organisation in (("anne", "trainer", "A"), ("bob", "trainer", "B"), ("chef", "administrator", "A")):
        words = (f"{name}@example.org", "--role", role, "--organisation", organisation, "--password-stdin")
        made = jalon(folder, "account", "add", *words, said=PASSWORD + "\n")
        assert made.returncode == 0, made.stderr
    asyncio.run(_talk_from_before(folder))
    settings = {"JALON_ACCOUNTS": "on", "JALON_PUBLIC_URL": "https://jalon.example.org", "JALON_RETENTION_DAYS": "20"}
    server = Server(folder, settings)
    server.start()
    yield server
    server.stop()


async def _talk_from_before(folder: Path) -> None:
    """A conversation and a module of the one user."""
    store = await open_store(folder, None)
    user = await store.history.ensure_user(LOCAL, {})
    await store.history.save_thread("before", name="Avant", user=user["id"])
    await store.save(french_module(), thread="before")
    await store.close()


async def test_the_server_says_what_waits_for_an_owner_and_a_command_gives_it_one(served: Server):
    told = served.log()
    assert told.count("1 module, 1 conversation") == 1
    assert "jalon account adopt " in told
    taken = jalon(served.folder, "account", "adopt", "chef@example.org")
    assert (taken.returncode, taken.stdout) == (0, "Repris : 1 module, 1 conversation.\n")
    for name, finds in (("chef", True), ("bob", False)):
        _, client = await _cookie(served, name)
        assert (french_module().brief.title in plain((await client.get("/desk")).text)) is finds
        await client.aclose()


async def _cookie(server: Server, name: str) -> tuple[str, AsyncClient]:
    client = AsyncClient(base_url=server.address, headers={"Accept": "text/html", "Accept-Language": "en"})
    # Behind https the browser's cookies are Secure: they travel to this plain address by hand.
    page = await client.get("/sign-in")
    client.headers["Cookie"] = page.headers["set-cookie"].split(";")[0]
    entered = await sign_in(client, f"{name}@example.org")
    assert entered.status_code == 303
    assert all("; Secure" in one for one in entered.headers.get_list("set-cookie"))
    client.headers["Cookie"] = entered.headers["set-cookie"].split(";")[0]
    return client.headers["Cookie"], client


async def test_a_conversation_belongs_to_whoever_is_signed_in_and_ends_with_the_session(served: Server):
    cookie, client = await _cookie(served, "anne")
    other, stranger = await _cookie(served, "bob")
    chief, last = await _cookie(served, "chef")
    async with Wire(served, cookie=cookie) as wire:
        assert "?" in await wire.says(FIRE)
        threads = (await client.post("/chat/project/threads", json={"pagination": {"first": 9}, "filter": {}})).json()
        (thread,) = (item["id"] for item in threads["data"])
        assert (await stranger.get(f"/chat/project/thread/{thread}")).status_code == 404
        async with Wire(served, cookie=cookie, thread=thread) as again:
            assert await again.is_told()
            assert "Cette conversation sera supprimée à partir du" in plain(again.notices[0])
        for one in (other, chief):
            with pytest.raises(Refused):
                await Wire(served, cookie=one, thread=thread).__aenter__()
        with pytest.raises(Refused):
            await Wire(served, cookie=other, thread="00000000-0000-4000-8000-000000000000").__aenter__()
        assert (await send(client, "/account", "/sign-out")).status_code == 303
        await wire.says_into_nothing("encore là ?")
        assert wire.is_cut
    with pytest.raises(Refused):
        await Wire(served, cookie=cookie).__aenter__()
    for one in (client, stranger, last):
        await one.aclose()


async def test_a_websocket_needs_a_session_and_a_chat_cookie_alone_is_none(served: Server):
    for cookie in ("", "jalon_session=wrong", "access_token=eyJhbGciOiJIUzI1NiJ9.e30.x"):
        with pytest.raises(Refused):
            await Wire(served, cookie=cookie).__aenter__()


async def test_the_terminal_lists_changes_and_closes_accounts(tmp_path: Path):
    add = ("account", "add", "zoe@example.org", "--role", "administrator", "--organisation", "CFA", "--password-stdin")
    assert jalon(tmp_path, *add, said="court\n").returncode == 2
    assert jalon(tmp_path, *add, said=PASSWORD).returncode == 0
    assert "zoe@example.org" in jalon(tmp_path, "account", "list").stdout
    again = jalon(tmp_path, *add, said=PASSWORD)
    assert (again.returncode, len(again.stderr.strip().splitlines())) == (2, 1)
    assert PASSWORD not in again.stdout + again.stderr
    assert jalon(tmp_path, "account", "password", "zoe@example.org", "--password-stdin", said=PASSWORD).returncode == 0
    refused = jalon(tmp_path, "account", "deactivate", "zoe@example.org")
    assert (refused.returncode, "administrateur" in refused.stderr) == (2, True)
    assert jalon(tmp_path, "account", "deactivate", "nobody@example.org").returncode == 2


async def test_an_address_that_others_reach_is_not_served_without_accounts(tmp_path: Path):
    refused = jalon(tmp_path, "serve", "--host", "0.0.0.0", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "JALON_ACCOUNTS=on" in refused.stderr
    assert "--open-to-all" in refused.stderr
