"""Where conversations are checkpointed: SQLite by default, PostgreSQL by URL; disposable, unlike modules."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from assistant.errors import StorageError


@asynccontextmanager
async def open_checkpoints(data_dir: Path, database_url: str | None) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """A checkpoint saver that deserialises plain data only (a forged checkpoint executes nothing)."""
    if database_url and database_url.startswith("postgres"):
        async with _postgres(database_url, _serde()) as saver:
            yield saver
        return
    async with open_file(data_dir / "checkpoints.sqlite") as saver:
        yield saver


@asynccontextmanager
async def open_file(path: Path) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Checkpoints in one SQLite file. Raises StorageError when the file is not one."""
    from sqlite3 import DatabaseError

    from assistant.graph.savers import ForgettingSqliteSaver

    try:
        async with ForgettingSqliteSaver.from_conn_string(str(path)) as saver:
            saver.serde = _serde()
            await saver.setup()
            yield saver
    except DatabaseError as error:
        raise StorageError(
            f"the conversations in {path} cannot be read ({error}): move the file away, modules are kept elsewhere"
        ) from error


@asynccontextmanager
async def open_memory() -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Checkpoints that live as long as the process."""
    from assistant.graph.savers import ForgettingMemorySaver

    yield ForgettingMemorySaver(serde=_serde())


def _serde() -> JsonPlusSerializer:
    # Plain data only: a forged checkpoint must not import, let alone execute, anything.
    return JsonPlusSerializer(allowed_msgpack_modules=None)


@asynccontextmanager
async def _postgres(url: str, serde: JsonPlusSerializer) -> AsyncIterator[BaseCheckpointSaver[str]]:
    from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
    from psycopg.rows import dict_row
    from psycopg_pool import AsyncConnectionPool

    plain = url.replace("postgresql+psycopg://", "postgresql://")
    options = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    pool = AsyncConnectionPool(plain, kwargs=options, check=AsyncConnectionPool.check_connection, open=False)
    async with pool:
        saver = AsyncPostgresSaver(pool, serde=serde)  # type: ignore[arg-type]  # the pool's row type is dict_row
        await saver.setup()
        yield saver
