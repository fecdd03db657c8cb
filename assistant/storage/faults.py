"""What a database says when it refuses, as one sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from assistant.errors import StorageError

_Advice = tuple[tuple[str, ...], str, str]

# The first line whose words are in the database's own message; `{place}` is the file or the server.
_ADVICE: tuple[_Advice, ...] = (
    (
        ("disk is full", "no space left", "file too large", "could not extend file"),
        "the disk of {place} is full: free some space, then try again; nothing was lost but this change",
        "le disque de {place} est plein : libérez de la place, puis recommencez ; seul ce changement est perdu",
    ),
    (
        ("disk i/o error",),
        "the disk of {place} refuses, it may be full or failing: free some space or check it, then try again",
        "le disque de {place} refuse, peut-être plein ou abîmé : libérez de la place ou vérifiez-le, puis recommencez",
    ),
    (
        ("readonly database", "read-only", "permission denied for"),
        "{place} can only be read: give Jalon the right to write there, or set JALON_DATA_DIR to another folder",
        "{place} est en lecture seule : donnez à Jalon le droit d’y écrire, ou changez JALON_DATA_DIR de dossier",
    ),
    (
        ("unable to open database file", "could not open file"),
        "{place} cannot be opened: check that its folder is there and can be written, or set JALON_DATA_DIR",
        "{place} ne s’ouvre pas : vérifiez que son dossier existe et accepte l’écriture, ou réglez JALON_DATA_DIR",
    ),
    (
        ("not a database", "malformed", "file is encrypted", "unsupported file format"),
        "{place} is damaged: restore a copy of it, or move it away and start again",
        "{place} est endommagé : remettez une copie à sa place, ou déplacez-le et recommencez",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout"),
        "another program has held {place} for too long: stop it, then try again",
        "un autre programme occupe {place} depuis trop longtemps : arrêtez-le, puis recommencez",
    ),
    (
        ("password authentication failed", "no password supplied", 'role "', "pg_hba.conf"),
        "{place} refuses this user: correct the name and password in JALON_DATABASE_URL",
        "{place} refuse cet utilisateur : corrigez le nom et le mot de passe dans JALON_DATABASE_URL",
    ),
    (
        ("does not exist",),
        "{place} does not exist: create the database, or correct JALON_DATABASE_URL",
        "{place} n’existe pas : créez la base, ou corrigez JALON_DATABASE_URL",
    ),
    (
        (
            "connection refused",
            "could not connect",
            "connection failed",
            "failed to resolve",
            "no such file or directory",
            "timeout expired",
            "server closed the connection",
            "terminating connection",
            "connection is lost",
            "couldn't get a connection",
        ),
        "{place} does not answer: start it, or correct JALON_DATABASE_URL",
        "{place} ne répond pas : démarrez-la, ou corrigez JALON_DATABASE_URL",
    ),
)
_OTHERWISE = (
    "{place} refuses ({cause}): run `jalon doctor`",
    "{place} refuse ({cause}) : lancez `jalon doctor`",
)


def place_of(url: URL) -> str:
    """Where the database is, without the password: a file, or a name on a server."""
    if url.get_backend_name() == "sqlite":
        return (url.database or "").removeprefix("file:")
    host = url.host or url.query.get("host") or "localhost"
    return f"{url.database} @ {host}{f':{url.port}' if url.port else ''}"


def storage_error(cause: str, place: str) -> StorageError:
    """The fault of a place, from what its database said."""
    told = " ".join(cause.split()).lower()
    for words, english, french in _ADVICE:
        if any(word in told for word in words):
            return StorageError(english.format(place=place), french.format(place=place))
    short = " ".join(cause.split())[:200] or "?"
    return StorageError(*(line.format(place=place, cause=short) for line in _OTHERWISE))


@contextmanager
def named_faults(place: str) -> Iterator[None]:
    """Anything that the database refuses inside becomes a StorageError; conflicts pass, their caller knows better."""
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise storage_error(str(error.orig or error), place) from error
    except PoolTimeoutError as error:
        raise storage_error("database is locked", place) from error
    except OSError as error:
        raise storage_error(error.strerror or str(error), place) from error
