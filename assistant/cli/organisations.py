"""Folders of cards that are an organisation's own, as commands and the terminal name them."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.words import text
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.models.knowledge import Card
    from assistant.storage.database import DatabaseStore


def cards_of(settings: Settings, organisation: str = "") -> "dict[str, Card]":
    """The cards that serve everybody, and over them those of the organisation of that name, if one is named.

    Raises CardError, and InputError where it has no folder.
    """
    from assistant.knowledge.cards import read_cards
    from assistant.library import folders_of

    return read_cards(*settings.card_folders, *(folders_of(settings, organisation) if organisation else ()))


def numbers_of_cards(settings: Settings, common: "Mapping[str, Card]") -> Iterator[tuple[str, tuple[Path, ...], int]]:
    """Each organisation with folders of its own, these, and how many cards they hold over the common ones.

    Raises CardError.
    """
    from assistant.knowledge.cards import read_cards
    from assistant.library import folders_of, owners

    for name in owners(settings):
        own = folders_of(settings, name)
        yield name, own, len(read_cards(*own, beside=common))


async def unserved(settings: Settings, store: "DatabaseStore") -> tuple[str, ...]:
    """A line for each folder that serves nobody, with the reason."""
    from assistant.library import unknown_owners

    if settings.folders_of_organisations and not settings.accounts:
        return (
            text(
                "des dossiers y sont ceux d’organisations, et personne ne se connecte : réglez JALON_ACCOUNTS=on",
                "folders there are those of organisations, and nobody signs in: set JALON_ACCOUNTS=on",
            ),
        )
    known = await store.accounts.organisations()
    names = [one.name for one in known]
    return tuple(_stranger(name, names) for name in unknown_owners(settings, known))


def _stranger(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    hint = text(f" ; plutôt {near[0]} ?", f"; did you mean {near[0]}?") if near else ""
    return text(
        f"aucune organisation ne s’appelle {name} (jalon account list) : ses fiches ne servent à personne{hint}",
        f"no organisation is called {name} (jalon account list): its cards serve nobody{hint}",
    )
