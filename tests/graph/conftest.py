"""The real program on a data folder of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant.runtime import Knowledge, Program, open_program
from assistant.settings import Settings
from tests.graph.talking import Talk


@pytest.fixture
async def program(knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[Program]:
    async with open_program(Settings(data_dir=tmp_path, _env_file=None), knowledge) as opened:
        yield opened


@pytest.fixture
def talk(program: Program) -> Talk:
    return Talk(program.conversations)
