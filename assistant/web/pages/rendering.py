"""Templates, their words and their style, shared by all pages."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.export.labels import labels
from assistant.language.data import table
from assistant.language.typography import typeset
from assistant.language.wording import capitalized
from assistant.models.terms import Language
from assistant.web.labels import spoken
from assistant.web.signing.visits import FIELD, visit_of

FOLDER = Path(__file__).parent
_POSTED = re.compile(r"(<form\b[^>]*\bmethod=\"post\"[^>]*>)", re.IGNORECASE)
OTHER: dict[Language, Language] = {"fr": "en", "en": "fr"}


def language_of(request: Request) -> Language:
    """The language that the address asks for, else that of whoever is signed in, else the browser's."""
    asked = request.query_params.get("lang")
    if asked == "fr":
        return "fr"
    if asked == "en":
        return "en"
    visit = visit_of(request)
    return visit.person.language if visit and visit.person else spoken(request.headers.get("accept-language"))


def render(template: str, request: Request, language: Language, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in that language; its words stand under `t`, the labels of documents under `labels`.

    `person` is whoever is signed in, `stranger` says that somebody ought to be and is not. Every form that posts brings
    back `csrf`, whether its template says so or not.
    """
    visit = visit_of(request)
    other = request.url.include_query_params(lang=OTHER[language])
    text = (
        _environment()
        .get_template(template)
        .render(
            {
                "t": words(language),
                "labels": labels(language),
                "language": language,
                "other": OTHER[language],
                "other_url": f"{other.path}?{other.query}",
                "person": visit.person if visit else None,
                "alone": visit is not None and visit.alone,
                "stranger": visit is not None and not visit.alone and visit.person is None,
                **values,
            }
        )
    )
    if visit is not None:
        text = _POSTED.sub(lambda form: f'{form[1]}<input type="hidden" name="{FIELD}" value="{visit.form}">', text)
    return HTMLResponse(text, status_code=status, headers={"Content-Language": language, "Vary": "Accept-Language"})


@cache
def words(language: Language, name: str = "pages") -> dict[str, Any]:
    """The words of the pages, or of one that has a table of its own, as they are set in that language."""
    found: dict[str, Any] = _typeset(table(f"{name}.{language}.yaml"), language)
    return found


def _typeset(value: Any, language: Language) -> Any:
    if isinstance(value, dict):
        return {key: _typeset(held, language) for key, held in value.items()}
    if isinstance(value, list):
        return [_typeset(held, language) for held in value]
    return typeset(value, language) if isinstance(value, str) else value


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["capfirst"] = capitalized
    found.filters["typeset"] = typeset
    return found
