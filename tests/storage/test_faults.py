"""What goes wrong under a store ends in one sentence that says what to do, in English and in French."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from assistant.errors import JalonError, SettingsError, StorageError
from assistant.models.module import Module
from assistant.storage.database import DatabaseStore, open_store
from tests.storage.conftest import titled


def is_one_sentence(error: JalonError, *words: str) -> None:
    for line in (str(error), error.french):
        assert "\n" not in line
        assert len(line) < 400
    for word in words:
        assert word in str(error) or word in error.french


async def fault_of(data_dir: Path, url: str | None = None) -> StorageError:
    with pytest.raises(StorageError) as caught:
        await open_store(data_dir, url)
    return caught.value


async def made(data_dir: Path, module: Module) -> Path:
    store = await open_store(data_dir, None)
    await store.save(module, thread="t")
    await store.close()
    return data_dir / "jalon.sqlite"


async def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "jalon.sqlite").write_bytes(b"not a database, " * 500)
    is_one_sentence(await fault_of(tmp_path), str(tmp_path / "jalon.sqlite"), "restore a copy", "remettez une copie")


async def test_a_scrambled_file_is_damaged_and_is_not_touched(tmp_path: Path, french: Module) -> None:
    path = await made(tmp_path, french)
    scrambled = path.read_bytes()[:100] + os.urandom(path.stat().st_size - 100)
    path.write_bytes(scrambled)
    is_one_sentence(await fault_of(tmp_path), "move it away", "déplacez-le")
    assert path.read_bytes() == scrambled


async def test_a_page_that_is_lost_is_said_when_it_is_read(tmp_path: Path, french: Module) -> None:
    path = await made(tmp_path, titled(french, "long " * 20_000))
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (path.stat().st_size - 8192))

    async def read() -> None:
        store = await open_store(tmp_path, None)
        try:
            await store.get(french.id)
        finally:
            await store.close()

    with pytest.raises(StorageError) as caught:
        await read()
    is_one_sentence(caught.value, "damaged", "endommagé")


async def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "jalon.sqlite").mkdir()
    is_one_sentence(await fault_of(tmp_path), "cannot be opened", "ne s’ouvre pas")


async def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    is_one_sentence(await fault_of(tmp_path / "nowhere"), "JALON_DATA_DIR")


async def test_a_file_that_can_only_be_read_is_read_and_refuses_changes(tmp_path: Path, french: Module) -> None:
    path = await made(tmp_path, french)
    store = await open_store(tmp_path, f"sqlite:///file:{path}?mode=ro&uri=true")
    assert (await store.get(french.id)).id == french.id
    with pytest.raises(StorageError) as caught:
        await store.save(titled(french, "Autre"), thread="t")
    is_one_sentence(caught.value, "can only be read", "en lecture seule")
    with pytest.raises(StorageError):
        await store.history.save_thread("t1", name="Feu")
    await store.close()


async def test_a_database_that_another_program_holds_is_said(tmp_path: Path, french: Module) -> None:
    path = await made(tmp_path, french)
    store = await open_store(tmp_path, f"sqlite:///{path}?timeout=0.1")
    holder = sqlite3.connect(path)
    holder.execute("begin immediate")
    with pytest.raises(StorageError) as caught:
        await store.save(titled(french, "Autre"), thread="t")
    is_one_sentence(caught.value, "another program", "un autre programme")
    assert (await store.get(french.id)).version == 1
    holder.rollback()
    holder.close()
    assert (await store.save(titled(french, "Autre"), thread="t")).version == 2
    await store.close()


_FULL = """
import asyncio, resource, sys
from pathlib import Path
from assistant.errors import StorageError
from assistant.storage.database import open_store
from tests.checks.conftest import french_module
from tests.storage.conftest import titled

async def fill(data_dir):
    store = await open_store(data_dir, None)
    first = await store.save(french_module(), thread="t")
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    saved = 1
    try:
        while True:
            first = await store.save(titled(first, f"{saved} " + "x" * 20_000), thread="t")
            saved += 1
    except StorageError as error:
        print(error)
        print(error.french)
    print(saved, len(await store.versions("m-fr")))
    await store.close()

asyncio.run(fill(Path(sys.argv[1])))
"""


async def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FULL, str(tmp_path)]
    ended = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    english, french, counts = ended.stdout.splitlines()
    assert "free some space" in english
    assert "libérez de la place" in french
    saved, listed = counts.split()
    assert saved == listed
    store = await open_store(tmp_path, None)
    assert len(await store.versions("m-fr")) == int(saved)
    await store.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("hello", "not a database URL"),
        ("mysql://h/db", "mysql is not one"),
        ("sqlite://", "SQLite needs a file"),
        ("sqlite:///:memory:", "SQLite needs a file"),
        ("postgresql://h:port/db", "not a database URL"),
    ],
)
async def test_an_address_that_cannot_be_used_is_named_with_what_is_accepted(
    tmp_path: Path, url: str, says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        await open_store(tmp_path, url)
    is_one_sentence(caught.value, says, "JALON_DATABASE_URL", "sqlite:////path/to/file.sqlite", "postgresql://")


async def test_a_server_that_does_not_answer_is_said_without_the_password(tmp_path: Path) -> None:
    fault = await fault_of(tmp_path, "postgresql://anne:secret@127.0.0.1:9/jalon")
    is_one_sentence(fault, "does not answer", "ne répond pas", "jalon @ 127.0.0.1:9")
    assert "secret" not in f"{fault}{fault.french}"


async def test_a_database_that_is_not_on_the_server_is_said(tmp_path: Path, server: URL) -> None:
    url = server.set(database="nowhere", drivername="postgresql").render_as_string(hide_password=False)
    is_one_sentence(await fault_of(tmp_path, url), "create the database", "créez la base")


async def test_a_user_that_the_server_refuses_is_said(tmp_path: Path, server: URL) -> None:
    url = server.set(username="stranger", drivername="postgresql").render_as_string(hide_password=False)
    is_one_sentence(await fault_of(tmp_path, url), "correct the name and password", "corrigez le nom")


async def test_a_server_that_restarts_is_found_again(tmp_path: Path, postgres: str, french: Module) -> None:
    store = await open_store(tmp_path, postgres)
    await store.save(french, thread="t")
    from sqlalchemy import create_engine, text

    other = create_engine(postgres.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        ours = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
        connection.execute(text(f"{ours} and pid <> pg_backend_pid()"))
    other.dispose()
    assert (await store.get(french.id)).version == 1
    await store.close()


async def test_a_module_of_another_shape_is_said(tmp_path: Path, french: Module) -> None:
    path = await made(tmp_path, french)
    with sqlite3.connect(path) as connection:
        connection.execute("update jalon_versions set content = json_set(content, '$.colour', 'blue')")
    connection.close()
    store: DatabaseStore = await open_store(tmp_path, None)
    with pytest.raises(StorageError) as caught:
        await store.get(french.id)
    is_one_sentence(caught.value, "m-fr", "update Jalon", "mettez Jalon à jour")
    await store.close()
