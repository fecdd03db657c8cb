"""A server of the benchmark's own, on a port of loopback."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from evals.bench.places import JALON, environment

_IDLE = 5
"""Per cent of a core below which a server is at rest."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """`jalon serve` in that data folder, for as long as it is needed: its address and its process, once the chat page
    answers.

    Raises RuntimeError when the server ends or stays silent.
    """
    port = _free_port()
    with subprocess.Popen(
        [JALON, "serve", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(server, address)
            yield address, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(20)


def rested(server: psutil.Process) -> None:
    """Wait until a server has nothing to do: it warms up for a few seconds after it answers.

    Raises RuntimeError when it is still busy after two minutes.
    """
    for _ in range(120):
        if server.cpu_percent(interval=1) < _IDLE:
            return
    raise RuntimeError("the server is still busy after two minutes")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: "subprocess.Popen[bytes]", address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            said = server.stderr.read().decode() if server.stderr else ""
            raise RuntimeError(f"the server ended: {said[-500:]}")
        try:
            with urllib.request.urlopen(f"{address}/chat/", timeout=2) as page:
                page.read()
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"no page within {seconds:.0f} s")
