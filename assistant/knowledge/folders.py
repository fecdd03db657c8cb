"""A folder per finished index: built aside under a lock, renamed when complete, swept when nobody reads it.

A process that is killed leaves a folder that begins with a dot, and at most a lock that the system has let go of.
"""

import atexit
import json
import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.errors import IndexFaultError

MANIFEST = "manifest.json"
KEPT = 2
"""Indexes that stay of each embedder when a new one is built: going back to the last base costs nothing."""
EMBEDDERS = 3
"""Embedders whose indexes stay: going back to the last model costs nothing either."""
PATIENCE = 600
"""Seconds to wait for another process that builds."""


class Folders:
    """The indexes under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._uses: dict[str, FileLock] = {}

    def path(self, name: str) -> Path:
        """Where the index of that name lies."""
        return self.root / name

    def manifest(self, name: str) -> dict[str, Any] | None:
        """What the index says of itself; None when it is missing, unfinished or not whole."""
        try:
            told: dict[str, Any] = json.loads((self.path(name) / MANIFEST).read_text("utf-8"))
            whole = all((self.path(name) / file).stat().st_size == size for file, size in told["files"].items())
        except (OSError, ValueError, KeyError, AttributeError):
            return None
        return told if whole and _is_sound(self.path(name) / "chroma.sqlite3") else None

    def others(self, name: str) -> tuple[str, ...]:
        """Names of the other indexes, the newest first."""
        if not self.root.is_dir():
            return ()
        found = [
            entry for entry in self.root.iterdir() if entry.is_dir() and entry.name[0] != "." and entry.name != name
        ]
        return tuple(entry.name for entry in sorted(found, key=_age))

    @contextmanager
    def building(self, name: str) -> Iterator[Path | None]:
        """An empty folder to fill, renamed at the end; None when another process has just finished it."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / ".building.lock", timeout=PATIENCE):
                if self.manifest(name) is not None:
                    yield None
                    return
                self._clear(name)
                aside = self.root / f".building-{uuid.uuid4().hex}"
                aside.mkdir()
                yield aside
                aside.rename(self.path(name))
                self._sweep(name)
        except Timeout as error:
            raise IndexFaultError(
                f"another process has been building the index in {self.root} for {PATIENCE} s: wait, or stop it"
            ) from error
        except OSError as error:
            raise IndexFaultError(f"cannot write the index in {self.root}: {error}") from error

    def finish(self, aside: Path, told: dict[str, Any]) -> None:
        """Write the manifest of a filled folder: what follows is only the rename."""
        # Chroma writes to its SQLite file when it opens it; the vectors' files never change again.
        files = {
            file.relative_to(aside).as_posix(): file.stat().st_size
            for file in aside.rglob("*")
            if file.is_file() and not file.name.startswith("chroma.sqlite3")
        }
        (aside / MANIFEST).write_text(json.dumps({**told, "files": files}), "utf-8")

    def use(self, name: str) -> None:
        """Say that this process reads the index, until it ends or lets go."""
        if name in self._uses:
            return
        self._used(name)
        lock = FileLock(self.root / f".use-{name}-{uuid.uuid4().hex}.lock")
        lock.acquire(timeout=1)
        self._uses[name] = lock
        os.utime(self.path(name) / MANIFEST)
        atexit.register(self.release)

    def release(self) -> None:
        """Let go of every index."""
        while self._uses:
            _, lock = self._uses.popitem()
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)
        atexit.unregister(self.release)

    def _clear(self, name: str) -> None:
        """Move a broken index out of the way: readers that hold its files keep them."""
        if self.path(name).exists():
            self.path(name).rename(self.root / f".broken-{uuid.uuid4().hex}")

    def _sweep(self, name: str) -> None:
        """Remove what was left behind and the oldest indexes that nobody uses; called under the building lock."""
        for entry in (*self.root.glob(".building-*"), *self.root.glob(".broken-*")):
            shutil.rmtree(entry, ignore_errors=True)
        embedders = [(entry, _embedder(self.path(entry))) for entry in (name, *self.others(name))]
        for old in outdated(embedders):
            if not self._used(old):
                shutil.rmtree(self.path(old), ignore_errors=True)

    def _used(self, name: str) -> bool:
        """Whether a living process holds the index; locks of dead ones are removed."""
        if name in self._uses:
            return True
        held = [_is_held(file) for file in self.root.glob(f".use-{name}-*.lock")]
        return any(held)


def outdated(indexes: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The indexes that nobody will go back to, among names with their embedders, the newest first."""
    kept: dict[str, list[str]] = {}
    for name, embedder in indexes:
        if embedder in kept or len(kept) < EMBEDDERS:
            kept.setdefault(embedder, []).append(name)
    stay = {name for names in kept.values() for name in names[:KEPT]}
    return tuple(name for name, _ in indexes if name not in stay)


def _embedder(folder: Path) -> str:
    try:
        return str(json.loads((folder / MANIFEST).read_text("utf-8"))["embedder"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _is_held(file: Path) -> bool:
    """Whether a living process holds the lock; a dead one's is removed."""
    try:
        with FileLock(file, timeout=0):
            file.unlink(missing_ok=True)
    except Timeout:
        return True
    return False


def _age(folder: Path) -> float:
    """Seconds since the index was last opened."""
    manifest = folder / MANIFEST
    return time.time() - (manifest.stat().st_mtime if manifest.exists() else 0)


def _is_sound(database: Path) -> bool:
    """Whether the SQLite file can be read from end to end."""
    if not database.is_file():
        return False
    try:
        connection = sqlite3.connect(f"file:{database.as_posix()}?mode=ro", uri=True)
        try:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.Error:
        return False
