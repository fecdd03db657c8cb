"""What the interface says when it refuses: one shape, in the language of whoever asks."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import JalonError
from assistant.language.data import table
from assistant.models.terms import Language
from assistant.models.value import Value
from assistant.web.faults import status_of, told
from assistant.web.labels import spoken

_SHOWN = 5
"""Faults of one request that are told."""


class Fault(Value):
    """Why a request was refused."""

    detail: str
    """What happened and what to do about it, in French or in English as `Accept-Language` asks."""
    fix: str
    """What a program can do about it: read again, sign in, wait."""


def refuse(language: Language, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A refusal; without details, what the status means."""
    words = table(f"api.{language}.yaml")["refusals"]
    said = words.get(status, words["other"])
    fault = Fault(detail=plain(detail or said["detail"]), fix=said["fix"])
    asked = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(fault.model_dump(), status_code=status, headers={**asked, **(headers or {})})


def plain(text: str) -> str:
    """The text as UTF-8 can hold it: half of a character pair, which JSON lets through, becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def heard_in(request: Request) -> Language:
    """The language of whoever asks."""
    return spoken(request.headers.get("accept-language"))


async def on_fault(request: Request, error: Exception) -> Response:
    """A fault that Jalon names."""
    assert isinstance(error, JalonError)
    return refuse(heard_in(request), status_of(error), told(request, error))


async def on_refusal(request: Request, error: Exception) -> Response:
    """What the web framework refuses: no such address, no such method, a body that it cannot take in."""
    assert isinstance(error, HTTPException)
    status = 422 if error.status_code == 400 else error.status_code
    return refuse(heard_in(request), status, headers=error.headers)


async def on_misuse(request: Request, error: Exception) -> Response:
    """Values that are missing, unknown, or not of their form."""
    assert isinstance(error, RequestValidationError)
    language = heard_in(request)
    words = table(f"api.{language}.yaml")["misuses"]
    found = error.errors()
    lines = [_line(fault, words) for fault in found[:_SHOWN]]
    more = [words["more"].format(n=len(found) - _SHOWN)] if len(found) > _SHOWN else []
    return refuse(language, 422, words["between"].join([*lines, *more]))


def _line(fault: Mapping[str, Any], words: Mapping[str, str]) -> str:
    place = [str(part) for part in fault["loc"]]
    where = ".".join(place[1:] or place)[:80]
    context = {name: str(value)[:80] for name, value in fault.get("ctx", {}).items()}
    return words.get(fault["type"], words["other"]).format(**{**context, "where": where, "said": fault["msg"][:200]})
