"""What Chainlit's own settings cannot say: its pages without other hosts, in the system's colours, with our errors."""

import logging
import re
import sys
from types import ModuleType
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.errors import JalonError

_FOREIGN = re.compile(r"\s*<(?:link|meta|script)\b[^>]*(?:href|src|content)=\"https?://[^>]*?/?>(?:</script>)?")
_FOREIGN_CONNECTION = re.compile(r"\s*<link rel=\"preconnect\"[^>]*>")


def spare_tracing() -> None:
    """Keep out the tracing service that a dependency of Chainlit's imports; call it before Chainlit is imported.

    Nothing calls it, it has telemetry of its own, and it takes a third of the time of a start.
    """
    if "traceloop.sdk" not in sys.modules:
        package, sdk = ModuleType("traceloop"), ModuleType("traceloop.sdk")
        vars(sdk)["Traceloop"] = vars(package)["sdk"] = object
        sys.modules.update({"traceloop": package, "traceloop.sdk": sdk})


def spare_tools() -> None:
    """Keep out the protocol of outside tools, whose door is closed here; call it before Chainlit is imported.

    One name of it stands in annotations, and it takes a tenth of the time of a start.
    """
    if "mcp" not in sys.modules:
        package = ModuleType("mcp")
        vars(package)["ClientSession"] = object
        sys.modules["mcp"] = package


def dress(explain: Any) -> None:
    """Change the imported Chainlit; call it after its settings are in place and before it is mounted."""
    from chainlit import server
    from chainlit.config import config

    # Two values only are allowed in its file, though its pages know a third.
    config.ui.default_theme = "system"
    # One process has one Chainlit, whatever applications it is mounted in: the last one counts.
    server.app.middleware_stack = None
    template = server.get_html_template

    def own_page(root_path: str) -> str:
        return without_foreign_hosts(template(root_path))

    server.get_html_template = own_page
    server.app.add_exception_handler(JalonError, explain)
    server.app.add_exception_handler(ValueError, _no_session)
    # It warns of every browser whose region has no translation of its own, at each page.
    logging.getLogger("chainlit").setLevel(logging.ERROR)


async def _no_session(_request: Request, error: Exception) -> Response:
    """A page that speaks for a conversation that is not open: Chainlit takes that for a fault of its own."""
    if str(error) != "Session not found":
        raise error
    return JSONResponse({"detail": str(error)}, status_code=404)


def undress_mount() -> None:
    """Take off the guard of the mount: it repeats what the mount does, and prints a fault when a browser leaves."""
    from chainlit import server

    server.app.user_middleware = [
        middleware for middleware in server.app.user_middleware if middleware.cls.__name__ != "ChainlitMiddleware"
    ]


def without_foreign_hosts(page: str) -> str:
    """The page without links to other hosts: fonts, style sheets, connections opened in advance."""
    return _FOREIGN_CONNECTION.sub("", _FOREIGN.sub("", page))
