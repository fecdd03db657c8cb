"""Where the benchmark works: a data folder of its own, never the user's."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import yaml

JALON = str(Path(sys.executable).with_name("jalon"))
"""The command of this environment."""


@contextmanager
def data_folder() -> Iterator[Path]:
    """An empty data folder, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="jalon-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def indexed_folder() -> Iterator[Path]:
    """A data folder with what `make start` lays down before it serves."""
    with data_folder() as folder:
        subprocess.run([JALON, "kb", "sync"], env=environment(folder), check=True, capture_output=True)
        yield folder


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command that works in that folder with the default settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JALON_")}
    return {**kept, "JALON_DATA_DIR": str(folder)}


@cache
def talks() -> tuple[tuple[str, ...], ...]:
    """The conversations that are played."""
    loaded = yaml.safe_load(Path(__file__).with_name("talks.yaml").read_text("utf-8"))
    return tuple(tuple(talk) for talk in loaded)
