"""`jalon tidy`: what would go, what goes, and when nothing does."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.graph.checkpoints import open_checkpoints, thread_in
from assistant.graph.state import fresh_state
from assistant.models.retention import Terms
from assistant.storage.database import DatabaseStore, open_store
from assistant.storage.urls import database_url
from tests.checks.conftest import french_module
from tests.cli.conftest import Jalon, is_one_line

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[DatabaseStore]:
    store = await open_store(folder, None)
    yield store
    await store.close()


async def talk_of_long_ago(folder: Path) -> None:
    """A conversation with a draft, its state and an answer of a model, and a rule that is as old."""
    folder.mkdir()
    async with opened(folder) as store:
        await store.history.save_thread("t1", name="Feu")
        await store.save(french_module(), thread="t1")
        await store.retention.begin(Terms(days=365), LONG_AGO)
    engine = create_engine(database_url(folder, None))
    with engine.begin() as connection:
        connection.execute(text("update jalon_modules set updated_at = '2021-01-01 00:00:00.000000'"))
        connection.execute(text("update jalon_chat_threads set updated_at = '2021-01-01T00:00:00.000000+00:00'"))
    engine.dispose()
    async with open_checkpoints(folder, None) as checkpoints:
        state = {"ts": "2021", "id": "1f000000-0000-6000-8000-000000000000", "v": 4}
        state |= {"channel_values": dict(fresh_state("fr")), "channel_versions": {}, "versions_seen": {}}
        config = {"configurable": {"thread_id": "t1", "checkpoint_ns": ""}}
        await checkpoints.aput(config, state, {}, {})  # type: ignore[arg-type]
    answers = folder / "model" / "answers"
    answers.mkdir(parents=True)
    for name, moment in (("old", LONG_AGO), ("new", datetime.now(UTC))):
        (answers / f"{name}.json").write_text("{}")
        os.utime(answers / f"{name}.json", (moment.timestamp(), moment.timestamp()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    asyncio.run(talk_of_long_ago(tmp_path / "data-of-one"))
    monkeypatch.setenv("JALON_DATA_DIR", str(tmp_path / "data-of-one"))
    monkeypatch.setenv("JALON_RETENTION_DAYS", "365")
    return tmp_path / "data-of-one"


@pytest.fixture
def left(folder: Path) -> Callable[[], tuple[int, str | None, list[str]]]:
    """How many modules there are, whose state, which answers."""

    async def look() -> tuple[int, str | None, list[str]]:
        async with opened(folder) as store, open_checkpoints(folder, None) as checkpoints:
            answers = sorted(file.stem for file in (folder / "model" / "answers").iterdir())
            return len(await store.modules()), await thread_in(checkpoints), answers

    return lambda: asyncio.run(look())


def test_a_try_lists_what_would_go_and_deletes_nothing(jalon: Jalon, left: Callable[[], object]):
    done = jalon("tidy", "--dry-run")
    assert done.code == 0
    assert done.out.splitlines() == [
        "2022-01-01\tmodule\tm-fr\tRéagir à un départ de feu",
        "2022-01-01\tconversation\tt1\tFeu",
        "To delete now: 1 conversation, 1 module; within 30 days: 0 conversations, 0 modules. Nothing was deleted.",
    ]
    assert left() == (1, "t1", ["new", "old"])


def test_tidying_deletes_modules_conversations_their_state_and_old_answers(jalon: Jalon, left: Callable[[], object]):
    done = jalon("tidy")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "Deleted: 1 conversation, 1 module."
    assert left() == (0, None, ["new"])
    assert jalon("tidy").out == "Deleted: 0 conversations, 0 modules.\n"


def test_without_the_setting_all_is_kept(
    jalon: Jalon, left: Callable[[], object], monkeypatch: pytest.MonkeyPatch, in_french: None
):
    monkeypatch.delenv("JALON_RETENTION_DAYS")
    assert jalon("tidy").out == "Tout est gardé : JALON_RETENTION_DAYS n’est pas réglé.\n"
    assert left() == (1, "t1", ["new", "old"])


@pytest.mark.parametrize(
    ("days", "approved", "word"),
    [("0", "", "JALON_RETENTION_DAYS=0"), ("", "900", "set both"), ("365", "30", "longer term")],
)
def test_terms_that_make_no_sense_are_refused(
    jalon: Jalon, folder: Path, monkeypatch: pytest.MonkeyPatch, days: str, approved: str, word: str
):
    monkeypatch.setenv("JALON_RETENTION_DAYS", days)
    monkeypatch.setenv("JALON_RETENTION_APPROVED_DAYS", approved)
    is_one_line(jalon("tidy"), word)
