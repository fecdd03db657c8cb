"""Where conversations are checkpointed, in a file and on a server."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, TypedDict

import pytest
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.graph import END, START, StateGraph

from assistant.errors import StorageError
from assistant.graph.checkpoints import open_checkpoints, open_file, thread_in
from assistant.graph.postgres import open_postgres

Address = tuple[Path, str | None]


class Count(TypedDict):
    """A conversation that counts its turns."""

    turns: list[str]


def conversation(checkpoints: Any) -> Any:
    graph = StateGraph(Count)
    graph.add_node("count", lambda state: {"turns": [*state["turns"], f"é\u202f{len(state['turns'])}"]})
    graph.add_edge(START, "count")
    graph.add_edge("count", END)
    return graph.compile(checkpointer=checkpoints)


async def turn(running: Any, thread: str) -> list[str]:
    config = {"configurable": {"thread_id": thread}}
    known = (await running.aget_state(config)).values.get("turns", [])
    state = await running.ainvoke({"turns": known}, config, durability="exit")
    return list(state["turns"])


async def test_a_thread_goes_on_after_a_restart(address: Address) -> None:
    for expected in (1, 2, 3):
        async with open_checkpoints(*address) as checkpoints:
            assert len(await turn(conversation(checkpoints), "t1")) == expected


async def test_the_latest_checkpoint_alone_is_kept(address: Address) -> None:
    async with open_checkpoints(*address) as checkpoints:
        running = conversation(checkpoints)
        for _ in range(5):
            await turn(running, "t1")
            await checkpoints.aprune(["t1"], strategy="keep_latest")
        await turn(running, "t2")
        kept = [item async for item in checkpoints.alist({"configurable": {"thread_id": "t1"}})]
        assert len(kept) == 1
        assert len(await turn(running, "t1")) == 6
        assert len(await turn(running, "t2")) == 2


async def test_the_thread_of_a_file_is_found_again(tmp_path: Path) -> None:
    async with open_file(tmp_path / "state") as checkpoints:
        assert await thread_in(checkpoints) is None
        await turn(conversation(checkpoints), "the-thread")
    async with open_file(tmp_path / "state") as checkpoints:
        assert await thread_in(checkpoints) == "the-thread"


async def test_programs_that_start_together_find_their_tables(address: Address) -> None:
    async def one(name: str) -> int:
        async with open_checkpoints(*address) as checkpoints:
            return len(await turn(conversation(checkpoints), name))

    assert await asyncio.gather(*(one(f"t{number}") for number in range(4))) == [1, 1, 1, 1]


@pytest.mark.parametrize("content", [b"hello " * 2000, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_a_file_that_holds_no_conversation_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "checkpoints.sqlite").write_bytes(content)
    with pytest.raises(StorageError, match="move it away") as fault:
        async with open_checkpoints(tmp_path, None):
            pass
    assert "déplacez-le" in fault.value.french


async def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "checkpoints.sqlite").mkdir()
    with pytest.raises(StorageError, match="cannot be opened"):
        async with open_checkpoints(tmp_path, None):
            pass


async def test_a_server_that_does_not_answer_is_said() -> None:
    address = "postgresql+psycopg://anne:secret@127.0.0.1:9/jalon"
    with pytest.raises(StorageError, match=r"jalon @ 127.0.0.1 does not answer") as fault:
        async with open_postgres(address, JsonPlusSerializer(), patience=0.3):
            pass
    assert "secret" not in str(fault.value)


async def test_a_forged_checkpoint_executes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state"
    async with open_file(path) as checkpoints:
        await turn(conversation(checkpoints), "t1")
    import ormsgpack

    # The library's own mark for "import this module, call that name with these arguments".
    forged = ormsgpack.packb(ormsgpack.Ext(1, ormsgpack.packb(("os", "system", [f"touch {tmp_path}/owned"]))))
    with sqlite3.connect(path) as connection:
        connection.execute("update checkpoints set type = 'msgpack', checkpoint = ?", (forged,))
    connection.close()
    async with open_file(path) as checkpoints:
        found = await checkpoints.aget_tuple({"configurable": {"thread_id": "t1"}})
        assert found is not None
    assert not (tmp_path / "owned").exists()
