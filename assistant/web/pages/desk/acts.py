"""What people do with a draft: a form leads on, or comes back with what was typed and the reason."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import Form as Field
from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import InputError, JalonError
from assistant.models.desk import Action, Person
from assistant.web.faults import status_of
from assistant.web.pages.desk.doors import address, desk_router, line_of, problem
from assistant.web.pages.desk.module import again
from assistant.web.pages.desk.quoting import as_written
from assistant.web.pages.desk.typed import Form, one_of, version_of, whole
from assistant.web.pages.rendering import language_of
from assistant.web.people import person_of
from assistant.web.running import running

router = desk_router()
Text = Annotated[str, Field()]
Act = Callable[[Person], Awaitable[Any]]


@router.post("/{module}/decide")
async def decide(request: Request, module: str, action: Text = "", seen: Text = "", why: Text = "") -> Response:
    """Take a step of the review."""
    form = Form("decide", action, {"why": whole(why)})
    step: Action = next((one for one in get_args(Action) if one == action), "take")

    async def act(person: Person) -> None:
        one_of(action, get_args(Action))
        await running().desk.decide(person, module, step, seen=seen, why=whole(why))

    return await _taken(request, module, form, act, at="standing", done=action)


@router.post("/{module}/assign")
async def assign(request: Request, module: str, assignee: Text = "", due: Text = "") -> Response:
    """Say who reviews, and by when."""
    form = Form("assign", "module", {"assignee": assignee, "due": due})

    async def act(person: Person) -> None:
        await running().desk.assign(person, module, assignee=assignee or None, due=_day(due))

    return await _taken(request, module, form, act, at="standing", done="assign")


@router.post("/{module}/comment")
async def comment(
    request: Request, module: str, where: Text = "module", words: Text = "", text: Text = "", parent: Text = ""
) -> Response:
    """Say something about an element, or answer."""
    typed = {"text": whole(text), "words": whole(words)}
    form = Form("reply", parent, typed) if parent else Form("comment", where, typed)

    async def act(person: Person) -> None:
        desk = running().desk
        quoted = words and as_written((await desk.open(person, module)).module, where, whole(words))
        await desk.comment(person, module, whole(text), where=where, words=quoted, parent=parent or None)

    return await _taken(request, module, form, act, at=f"c-{parent}" if parent else where, done="comment")


@router.post("/{module}/settle")
async def settle(request: Request, module: str, comment: Text = "", done: Text = "") -> Response:
    """Close a discussion, or open it again."""

    async def act(person: Person) -> None:
        await running().desk.settle(person, module, comment, done=bool(done))

    word = "resolve" if done else "reopen_thread"
    return await _taken(request, module, Form("settle", comment), act, at=f"c-{comment}", done=word)


@router.post("/{module}/edit")
async def edit(
    request: Request,
    module: str,
    path: Text = "",
    text: Text = "",
    seen: Text = "",
    why: Text = "",
    then: Text = "save",
) -> Response:
    """Write other words at a place, or propose them."""
    form = Form("edit", path, {"text": whole(text), "why": whole(why)})

    async def act(person: Person) -> None:
        desk = running().desk
        if then == "suggest":
            await desk.comment(person, module, whole(why), path=path, proposed=whole(text))
        else:
            await desk.edit(person, module, path, whole(text), seen=version_of(seen))

    return await _taken(request, module, form, act, at=form.element, done="suggest" if then == "suggest" else "edit")


@router.post("/{module}/suggestion")
async def suggestion(
    request: Request, module: str, comment: Text = "", then: Text = "", reason: Text = "", seen: Text = ""
) -> Response:
    """Accept a suggested edit, or refuse it."""
    accept = then == "accept"
    form = Form("suggestion", comment, {"reason": whole(reason)})

    async def act(person: Person) -> None:
        one_of(then, ("accept", "refuse"))
        version = version_of(seen)
        await running().desk.answer_suggestion(
            person, module, comment, accept=accept, seen=version, reason=whole(reason)
        )

    return await _taken(request, module, form, act, at=f"c-{comment}", done=then)


@router.post("/{module}/rewrite")
async def rewrite(request: Request, module: str, wish: Text = "", seen: Text = "", where: Text = "module") -> Response:
    """Ask the engine for a change; what it could not do is said, with the wish still there."""
    person = await person_of(request)
    form = Form("ask", where, {"wish": whole(wish)})
    try:
        if not wish.strip():
            raise InputError("the wish is empty: say what should change", "la demande est vide : dites quoi changer")
        found = await running().desk.rewrite(person, module, whole(wish), seen=version_of(seen))
    except JalonError as error:
        return await _refused(request, person, module, form, error)
    if found.refused or not found.changes:
        told = {"changes": found.changes, "refused": found.refused}
        return await again(request, person, module, form, 200 if found.changes else 422, **told)
    return _onward(request, module, at=where, done="rewrite")


async def _taken(request: Request, module: str, form: Form, act: Act, *, at: str, done: str) -> Response:
    """Do it and lead on; where it cannot be done, the page again with what was typed and the reason."""
    person = await person_of(request)
    try:
        await act(person)
    except JalonError as error:
        return await _refused(request, person, module, form, error)
    return _onward(request, module, at=at, done=done)


async def _refused(request: Request, person: Person, module: str, form: Form, error: JalonError) -> Response:
    """The page with the reason and what was typed; where there is no such page any more, both on one of their own."""
    fault = line_of(error, language_of(request))
    told = Form(form.do, form.at, form.words, fault)
    try:
        return await again(request, person, module, told, status_of(error))
    except JalonError as gone:
        return problem(request, gone, form.typed)


def _onward(request: Request, module: str, *, at: str, done: str) -> Response:
    return RedirectResponse(address(request, module, at=at, done=done), status_code=303)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise InputError(
            "this is not a date: write it as 2026-12-31", "ce n’est pas une date : écrivez-la comme 2026-12-31"
        ) from error
