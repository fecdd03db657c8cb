"""The real search over the real cards, for evaluations."""

import pytest

from assistant.knowledge.retriever import Retriever
from assistant.runtime import Knowledge


@pytest.fixture(scope="session")
def search(knowledge: Knowledge) -> Retriever:
    """The search, on the index that the run shares."""
    return knowledge.retriever
