"""What was decided about a module, and what the log says of it."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from assistant.models.desk import Entry
from assistant.models.terms import Language
from assistant.web.pages.desk import moments
from assistant.web.pages.desk.doors import address, desk_router, in_lang, number, show
from assistant.web.pages.desk.naming import met, names_of
from assistant.web.pages.desk.noted import noted
from assistant.web.pages.rendering import language_of, words
from assistant.web.people import person_of
from assistant.web.running import running

router = desk_router()
_PAGE = 100
"""Lines that the desk hands out at once."""
_HASH = 12
"""Characters of a hash that people compare."""
_TOLD = frozenset({"comment", "what"})
"""Details that the act tells already, or that say nothing to a person."""


@router.get("/{module}/history")
async def history(request: Request, module: str) -> Response:
    """Decisions and the lines of the log, the latest first."""
    person, language = await person_of(request), language_of(request)
    desk, before = running().desk, number(request.query_params.get("before"))
    opened = await desk.open(person, module)
    entries = await desk.history(person, module=module, before=before)
    names = {**met(opened), **await names_of(person, words(language)["desk"])}
    return await show(
        "history.html.jinja",
        request,
        person,
        opened=opened,
        review=opened.review,
        in_lang=in_lang(opened.review.language, language),
        decisions=tuple(reversed(opened.decisions)),
        lines=[(entry, act_in_words(entry, language), _detail(entry, language, names)) for entry in entries],
        met=names,
        older=address(request, module, "history", before=entries[-1].number) if len(entries) == _PAGE else "",
        later=address(request, module, "history") if before else "",
        moment=lambda at: moments.moment(at, language),
        go=lambda part="", **query: address(request, module, part, **query),
        queue=address(request),
    )


def act_in_words(entry: Entry, language: Language) -> str:
    """What was done, as people say it; an act that has no words yet goes by its name."""
    texts = words(language)["desk"]
    kind, _, rest = entry.act.partition(".")
    if entry.act == "edit" and entry.detail.get("what"):
        return noted(str(entry.detail["what"]), language)
    if kind == "decide" and rest in texts["steps"]:
        return str(texts["steps"][rest]).format(n=entry.detail.get("version", ""))
    return str(texts["history"]["acts"].get(entry.act, entry.act))


def _detail(entry: Entry, language: Language, names: Mapping[str, str]) -> str:
    texts = words(language)["desk"]
    named: Mapping[str, Any] = texts["history"]["details"]
    shown = {name: value for name, value in entry.detail.items() if value not in (None, "") and name not in _TOLD}
    told = {"after": texts["statuses"], "assignee": names, "author": names}
    if "fault" in shown:
        shown["fault"] = ", ".join(_fault(one, texts["history"]["faults"]) for one in str(shown["fault"]).split(", "))
    return ", ".join(f"{named.get(name, name)} {_value(name, value, told)}" for name, value in shown.items())


def _fault(name: str, known: Mapping[str, str]) -> str:
    """Why a letter did not leave, with the code of the server's answer; what has no words yet goes by its name."""
    kind, _, code = name.partition(" ")
    if name in known or kind not in known:
        return known.get(name, name)
    return f"{known[kind]} ({code})"


def _value(name: str, value: object, told: Mapping[str, Mapping[str, str]]) -> str:
    """A status and a person by their names, the beginning of a hash."""
    if name in told:
        return told[name].get(str(value), str(value))
    return str(value)[:_HASH] if name == "hash" else str(value)
