"""Proposed cards on disk: beside an organisation's own cards, out of the search's sight until they are approved."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.errors import CardError, InputError, NotFoundError, StorageError
from assistant.knowledge.cards import FOLDERS, read_cards
from assistant.language.lemmas import fold
from assistant.models.document import Document
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind
from assistant.proposals.sorting import sort
from assistant.proposals.writing import write

PROPOSALS, SOURCES = "proposals", "sources"
_LONGEST_ID = 60


@dataclass(frozen=True)
class Proposal:
    """A card that somebody has to complete and approve."""

    id: str
    kind: CardKind
    path: Path
    faults: tuple[str, ...]
    """What is still wrong with it, `file:line: what`; () = it can be approved."""


def propose(
    document: Document,
    content: bytes,
    kind: CardKind,
    like: Card,
    folder: Path,
    today: date,
    taken: frozenset[str],
    name: str = "",
) -> Path:
    """Write a proposed card and keep the file it comes from; the card's path.

    `like` is the card of its kind that is nearest in meaning, `taken` the ids that cannot be used again. Raises
    InputError, StorageError.
    """
    found = sort(document)
    stem = name or _id(found.title)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem):
        raise InputError(
            f"{stem!r} is no id: use lower case letters, digits and hyphens",
            f"{stem!r} n’est pas un identifiant : des minuscules sans accent, des chiffres, des tirets",
        )
    path = folder / PROPOSALS / _place(kind) / f"{stem}.md"
    # A card that has just been approved is not among those that serve yet.
    if stem in taken or path.exists() or any((folder / place / path.name).exists() for place in FOLDERS):
        raise InputError(
            f"the id `{stem}` is taken: give another with --id",
            f"l’identifiant `{stem}` est déjà pris : donnez-en un autre avec --id",
        )
    kept = f"{stem}{Path(document.name).suffix.lower()}"
    source = {"file": kept, "sha256": hashlib.sha256(content).hexdigest(), "added": today}
    text = write(found, kind, like, source, today)
    try:
        for place, held in ((folder / SOURCES / kept, content), (path, text.encode())):
            place.parent.mkdir(parents=True, exist_ok=True)
            _put(place, held)
    except OSError as error:
        raise StorageError(
            f"cannot write in {folder} ({error.strerror}): free space there, or name another folder",
            f"impossible d’écrire dans {folder} ({error.strerror}) : libérez de la place, ou nommez un autre dossier",
        ) from error
    return path


def proposals(folder: Path, cards: Mapping[str, Card]) -> tuple[Proposal, ...]:
    """What is proposed in that folder, with what each still lacks; relations may lead to any of `cards`."""
    root = folder / PROPOSALS
    if not root.is_dir():
        return ()
    wrong = _faults(root, cards)
    return tuple(
        Proposal(path.stem, kind, path, tuple(fault for fault in wrong if fault.startswith(f"{path}:")))
        for place, kind in FOLDERS.items()
        for path in sorted((root / place).glob("*.md"))
    )


def rewrite(proposal: Proposal, text: str) -> None:
    """Keep another text for a proposal. Raises StorageError, and the one before is still there."""
    try:
        _put(proposal.path, text.encode())
    except OSError as error:
        raise StorageError(
            f"cannot write {proposal.path} ({error.strerror}): free space there, then save again",
            f"impossible d’écrire {proposal.path} ({error.strerror}) : libérez de la place, puis recommencez",
        ) from error


def approve(name: str, folder: Path, cards: Mapping[str, Card]) -> Path:
    """Move a complete proposal among the cards; its new path. Raises NotFoundError, CardError with what it lacks."""
    found = next((row for row in proposals(folder, cards) if row.id == name), None)
    if found is None:
        raise NotFoundError(f"no proposal `{name}` in {folder}", f"aucune proposition `{name}` dans {folder}")
    if found.faults:
        raise CardError(list(found.faults))
    place = folder / _place(found.kind) / found.path.name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        found.path.replace(place)
    except OSError as error:
        raise StorageError(
            f"cannot write in {folder} ({error.strerror}): free space there, then approve again",
            f"impossible d’écrire dans {folder} ({error.strerror}) : libérez de la place, puis approuvez de nouveau",
        ) from error
    return place


def _faults(root: Path, cards: Mapping[str, Card]) -> list[str]:
    try:
        read_cards(root, beside=cards)
    except CardError as error:
        return list(error.faults)
    return []


def _place(kind: CardKind) -> str:
    return next(place for place, named in FOLDERS.items() if named == kind)


def _id(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title).replace("œ", "oe")).strip("-")
    plain = re.sub(r"^(?:the|an?|l|les?|la|une?|des)-(?=.)", "", plain)
    return plain[:_LONGEST_ID].strip("-") or "card"


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a full disk leaves no half of a card."""
    part = path.with_suffix(f"{path.suffix}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
