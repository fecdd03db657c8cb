"""Database URLs as the drivers want them."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assistant.errors import SettingsError

FILE = "jalon.sqlite"
_FORMS = "sqlite:////path/to/file.sqlite, postgresql://user:password@host:5432/name"


def database_url(data_dir: Path, url: str | None) -> URL:
    """The URL: SQLite in the data folder by default, PostgreSQL with psycopg. Raises SettingsError."""
    if not url:
        return URL.create("sqlite", database=str(data_dir / FILE))
    try:
        parsed = make_url(url)
        family = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise _wrong("it is not a database URL", "ce n’est pas une adresse de base de données") from error
    if family in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if family == "sqlite":
        if parsed.database in {None, "", ":memory:"}:
            raise _wrong("SQLite needs a file", "SQLite a besoin d’un fichier")
        return parsed.set(drivername="sqlite")
    raise _wrong(f"{family} is not one that Jalon knows", f"Jalon ne connaît pas {family}")


def _wrong(english: str, french: str) -> SettingsError:
    return SettingsError(
        f"JALON_DATABASE_URL cannot be used, {english}: it accepts {_FORMS}",
        f"JALON_DATABASE_URL est inutilisable, {french} : elle accepte {_FORMS}",
    )
