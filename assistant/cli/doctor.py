"""What is configured, reachable and missing, one line each."""

import shutil
import sys
from collections.abc import Callable

from assistant.cli.words import text
from assistant.errors import JalonError
from assistant.settings import Settings

_FREE_MEGABYTES = 200


def doctor() -> int:
    """Print one line per part; 0 when Jalon can work, 2 when something must be mended."""
    settings = Settings()
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        (text("dossier de données", "data folder"), _data),
        (text("fiches", "cards"), _cards),
        (text("index", "index"), _index),
        (text("base de données", "database"), _database),
        (text("moteur", "engine"), _engine),
    ]
    healthy = True
    print(f"python {sys.version.split()[0]}")
    for name, run in checks:
        try:
            print(f"✓ {name} : {run(settings)}")
        except JalonError as error:
            healthy = False
            print(f"✗ {name} : {error}")
    return 0 if healthy else 2


def _data(settings: Settings) -> str:
    from assistant.runtime import prepare_data_dir

    prepare_data_dir(settings)
    free = shutil.disk_usage(settings.data_dir).free // 1_000_000
    if free < _FREE_MEGABYTES:
        return text(
            f"{settings.data_dir}, {free} Mo libres : c’est peu", f"{settings.data_dir}, {free} MB free: that is little"
        )
    return str(settings.data_dir)


def _cards(settings: Settings) -> str:
    from assistant.knowledge.cards import read_cards

    return str(len(read_cards(*settings.card_folders)))


def _index(settings: Settings) -> str:
    from assistant.runtime import open_knowledge

    return open_knowledge(settings).index


def _database(settings: Settings) -> str:
    import asyncio

    from assistant.storage.database import open_store

    async def count() -> int:
        store = await open_store(settings.data_dir, settings.database_url)
        try:
            return len(await store.modules(limit=1000))
        finally:
            await store.close()

    found = asyncio.run(count())
    return text(f"{found} modules enregistrés", f"{found} modules stored")


def _engine(settings: Settings) -> str:
    if settings.model:
        return text(
            f"JALON_MODEL={settings.model} est réglé, cette version écrit avec le moteur hors ligne",
            f"JALON_MODEL={settings.model} is set, this version writes with the offline engine",
        )
    return text("hors ligne, sans clé ni réseau", "offline, no key and no network")
