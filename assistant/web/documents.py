"""Modules as data for the page, and as documents to download."""

import re
from typing import Any

from fastapi import APIRouter, Request, Response

from assistant.export import MEDIA, Format, render
from assistant.interview.display import value_of
from assistant.language.grammar import capitalized
from assistant.language.typography import typeset
from assistant.models.brief import Brief, Slot
from assistant.models.module import Module
from assistant.web.brief import rows
from assistant.web.labels import card_labels
from assistant.web.people import check_reach, knowledge_of
from assistant.web.running import running

router = APIRouter(prefix="/modules")


@router.get("/{module_id}/{version}")
async def module(request: Request, module_id: str, version: int) -> dict[str, Any]:
    """A version of a module, with the titles and labels that the page needs."""
    await check_reach(request, module_id)
    found = await running().store.get(module_id, version)
    cards = {
        card.id: card.title.text(found.brief.language)
        for card in (await knowledge_of(request)).shelf.values()
        if card.id in _cards_of(found.model_dump_json())
    }
    language, content = found.brief.language, found.model_dump(mode="json")
    return {
        "module": content,
        "cards": cards,
        "labels": card_labels(language),
        "facts": rows(content["brief"], language),
        "summary": _summary(found.brief),
    }


def _summary(brief: Brief) -> list[str]:
    slots: tuple[Slot, ...] = ("audience", "duration", "group_size", "modality")
    values = [typeset(value_of(slot, brief, brief.language), brief.language) for slot in slots]
    return [capitalized(values[0]), *values[1:]]


def _cards_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'"([a-z0-9-]+)"', text))


@router.get("/{module_id}/{version}/document.{form}")
async def document(request: Request, module_id: str, version: int, form: Format) -> Response:
    """A version of a module as a document to keep."""
    await check_reach(request, module_id)
    found = await running().store.get(module_id, version)
    content = render(found, form, (await knowledge_of(request)).shelf)
    return Response(content, media_type=MEDIA[form], headers=attachment(found, form))


def attachment(module: Module, form: Format) -> dict[str, str]:
    """The headers that name a document after its module and version."""
    from assistant.language.lemmas import fold

    name = re.sub(r"[^a-z0-9]+", "-", fold(module.brief.title)).strip("-")[:60] or "module"
    return {"Content-Disposition": f'attachment; filename="{name}-v{module.version}.{form}"'}
