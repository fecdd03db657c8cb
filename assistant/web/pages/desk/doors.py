"""What all pages of the desk share: who asks, in which language, where they are, and what is said when they may not."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from markupsafe import Markup

from assistant.errors import JalonError
from assistant.models.desk import LOCAL, Person
from assistant.models.terms import Language
from assistant.web.faults import STATUSES, status_of
from assistant.web.pages.desk.naming import names_of
from assistant.web.pages.rendering import language_of, render, words

DESK = "/desk"


class DeskRoute(APIRoute):
    """A page whose faults are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with the faults that a reader can be told of."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except tuple(STATUSES) as error:
                return problem(request, error)

        return answer


def desk_router() -> APIRouter:
    """A router of pages under /desk."""
    return APIRouter(prefix=DESK, route_class=DeskRoute, include_in_schema=False)


def line_of(error: JalonError, language: Language) -> str:
    """A fault as a reader of that language is told of it."""
    return error.line(french=language == "fr")


async def show(template: str, request: Request, person: Person, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk; its own words stand under `d`."""
    language = language_of(request)
    page = render(
        f"desk/{template}",
        request,
        language,
        status=status,
        d=words(language)["desk"],
        person=person,
        alone=person.organisation == LOCAL,
        people=await names_of(person, words(language)["desk"]),
        **values,
    )
    # A review moves on: what a browser kept of it is asked for again.
    page.headers["Cache-Control"] = "private, no-cache"
    return page


def address(request: Request, module: str = "", part: str = "", *, at: str = "", **query: object) -> str:
    """A page of the desk in the language of this one; `at` is the element that it shows first."""
    path = "/".join(piece for piece in (DESK, quote(module, safe=""), part) if piece)
    told = {name: value for name, value in query.items() if value not in (None, "", False)}
    return f"{path}?{urlencode({'lang': language_of(request), **told})}" + (f"#{quote(at)}" if at else "")


def in_lang(written: Language, page: Language) -> Markup:
    """The attribute that says that words are not in the language of the page; nothing where they are."""
    return Markup("" if written == page else f' lang="{written}"')


def number(text: str | None) -> int | None:
    """A number of an address, which somebody may have changed by hand."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def problem(request: Request, error: Exception, typed: Iterable[str] = ()) -> Response:
    """The page that says what cannot be done, with what somebody had written."""
    language = language_of(request)
    fault = error if isinstance(error, JalonError) else JalonError(str(error))
    line = line_of(fault, language)
    return render(
        "desk/problem.html.jinja",
        request,
        language,
        status=status_of(fault),
        d=words(language)["desk"],
        line=line[:1].upper() + line[1:],
        status_code=status_of(fault),
        typed=tuple(typed),
        back=address(request),
    )
