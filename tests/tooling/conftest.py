"""The cards that ship with Jalon."""

from collections.abc import Mapping

import pytest

from assistant.knowledge.cards import read_cards
from assistant.models.knowledge import Card
from assistant.settings import PROJECT_ROOT


@pytest.fixture(scope="session")
def shelf() -> Mapping[str, Card]:
    return read_cards(PROJECT_ROOT / "knowledge_base")
