"""Starting the web application."""

import socket
import sys

from assistant.cli.words import text
from assistant.errors import ConflictError
from assistant.runtime import quieten


def serve(host: str, port: int) -> None:
    """Serve until interrupted. Raises ConflictError when the port is taken."""
    quieten()
    _claim(host, port)
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    address = f"http://{shown}:{port}"
    print(text(f"Jalon démarre : {address}", f"Jalon is starting: {address}"), file=sys.stderr, flush=True)
    import uvicorn

    from assistant.web.application import create_app

    uvicorn.run(create_app(), host=host, port=port, log_level="warning", ws="auto", timeout_graceful_shutdown=3)


def _claim(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConflictError(
                text(
                    f"impossible d’écouter sur {host}:{port} ({error.strerror}) : choisissez un autre --port",
                    f"cannot listen on {host}:{port} ({error.strerror}): choose another --port",
                )
            ) from error
