"""Change a module: each change is made to the version that was read, and makes the next one."""

from fastapi import APIRouter, Response

from assistant.graph.redrafting import Redrafted
from assistant.models.module import Module
from assistant.storage.protocol import VersionInfo
from assistant.web.api.asking import Asker, IfMatch, ModuleId, Number, desk, seen_hash, seen_version, tag
from assistant.web.api.bodies import Edit, Label, Restoration, Wish
from assistant.web.api.document import MADE

router = APIRouter(prefix="/modules/{module_id}", tags=["changing"])


@router.post("/edits", status_code=201, responses=MADE)
async def edit(asker: Asker, module_id: ModuleId, change: Edit, response: Response, if_match: IfMatch = None) -> Module:
    """Write other words at one place; answers the next version, checked. The same words make none."""
    seen = await seen_version(asker, module_id, seen_hash(change.seen, if_match))
    made = await desk().edit(asker, module_id, change.path, change.text, seen=seen)
    tag(response, made)
    return made


@router.post("/wishes", status_code=201, responses=MADE)
async def wish(
    asker: Asker, module_id: ModuleId, asked: Wish, response: Response, if_match: IfMatch = None
) -> Redrafted:
    """Ask the engine for a change in plain words; answers what it could do and why not the rest."""
    seen = await seen_version(asker, module_id, seen_hash(asked.seen, if_match))
    made = await desk().rewrite(asker, module_id, asked.wish, seen=seen)
    tag(response, made.module)
    return made


@router.post("/restorations", status_code=201, responses=MADE)
async def restore(
    asker: Asker, module_id: ModuleId, wanted: Restoration, response: Response, if_match: IfMatch = None
) -> Module:
    """Make an earlier version the next one; nothing in between is lost."""
    seen = await seen_version(asker, module_id, seen_hash(wanted.seen, if_match))
    made = await desk().restore(asker, module_id, wanted.version, seen=seen)
    tag(response, made)
    return made


@router.put("/versions/{number}/label")
async def label(asker: Asker, module_id: ModuleId, number: Number, named: Label) -> VersionInfo:
    """Give a version a name."""
    await desk().label(asker, module_id, number, named.label)
    found = (await desk().open(asker, module_id)).versions
    return next(version for version in found if version.version == number)
