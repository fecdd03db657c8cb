"""What every folder of tests may ask for: the cards and their index, read once a run."""

from collections.abc import Iterator

import pytest

from assistant.runtime import Knowledge, open_knowledge
from assistant.settings import Settings


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    """The shipped knowledge base with its real index."""
    opened = open_knowledge(Settings(data_dir=tmp_path_factory.mktemp("knowledge"), _env_file=None))
    yield opened
    opened.retriever.index.close()
