"""What is worked out from the cards and kept on disk, so that a command need not work it out again.

Never read by hand, never needed: a file that is missing, broken or of another version is made again.
"""

import hashlib
import io
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
"""What is kept: arrays by name, texts among them (see `packed`)."""

_DIGEST = hashlib.sha256().digest_size


class Derived:
    """A folder of such files; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def kept(self) -> bool:
        """Whether anything is kept."""
        return self._folder is not None

    def arrays(self, name: str, stamp: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays of that name; made where they were not made from what `stamp` says."""
        if self._folder is None:
            return make()
        path = self._folder / f"{name}-{stamp}.npz"
        found = _read(path)
        if found is None:
            found = make()
            # A full or read-only disk costs time, nothing else.
            with suppress(OSError):
                _write(path, found)
                _sweep(path, name)
        return found

    def mapped(self, name: str, stamp: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """A large array of that name, its rows read from disk when they are used; as made where it cannot be kept."""
        if self._folder is None:
            return make()
        path = self._folder / f"{name}-{stamp}.npy"
        found = _opened(path)
        if found is not None:
            return found
        made = make()
        with suppress(OSError):
            _write_mapped(path, made)
            _sweep(path, name)
        found = _opened(path)
        return made if found is None else found

    def opened(self, name: str, stamp: str) -> NDArray[Any] | None:
        """The large array of that name, if it is kept."""
        return None if self._folder is None else _opened(self._folder / f"{name}-{stamp}.npy")


def stamp(*parts: str | Path) -> str:
    """A short hash of texts and of the contents of files."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:24]


def packed(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Texts without the character 0, as one array."""
    return np.frombuffer("".join(f"{text}\0" for text in texts).encode(), dtype=np.uint8)


def unpacked(array: NDArray[Any]) -> list[str]:
    """The texts again."""
    return bytes(array).decode().split("\0")[:-1]


def _read(path: Path) -> Arrays | None:
    """The arrays of a file that holds what was written; None for any other."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, body = data[:_DIGEST], memoryview(data)[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        return None
    with np.load(io.BytesIO(body), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _opened(path: Path) -> NDArray[Any] | None:
    """The array of a file, mapped; None where there is none, or not the whole of one."""
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError, EOFError):
        return None


def _write(path: Path, arrays: Arrays) -> None:
    body = io.BytesIO()
    np.savez(body, **dict(arrays))  # type: ignore[arg-type]
    with _put(path) as file:
        file.write(hashlib.sha256(body.getbuffer()).digest() + body.getbuffer())


def _write_mapped(path: Path, array: NDArray[Any]) -> None:
    # It bears no digest, to be mapped unread: it must be on the disk before it bears its name.
    with _put(path) as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _put(path: Path) -> Iterator[IO[bytes]]:
    """A file to write aside, then renamed: a reader sees the whole of it or none."""
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f".{uuid.uuid4().hex}")
    try:
        with aside.open("wb") as file:
            yield file
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _sweep(path: Path, name: str) -> None:
    """Remove what older versions left under the name."""
    for old in path.parent.glob(f"{name}-*{path.suffix}"):
        if old != path:
            old.unlink(missing_ok=True)
