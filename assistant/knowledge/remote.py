"""Vectors from a model on a server: asked for once each, kept on disk, and never mixed with another model's.

What a server calls a model may change behind the name. The first request of a program carries a sentence whose vector
is known: another vector, or another dimension, is another model, with vectors and an index of its own.
"""

import hashlib
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.errors import EmbeddingError, ModelChangedError
from assistant.knowledge.embedder import Vectors, keyboard

BATCH = 64
"""Texts of one request: fewer than any provider refuses."""
LONGEST = 1500
"""Characters of a text that are sent: small models take 512 tokens, and refuse more."""
PAUSE = 60.0
"""Seconds for which a model that gave no vectors is left alone: nobody waits for it again and again."""
KEPT = 20_000
"""Vectors that are kept of one model: several bases of cards, and the searches."""
SAMPLE = "Une personne apprend un geste de son métier. Someone learns a skill of their trade."
_SAME = 0.995
"""Cosine of two vectors of the sample by one model: another machine computes them a little differently."""


class Source(Protocol):
    """A model that gives vectors."""

    name: str
    """`provider/name`."""

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One row a text, all of one length. Raises EmbeddingError."""

    def load(self) -> None:
        """Do now what the first text would wait for."""


@dataclass(frozen=True)
class Sighting:
    """A model that was seen under the name, and what it makes of the sample."""

    id: str
    sample: Vectors

    @property
    def dimension(self) -> int:
        """Numbers of a vector."""
        return len(self.sample)


class RemoteEmbedder:
    """See `knowledge.embedder.Embedder`. Every method raises EmbeddingError while the model gives no vectors."""

    def __init__(self, source: Source, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """With the folder to keep vectors in."""
        self._source, self._clock = source, clock
        self._kept = KeptVectors(folder / f"{slug(source.name)}.sqlite")
        self._lock = threading.RLock()
        self._seen: Sighting | None = self._kept.last()
        self._checked = False
        self._fault: EmbeddingError | None = None
        self._until = 0.0

    @property
    def label(self) -> str:
        """The model and its dimension, as a file may be called."""
        return f"{slug(self._source.name)}-{self._sighted().dimension}"

    @property
    def identity(self) -> str:
        """The model, its dimension, and which of those that bore the name."""
        seen = self._sighted()
        return f"{self._source.name}/{seen.dimension}/{seen.id}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text; only those that were never asked for are sent."""
        seen = self._sighted()
        sent = [keyboard(text).strip()[:LONGEST] or "." for text in texts]
        known = self._kept.get(seen.id, sent)
        missing = [text for text in dict.fromkeys(sent) if text not in known]
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            rows = dict(zip(part, self._asked(part, seen), strict=True))
            known.update(rows)
            self._kept.put(seen.id, rows)
        made = [known[text] for text in sent]
        return np.stack(made) if made else np.zeros((0, seen.dimension), dtype=np.float32)

    def load(self) -> None:
        """Do now what the first text would wait for."""
        self._source.load()

    def check(self) -> None:
        """Ask the model whether it is still the one that it was. Raises ModelChangedError too."""
        with self._lock:
            self._checked = False
            self._asked([], self._sighted())

    def _sighted(self) -> Sighting:
        """Which model bears the name; asked for where it was never seen."""
        with self._lock:
            if self._seen is None:
                self._seen = self._recognised(self._rows([SAMPLE])[0])
                self._checked = True
            return self._seen

    def _asked(self, texts: list[str], seen: Sighting) -> Vectors:
        """Rows of the model that was seen; one that is another raises ModelChangedError."""
        checked = self._checked
        rows = self._rows(texts if checked else [SAMPLE, *texts])
        if not checked:
            self._compare(self._recognised(rows[0]), seen)
            self._checked = True
            return rows[1:]
        if rows.shape[1] != seen.dimension:
            self._compare(self._recognised(self._rows([SAMPLE])[0]), seen)
            raise self._useless()
        return rows

    def _compare(self, found: Sighting, seen: Sighting) -> None:
        if found.id == seen.id:
            return
        with self._lock:
            self._seen = found
        name = self._source.name
        raise ModelChangedError(
            f"another embedding model now answers as {name}: the index of the cards is built again",
            f"un autre modèle de vecteurs répond maintenant sous le nom {name} : l’index des fiches est reconstruit",
        )

    def _recognised(self, sample: Vectors) -> Sighting:
        """The model that makes this of the sample: one that was seen before, or a new one."""
        for known in self._kept.sightings():
            if known.dimension == len(sample) and float(known.sample @ sample) >= _SAME:
                self._kept.see(known)
                return known
        new = Sighting(hashlib.sha256(sample.tobytes()).hexdigest()[:12], sample)
        self._kept.see(new)
        return new

    def _rows(self, texts: list[str]) -> Vectors:
        """What the model says, of length 1; after a fault it is left alone for a while."""
        if self._fault is not None and self._clock() < self._until:
            raise self._fault
        try:
            rows = np.asarray(self._source.vectors(texts), dtype=np.float32)
        except EmbeddingError as error:
            self._fault, self._until = error, self._clock() + PAUSE
            # A server that was away may come back as another.
            self._checked = False
            raise
        self._fault = None
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not (lengths > 0).all():
            raise self._useless()
        unit: Vectors = rows / lengths
        return unit

    def _useless(self) -> EmbeddingError:
        name = self._source.name
        return EmbeddingError(
            f"the embedding model {name} gives vectors of several lengths, or empty ones: check its server",
            f"le modèle de vecteurs {name} donne des vecteurs de longueurs diverses, ou vides : vérifiez son serveur",
        )


def slug(name: str) -> str:
    """A name that files and collections may bear."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.").lower()[:60] or "model"


class KeptVectors:
    """Vectors on disk, by model and text; a disk that refuses costs requests, nothing else. Holds no text."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def last(self) -> Sighting | None:
        """The model that was seen last."""
        return next(iter(self.sightings()), None)

    def sightings(self) -> list[Sighting]:
        """Every model that was seen, the last one first."""
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            rows = database.execute("select id, sample from seen order by at desc, rowid desc").fetchall()
            return [Sighting(str(name), np.frombuffer(sample, dtype=np.float32)) for name, sample in rows]
        return []

    def see(self, sighting: Sighting) -> None:
        """Note that this model is the one that bears the name."""
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            at = 1 + (database.execute("select max(at) from seen").fetchone()[0] or 0)
            database.execute(
                "insert or replace into seen values (?, ?, ?)", (sighting.id, at, sighting.sample.tobytes())
            )

    def get(self, model: str, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are known, by text."""
        found: dict[str, Vectors] = {}
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            for text in dict.fromkeys(texts):
                row = database.execute("select vector from vectors where key = ?", (_key(model, text),)).fetchone()
                if row:
                    found[text] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def put(self, model: str, rows: dict[str, Vectors]) -> None:
        """Keep vectors; the oldest go when there are too many."""
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            kept = [(_key(model, text), vector.tobytes()) for text, vector in rows.items()]
            database.executemany("insert or replace into vectors (key, vector) values (?, ?)", kept)
            database.execute("delete from vectors where rowid <= (select max(rowid) from vectors) - ?", (KEPT,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database, committed at the end; a damaged one is begun again."""
        try:
            database = self._connected()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._path.unlink(missing_ok=True)
            database = self._connected()
        try:
            with database:
                yield database
        finally:
            database.close()

    def _connected(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=10)
        try:
            database.execute("create table if not exists seen (id text primary key, at integer, sample blob)")
            database.execute(
                "create table if not exists vectors (number integer primary key, key blob unique, vector blob)"
            )
        except sqlite3.Error:
            database.close()
            raise
        return database


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\n{text}".encode()).digest()
