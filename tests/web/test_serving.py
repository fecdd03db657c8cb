"""The command that serves: when it says that it is ready, and how it ends."""

import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from assistant.web.dressing import without_foreign_hosts
from tests.web.driving import command, environment, free_port


def test_it_prints_its_address_once_it_can_serve_and_ends_cleanly(furnish: Callable[[Path], Path], tmp_path: Path):
    furnish(tmp_path)
    port, log = free_port(), tmp_path / "said.log"
    address = f"http://127.0.0.1:{port}"
    with log.open("w") as said:
        process = subprocess.Popen(command(port), env=environment(tmp_path), stderr=said, text=True)
    try:
        deadline = time.monotonic() + 120
        while address not in log.read_text() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        assert address in log.read_text()
        with urllib.request.urlopen(f"{address}/chat/", timeout=20) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(90) in {0, 130}
        assert "Traceback" not in log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            command(port), check=False, env=environment(tmp_path), capture_output=True, text=True, timeout=60
        )
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert re.search(rf"127\.0\.0\.1:{port}.*--port", ended.stderr)


def test_a_page_loses_its_links_to_other_hosts_and_keeps_its_own():
    page = """
    <link rel="preconnect" href="https://fonts.gstatic.com" crossorigin />
    <link
      rel="stylesheet"
      href="https://cdn.example/katex.min.css"
    />
    <meta property="og:image" content="https://example.org/banner.png">
    <link rel="stylesheet" href="/chat/assets/own.css">
    <script type="module" src="/chat/assets/own.js"></script>
    """
    kept = without_foreign_hosts(page)
    assert "https://" not in kept
    assert "own.css" in kept
    assert "own.js" in kept
