"""Cards made from texts, in the browser: hand a text in, complete the card, approve it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from assistant.documents.reading import read_document
from assistant.errors import CardError, ForbiddenError, InputError, JalonError
from assistant.interview import handed_in
from assistant.models.brief import Answers
from assistant.models.desk import LOCAL, Person
from assistant.models.document import Unread
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind
from assistant.proposals.folder import Proposal, approve, proposals, propose, rewrite
from assistant.proposals.sorting import sort
from assistant.runtime import Knowledge
from assistant.web.pages.rendering import language_of, render
from assistant.web.people import person_of
from assistant.web.running import running

PROPOSALS = "/methods/proposals"


@dataclass(frozen=True)
class Holder:
    """Who looks after the cards of their organisation, and what these are."""

    person: Person
    own: Path | None
    """The folder of the organisation's own cards; None where there is none."""
    knowledge: Knowledge


async def holder_of(request: Request) -> Holder:
    """Whoever asks, where they look after cards: a designer, or the one user. Raises ForbiddenError."""
    person, library = await person_of(request), running().library
    if person.role == "trainer":
        raise ForbiddenError("cards are added by designers", "les fiches sont ajoutées par les concepteurs")
    return Holder(person, await library.folder_of(person.organisation), await library.knowledge_of(person.organisation))


Held = Annotated[Holder, Depends(holder_of)]
router = APIRouter(prefix=PROPOSALS, include_in_schema=False)


@router.get("")
async def listed(request: Request, holder: Held) -> Response:
    """A form to hand a text in, and the cards that wait to be completed."""
    return await _list(request, holder, approved=request.query_params.get("approved", ""))


@router.post("")
async def handed(request: Request, holder: Held, file: UploadFile, kind: Annotated[str, Form()] = "method") -> Response:
    """Make a proposal of a text; then it is there to be completed."""
    language, own = language_of(request), holder.own
    if own is None or kind not in get_args(CardKind):
        return await _list(request, holder, status=400)
    wanted: CardKind = next(name for name in get_args(CardKind) if name == kind)
    content = await file.read()
    document = await read_document(file.filename or "document", content)
    if isinstance(document, Unread):
        told = handed_in.take(Answers(language=language), (), (document,), 0)
        return await _list(request, holder, fault=told.says[0], status=400)
    like, today = _nearest(sort(document).gist, wanted, holder.knowledge), datetime.now(tz=UTC).date()
    try:
        path = propose(document, content, wanted, like, own, today, frozenset(holder.knowledge.shelf))
    except InputError as error:
        return await _list(request, holder, fault=error.line(french=language == "fr"), status=400)
    return RedirectResponse(f"{PROPOSALS}/{path.stem}?lang={language}", status_code=303)


@router.get("/{name}")
async def opened(request: Request, holder: Held, name: str) -> Response:
    """A proposal as a text to complete."""
    return _edit(request, holder, name, saved="saved" in request.query_params)


@router.post("/{name}")
async def kept(
    request: Request,
    holder: Held,
    name: str,
    text: Annotated[str, Form()],
    seen: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = "save",
) -> Response:
    """Keep the text; approve it where that is asked for and nothing is missing."""
    language, own = language_of(request), holder.own
    if own is None:
        return await _list(request, holder, status=400)
    text = text.replace("\r\n", "\n")
    found = _found(holder, name)
    if found is None:
        return render("missing.html.jinja", request, language, status=404)
    if seen != _mark(found.path.read_text("utf-8")):
        return _edit(request, holder, name, text=text, changed=True, status=409)
    rewrite(found, text)
    if then != "approve":
        return RedirectResponse(f"{PROPOSALS}/{name}?lang={language}&saved=1", status_code=303)
    try:
        approve(name, own, holder.knowledge.shelf)
    except CardError:
        return _edit(request, holder, name, status=422)
    await running().library.renew(holder.person.organisation)
    return RedirectResponse(f"{PROPOSALS}?lang={language}&approved={name}", status_code=303)


def _found(holder: Holder, name: str) -> Proposal | None:
    rows = proposals(holder.own, holder.knowledge.shelf) if holder.own else ()
    return next((row for row in rows if row.id == name), None)


async def _list(
    request: Request, holder: Holder, *, fault: str = "", approved: str = "", status: int = 200
) -> Response:
    language, own = language_of(request), holder.own
    unread = await running().library.fault_of(holder.person.organisation)
    return render(
        "proposals.html.jinja",
        request,
        language,
        status=status,
        own=own,
        organisation=await _organisation(holder.person),
        rows=proposals(own, holder.knowledge.shelf) if own else (),
        kinds=get_args(CardKind),
        fault=fault,
        unread=unread.line(french=language == "fr").splitlines()[0] if unread else "",
        approved=approved,
    )


async def _organisation(person: Person) -> str:
    """The name of that person's organisation; "" where nobody signs in."""
    if person.organisation == LOCAL:
        return ""
    found = await running().store.accounts.organisations()
    return next((one.name for one in found if one.id == person.organisation), "")


def _edit(
    request: Request,
    holder: Holder,
    name: str,
    *,
    text: str = "",
    saved: bool = False,
    changed: bool = False,
    status: int = 200,
) -> Response:
    language, found = language_of(request), _found(holder, name)
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


def _nearest(words: str, kind: CardKind, knowledge: Knowledge) -> Card:
    try:
        hits = knowledge.retriever.search(words, kind=kind, k=1)
    except JalonError:
        hits = ()
    of_kind = (card for card in knowledge.shelf.values() if card.kind == kind)
    return knowledge.shelf[hits[0].card] if hits else next(of_kind)
