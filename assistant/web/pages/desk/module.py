"""A draft on the desk: read, with what does not hold, what was said, and what can be done about it."""

from collections import Counter
from typing import Any, get_args

from fastapi import Request, Response

from assistant.desk import Opened
from assistant.engine.protocol import Shelf
from assistant.export.plan import Labelled
from assistant.models.brief import FIELDS_OF_SLOT
from assistant.models.desk import Person
from assistant.models.module import Module
from assistant.models.terms import Language
from assistant.review.alignment import matrix
from assistant.review.steps import STEPS, open_steps
from assistant.web.pages.desk import hours, moments
from assistant.web.pages.desk.charts import Name, chart
from assistant.web.pages.desk.doors import address, desk_router, in_lang, number, show
from assistant.web.pages.desk.drawing import height
from assistant.web.pages.desk.facts import facts
from assistant.web.pages.desk.margins import margins, places_of, said_by
from assistant.web.pages.desk.naming import colleagues
from assistant.web.pages.desk.placing import place_name
from assistant.web.pages.desk.queue import row_of
from assistant.web.pages.desk.timeline import timeline
from assistant.web.pages.desk.typed import Form, editable
from assistant.web.pages.rendering import language_of, words
from assistant.web.people import knowledge_of, person_of
from assistant.web.running import running

router = desk_router()


@router.get("/{module}")
async def read(request: Request, module: str) -> Response:
    """A version of a module, the latest by default."""
    person = await person_of(request)
    opened = await running().desk.open(person, module, number(request.query_params.get("version")))
    return await page(request, person, opened, Form.opened(request))


async def again(request: Request, person: Person, module: str, form: Form, status: int, **told: Any) -> Response:
    """The latest version, with what was typed and what became of it."""
    return await page(request, person, await running().desk.open(person, module), form, status=status, **told)


async def page(
    request: Request, person: Person, opened: Opened, form: Form, *, status: int = 200, **told: Any
) -> Response:
    """The page of an opened version; what is not the latest is there to be read."""
    work = opened.is_latest
    return await show(
        "module.html.jinja",
        request,
        person,
        status=status,
        opened=opened,
        work=work,
        form=form if work else Form(),
        form_shown=_shown(form, opened),
        places=editable(opened.module, form) if work else [],
        done=request.query_params.get("done", ""),
        told={"changes": (), "refused": ()} | told,
        **_addresses(request, opened.module.id),
        **await _standing(person, opened, language_of(request)),
        **_content(opened, language_of(request), (await knowledge_of(request)).shelf),
    )


def _shown(form: Form, opened: Opened) -> bool:
    """Whether the page has the form: its element or its discussion may be gone."""
    if form.place.startswith("c-"):
        return form.at in {comment.id for comment in opened.comments}
    module = opened.module
    parts = (
        ("matrix", module.objectives),
        ("tools", module.tools),
        ("impact", module.impact),
        ("left", module.left_to_trainer),
    )
    there = {"standing", "module", "brief", *places_of(module), *(name for name, held in parts if held)}
    return form.place in there.difference(FIELDS_OF_SLOT)


def _addresses(request: Request, module: str) -> dict[str, Any]:
    return {
        "go": lambda part="", **query: address(request, module, part, **query),
        "open_at": lambda do, element: address(request, module, at=f"{element}-work", **{"do": do, "for": element}),
        "queue": address(request),
    }


async def _standing(person: Person, opened: Opened, language: Language) -> dict[str, Any]:
    """Where the review stands, and what the person can do about it."""
    review, desk = opened.review, running().desk
    steps = open_steps(person, review) if opened.is_latest else ()
    return {
        "review": review,
        "row": row_of(review, desk.context.clock(), language, await desk.ends([review])),
        "steps": [(step, STEPS[step].explained or (step == "approve" and review.blocking > 0)) for step in steps],
        "colleagues": await colleagues(person, review.assignee, words(language)["desk"]),
        "moment": lambda at: moments.moment(at, language),
    }


def _content(opened: Opened, language: Language, shelf: Shelf) -> dict[str, Any]:
    """The draft, and what is computed from it."""
    module, said = opened.module, said_by(opened.comments, opened.module.version)
    return {
        "module": module,
        "margins": margins(module, said),
        "later": sum(comment.parent is None for comment in opened.comments if comment not in said),
        "counts": Counter(finding.severity for finding in module.findings),
        "facts": facts(module.brief, language),
        "rows": matrix(module),
        "names": names(module),
        "charts": [drawn for name in get_args(Name) if not (drawn := chart(name, module, language)).is_empty],
        "timeline": timeline(module),
        "hours": hours,
        "cards": lambda card: shelf[card].title.text(module.brief.language) if card in shelf else "",
        "shared_access": Labelled(module, shelf, {}).access,
        "in_lang": in_lang(module.brief.language, language),
        "who": words(module.brief.language)["desk"],
        "chart_height": height,
        "place_name": lambda path: place_name(path, language),
    }


def names(module: Module) -> dict[str, str]:
    """What the elements are called that have a name."""
    objectives = {item.id: item.statement for item in module.objectives}
    sequences = {item.id: item.title for item in module.sequences()}
    return objectives | sequences | {item.id: item.title for item in module.assessments}
