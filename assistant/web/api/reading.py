"""Read what the desk holds: the queue, a module, its versions and what was said and done about it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response

from assistant.export import MEDIA, render
from assistant.models.desk import Comment, Entry, Queue
from assistant.models.module import Module
from assistant.review.alignment import Row, matrix
from assistant.review.comparing import Difference
from assistant.review.steps import open_steps
from assistant.storage.protocol import VersionInfo
from assistant.web.api.answers import Standing
from assistant.web.api.asking import LAST, Asker, Form, ModuleId, Number, desk, tag
from assistant.web.api.bodies import Compared, Narrowed, Turned
from assistant.web.api.document import DOCUMENT, TAGGED
from assistant.web.documents import attachment
from assistant.web.running import running

router = APIRouter(prefix="/modules", tags=["reading"])


@router.get("")
async def modules(asker: Asker, wanted: Annotated[Narrowed, Query()]) -> Queue:
    """List the modules of the queue, a page at a time; a trainer finds their own."""
    return await desk().queue(asker, wanted.filters(), first=wanted.first, skip=wanted.skip)


@router.get("/{module_id}", responses=TAGGED)
async def module(asker: Asker, module_id: ModuleId, response: Response) -> Standing:
    """Open a module: where its review stands, the steps that are open to you, its latest version."""
    opened = await desk().open(asker, module_id)
    tag(response, opened.module)
    return Standing(
        review=opened.review,
        changed_since=opened.review.changed_since,
        steps=open_steps(asker, opened.review),
        decisions=opened.decisions,
        module=opened.module,
        deleted_from=(await desk().ends([opened.review])).get(module_id),
    )


@router.get("/{module_id}/versions")
async def versions(asker: Asker, module_id: ModuleId) -> tuple[VersionInfo, ...]:
    """List the versions of a module, oldest first."""
    return (await desk().open(asker, module_id)).versions


@router.get("/{module_id}/versions/{number}", responses=TAGGED)
async def version(asker: Asker, module_id: ModuleId, number: Number, response: Response) -> Module:
    """Read one version."""
    opened = await desk().open(asker, module_id, number)
    tag(response, opened.module)
    return opened.module


@router.get("/{module_id}/versions/{number}/document.{form}", response_class=Response, responses=DOCUMENT)
async def document(asker: Asker, module_id: ModuleId, number: Number, form: Form) -> Response:
    """Export a version as a Word document, as Markdown or as JSON."""
    opened = await desk().open(asker, module_id, number)
    shelf = (await running().library.knowledge_of(asker.organisation)).shelf
    content = await asyncio.to_thread(render, opened.module, form, shelf)
    return Response(content, media_type=MEDIA[form], headers=attachment(opened.module, form))


@router.get("/{module_id}/compare")
async def compare(asker: Asker, module_id: ModuleId, between: Annotated[Compared, Query()]) -> tuple[Difference, ...]:
    """Compare two versions, element by element."""
    return await desk().compare(asker, module_id, between.old, between.new)


@router.get("/{module_id}/alignment")
async def alignment(
    asker: Asker,
    module_id: ModuleId,
    version: Annotated[int | None, Query(ge=1, le=LAST, description="Its number; the latest by default.")] = None,
) -> tuple[Row, ...]:
    """Show which activities and assessments serve each objective, and a repair for an empty cell."""
    return matrix((await desk().open(asker, module_id, version)).module)


@router.get("/{module_id}/comments")
async def comments(asker: Asker, module_id: ModuleId) -> tuple[Comment, ...]:
    """List what was said about a module, oldest first."""
    return (await desk().open(asker, module_id)).comments


@router.get("/{module_id}/history")
async def history(asker: Asker, module_id: ModuleId, wanted: Annotated[Turned, Query()]) -> tuple[Entry, ...]:
    """Read the audit log of a module, the latest lines first, a hundred at a time."""
    return await desk().history(asker, module=module_id, before=wanted.before)
