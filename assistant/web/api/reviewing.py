"""Review a module: take a step, give it to somebody, say something, settle what was said."""

from fastapi import APIRouter

from assistant.models.desk import Comment, Review
from assistant.models.module import Module
from assistant.web.api.answers import Settled
from assistant.web.api.asking import Asker, CommentId, IfMatch, ModuleId, desk, seen_hash, seen_version
from assistant.web.api.bodies import Act, Charge, Remark, Settling

router = APIRouter(prefix="/modules/{module_id}", tags=["reviewing"])


@router.post("/decisions", status_code=201)
async def decide(asker: Asker, module_id: ModuleId, step: Act, if_match: IfMatch = None) -> Review:
    """Take a step of the review: submit, take, approve, request changes…; it is bound to the version that you read."""
    seen = seen_hash(step.seen, if_match)
    return await desk().decide(asker, module_id, step.action, seen=seen, why=step.why)


@router.put("/assignment")
async def assign(asker: Asker, module_id: ModuleId, charge: Charge) -> Review:
    """Say who reviews a module, and by when."""
    return await desk().assign(asker, module_id, assignee=charge.assignee or None, due=charge.due)


@router.post("/comments", status_code=201)
async def comment(asker: Asker, module_id: ModuleId, remark: Remark) -> Comment:
    """Comment on a module, an element or words in it; answer a comment; suggest other words."""
    return await desk().comment(
        asker,
        module_id,
        remark.text,
        where=remark.where,
        words=remark.words,
        parent=remark.parent or None,
        path=remark.path,
        proposed=remark.proposed,
    )


@router.patch("/comments/{comment_id}")
async def settle(
    asker: Asker, module_id: ModuleId, comment_id: CommentId, settling: Settling, if_match: IfMatch = None
) -> Settled:
    """Resolve or reopen a discussion; accept its suggested edit, which makes the next version, or refuse it."""
    made: Module | None = None
    match settling.do:
        case "resolve" | "reopen":
            await desk().settle(asker, module_id, comment_id, done=settling.do == "resolve")
        case "accept":
            seen = await seen_version(asker, module_id, seen_hash(settling.seen, if_match))
            made = await desk().answer_suggestion(asker, module_id, comment_id, accept=True, seen=seen)
        case "refuse":
            await desk().answer_suggestion(asker, module_id, comment_id, accept=False, seen=0, reason=settling.reason)
    said = (await desk().open(asker, module_id)).comments
    return Settled(comment=next(item for item in said if item.id == comment_id), module=made)
