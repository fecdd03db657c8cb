"""Cards made from texts: proposed, listed with what they lack, approved."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.organisations import cards_of
from assistant.cli.words import text
from assistant.errors import CardError, InputError
from assistant.models.document import Unread
from assistant.models.terms import CardKind
from assistant.settings import read_settings

if TYPE_CHECKING:
    from assistant.models.knowledge import Card
    from assistant.runtime import Knowledge


def add(file: Path, kind: CardKind, name: str, folder: Path | None, organisation: str) -> None:
    """Write a proposed card from the file and say what to do with it."""
    from assistant.cli.handed import files_of
    from assistant.documents.reading import read_document
    from assistant.interview import handed_in
    from assistant.models.brief import Answers
    from assistant.proposals.folder import propose
    from assistant.proposals.sorting import sort
    from assistant.runtime import open_knowledge

    own = _own(folder, organisation)
    ((shown, content),) = files_of([file])
    document = asyncio.run(read_document(shown, content))
    if isinstance(document, Unread):
        spoken = text("fr", "en")
        told = handed_in.take(Answers(language="fr" if spoken == "fr" else "en"), (), (document,), 0)
        raise InputError(told.says[0])
    knowledge = open_knowledge(read_settings(), organisation)
    like = _nearest(sort(document).gist, kind, knowledge)
    today = datetime.now(tz=UTC).date()
    path = propose(document, content, kind, like, own, today, frozenset(knowledge.shelf), name)
    print(text(f"Fiche proposée : {path}", f"Proposed card: {path}"))
    print(
        text(
            f"Complétez-la, puis : jalon kb approve {path.stem}",
            f"Complete it, then: jalon kb approve {path.stem}",
        )
    )


def listed(folder: Path | None, organisation: str) -> None:
    """Print each proposal and how much it lacks."""
    from assistant.knowledge.cards import TO_COMPLETE
    from assistant.proposals.folder import proposals

    found = proposals(_own(folder, organisation), cards_of(read_settings(), organisation))
    for row in found:
        written = [fault for fault in row.faults if not any(mark in fault for mark in TO_COMPLETE.values())]
        due = len(row.faults) - len(written)
        lacks = text(f"{due} textes à écrire, {len(written)} erreurs", f"{due} texts to write, {len(written)} faults")
        print(f"{row.kind:<11} {row.id:<40} {lacks if row.faults else text('complète', 'complete')}")
        print(f"    {row.path}")
        for fault in written:
            print(f"    {fault.removeprefix(f'{row.path}:')}")
    if not found:
        print(text("Aucune fiche proposée.", "No proposed card."), file=sys.stderr)


def approve(name: str, folder: Path | None, organisation: str) -> int:
    """Move a complete proposal among the cards; what it lacks, one line each, and 2 where it is not complete."""
    from assistant.proposals import folder as shelves

    own, settings = _own(folder, organisation), read_settings()
    try:
        path = shelves.approve(name, own, cards_of(settings, organisation))
    except CardError as error:
        print("\n".join(error.faults))
        count = len(error.faults)
        print(text(f"{count} points à compléter", f"{count} points to complete"), file=sys.stderr)
        return 2
    print(text(f"Fiche approuvée : {path}", f"Approved card: {path}"))
    named = (one.path for one in settings.folders_of_organisations)
    if own.resolve() not in {place.resolve() for place in (*settings.card_folders, *named)}:
        print(
            text(
                f"Pour que Jalon s’en serve : JALON_KNOWLEDGE_PATHS={own}",
                f"For Jalon to use it: JALON_KNOWLEDGE_PATHS={own}",
            )
        )
    return 0


def _own(folder: Path | None, organisation: str) -> Path:
    """The folder of the cards of one's own, or of that organisation's. Raises InputError where none is named."""
    from assistant.library import folders_of

    settings = read_settings()
    shipped, *others = settings.card_folders
    if organisation:
        others = list(folders_of(settings, organisation))
    own = folder or (others[-1] if others else None)
    if own is None:
        raise InputError(
            text(
                "où sont vos fiches ? --folder DOSSIER, ou réglez JALON_KNOWLEDGE_PATHS",
                "where are your own cards? --folder FOLDER, or set JALON_KNOWLEDGE_PATHS",
            )
        )
    if own.resolve() == shipped.resolve():
        raise InputError(
            text(
                "ce dossier est celui de Jalon : une mise à jour l’écraserait, nommez-en un à vous",
                "this folder is Jalon’s own: an update would overwrite it, name one of yours",
            )
        )
    return own.expanduser()


def _nearest(words: str, kind: CardKind, knowledge: "Knowledge") -> "Card":
    hits = knowledge.retriever.search(words, kind=kind, k=1)
    of_kind = (card for card in knowledge.shelf.values() if card.kind == kind)
    return knowledge.shelf[hits[0].card] if hits else next(of_kind)
