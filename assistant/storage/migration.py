"""Bringing the tables up to date, by one process at a time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import URL

from assistant.errors import ConflictError, StorageError
from assistant.storage.faults import named_faults, place_of

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x4A414C4F4E  # "JALON": names the advisory lock in PostgreSQL
PATIENCE = 60.0
"""Seconds to wait for another process that migrates."""
_TABLE = "alembic_version"


def migrate(url: URL, *, revision: str = "head", patience: float = PATIENCE) -> None:
    """Make or upgrade the tables. Raises StorageError (disk, database, damage, a newer Jalon), ConflictError (lock)."""
    place = place_of(url)
    engine = create_engine(url)
    try:
        with named_faults(place), engine.connect() as connection:
            # Most starts find the tables as they are: no lock is asked for then, and nothing is written.
            if _is_current(connection, place):
                return
            with _alone(connection, url, patience):
                _upgrade(connection, revision)
    finally:
        engine.dispose()


def revisions() -> tuple[str, ...]:
    """The revisions that this Jalon knows, oldest first; by the names of their files, so that Alembic may wait."""
    return tuple(sorted(path.name.split("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py")))


def _is_current(connection: Connection, place: str) -> bool:
    known = revisions()
    found = set()
    if inspect(connection).has_table(_TABLE):
        found = set(connection.execute(text(f"select version_num from {_TABLE}")).scalars())
    connection.rollback()
    if found - set(known):
        raise StorageError(
            f"{place} was written by a newer Jalon: update Jalon, or set JALON_DATA_DIR to another folder",
            f"{place} vient d’un Jalon plus récent : mettez Jalon à jour, ou changez JALON_DATA_DIR de dossier",
        )
    return found == {known[-1]}


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "sqlite":
        # Without it each statement commits alone, and a kill in between leaves tables that the next start trips over.
        connection.exec_driver_sql("begin immediate")
    command.upgrade(config, revision)
    connection.commit()


@contextmanager
def _alone(connection: Connection, url: URL, patience: float) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        with _advisory_lock(connection, patience):
            yield
        return
    file = Path((url.database or "").removeprefix("file:"))
    try:
        with FileLock(file.with_name(file.name + ".lock"), timeout=patience):
            yield
    except Timeout as error:
        raise _busy() from error


def _busy() -> ConflictError:
    return ConflictError(
        "another Jalon is upgrading the database: wait until it has finished, or stop it",
        "un autre Jalon met la base à jour : attendez qu’il ait fini, ou arrêtez-le",
    )


@contextmanager
def _advisory_lock(connection: Connection, patience: float) -> Iterator[None]:
    # Polled: pg_advisory_lock deadlocks with migrations that wait on each other.
    deadline = time.monotonic() + patience
    while not connection.execute(text("select pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
        connection.commit()
        if time.monotonic() > deadline:
            raise _busy()
        time.sleep(0.1)
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()
