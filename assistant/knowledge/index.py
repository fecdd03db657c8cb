"""The vector index, derived from the cards and never edited; the only chromadb import.

An index is named by the hash of what is in it (passages, embedder): a changed base is another index, and a finished
one is never written again. Embedded, it is a folder; on a server, a collection.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np

from assistant.errors import IndexFaultError
from assistant.knowledge.contents import Contents, Progress
from assistant.knowledge.derived import Derived, stamp
from assistant.knowledge.embedder import Embedder, Vectors
from assistant.knowledge.folders import Folders, outdated
from assistant.knowledge.indexed import TABLE
from assistant.models.knowledge import Passage

__all__ = ["Index", "open_index"]

PREFIX = "jalon-"
"""Begins the name of every collection: a server may hold others."""
APART = "jalon_"
"""Begins the name of a collection that is kept apart, before whose it is: no other begins like it."""
BATCH = 1000
FEW = 50
"""Passages whose vectors are remembered when they are asked for together: one section of a card."""

_log = logging.getLogger(__name__)


class Store(Protocol):
    """Where indexes are kept."""

    def ready(self, name: str) -> bool:
        """Whether a whole index of that name is there."""

    def build(self, name: str, contents: Contents, embedder: Embedder, progress: Progress | None) -> None:
        """Build the index of that name, unless another process has just done it."""

    def open(self, name: str) -> Any:
        """The collection, to be read."""

    def folder(self, name: str) -> Path | None:
        """Where more may be kept about the index; None where it may not."""

    def close(self) -> None:
        """Let go of every index."""


class Index:
    """A finished index: the passages near a text. Opens its collection at the first question."""

    meaningful = True

    def __init__(self, name: str, store: Store, contents: Contents, embedder: Embedder) -> None:
        self.name = name
        self.passages: Mapping[str, Passage] = {passage.id: passage for passage in contents.passages}
        self.embedder = embedder
        self.derived = Derived(store.folder(name))
        self._store, self._contents = store, contents
        self._lock = threading.Lock()
        self._collection: Any = None
        # The index does not change: what is asked for again and again (a card's reasons) is read once.
        self._stored = lru_cache(maxsize=256)(self._read)

    def query(
        self, asked: str | Vectors, k: int, where: Mapping[str, Any] | None = None
    ) -> list[tuple[Passage, float]]:
        """The k nearest passages with their cosine, best first. Raises IndexFaultError."""
        if not self.passages:
            return []
        vector = self.embedder.embed([asked])[0] if isinstance(asked, str) else asked
        wanted = {"query_embeddings": [vector], "n_results": min(k, len(self.passages)), "include": ["distances"]}
        if where:
            wanted["where"] = dict(where)
        found = self._ask(lambda collection: collection.query(**wanted))
        rows = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(self.passages[name], 1 - float(distance)) for name, distance in rows if name in self.passages]

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """The stored vectors of passages, in the order of their ids. Raises IndexFaultError."""
        if not ids:
            return np.zeros((0, 1), dtype=np.float32)
        if self.table is not None and all(name in self._places for name in ids):
            return np.asarray(self.table[[self._places[name] for name in ids]], dtype=np.float32)
        return self._stored(tuple(ids)) if len(ids) <= FEW else self._read(tuple(ids))

    @cached_property
    def table(self) -> Vectors | None:
        """Every vector in the order of the passages, read from disk as they are used; None while nobody has kept it.

        Chroma takes a second to import and another to open: a program whose table is kept needs neither.
        """
        return self.derived.opened(TABLE, stamp(*self.passages))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.passages)}

    def _read(self, ids: tuple[str, ...]) -> Vectors:
        found = self._ask(lambda collection: collection.get(ids=list(ids), include=["embeddings"]))
        by_id = dict(zip(found["ids"], found["embeddings"], strict=True))
        if missing := set(ids) - set(by_id):
            raise IndexFaultError(f"the index {self.name} has no passage {min(missing)}: run `jalon kb sync`")
        return np.asarray([by_id[name] for name in ids], dtype=np.float32)

    def close(self) -> None:
        """Let go of the files, so that a later index may sweep them."""
        with self._lock:
            self._collection = None
            self._store.close()

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        """The answer of the collection; a broken one is built again once, for it only holds what the cards say."""
        faults = _faults()
        try:
            return question(self._opened())
        except faults as error:
            _log.warning("the index %s is broken and is built again: %s", self.name, error)
        try:
            with self._lock:
                self._collection = None
                self._store.close()
                self._store.build(self.name, self._contents, self.embedder, None)
            return question(self._opened())
        except faults as error:
            raise IndexFaultError(f"the index {self.name} cannot be read: {_line(error)}") from error

    def _opened(self) -> Any:
        with self._lock:
            if self._collection is None:
                self._collection = self._store.open(self.name)
            return self._collection


def open_index(
    data_dir: Path,
    chroma_url: str | None,
    cards: Mapping[str, Any],
    embedder: Embedder,
    progress: Progress | None = None,
    *,
    over: str = "",
    whose: str = "",
) -> Index:
    """The index of these cards, built where there is none yet or a broken one. Raises IndexFaultError.

    `over` is the name of the index that they are laid over. `whose` keeps indexes apart: those of an organisation grow
    old by themselves, and are never searched, copied or swept with another's.
    """
    contents = Contents(cards, over)
    name = contents.name(embedder)
    store: Store
    if chroma_url:
        store = Server(chroma_url, f"{APART}{whose}-" if whose else PREFIX)
    else:
        store = Disk(data_dir / "own" / whose if whose else data_dir / "index")
    try:
        if not store.ready(name):
            store.build(name, contents, embedder, progress)
    except _faults() as error:
        raise IndexFaultError(f"the index {name} cannot be built: {_line(error)}") from error
    return Index(name, store, contents, embedder)


class Disk:
    """Indexes in folders of this machine; any number of processes may read them."""

    def __init__(self, root: Path) -> None:
        self._folders = Folders(root)
        self._clients: dict[str, Any] = {}

    def ready(self, name: str) -> bool:
        """Whether the folder is there, finished and sound."""
        if self._folders.manifest(name) is None:
            if self._folders.path(name).exists():
                _log.warning("the index %s is broken and is built again", self._folders.path(name))
            return False
        self._folders.use(name)
        return True

    def build(self, name: str, contents: Contents, embedder: Embedder, progress: Progress | None) -> None:
        """Fill a folder aside, then rename it."""
        with self._folders.building(name) as aside:
            if aside is not None:
                vectors = contents.vectors(self._known(name, embedder), embedder, progress)
                client = _folder_client(aside)
                try:
                    _fill(client.create_collection(PREFIX + name, **_OURS, metadata=_METADATA), contents, vectors)
                finally:
                    client.close()
                told = {"embedder": embedder.identity, "passages": len(contents.passages)}
                self._folders.finish(aside, told)
        self._folders.use(name)

    def open(self, name: str) -> Any:
        """The collection of the folder."""
        client = self._clients[name] = _folder_client(self._folders.path(name))
        collection = client.get_collection(PREFIX + name, embedding_function=None)
        told = self._folders.manifest(name) or {}
        if collection.count() != told.get("passages"):
            raise IndexFaultError(f"the index {name} is not complete")
        return collection

    def folder(self, name: str) -> Path | None:
        """A folder in the index's own, so that both go together."""
        return self._folders.path(name) / "derived"

    def close(self) -> None:
        """Close the files."""
        while self._clients:
            self._clients.popitem()[1].close()
        self._folders.release()

    def _known(self, name: str, embedder: Embedder) -> dict[str, Vectors]:
        """Vectors by digest of the newest index of the same embedder, so that only what changed is embedded."""
        for other in self._folders.others(name):
            if (self._folders.manifest(other) or {}).get("embedder") != embedder.identity:
                continue
            try:
                client = _folder_client(self._folders.path(other))
                try:
                    return _digests(client.get_collection(PREFIX + other, embedding_function=None))
                finally:
                    client.close()
            except _faults() as error:
                _log.warning("the older index %s cannot be read: %s", other, error)
        return {}


class Server:
    """Indexes as collections of a Chroma server; complete ones say so in their metadata."""

    def __init__(self, url: str, prefix: str = PREFIX) -> None:
        self._url, self._prefix = url, prefix
        self._client: Any = None

    def ready(self, name: str) -> bool:
        """Whether the collection is there and complete."""
        return any(found.name == self._prefix + name and _is_complete(found) for found in self._collections())

    def build(self, name: str, contents: Contents, embedder: Embedder, progress: Progress | None) -> None:
        """Write the collection, then mark it complete; two builders write the same rows."""
        known = self._known(name, embedder)
        vectors = contents.vectors(known, embedder, progress)
        metadata = {**_METADATA, "embedder": embedder.identity, "complete": False}
        collection = self._connected().get_or_create_collection(self._prefix + name, **_OURS, metadata=metadata)
        _fill(collection, contents, vectors)
        order = 1 + max((_order(other) for other in self._collections()), default=0)
        collection.modify(metadata={"embedder": embedder.identity, "complete": True, "order": order})
        others = [(other.name, str((other.metadata or {}).get("embedder"))) for other in self._others(name)]
        for old in outdated([(self._prefix + name, embedder.identity), *others]):
            self._connected().delete_collection(old)

    def open(self, name: str) -> Any:
        """The collection."""
        return self._connected().get_collection(self._prefix + name, embedding_function=None)

    def folder(self, name: str) -> Path | None:  # noqa: ARG002
        """None: what asks a server runs for long, and works it out once."""
        return None

    def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            client.close()
            # Chroma stops its systems (its own and the one that checks the database) and leaves the sockets open.
            for part in (client, client._admin_client):
                part._server._session.close()

    def _connected(self) -> Any:
        if self._client is None:
            self._client = _server_client(self._url)
        return self._client

    def _collections(self) -> list[Any]:
        return [found for found in self._connected().list_collections() if found.name.startswith(self._prefix)]

    def _others(self, name: str) -> list[Any]:
        """The other collections of ours, the newest first."""
        found = [other for other in self._collections() if other.name != self._prefix + name]
        return sorted(found, key=_order, reverse=True)

    def _known(self, name: str, embedder: Embedder) -> dict[str, Vectors]:
        for other in self._others(name):
            if _is_complete(other) and (other.metadata or {}).get("embedder") == embedder.identity:
                return _digests(self._connected().get_collection(other.name, embedding_function=None))
        return {}


_OURS: dict[str, Any] = {
    "embedding_function": None,
    "configuration": {"hnsw": {"space": "cosine", "ef_search": 800, "ef_construction": 100, "max_neighbors": 16}},
}
"""Our own vectors, in a graph that is searched further than Chroma's own settings say, which miss 1.4 % of neighbours,
others at every build: this one missed none of 3,000. A denser one takes twice as long to build and finds no more; the
retriever looks at every passage of a base that is not too large."""
_METADATA: dict[str, Any] = {"order": 0}


def _is_complete(collection: Any) -> bool:
    return bool((collection.metadata or {}).get("complete"))


def _order(collection: Any) -> int:
    return int((collection.metadata or {}).get("order") or 0)


def _fill(collection: Any, contents: Contents, vectors: Vectors) -> None:
    rows = [
        {"digest": digest, "card": passage.card, "kind": passage.kind, "language": passage.language}
        for passage, digest in zip(contents.passages, contents.digests, strict=True)
    ]
    ids = [passage.id for passage in contents.passages]
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        collection.upsert(ids=ids[part], embeddings=vectors[part], metadatas=rows[part])


def _digests(collection: Any) -> dict[str, Vectors]:
    """Vector by digest of every passage of a collection."""
    found: dict[str, Vectors] = {}
    for start in range(0, collection.count(), BATCH):
        rows = collection.get(include=["embeddings", "metadatas"], limit=BATCH, offset=start)
        digests = [str(row["digest"]) for row in rows["metadatas"]]
        found.update(zip(digests, np.asarray(rows["embeddings"], dtype=np.float32), strict=True))
    return found


def _folder_client(path: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False))
    except _faults() as error:
        # Chroma keeps what it failed to start, and hands it out again for the same path.
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient._identifier_to_system.pop(str(path), None)
        SharedSystemClient._identifier_to_refcount.pop(str(path), None)
        raise IndexFaultError(f"the index {path.name} cannot be opened: {_line(error)}") from error


def _server_client(url: str) -> Any:
    """A client of `http://host:port`. Raises IndexFaultError."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url if "//" in url else f"//{url}")
    ssl = parts.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if ssl else 8000),
            ssl=ssl,
            settings=Settings(anonymized_telemetry=False),
        )
    except _faults() as error:
        raise IndexFaultError(f"no Chroma server answers at {url}: start it, or correct JALON_CHROMA_URL") from error


def _faults() -> tuple[type[Exception], ...]:
    """What a broken or absent store raises."""
    import httpx
    from chromadb.errors import ChromaError

    named = (IndexFaultError, ChromaError, sqlite3.Error, httpx.HTTPError, OSError)
    # A client that failed to start stumbles over its own parts.
    return (*named, ValueError, RuntimeError, KeyError, AttributeError)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
