"""Bringing the tables up to date, by one process at a time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError, OperationalError

from assistant.errors import ConflictError, StorageError
from assistant.storage.urls import FILE, sync_url

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x4A414C4F4E  # "JALON": names the advisory lock in PostgreSQL
_PATIENCE = 60.0
"""Seconds to wait for another process that migrates."""


def migrate(url: str, data_dir: Path) -> None:
    """Make or upgrade the tables. Raises StorageError (disk, database, corrupted file) or ConflictError (lock)."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(sync_url(url))
    try:
        with engine.connect() as connection, _alone(connection, data_dir):
            config = Config()
            config.set_main_option("script_location", str(_SCRIPTS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except OperationalError as error:
        raise StorageError(
            f"the database cannot be opened ({error.orig}): check JALON_DATABASE_URL or the disk"
        ) from error
    except DatabaseError as error:
        raise StorageError(
            f"the database is damaged ({error.orig}): move {data_dir / FILE} away and start again, or restore a copy"
        ) from error
    finally:
        engine.dispose()


@contextmanager
def _alone(connection: Connection, data_dir: Path) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        with _advisory_lock(connection):
            yield
        return
    try:
        with FileLock(data_dir / "migrate.lock", timeout=_PATIENCE):
            yield
    except Timeout as error:
        raise ConflictError("another Jalon has been upgrading the database for a minute: wait, or stop it") from error


@contextmanager
def _advisory_lock(connection: Connection) -> Iterator[None]:
    # Polled: pg_advisory_lock deadlocks with migrations that wait on each other.
    deadline = time.monotonic() + _PATIENCE
    while not connection.execute(text("select pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
        if time.monotonic() > deadline:
            raise ConflictError("another Jalon has been upgrading the database for a minute: wait, or stop it")
        time.sleep(0.1)
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()
