"""What every folder of tests may ask for: the cards and their index, built once a run; and the order of the tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.runtime import Knowledge, open_knowledge, quieten
from assistant.settings import Settings

quieten()

WITHOUT_INDEX = ("tests/documents/test_syllabi", "tests/documents/test_hostile")
"""Long, and in need of no index: what the other workers do while the first one builds it."""
LONGEST_FIRST = (
    "tests/web/desk/test_acts",
    *WITHOUT_INDEX,
    *("tests/web", "tests/evals/test_interview", "tests/cli/test_kills", "tests/graph", "tests/cli"),
)
"""Several workers end at the same time when what takes longest begins first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        places = (number for number, path in enumerate(LONGEST_FIRST) if item.nodeid.startswith(path))
        return next(places, len(LONGEST_FIRST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the run, which its workers share: the first one builds the index, the others wait for it.

    What is worked out from the index is there too: each server of the tests would take ten seconds and more for it.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "indexed"
    with FileLock(folder.with_suffix(".lock")):
        opened = open_knowledge(Settings(data_dir=folder, _env_file=None)).retriever
        opened.settle()
        opened.index.close()
    return folder


@pytest.fixture(scope="session")
def knowledge(indexed: Path) -> Iterator[Knowledge]:
    """The shipped knowledge base with its real index."""
    opened = open_knowledge(Settings(data_dir=indexed, _env_file=None))
    yield opened
    opened.retriever.index.close()


@pytest.fixture(scope="session")
def furnish(indexed: Path) -> Callable[[Path], Path]:
    """Gives a data folder a copy of the index, which its programs would take seconds to build."""

    def copy(folder: Path) -> Path:
        hidden = shutil.ignore_patterns(".*")
        return Path(shutil.copytree(indexed, folder, ignore=hidden, copy_function=_placed, dirs_exist_ok=True))

    return copy


def _placed(source: str, target: str) -> str:
    """The encoder's table is mapped and never written: the same file serves every folder."""
    if Path(source).parent.name == "encoder":
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))
