"""The program among others: closed pipes, interruptions, locales, defects."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import PROGRAM, Jalon, started


def test_a_reader_that_has_had_enough_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "many").write_text("Calculer un prix\n" * 5_000, "utf-8")
    line = f"{PROGRAM} bloom --file {tmp_path / 'many'} | head -n 1; echo ${{PIPESTATUS[0]}}"
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, env=environment)
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "0"
    assert len(ended.stdout.splitlines()) == 2


INTERRUPTIBLE = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)
"""A shell's background job ignores interruptions, and its children with it; CI may be one."""


def test_an_interruption_ends_quietly_with_130(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, PROGRAM, "chat", "--lang", "fr", "--state", str(tmp_path / "s")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr
    assert program.stderr.readline()
    time.sleep(0.2)
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "Traceback" not in err


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    for locale, coding in (("C", "ascii"), ("POSIX", "latin-1")):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": coding}
        ended = subprocess.run(
            [PROGRAM, "bloom", "Évaluer un élève"], capture_output=True, check=False, env=environment
        )
        assert ended.returncode == 0
        assert "Évaluer un élève" in ended.stdout.decode("utf-8")


def test_a_defect_is_one_line_that_names_its_report(jalon: Jalon, monkeypatch: object) -> None:
    code = (
        "from assistant.cli import documents, door, app\n"
        "from functools import partial\n"
        "documents.schema = lambda what: 1 / 0\n"
        "raise SystemExit(door.run(partial(app.app, args=['schema', 'brief'])))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: a defect in Jalon (ZeroDivisionError: division by zero)")
    assert ended.stderr.count("\n") == 1
    report = Path(ended.stderr.split()[-1])
    assert "1 / 0" in report.read_text("utf-8") or "ZeroDivisionError" in report.read_text("utf-8")
    report.unlink()


def test_the_program_that_is_installed_answers() -> None:
    ended = started("bloom", "Utiliser un extincteur")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("apply")
