"""The page of the HTTP interface: what it offers, with an example of each."""

from functools import cache

from fastapi import APIRouter, Request, Response

from assistant.web.api.document import PREFIX, TAGS, Operation, operations
from assistant.web.api.interface import create_interface
from assistant.web.pages.rendering import language_of, render, words

router = APIRouter(include_in_schema=False)


@router.get("/api")
async def described(request: Request) -> Response:
    """Every endpoint, in the language of whoever reads."""
    language = language_of(request)
    said = words(language, "api")
    return render(
        "api.html.jinja",
        request,
        language,
        said=said,
        address=f"{str(request.base_url).rstrip('/')}{PREFIX}",
        prefix=PREFIX,
        groups=[(tag["name"], [row for row in _operations() if row.tag == tag["name"]]) for tag in TAGS],
        summaries=said.get("operations", {}),
    )


@cache
def _operations() -> tuple[Operation, ...]:
    return operations(create_interface().openapi())
