"""What is configured, reachable and missing, one line each; nothing is built and nothing is mended here."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.organisations import cards_of, numbers_of_cards, unserved
from assistant.cli.trials import bare, embeddings, engine, fallbacks
from assistant.cli.words import french, text
from assistant.errors import JalonError, StorageError
from assistant.settings import Settings, misspelled, read_settings

if TYPE_CHECKING:
    from assistant.storage.audit import AuditLog

_FREE_MEGABYTES = 200
_SEAL = 12
"""Characters of a seal that people compare."""
_LIBRARIES = ("chainlit", "langgraph", "chromadb", "pydantic", "sqlalchemy", "python-docx")
_Part = tuple[str, Callable[[Settings], str]]


def doctor() -> int:
    """Print one line per part; 0 when Jalon can work, 2 when something must be mended."""
    print(f"jalon {_version('jalon')}, python {sys.version.split()[0]}, {', '.join(_libraries())}")
    try:
        settings = read_settings()
    except JalonError as error:
        print(_line("✗", text("réglages", "settings"), error.line(french=french())))
        return 2
    print(_line("✓", text("réglages", "settings"), _configured(settings)))
    for name, nearest in misspelled().items():
        note = text(f"n’est pas un réglage ; plutôt {nearest} ?", f"is no setting; did you mean {nearest}?")
        print(_line("!", name, note))
    outcomes = [_examine(name, run, settings) for name, run in _parts(settings)]
    for note in _unserved(settings):
        print(_line("!", "JALON_KNOWLEDGE_PATHS", note))
    return 0 if all(outcomes) else 2


def _parts(settings: Settings) -> tuple[_Part, ...]:
    return (
        (text("dossier de données", "data folder"), _data),
        (text("fiches", "cards"), _cards),
        (text("index", "index"), _index),
        (text("vecteurs", "embeddings"), embeddings),
        (text("base de données", "database"), _database),
        (text("conversations", "conversations"), _conversations),
        (text("moteur", "engine"), engine),
        *fallbacks(settings),
    )


def _examine(name: str, run: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        print(_line("✓", name, run(settings)))
    except JalonError as error:
        print(_line("✗", name, " | ".join(error.line(french=french()).splitlines()[:3])))
        return False
    return True


def _line(mark: str, name: str, told: str) -> str:
    return text(f"{mark} {name} : {told}", f"{mark} {name}: {told}")


def _libraries() -> Iterator[str]:
    return (f"{name} {_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return text("absent", "missing")


def _configured(settings: Settings) -> str:
    """The settings that are not the defaults, secrets hidden."""
    from sqlalchemy.engine import make_url  # noqa: TID251 - to show an address without its password

    shown = []
    for name in sorted(settings.model_fields_set):
        value = getattr(settings, name)
        if name == "database_url" and value:
            value = make_url(value).render_as_string(hide_password=True) if "://" in value else "?"
        if name in {"model_base_url", "embedding_base_url", "chroma_url"} and value:
            value = bare(value)
        shown.append(f"JALON_{name.upper()}={value}")
    return ", ".join(shown) or text("tout par défaut", "all defaults")


def _data(settings: Settings) -> str:
    from assistant.runtime import prepare_data_dir

    prepare_data_dir(settings)
    free = shutil.disk_usage(settings.data_dir).free // 1_000_000
    if free < _FREE_MEGABYTES:
        raise StorageError(
            f"only {free} MB are free for {settings.data_dir}: free some space, or set JALON_DATA_DIR",
            f"il ne reste que {free} Mo pour {settings.data_dir} : libérez de la place, ou changez JALON_DATA_DIR",
        )
    return text(f"{settings.data_dir}, {free // 1000} Go libres", f"{settings.data_dir}, {free // 1000} GB free")


def _cards(settings: Settings) -> str:
    common, folders = cards_of(settings), ", ".join(map(str, settings.card_folders))
    told = text(f"{len(common)} dans {folders}", f"{len(common)} in {folders}")
    for name, own, number in numbers_of_cards(settings, common):
        places = ", ".join(map(str, own))
        told += text(f" ; de {name} : {number} dans {places}", f"; of {name}: {number} in {places}")
    return told


def _unserved(settings: Settings) -> tuple[str, ...]:
    """Folders of cards that serve nobody."""
    from assistant.storage.database import open_store

    async def read() -> tuple[str, ...]:
        store = await open_store(settings.data_dir, settings.database_url)
        try:
            return await unserved(settings, store)
        finally:
            await store.close()

    try:
        return asyncio.run(read()) if settings.folders_of_organisations else ()
    except StorageError:
        return ()  # the database has a line of its own


def _index(settings: Settings) -> str:
    from assistant.runtime import open_knowledge

    knowledge = open_knowledge(settings)
    knowledge.retriever.search("test", k=1)
    where = settings.chroma_url or settings.data_dir / "index"
    if knowledge.retriever.fault:
        return text("recherche par les mots seulement", "search by words only")
    return text(f"{knowledge.index} dans {where}", f"{knowledge.index} in {where}")


def _database(settings: Settings) -> str:
    from assistant.storage.database import open_store
    from assistant.storage.migration import revisions

    async def read() -> tuple[int, str]:
        store = await open_store(settings.data_dir, settings.database_url)
        try:
            return len(await store.modules(limit=10_000)), await _log(store.audit)
        finally:
            await store.close()

    found, log = asyncio.run(read())
    revision = revisions()[-1]
    return text(
        f"{found} modules enregistrés, tables à la révision {revision} ; {log}",
        f"{found} modules stored, tables at revision {revision}; {log}",
    ) + _lock(settings.data_dir / "jalon.sqlite.lock")


async def _log(audit: "AuditLog") -> str:
    """How far the log is whole. Raises StorageError where it is not."""
    broken, head = await audit.broken(), await audit.head()
    if broken is not None:
        raise StorageError(
            f"line {broken} of the log is missing or was altered: the database was changed by other means than Jalon; "
            f"if you put back an older copy of it, delete {audit.beside}",
            f"la ligne {broken} du journal manque ou a été modifiée : la base a été changée autrement que par Jalon ; "
            f"si vous en avez remis une copie plus ancienne, supprimez {audit.beside}",
        )
    if head is None:
        return text("journal vide", "the log is empty")
    # To be noted elsewhere: who can write both the database and this folder can make up both.
    return text(
        f"journal entier jusqu’à la ligne {head.number}, empreinte {head.seal[:_SEAL]}",
        f"log whole up to line {head.number}, fingerprint {head.seal[:_SEAL]}",
    )


def _conversations(settings: Settings) -> str:
    from assistant.graph.checkpoints import open_checkpoints, thread_in

    async def read() -> None:
        async with open_checkpoints(settings.data_dir, settings.database_url) as checkpoints:
            await thread_in(checkpoints)

    asyncio.run(read())
    return text("lisibles", "readable")


def _lock(path: Path) -> str:
    """A word about the lock of the migrations, when somebody holds it."""
    from filelock import FileLock, Timeout

    if not path.exists():
        return ""
    try:
        with FileLock(path, timeout=0):
            return ""
    except (Timeout, OSError):
        return text(f" ; {path.name} est pris par un autre Jalon", f"; {path.name} is held by another Jalon")
