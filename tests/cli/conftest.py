"""The command line, run in this process or as the program that people start."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assistant import runtime
from assistant.cli.app import app
from assistant.cli.door import run as through_the_door
from assistant.knowledge import cards

PROGRAM = str(Path(sys.executable).with_name("jalon"))
"""The console script that the installation made."""


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Jalon = Callable[..., Outcome]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, furnish: Callable[[Path], Path]) -> Path:
    """A data folder that the session shares, with its index."""
    return furnish(tmp_path_factory.mktemp("jalon"))


BRIEF = """
subject: réagir à un départ de feu
audience: préparateurs de commandes
duration_minutes: 210
group_size_max: 12
competencies: [donner l'alerte, utiliser un extincteur]
"""


@pytest.fixture(scope="session")
def drafted(data_dir: Path) -> bytes:
    """A module that the program drafted, as JSON."""
    environment = {**os.environ, "JALON_DATA_DIR": str(data_dir)}
    ended = subprocess.run(
        [PROGRAM, "draft", "-"], input=BRIEF.encode(), capture_output=True, check=False, env=environment
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout


@pytest.fixture(autouse=True)
def environment(data_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's own settings; English, and a folder of one's own to work in."""
    for name in [name for name in os.environ if name.startswith("JALON_") or name in {"LANGUAGE", "LC_MESSAGES"}]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("JALON_DATA_DIR", str(data_dir))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def opened() -> dict[Any, Any]:
    """What was read and opened so far, by what was asked for."""
    return {}


@pytest.fixture(autouse=True)
def open_once(opened: dict[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards and their index are opened once for the session: each command would take seconds to do it again."""

    def remembered(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def once(*given: Any, **beside: Any) -> Any:
            key = (
                name,
                *(repr(one) for one in given if one != ""),
                *(repr(sorted(held or ())) for held in beside.values()),
            )
            if key not in opened:
                opened[key] = function(*given, **beside)
            return opened[key]

        return once

    for module, name in ((cards, "read_cards"), (runtime, "open_knowledge")):
        monkeypatch.setattr(module, name, remembered(getattr(module, name), name))


@pytest.fixture
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A French locale."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


@pytest.fixture
def jalon(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Jalon:
    """A command run in this process, through the same door as the program."""

    def run(*arguments: Any, stdin: str | bytes = b"") -> Outcome:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        code = through_the_door(partial(app, args=[str(argument) for argument in arguments]))
        written = capsysbinary.readouterr()
        return Outcome(code, written.out.decode("utf-8", "surrogateescape"), written.err.decode())

    return run


def started(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """The program itself, run to its end."""
    return subprocess.run([PROGRAM, *arguments], check=False, capture_output=True, text=True, timeout=120, **more)


def is_one_line(outcome: Outcome, *words: str) -> None:
    """A fault: exit code 2, nothing on standard output, one line on standard error that holds these words."""
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1, outcome.err
    assert outcome.err.startswith(("error: ", "erreur : "))
    for word in words:
        assert word in outcome.err
