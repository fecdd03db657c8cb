"""Database URLs as the drivers want them."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from assistant.errors import SettingsError

FILE = "jalon.sqlite"


def database_url(data_dir: Path, url: str | None) -> str:
    """The asynchronous URL: SQLite in the data folder by default, PostgreSQL with psycopg. Raises SettingsError."""
    if not url:
        return f"sqlite+aiosqlite:///{data_dir / FILE}"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(f"JALON_DATABASE_URL is not a database URL: {error}") from error
    family = parsed.get_backend_name()
    if family in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if family == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite").render_as_string(hide_password=False)
    raise SettingsError(f"JALON_DATABASE_URL names {family}: use sqlite:///… or postgresql://…")


def sync_url(url: str) -> str:
    """The same database for synchronous work (migrations)."""
    return url.replace("sqlite+aiosqlite", "sqlite")
