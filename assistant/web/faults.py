"""Which HTTP status each fault has, for the pages and the HTTP interface alike."""

from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from assistant.errors import ConflictError, ForbiddenError, InputError, JalonError, NotFoundError
from assistant.web.labels import spoken
from assistant.web.pages.rendering import language_of, render

STATUSES: Mapping[type[JalonError], int] = {
    NotFoundError: 404,
    ForbiddenError: 403,
    ConflictError: 409,
    InputError: 422,
}
"""Faults of the request; every other one is a part of the program that cannot serve now: 503."""


def status_of(error: JalonError) -> int:
    """The status of a fault, or of the nearest kind that it belongs to."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 503)


def told(request: Request, error: JalonError) -> str:
    """What happened and what to do, in the language of whoever asks."""
    return error.line(french=spoken(request.headers.get("accept-language")) == "fr")


async def explain(request: Request, error: Exception) -> Response:
    """A fault as an answer: a page for whoever reads pages, else JSON."""
    assert isinstance(error, JalonError)
    status = status_of(error)
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"detail": told(request, error)}, status_code=status)
    language = language_of(request)
    why = {403: "forbidden", 404: "missing"}.get(status, "other")
    detail = error.line(french=language == "fr")
    return render("refused.html.jinja", request, language, status=status, why=why, detail=detail)
