"""The real search over the real cards, for evaluations."""

from collections.abc import Iterator

import pytest

from assistant.knowledge.cards import read_cards
from assistant.knowledge.embedder import default_embedder
from assistant.knowledge.index import open_index
from assistant.knowledge.retriever import Retriever
from assistant.settings import PROJECT_ROOT


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """The search that ships; workers of one run share its index."""
    shelf = read_cards(PROJECT_ROOT / "knowledge_base")
    index = open_index(tmp_path_factory.getbasetemp().parent / "jalon-index", None, shelf, default_embedder())
    yield Retriever(index, shelf)
    index.close()
