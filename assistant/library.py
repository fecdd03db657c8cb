"""The cards that each organisation works with: those that serve everybody, and its own over them.

Nothing of an organisation's cards is reached but by its id: what is not its own is not in what it is given.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errands import Errands
from assistant.errors import CardError, InputError, JalonError
from assistant.models.desk import LOCAL
from assistant.settings import CardFolder, Settings

if TYPE_CHECKING:
    from assistant.engine.protocol import Shelf
    from assistant.graph.context import Context
    from assistant.knowledge.embedder import Embedder
    from assistant.knowledge.indexed import Indexed
    from assistant.knowledge.steady import Search
    from assistant.models.accounts import Organisation

_log = logging.getLogger("jalon.cards")
_LOOKS = 1.0
"""Seconds from one look at the folders to the next."""
_TRIES = 30.0
"""Seconds until what did not fail because of the cards (the index was held) is tried again."""
Marks = tuple[tuple[str, int, int, int], ...]
"""Of each card file: path, inode, size, and when it was written. Another file, other marks."""


@dataclass(frozen=True)
class Knowledge:
    """The cards and what finds them."""

    shelf: "Shelf"
    retriever: "Search"
    index: str
    """Name of the index that was opened."""
    indexed: "Callable[[Embedder], Indexed] | None" = None
    """Opens (or builds) the index of the same cards in an embedder's vectors; None where there is the one index."""


class OpenOwn(Protocol):
    """Opens cards of an organisation over others: see `runtime.open_own`."""

    def __call__(self, below: Knowledge, folders: Sequence[Path], organisation: str = "") -> Knowledge:
        """The cards below where the folders hold none."""


@dataclass(frozen=True)
class _Held:
    """What an organisation works with."""

    knowledge: Knowledge
    context: "Context"


class Library:
    """Opens the cards of an organisation when they are first asked for, and keeps them.

    Those without a folder of their own share what serves everybody. While it is entered, what changes in a folder is
    read again by itself.
    """

    def __init__(
        self,
        settings: Settings,
        shipped: Knowledge,
        open_own: OpenOwn,
        make_context: "Callable[[Knowledge], Context]",
        organisations: "Callable[[], Awaitable[Sequence[Organisation]]]",
        *,
        looks: float = _LOOKS,
        tries: float = _TRIES,
    ) -> None:
        """Opens what serves everybody. Raises CardError, IndexFaultError."""
        self._settings, self._shipped = settings, shipped
        self._open_own, self._make_context = open_own, make_context
        self._organisations = organisations
        self._everybody, self._folders = settings.card_folders[1:], _by_name(settings.folders_of_organisations)
        self._names = {LOCAL: ""}
        """Id of an organisation → its folded name; "" where it has no folder of its own."""
        self._looks, self._tries = looks, tries
        self._seen = {"": _marks(self._everybody)}
        """Folded name → its card files as they were when they were last read, whatever came of it."""
        self._later: dict[str, float] = {}
        """Folded name → when its cards are tried again, though they are the same."""
        self._watching: asyncio.Task[None] | None = None
        common = open_own(shipped, self._everybody)
        self._held = {"": _Held(common, make_context(common))}
        """Folded name → what is open; "" is what serves everybody."""
        self._former: dict[str, Knowledge] = {}
        self._opening = asyncio.Lock()
        self._due: set[str] = set()
        self._errands = Errands()
        self._faults: dict[str, JalonError] = {}

    async def __aenter__(self) -> "Library":
        if self._everybody or self._folders:
            self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self.renewed()

    @property
    def common(self) -> Knowledge:
        """The cards that serve everybody."""
        return self._held[""].knowledge

    @property
    def context(self) -> "Context":
        """What a run works with that is no organisation's."""
        return self._held[""].context

    async def knowledge_of(self, organisation: str) -> Knowledge:
        """The cards of an organisation, by its id. Raises CardError, IndexFaultError."""
        return (await self._of(organisation)).knowledge

    async def context_of(self, organisation: str) -> "Context":
        """What a run of an organisation works with, by its id. Raises CardError, IndexFaultError."""
        return (await self._of(organisation)).context

    async def context_named(self, organisation: str) -> "Context":
        """The same, by the name that its folders are given under. Raises InputError where it has none."""
        folders_of(self._settings, organisation)
        return (await self._named(_folded(organisation))).context

    async def folder_of(self, organisation: str) -> Path | None:
        """Where the organisation's own cards are written; None where it has no folder.

        A card that serves everybody is not for one of several organisations to write: only whoever is alone does.
        """
        name = await self._name(organisation)
        folders = self._everybody if organisation == LOCAL else self._folders.get(name, ())
        return folders[-1] if folders else None

    async def renew(self, organisation: str) -> None:
        """Have the cards of an organisation read again, and what finds them built beside; returns at once.

        Whatever is under way, and what is asked meanwhile, goes on with the cards of before.
        """
        self._begin(await self._name(organisation))

    async def renewed(self) -> None:
        """Until no cards are being read again."""
        await self._errands.ended()

    async def fault_of(self, organisation: str) -> JalonError | None:
        """Why the cards of an organisation could not be read again; None where they were."""
        return self._faults.get(await self._name(organisation))

    async def _of(self, organisation: str) -> _Held:
        return await self._named(await self._name(organisation))

    async def _named(self, name: str) -> _Held:
        if name not in self._held:
            async with self._opening:
                await self._first(name)
        return self._held[name]

    async def _first(self, name: str) -> None:
        """Read cards that nobody has asked for yet; those found wrong are read again once they have changed."""
        fault = self._faults.get(name)
        if name not in self._held and isinstance(fault, CardError):
            raise CardError(fault.faults)
        if name not in self._held and not await self._read(name):
            raise self._faults[name]

    async def _name(self, organisation: str) -> str:
        if organisation not in self._names and self._folders:
            folded = {one.id: _folded(one.name) for one in await self._organisations()}
            self._names |= {known: name if name in self._folders else "" for known, name in folded.items()}
        return self._names.get(organisation, "")

    def _begin(self, name: str) -> None:
        if name in self._due:
            return  # it has not begun: it will read what has changed now too
        self._due.add(name)
        self._errands.begin(self._renew(name))

    async def _watch(self) -> None:
        """Have read again what has changed in a folder, once nobody is still writing in it."""
        before: dict[str, Marks] = {}
        while True:
            await asyncio.sleep(self._looks)
            now = await asyncio.to_thread(self._looked, tuple(self._seen))
            for name, marks in now.items():
                is_new = marks != self._seen[name] and marks == before.get(name)
                if is_new or time.monotonic() > self._later.get(name, float("inf")):
                    self._begin(name)
            before = now

    def _looked(self, names: Iterable[str]) -> dict[str, Marks]:
        return {name: _marks(self._paths(name)) for name in names}

    async def _renew(self, name: str) -> None:
        async with self._opening:
            self._due.discard(name)
            if await self._read(name) and not name:
                # What lies over it stands on the new one now; where it cannot be read, it stays as it was.
                for layer in [one for one in self._held if one]:
                    await self._read(layer)

    async def _read(self, name: str) -> bool:
        """Whether the cards of that name were read and serve from now on; where not, those of before do."""
        self._later.pop(name, None)
        self._seen[name] = await asyncio.to_thread(_marks, self._paths(name))
        try:
            held = await asyncio.to_thread(self._open, name)
        except JalonError as error:
            self._note(name, error)
            return False
        except OSError as error:
            self._note(name, CardError([f"{error.filename}:1: {error.strerror}"]))
            return False
        self._faults.pop(name, None)
        self._put(name, held)
        return True

    def _note(self, name: str, fault: JalonError) -> None:
        if str(fault) != str(self._faults.get(name, "")):
            _log.warning("the cards cannot be read again: %s", fault)
        self._faults[name] = fault
        if not isinstance(fault, CardError):
            self._later[name] = time.monotonic() + self._tries

    def _paths(self, name: str) -> tuple[Path, ...]:
        return self._folders[name] if name else self._everybody

    def _open(self, name: str) -> _Held:
        below = self.common if name else self._shipped
        known = self._open_own(below, self._paths(name), name)
        if name and known is below:
            return self._held[""]
        # Learning what the cards teach takes seconds: the first search would make everybody wait for them.
        known.retriever.settle()
        return _Held(known, self._make_context(known))

    def _put(self, name: str, held: _Held) -> None:
        before = self._held.get(name)
        self._held[name] = held
        shared = (self._shipped, self.common, self._former.get(""))
        if before is None or any(before.knowledge is one for one in shared):
            return
        # Somebody may still search in the last one: the one before it is closed, and would open again by itself.
        if name in self._former:
            self._former[name].retriever.index.close()
        self._former[name] = before.knowledge


def folders_of(settings: Settings, organisation: str) -> tuple[Path, ...]:
    """The folders of cards that are an organisation's own, by its name in any case. Raises InputError."""
    folders = _by_name(settings.folders_of_organisations)
    if _folded(organisation) in folders:
        return folders[_folded(organisation)]
    named = ", ".join(owners(settings)) or "—"
    raise InputError(
        f"JALON_KNOWLEDGE_PATHS names no folder of {organisation}, but of: {named}",
        f"JALON_KNOWLEDGE_PATHS ne nomme aucun dossier de {organisation}, mais de : {named}",
    )


def owners(settings: Settings) -> tuple[str, ...]:
    """Names of the organisations that folders are said to be of, as they are written, each once."""
    return tuple(dict.fromkeys(folder.organisation for folder in settings.folders_of_organisations))


def unknown_owners(settings: Settings, organisations: Iterable["Organisation"]) -> tuple[str, ...]:
    """Those of them that are no organisation's."""
    known = {_folded(one.name) for one in organisations}
    return tuple(name for name in owners(settings) if _folded(name) not in known)


def key_of(organisation: str) -> str:
    """What files of an organisation's cards are called, whatever its name is; of everybody's for ""."""
    return hashlib.sha256(_folded(organisation).encode()).hexdigest()[:16] if organisation else "everybody"


def _marks(folders: Iterable[Path]) -> Marks:
    from assistant.knowledge.cards import files

    found: list[tuple[str, int, int, int]] = []
    for folder in folders:
        with suppress(OSError):  # a file or the whole folder may go meanwhile: whoever reads it says so
            found += [(str(folder), 0, 0, 0)] if folder.is_dir() else []
            for path in files(folder):
                told = path.stat()
                found.append((str(path), told.st_ino, told.st_size, told.st_mtime_ns))
    return tuple(found)


def _by_name(folders: Sequence[CardFolder]) -> Mapping[str, tuple[Path, ...]]:
    """Folded name → folders, in order."""
    found: dict[str, tuple[Path, ...]] = {}
    for folder in folders:
        name = _folded(folder.organisation)
        found[name] = (*found.get(name, ()), folder.path)
    return found


def _folded(name: str) -> str:
    """A name as accounts tell organisations apart."""
    from assistant.language.lemmas import fold

    return fold(name)
