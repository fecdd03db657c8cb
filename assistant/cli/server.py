"""Starting the web application."""

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.cli.accounts import told
from assistant.cli.organisations import cards_of, numbers_of_cards, unserved
from assistant.cli.ports import claimed, refusal, shown
from assistant.cli.words import text
from assistant.errors import SettingsError
from assistant.runtime import check_accounts, check_engine, check_retention, prepare_data_dir, quieten
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    import socket

    from uvicorn import Server

    from assistant.storage.adoption import Adopted

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(host: str, port: int, open_to_all: bool = False) -> None:
    """Serve until interrupted, and say where once a page can be opened.

    Raises ConflictError for a port that cannot be had, SettingsError where others reach an address and nobody signs in.
    """
    quieten()
    settings = read_settings()
    check_accounts(settings)
    check_retention(settings)
    if host not in _LOOPBACK and not (settings.accounts or open_to_all):
        raise _open()
    with claimed(host, port) as sockets:
        _serve(settings, host, port, sockets)


def _serve(settings: Settings, host: str, port: int, sockets: "list[socket.socket]") -> None:
    asyncio.run(_try_out(settings))
    print(text("Jalon démarre…", "Jalon is starting…"), file=sys.stderr, flush=True)
    if host not in _LOOPBACK and not settings.accounts:
        _warn()
    if settings.retention_days:
        _say_term(settings)
    import uvicorn

    from assistant.web.application import create_app

    app = create_app(settings, warming=True)
    # What answers the page waits less for a thread that computes; the default, 5 ms, is felt when many talk at once.
    sys.setswitchinterval(0.0005)
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", ws="auto", timeout_graceful_shutdown=3)
    with suppress(KeyboardInterrupt):
        asyncio.run(_answer(uvicorn.Server(config), host, port, sockets))


async def _try_out(settings: Settings) -> None:
    """Open what keeps modules and conversations, and read the cards: a fault is said here in one line, not by a log."""
    from assistant.graph.checkpoints import open_checkpoints
    from assistant.storage.database import open_store

    check_engine(settings)
    prepare_data_dir(settings)
    list(numbers_of_cards(settings, cards_of(settings)))
    store = await open_store(settings.data_dir, settings.database_url)
    try:
        if settings.accounts:
            _say_waiting(await store.accounts.adoption.waiting())
        for note in await unserved(settings, store):
            print(
                text(f"JALON_KNOWLEDGE_PATHS : {note}", f"JALON_KNOWLEDGE_PATHS: {note}"), file=sys.stderr, flush=True
            )
    finally:
        await store.close()
    async with open_checkpoints(settings.data_dir, settings.database_url):
        pass


async def _answer(server: "Server", host: str, port: int, sockets: "list[socket.socket]") -> None:
    serving = asyncio.create_task(server.serve(sockets))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    if server.started:
        address = f"http://{shown({'0.0.0.0': '127.0.0.1', '::': '::1'}.get(host, host), port)}"
        ready = text(
            f"Jalon est prêt : {address}  (Ctrl-C pour arrêter)", f"Jalon is ready: {address}  (Ctrl-C to stop)"
        )
        print(ready, file=sys.stderr, flush=True)
    try:
        await serving
    except OSError as error:
        if server.started:
            raise
        # Another program that had claimed the port at the same time began to listen first.
        await server.lifespan.shutdown()
        raise refusal(host, port, error) from error


def _open() -> SettingsError:
    return SettingsError(
        "others reach this address, and nobody signs in: set JALON_ACCOUNTS=on, "
        "or add --open-to-all to let anybody read and change everything",
        "d’autres atteignent cette adresse, et personne ne se connecte : réglez JALON_ACCOUNTS=on, "
        "ou ajoutez --open-to-all pour laisser n’importe qui tout lire et tout changer",
    )


def _warn() -> None:
    line = text(
        "Attention : quiconque atteint cette adresse lit et change les mêmes formations (il n’y a pas de compte).",
        "Note: whoever reaches this address reads and changes the same training courses (there are no accounts).",
    )
    print(line, file=sys.stderr, flush=True)


def _say_waiting(found: "Adopted") -> None:
    """What nobody finds since people sign in, and how it is taken over."""
    if not any(found):
        return
    line = text(
        f"D’avant les comptes, sans propriétaire : {told(found)}. "
        "Pour les donner à quelqu’un : jalon account adopt ADRESSE",
        f"From before accounts, with no owner: {told(found)}. To give them to somebody: jalon account adopt EMAIL",
    )
    print(line, file=sys.stderr, flush=True)


def _say_term(settings: Settings) -> None:
    """What is deleted by rule: nobody should learn it by missing something."""
    days, approved = settings.retention_days, settings.retention_approved_days
    french = f"après {approved} jours" if approved else "jamais"
    english = f"after {approved} days" if approved else "never"
    line = text(
        f"Conservation : ce que personne ne touche est supprimé après {days} jours, un module approuvé {french} "
        "(jalon tidy --dry-run montre quoi).",
        f"Retention: what nobody touches is deleted after {days} days, an approved module {english} "
        "(jalon tidy --dry-run shows what).",
    )
    print(line, file=sys.stderr, flush=True)
