"""The address that the web application listens on: claimed before anything long begins, and held until it serves."""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from assistant.errors import ConflictError

_HIGHEST = 65_535
_NOT_HERE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
"""A name such as localhost may stand for an address that this machine has not: the others do."""


@contextmanager
def claimed(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Sockets bound to every address of the host that this machine has; nobody else gets the port meanwhile.

    Raises ConflictError, which says what to do.
    """
    with ExitStack() as held:
        sockets: list[socket.socket] = []
        for family, address in _addresses(host, port):
            try:
                sockets.append(held.enter_context(_bound(family, address)))
            except OSError as error:
                if error.errno not in _NOT_HERE:
                    raise refusal(host, port, error) from error
        if not sockets:
            raise refusal(host, port, OSError(errno.EADDRNOTAVAIL, ""))
        yield sockets


def refusal(host: str, port: int, error: OSError) -> ConflictError:
    """Why nothing can listen there, and how to take another port or address."""
    where, other = shown(host, port), port + 1 if port < _HIGHEST else port - 1
    if error.errno == errno.EADDRINUSE:
        return ConflictError(
            f"port {port} is taken: another program, or another Jalon, listens on {where}; end it, or take another "
            f"port: --port {other}, or PORT={other} make start",
            f"le port {port} est pris : un autre programme, ou un autre Jalon, écoute sur {where} ; arrêtez-le, ou "
            f"prenez un autre port : --port {other}, ou PORT={other} make start",
        )
    if error.errno == errno.EACCES:
        return ConflictError(
            f"port {port} is for the administrator of this machine: take one from 1024 on, as --port 8000",
            f"le port {port} revient à l’administrateur de cette machine : prenez-en un à partir de 1024, "
            "comme --port 8000",
        )
    if error.errno in _NOT_HERE:
        return ConflictError(
            f"{host} is no address of this machine: take another one with --host, as --host 127.0.0.1",
            f"{host} n’est pas une adresse de cette machine : prenez-en une autre, comme --host 127.0.0.1",
        )
    return ConflictError(
        f"nothing can listen on {where} ({error.strerror}): take another --port or another --host",
        f"impossible d’écouter sur {where} ({error.strerror}) : prenez un autre --port ou un autre --host",
    )


def shown(host: str, port: int) -> str:
    """ "127.0.0.1:8000", "[::1]:8000"."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _addresses(host: str, port: int) -> dict[tuple[int, Any], None]:
    """(family, address) of each address that the name stands for, in order, each once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        return {}
    return dict.fromkeys((family, address) for family, _, _, _, address in found)


def _bound(family: int, address: Any) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Else a port stays taken for a minute after the last program that served people there.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
    except OSError:
        made.close()
        raise
    return made
