"""Who asks: the person behind a request, for pages and the HTTP interface alike."""

from fastapi import Request

from assistant.errors import ForbiddenError
from assistant.models.desk import LOCAL, Person
from assistant.runtime import Knowledge
from assistant.web.running import running
from assistant.web.signing.visits import visit_of

ALONE = Person(id=LOCAL, organisation=LOCAL, name=LOCAL, role="administrator")
"""Whoever reaches a Jalon that nobody signs in to is its one user, who may do everything."""


async def person_of(request: Request) -> Person:
    """Whoever is signed in, with a session or a token. Raises ForbiddenError."""
    if not running().settings.accounts:
        return ALONE
    visit = visit_of(request)
    if visit is None or visit.person is None:
        raise ForbiddenError("sign in first", "connectez-vous d’abord")
    return visit.person


async def check_reach(request: Request, module: str) -> None:
    """That a module is that person's to see; one of somebody else is not there. Raises NotFoundError."""
    if running().settings.accounts:
        await running().desk.review(await person_of(request), module)


async def knowledge_of(request: Request) -> Knowledge:
    """The cards of whoever asks: those that serve everybody, and their organisation's own."""
    return await running().library.knowledge_of((await person_of(request)).organisation)
