"""A port or an address that the server cannot have is told in Jalon's own words, with the way to another."""

import errno
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.ports import claimed, refusal
from assistant.errors import ConflictError
from tests.cli.conftest import PROGRAM, Jalon, is_one_line
from tests.cli.test_doctor import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens, in both kinds of address."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = int(one.getsockname()[1])
        with socket.create_server(("::1", port), family=socket.AF_INET6):
            yield port


def test_a_port_that_is_taken_is_named_with_the_way_to_another(jalon: Jalon, taken: int) -> None:
    told = jalon("serve", "--port", taken)
    other = taken + 1 if taken < 65_535 else taken - 1
    is_one_line(told, f"port {taken} is taken", f"on 127.0.0.1:{taken};", f"--port {other}", f"PORT={other} make start")
    assert "Errno" not in told.err
    assert "in use" not in told.err


@pytest.mark.usefixtures("in_french")
def test_it_is_told_in_french_to_whoever_reads_french(jalon: Jalon, taken: int) -> None:
    is_one_line(jalon("serve", "--port", taken, "--host", "::1"), f"le port {taken} est pris", f"sur [::1]:{taken} ;")


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "::ffff:ffff:ffff:1", "é" * 80])
def test_an_address_that_is_another_machines_is_named(jalon: Jalon, host: str) -> None:
    told = jalon("serve", "--port", free_port(), "--host", host, "--open-to-all")
    is_one_line(told, f"{host} is no address of this machine", "--host 127.0.0.1")


def test_what_only_an_administrator_may_have_says_where_the_others_begin() -> None:
    told = refusal("127.0.0.1", 80, PermissionError(errno.EACCES, "Permission denied"))
    assert "port 80 is for the administrator" in str(told)
    assert "le port 80 revient à l’administrateur" in told.french
    assert "take another --port" in str(refusal("127.0.0.1", 8000, OSError(errno.ENOBUFS, "No buffer space")))


def test_what_is_claimed_can_be_listened_on_and_is_free_again_afterwards() -> None:
    port = free_port()
    for _ in range(2):
        with claimed("localhost", port) as sockets:
            for one in sockets:
                one.listen()
            with pytest.raises(ConflictError, match=f"port {port} is taken"), claimed("127.0.0.1", port):
                pass


def test_a_port_that_somebody_else_begins_to_use_while_jalon_starts_is_told_in_the_same_words(
    data_dir: Path,
) -> None:
    port = free_port()
    line, environment = [PROGRAM, "serve", "--port", str(port)], {**os.environ, "JALON_DATA_DIR": str(data_dir)}
    with subprocess.Popen(line, stderr=subprocess.PIPE, env=environment, text=True, encoding="utf-8") as jalon:
        assert jalon.stderr is not None
        assert "Jalon is starting" in jalon.stderr.readline()
        with socket.create_server(("127.0.0.1", port)):
            told = jalon.stderr.read()
            assert jalon.wait(60) == 2, told
    assert told.startswith(f"error: port {port} is taken")
    assert told.count("\n") == 1, told
