"""A comment on an element, handed out as a case for the evals: `jalon eval add --from-module` takes the file."""

from fastapi import Request, Response

from assistant.web.pages.desk.doors import desk_router
from assistant.web.people import person_of
from assistant.web.running import running

router = desk_router()


@router.get("/{module}/case")
async def case(request: Request, module: str) -> Response:
    """The draft that was judged, why, and the draft as it is by now."""
    person, comment = await person_of(request), request.query_params.get("comment", "")
    found = await running().desk.case(person, module, comment)
    headers = {"Content-Disposition": f'attachment; filename="case-{found.where}.json"'}
    return Response(found.model_dump_json(indent=1), media_type="application/json", headers=headers)
