"""Forms: only a page that Jalon has shown to this very session can send one."""

from fastapi import Request, Response

from assistant.errors import JalonError
from assistant.web.pages.rendering import language_of, render
from assistant.web.signing.visits import FIELD, HEADER, visit_of

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
"""What a page of another site can send without asking."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRITTEN = ("text", "words", "wish", "why", "reason", "label")
"""Fields in which people write what they would not like to write twice."""
_SHORT = ("name", "email")
"""The same, in forms that ask for no password."""
_SECRET = frozenset({"password", "new", "again"})


class UnprovenError(JalonError):
    """A form that is not from a page of this session."""


async def proven(request: Request) -> None:
    """Refuse a form that does not bring back what its page was given. Raises UnprovenError."""
    visit = visit_of(request)
    if visit is None or visit.bearer or request.method in _SAFE or not _is_form(request):
        return
    given = request.headers.get(HEADER) or str((await request.form()).get(FIELD) or "")
    if not visit.proves(given):
        raise UnprovenError(
            "this page is too old: reload it, then send the form again",
            "cette page est trop ancienne : rechargez-la, puis renvoyez le formulaire",
        )


async def explain(request: Request, _error: Exception) -> Response:
    """The page that says to load the form's page again, with what was written in it."""
    told = {"why": "unproven", "detail": "", "typed": await written(request)}
    return render("refused.html.jinja", request, language_of(request), status=403, **told)


async def written(request: Request) -> list[str]:
    """What somebody wrote in the form that a request brings, and never a password."""
    given = await request.form()
    names = _WRITTEN if _SECRET & given.keys() else (*_WRITTEN, *_SHORT)
    return [text for name in names if isinstance(text := given.get(name), str) and text.strip()]


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # A program of the interface may send nothing at all; a page sends a form.
    return kind in _FORMS or (not kind and not request.url.path.startswith("/api/"))
