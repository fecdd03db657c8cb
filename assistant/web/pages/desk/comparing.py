"""Two versions side by side, and what can be done with versions: read, name, restore."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any

from fastapi import Form as Field
from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from assistant.desk import Opened
from assistant.engine.protocol import Shelf
from assistant.errors import ConflictError, InputError
from assistant.models.desk import Person
from assistant.models.terms import Language
from assistant.review.comparing import Difference
from assistant.web.faults import status_of
from assistant.web.pages.desk import moments
from assistant.web.pages.desk.doors import address, desk_router, in_lang, line_of, number, show
from assistant.web.pages.desk.noted import what_changed
from assistant.web.pages.desk.placing import place_name, said
from assistant.web.pages.desk.typed import version_of
from assistant.web.pages.rendering import language_of
from assistant.web.people import knowledge_of, person_of
from assistant.web.running import running

router = desk_router()
Text = Annotated[str, Field()]


@dataclass(frozen=True)
class Change:
    """A difference, with its place and its values in words."""

    told: Difference
    place: str
    before: str
    after: str


@router.get("/{module}/compare")
async def compare(request: Request, module: str) -> Response:
    """What differs between two versions, the last two unless others are named."""
    return await _compared(request, await person_of(request), module)


@router.post("/{module}/restore")
async def restore(request: Request, module: str, version: Text = "", seen: Text = "") -> Response:
    """Make an earlier version the next one."""
    person = await person_of(request)
    try:
        await running().desk.restore(person, module, version_of(version), seen=version_of(seen))
    except (ConflictError, InputError) as error:
        return await _refused(request, person, module, error)
    return RedirectResponse(address(request, module, "compare", done="restore"), status_code=303)


@router.post("/{module}/label")
async def label(request: Request, module: str, version: Text = "", label: Text = "") -> Response:
    """Give a version a name."""
    person = await person_of(request)
    try:
        await running().desk.label(person, module, version_of(version), label)
    except (ConflictError, InputError) as error:
        return await _refused(request, person, module, error, label=label)
    return RedirectResponse(address(request, module, "compare", at="versions", done="label"), status_code=303)


async def _refused(
    request: Request, person: Person, module: str, error: ConflictError | InputError, label: str = ""
) -> Response:
    fault = line_of(error, language_of(request))
    return await _compared(request, person, module, status=status_of(error), fault=fault, typed=label)


async def _compared(
    request: Request, person: Person, module: str, *, status: int = 200, fault: str = "", typed: str = ""
) -> Response:
    desk, language = running().desk, language_of(request)
    opened = await desk.open(person, module)
    last = opened.review.version
    new = number(request.query_params.get("new")) or last
    old = number(request.query_params.get("old")) or max(1, new - 1)
    found = await desk.compare(person, module, old, new) if old != new else ()
    return await show(
        "compare.html.jinja",
        request,
        person,
        status=status,
        opened=opened,
        review=opened.review,
        in_lang=in_lang(opened.review.language, language),
        old=old,
        new=new,
        groups=_grouped(found, language, opened.review.language, (await knowledge_of(request)).shelf),
        count=len(found),
        versions=_listed(opened, language),
        fault=fault,
        typed=typed,
        done=request.query_params.get("done", ""),
        go=lambda part="", **query: address(request, module, part, **query),
        queue=address(request),
    )


def _grouped(
    found: Iterable[Difference], page: Language, written: Language, shelf: Shelf
) -> list[tuple[str, list[Change]]]:
    """What differs, by element or part of the module."""

    def title(card: str) -> str:
        return shelf[card].title.text(written) if card in shelf else card

    def change(one: Difference) -> Change:
        values = (said(one.path, value, page, title) for value in (one.before, one.after))
        return Change(one, place_name(one.path, page), *values)

    groups = groupby(found, lambda one: one.where.partition(".")[0])
    return [(where, [change(one) for one in each]) for where, each in groups]


def _listed(opened: Opened, language: Language) -> list[dict[str, Any]]:
    """Every version, the latest first, with what changed in it in words."""
    return [
        {"info": info, "what": what_changed(info, language), "at": moments.moment(info.created_at, language)}
        for info in reversed(opened.versions)
    ]
