"""kill -9 at any moment of a conversation: at most the message in flight is lost, and the next start goes on."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from assistant.graph.checkpoints import open_file, thread_in
from assistant.models.hashing import content_hash
from assistant.models.module import Module
from tests.cli.conftest import PROGRAM
from tests.cli.nursery import Child, Nursery

Answer = dict[str, Any]
SAYS = (
    (
        "Je forme des préparateurs de commandes à réagir à un départ de feu, 3h30 en présentiel, 12 personnes. "
        "Ils doivent savoir donner l'alerte, choisir le bon extincteur et évacuer leur zone. Aucun prérequis, "
        "niveau débutant."
    ),
    "passe",
    "rédige maintenant",
    "oui",
    "plus de pratique",
    "on sera 10",
    "annule",
)
DRAFTING = ("objectives", "assessments", "store", "saved", "checkpoint")
"""Where a turn that drafts is killed: as a stage begins, once the module is stored, before the turn is noted."""

_UNDISTURBED = "from assistant.cli import main; main()"
_KILLED_AT = """
import os, sys
from assistant.cli import main

# "saved" dies at the first draft that is stored, "second saved" at the one of the second version.
*second, point = sys.argv.pop(1).split()
versions = 2 if second else 1
stored = 0

def die():
    os.kill(os.getpid(), 9)

if point in {"saved", "checkpoint"}:
    from assistant.graph import savers
    from assistant.storage.database import DatabaseStore
    save, put = DatabaseStore.save, savers.ForgettingSqliteSaver.aput
    async def save_and_die(self, *given, **more):
        global stored
        saved = await save(self, *given, **more)
        stored = saved.version
        if point == "saved" and stored == versions:
            die()
        return saved
    async def die_or_put(self, *given, **more):
        if point == "checkpoint" and stored == versions:
            die()
        return await put(self, *given, **more)
    DatabaseStore.save, savers.ForgettingSqliteSaver.aput = save_and_die, die_or_put
else:
    from assistant.graph.nodes import drafting, turn
    announce = turn.announce
    drafting.announce = lambda stage: die() if stage == point else announce(stage)

main()
"""


class Chat:
    """`jalon chat --jsonl --state`, as a program that can be killed: the one that people start, or a fork of it."""

    def __init__(self, folder: Path, nursery: Nursery | None = None, killed_at: str = "") -> None:
        line = ["chat", "--jsonl", "--lang", "fr", "--state", str(folder / "state")]
        environment = {**os.environ, "JALON_DATA_DIR": str(folder / "data")}
        if nursery is None:
            self._program: Child | subprocess.Popen[str] = subprocess.Popen(
                [PROGRAM, *line], stdin=PIPE, stdout=PIPE, env=environment, text=True, encoding="utf-8"
            )
        elif killed_at:
            self._program = nursery.start(_KILLED_AT, [killed_at, *line], environment)
        else:
            self._program = nursery.start(_UNDISTURBED, line, environment)

    def send(self, text: str) -> None:
        """Hand a message over, without waiting for its answer."""
        assert self._program.stdin
        self._program.stdin.write(json.dumps({"text": text}) + "\n")
        self._program.stdin.flush()

    def answer(self) -> Answer | None:
        """The next answer, None when the program has died."""
        assert self._program.stdout
        line = self._program.stdout.readline()
        return dict(json.loads(line)) if line.endswith("\n") else None

    def ask(self, text: str) -> Answer:
        """The answer to a message."""
        self.send(text)
        answer = self.answer()
        assert answer is not None
        return answer

    def kill(self) -> None:
        """Kill the program, which can do nothing about it."""
        self._program.send_signal(signal.SIGKILL)
        assert self.end() == -signal.SIGKILL

    def end(self) -> int:
        """Close its input and let it end; its exit code."""
        for stream in (self._program.stdin, self._program.stdout):
            if stream:
                stream.close()
        return self._program.wait(timeout=60)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Where programs start fast."""
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> list[Answer]:
    """The answers of a conversation that nothing interrupts."""
    folder = tmp_path_factory.mktemp("quiet")
    furnish(folder / "data")
    chat = Chat(folder)
    answers = [chat.ask(text) for text in SAYS]
    assert chat.end() == 0
    return answers


@pytest.fixture
def folder(tmp_path: Path, furnish: Callable[[Path], Path]) -> Path:
    """A folder to talk in."""
    furnish(tmp_path / "data")
    return tmp_path


async def heard(folder: Path) -> list[str]:
    """The messages that the conversation has kept."""
    if not (folder / "state").exists():
        return []
    async with open_file(folder / "state") as checkpoints:
        thread = await thread_in(checkpoints)
        found = await checkpoints.aget_tuple({"configurable": {"thread_id": thread}}) if thread else None
    return list(found.checkpoint["channel_values"]["turns"]) if found else []


def stored(folder: Path) -> list[tuple[str, int]]:
    """Ids and numbers of the stored versions, each whole, numbered without a gap, with the hash of its content."""
    if not (folder / "data" / "jalon.sqlite").exists():
        return []
    found = []
    with closing(sqlite3.connect(folder / "data" / "jalon.sqlite")) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        query = "select module, version, content_hash, content from jalon_versions order by version"
        for name, version, digest, content in connection.execute(query):
            module = Module.model_validate_json(content)
            assert (module.id, module.version, content_hash(module), module.content_hash) == (
                name,
                version,
                digest,
                digest,
            )
            found.append((name, version))
    assert [version for _, version in found] == list(range(1, len(found) + 1))
    assert len({name for name, _ in found}) <= 1
    return found


def is_the_same(answers: list[Answer], expected: list[Answer]) -> None:
    """The conversation went as if nothing had happened: same questions, same drafts, same versions."""
    for answer, wanted in zip(answers, expected, strict=True):
        assert (answer["phase"], answer["asked"], answer["say"]) == (wanted["phase"], wanted["asked"], wanted["say"])
        for key in ("version", "content_hash"):
            assert (answer["module"] or {}).get(key) == (wanted["module"] or {}).get(key)


async def test_a_turn_killed_at_any_stage_is_done_again_from_its_message(
    folder: Path, undisturbed: list[Answer], nursery: Nursery
) -> None:
    before, consent, change = SAYS[:3], SAYS[3], SAYS[4]
    chat = Chat(folder, nursery, "objectives")
    answers = [chat.ask(text) for text in before]
    for number, point in enumerate(DRAFTING):
        if number:
            chat = Chat(folder, nursery, point)
        chat.send(consent)
        assert chat.answer() is None, point
        assert chat.end() == -signal.SIGKILL
        assert await heard(folder) == list(before), point
        assert len(stored(folder)) == (point in {"saved", "checkpoint"}), point
    chat = Chat(folder, nursery, "second saved")
    answers.append(chat.ask(consent))
    chat.send(change)
    assert chat.answer() is None
    assert chat.end() == -signal.SIGKILL
    assert await heard(folder) == [*before, consent]
    chat = Chat(folder)
    answers += [chat.ask(text) for text in SAYS[4:]]
    assert chat.end() == 0
    is_the_same(answers, undisturbed)
    assert [version for _, version in stored(folder)] == [1, 2, 3]


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_conversation_killed_at_random_loses_at_most_the_message_in_flight(
    folder: Path, undisturbed: list[Answer], nursery: Nursery, seed: int
) -> None:
    chance = random.Random(seed)
    answers: dict[int, Answer] = {}
    chat, number, kills = Chat(folder, nursery), 0, 0
    while number < len(SAYS):
        chat.send(SAYS[number])
        if kills < 3 and chance.random() < 0.5:
            time.sleep(chance.random() * (2 if number == 0 else 1))
            chat.kill()
            kills += 1
            kept = await heard(folder)
            assert kept in (list(SAYS[:number]), list(SAYS[: number + 1]))
            stored(folder)
            number = len(kept)
            chat = Chat(folder, nursery)
            continue
        answer = chat.answer()
        assert answer is not None
        answers[number] = answer
        number += 1
    assert chat.end() == 0
    is_the_same([answers[key] for key in sorted(answers)], [undisturbed[key] for key in sorted(answers)])
    assert stored(folder)[-1][1] == 3


def test_two_programs_do_not_talk_in_one_file(folder: Path, nursery: Nursery) -> None:
    first = Chat(folder, nursery)
    first.ask(SAYS[0])
    second = Chat(folder)
    assert second.answer() is None
    assert second.end() == 2
    first.kill()
    third = Chat(folder, nursery)
    third.ask(SAYS[1])
    assert third.end() == 0
