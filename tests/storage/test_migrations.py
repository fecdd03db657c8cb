"""Databases of every age: made, upgraded, interrupted, from the future."""

import asyncio
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from assistant.errors import ConflictError, StorageError
from assistant.models.module import Module
from assistant.storage.database import open_store
from assistant.storage.migration import migrate, revisions
from assistant.storage.tables import metadata
from assistant.storage.urls import database_url

Address = tuple[Path, str | None]


def ask(address: Address, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(database_url(*address))
    try:
        with engine.begin() as connection:
            found = connection.execute(text(statement))
            return [tuple(row) for row in found] if found.returns_rows else []
    finally:
        engine.dispose()


@pytest.mark.parametrize("revision", revisions()[:-1])
async def test_a_database_of_each_earlier_revision_is_upgraded_with_its_modules(
    address: Address, french: Module, revision: str
) -> None:
    migrate(database_url(*address), revision=revision)
    content = french.model_dump_json().replace("'", "''")
    ask(address, "insert into jalon_modules values ('m-fr', 't', 'Feu', 'fr', '2026-03-02 09:00:00')")
    columns = "module, version, content_hash, created_at, note, content"
    row = f"insert into jalon_versions ({columns}) values ('m-fr', 1, 'h', '2026-03-02 09:00:00', '', '{content}')"
    engine = create_engine(database_url(*address))
    with engine.begin() as connection:
        connection.exec_driver_sql(row.replace("%", "%%") if address[1] else row)
    engine.dispose()
    store = await open_store(*address)
    assert await store.get("m-fr") == french
    assert (await store.modules())[0].title == "Feu"
    await store.close()


def test_migrations_make_the_tables_that_the_program_describes(address: Address) -> None:
    migrate(database_url(*address))
    engine = create_engine(database_url(*address))
    found = inspect(engine)
    for name, table in metadata.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys())
        assert {index["column_names"][0] for index in found.get_indexes(name) if not index["unique"]} >= {
            column.name for column in table.columns if column.index
        }
    engine.dispose()


def test_starting_twice_changes_nothing(address: Address) -> None:
    migrate(database_url(*address))
    migrate(database_url(*address))
    assert ask(address, "select version_num from alembic_version") == [(revisions()[-1],)]


def test_programs_that_start_together_make_the_tables_once(address: Address) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(database_url(*address)), range(4)))
    assert ask(address, "select version_num from alembic_version") == [(revisions()[-1],)]


async def test_a_database_of_a_newer_jalon_is_left_alone(address: Address) -> None:
    migrate(database_url(*address))
    ask(address, "update alembic_version set version_num = '9999'")
    with pytest.raises(StorageError, match="newer Jalon: update Jalon") as fault:
        await open_store(*address)
    assert "plus récent : mettez Jalon à jour" in fault.value.french
    assert ask(address, "select version_num from alembic_version") == [("9999",)]


_KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from assistant.storage.migration import migrate
from assistant.storage.urls import database_url

@event.listens_for(Engine, "after_cursor_execute")
def kill(connection, cursor, statement, *_):
    if sys.argv[3] in statement.lower():
        os.kill(os.getpid(), 9)

migrate(database_url(Path(sys.argv[1]), sys.argv[2] or None))
"""


@pytest.mark.parametrize(
    "point", ["create table jalon_modules", "create table jalon_chat_threads", "alembic_version set"]
)
async def test_a_migration_that_is_killed_is_done_again_from_the_start(
    address: Address, french: Module, point: str
) -> None:
    command = [sys.executable, "-c", _KILLED, str(address[0]), address[1] or "", point]
    ended = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert ended.returncode == -signal.SIGKILL
    store = await open_store(*address)
    saved = await store.save(french, thread="t")
    assert await store.get(french.id) == saved
    await store.close()


def test_a_lock_that_is_never_given_back_ends_the_wait(tmp_path: Path) -> None:
    from filelock import FileLock

    url = database_url(tmp_path, None)
    with FileLock(tmp_path / "jalon.sqlite.lock"), pytest.raises(ConflictError, match="wait until it has finished"):
        migrate(url, patience=0.05)


async def test_an_up_to_date_database_asks_for_no_lock(tmp_path: Path) -> None:
    from filelock import FileLock

    migrate(database_url(tmp_path, None))
    with FileLock(tmp_path / "jalon.sqlite.lock"):
        await asyncio.wait_for(_opened(tmp_path), 10)


async def _opened(data_dir: Path) -> None:
    await (await open_store(data_dir, None)).close()
