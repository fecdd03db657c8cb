"""Whole commands from cold: `jalon --help`, `jalon draft`, and `jalon serve` until its page answers."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from evals.bench.engine import TWO_DAYS
from evals.bench.places import JALON, data_folder, environment
from evals.bench.table import Row, row

_RUNS = 7


def measure() -> list[Row]:
    """The rows of the command line; the index is built once, before."""
    with data_folder() as folder:
        subprocess.run([JALON, "kb", "sync"], env=environment(folder), check=True, capture_output=True)
        brief = folder / "brief.json"
        brief.write_text(json.dumps(TWO_DAYS), "utf-8")
        return [
            row("`jalon --help`", _timed([JALON, "--help"], folder), "s", 0.4),
            row("`jalon draft`, cold", _timed([JALON, "draft", str(brief)], folder), "s", 4),
            row("`jalon serve` until the page answers", [_until_page(folder) for _ in range(3)], "s", 5),
        ]


def _timed(command: list[str], folder: Path) -> list[float]:
    values = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        subprocess.run(command, env=environment(folder), check=True, capture_output=True)
        values.append(time.perf_counter() - began)
    return values


def _until_page(folder: Path) -> float:
    port = free_port()
    began = time.perf_counter()
    with subprocess.Popen(
        [JALON, "serve", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            wait_until_served(server, port)
            return time.perf_counter() - began
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(server: "subprocess.Popen[bytes]", port: int, seconds: float = 60) -> None:
    """Return once the chat page answers. Raises RuntimeError when the server ends or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            said = server.stderr.read().decode() if server.stderr else ""
            raise RuntimeError(f"the server ended: {said[-500:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/chat/", timeout=2) as page:
                page.read()
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"no page within {seconds:.0f} s")
