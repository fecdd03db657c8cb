"""Keeps cards that were read and found right, so that a program begins without reading them again."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from assistant.knowledge import body, cards, front_matter
from assistant.knowledge.derived import Arrays, Derived, packed, stamp, unpacked
from assistant.models import knowledge, terms
from assistant.models.knowledge import Card

_MADE_BY = (body, cards, front_matter, knowledge, terms)
"""What a card's values depend on besides its file."""
_SHELF = TypeAdapter(dict[str, Card])


def open_shelf(
    folders: Sequence[Path], kept: Derived, beside: Mapping[str, Card] | None = None, name: str = "cards"
) -> dict[str, Card]:
    """What `read_cards` makes of the folders, from what is kept under the name where nothing has changed since.

    Raises CardError.
    """

    def made() -> Arrays:
        return {"cards": packed([_SHELF.dump_json(cards.read_cards(*folders, beside=beside)).decode()])}

    if not all(folder.is_dir() for folder in folders):
        return cards.read_cards(*folders, beside=beside)
    files = [(folder, path) for folder in folders for path in cards.files(folder)]
    places = [f"{folders.index(folder)}/{path.relative_to(folder)}" for folder, path in files]
    # Of those beside them, cards need the ids and kinds alone: where relations lead, what may be overridden.
    below = [f"{card.id} is a {card.kind}" for card in (beside or {}).values()]
    code = [Path(str(module.__file__)) for module in _MADE_BY]
    found = kept.arrays(name, stamp(*places, *below, *(path for _, path in files), *code), made)
    return _SHELF.validate_json(unpacked(found["cards"])[0])
