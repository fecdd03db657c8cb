"""Cards made from texts, in the browser: hand a text in, complete the card, approve it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from assistant.documents.reading import read_document
from assistant.errors import CardError, ForbiddenError, InputError, JalonError
from assistant.interview import handed_in
from assistant.models.brief import Answers
from assistant.models.document import Unread
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind
from assistant.proposals.folder import Proposal, approve, proposals, propose, rewrite
from assistant.proposals.sorting import sort
from assistant.web.pages.rendering import language_of, render
from assistant.web.people import person_of
from assistant.web.running import running

PROPOSALS = "/methods/proposals"


async def entitled(request: Request) -> None:
    """That this person looks after the cards. Raises ForbiddenError.

    One folder of cards belongs to whoever runs Jalon: with accounts, to the designers of the first organisation.
    """
    if not running().settings.accounts:
        return
    person = await person_of(request)
    organisations = await running().store.accounts.organisations()
    if person.role == "trainer" or not organisations or person.organisation != organisations[0].id:
        raise ForbiddenError("cards are added by designers", "les fiches sont ajoutées par les concepteurs")


router = APIRouter(prefix=PROPOSALS, include_in_schema=False, dependencies=[Depends(entitled)])


@router.get("")
async def listed(request: Request) -> Response:
    """A form to hand a text in, and the cards that wait to be completed."""
    return _list(request, approved=request.query_params.get("approved", ""))


@router.post("")
async def handed(request: Request, file: UploadFile, kind: Annotated[str, Form()] = "method") -> Response:
    """Make a proposal of a text; then it is there to be completed."""
    language, own = language_of(request), _own()
    if own is None or kind not in get_args(CardKind):
        return _list(request, status=400)
    wanted: CardKind = next(name for name in get_args(CardKind) if name == kind)
    content = await file.read()
    document = await read_document(file.filename or "document", content)
    if isinstance(document, Unread):
        told = handed_in.take(Answers(language=language), (), (document,), 0)
        return _list(request, fault=told.says[0], status=400)
    like, today = _nearest(sort(document).gist, wanted), datetime.now(tz=UTC).date()
    try:
        path = propose(document, content, wanted, like, own, today, frozenset(running().knowledge.shelf))
    except InputError as error:
        return _list(request, fault=error.line(french=language == "fr"), status=400)
    return RedirectResponse(f"{PROPOSALS}/{path.stem}?lang={language}", status_code=303)


@router.get("/{name}")
async def opened(request: Request, name: str) -> Response:
    """A proposal as a text to complete."""
    return _edit(request, name, saved="saved" in request.query_params)


@router.post("/{name}")
async def kept(
    request: Request,
    name: str,
    text: Annotated[str, Form()],
    seen: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = "save",
) -> Response:
    """Keep the text; approve it where that is asked for and nothing is missing."""
    language, own = language_of(request), _own()
    if own is None:
        return _list(request, status=400)
    text = text.replace("\r\n", "\n")
    found = _found(own, name)
    if found is None:
        return render("missing.html.jinja", request, language, status=404)
    if seen != _mark(found.path.read_text("utf-8")):
        return _edit(request, name, text=text, changed=True, status=409)
    rewrite(found, text)
    if then != "approve":
        return RedirectResponse(f"{PROPOSALS}/{name}?lang={language}&saved=1", status_code=303)
    try:
        approve(name, own, running().knowledge.shelf)
    except CardError:
        return _edit(request, name, status=422)
    return RedirectResponse(f"{PROPOSALS}?lang={language}&approved={name}", status_code=303)


def _own() -> Path | None:
    """The folder of the organisation's own cards; None where there is none."""
    _, *others = running().settings.card_folders
    return others[-1] if others else None


def _found(own: Path, name: str) -> Proposal | None:
    return next((row for row in proposals(own, running().knowledge.shelf) if row.id == name), None)


def _list(request: Request, *, fault: str = "", approved: str = "", status: int = 200) -> Response:
    own = _own()
    return render(
        "proposals.html.jinja",
        request,
        language_of(request),
        status=status,
        own=own,
        rows=proposals(own, running().knowledge.shelf) if own else (),
        kinds=get_args(CardKind),
        fault=fault,
        approved=approved,
    )


def _edit(
    request: Request, name: str, *, text: str = "", saved: bool = False, changed: bool = False, status: int = 200
) -> Response:
    language, own = language_of(request), _own()
    found = _found(own, name) if own else None
    if found is None:
        return render("missing.html.jinja", request, language, status=404)
    stored = found.path.read_text("utf-8")
    return render(
        "proposal.html.jinja",
        request,
        language,
        status=status,
        name=name,
        text=text or stored,
        seen=_mark(stored),
        faults=[_fault(found.path, fault) for fault in found.faults],
        saved=saved,
        changed=changed,
    )


def _fault(path: Path, fault: str) -> dict[str, Any]:
    line, _, what = fault.removeprefix(f"{path}:").partition(": ")
    return {"line": line, "what": what}


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _nearest(words: str, kind: CardKind) -> Card:
    knowledge = running().knowledge
    try:
        hits = knowledge.retriever.search(words, kind=kind, k=1)
    except JalonError:
        hits = ()
    of_kind = (card for card in knowledge.shelf.values() if card.kind == kind)
    return knowledge.shelf[hits[0].card] if hits else next(of_kind)
