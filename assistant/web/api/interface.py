"""The HTTP interface as a program of its own: its document and its refusals are not those of the pages."""

import re
from typing import Any

from fastapi import Depends, FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from assistant.errors import JalonError
from assistant.web.api import cards, changing, reading, reviewing
from assistant.web.api.asking import private
from assistant.web.api.document import DESCRIPTION, PREFIX, REFUSALS, TAGS, summarised
from assistant.web.api.refusing import heard_in, on_fault, on_misuse, on_refusal, refuse
from assistant.web.security import UploadBound

BODY = 1024 * 1024
"""Bytes of one request at most."""
_TOKEN = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token of your account. A Jalon that nobody signs in to needs none.",
)


class Interface(FastAPI):
    """Serves `/api/v1`."""

    def openapi(self) -> dict[str, Any]:
        """The document, each operation with the first line of its description as its title."""
        if self.openapi_schema is None:
            self.openapi_schema = summarised(super().openapi())
        return self.openapi_schema


def create_interface() -> Interface:
    """The interface, ready to be mounted at `PREFIX`."""
    interface = Interface(
        title="Jalon",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        redirect_slashes=False,
        openapi_tags=TAGS,
        generate_unique_id_function=_name,
        dependencies=[Security(_TOKEN), Depends(private)],
        responses=REFUSALS,
    )
    interface.add_middleware(UploadBound, paths=("",), most=BODY, refuse=_too_large)
    interface.add_exception_handler(JalonError, on_fault)
    interface.add_exception_handler(RequestValidationError, on_misuse)
    interface.add_exception_handler(HTTPException, on_refusal)
    for part in (reading, reviewing, changing, cards):
        interface.include_router(part.router)
    return interface


def mount(app: FastAPI) -> Interface:
    """Serve the interface as a part of an application."""
    interface = create_interface()
    route = Mount(PREFIX, interface)
    # Its own pattern ends at a line feed: an id that holds one would be refused in another shape.
    route.path_regex = re.compile(route.path_regex.pattern, re.DOTALL)
    app.router.routes.append(route)
    return interface


def _name(route: APIRoute) -> str:
    return route.name


def _too_large(request: Request, status: int) -> Response:
    return refuse(heard_in(request), status)
