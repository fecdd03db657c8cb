"""The pages of the knowledge base: browse and search the cards, read one, ask whether it serves a module."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from pydantic import Field

from assistant.errors import IndexFaultError, JalonError, NotFoundError
from assistant.export.labels import labels
from assistant.knowledge.body import HEADINGS
from assistant.knowledge.fitting import Fit, fit
from assistant.knowledge.passages import cut
from assistant.language.typography import typeset
from assistant.models.desk import Filters as Queued
from assistant.models.knowledge import Card, Section
from assistant.models.terms import Bloom, CardKind, Language, Level, Modality
from assistant.runtime import Knowledge
from assistant.web.pages.asking import Asked
from assistant.web.pages.graph import HEIGHT, WIDTH, links_of, placed
from assistant.web.pages.rendering import FOLDER, language_of, render
from assistant.web.people import check_reach, knowledge_of, person_of
from assistant.web.running import running

router = APIRouter(include_in_schema=False)
_MOST = 12
"""Cards that a search shows."""
_RECENT = 30
"""Modules that a card can be asked about."""


_BLANKS: Mapping[Language, dict[str, str]] = {
    "fr": {"action": "faire ce que vise l’objectif", "d_action": "de faire ce que vise l’objectif", "team": "équipes"},
    "en": {"action": "do what the objective says", "doing": "doing what the objective says", "team": "teams"},
}
"""What stands in a step for the objective, where there is none."""


class Filters(Asked):
    """What the cards are narrowed to; what cannot be read is left out."""

    q: str = Field(default="", max_length=2000)
    kind: CardKind | None = None
    bloom: Bloom | None = None
    modality: Modality | None = None
    level: Level | None = None
    people: int | None = Field(default=None, ge=1, le=100_000)
    minutes: int | None = Field(default=None, ge=1, le=100_000)

    def admit(self, card: Card) -> bool:
        """Whether a card is one of those that are wanted; design knowledge has neither size nor length."""
        if self.kind not in {None, card.kind}:
            return False
        if card.kind == "design":
            return not (self.bloom or self.modality or self.level or self.people or self.minutes)
        return (
            (self.bloom is None or self.bloom in card.bloom)
            and (self.modality is None or self.modality in card.modalities)
            and (self.level is None or self.level in card.levels)
            and (self.people is None or card.group_size.holds(self.people, self.people))
            and (self.minutes is None or card.minutes.min <= self.minutes)
        )


@router.get("/methods")
async def browse(request: Request) -> Response:
    """Every card, or those that a problem and filters leave."""
    language, filters = language_of(request), Filters.read(request)
    knowledge = await knowledge_of(request)
    cards = [card for card in knowledge.shelf.values() if filters.admit(card)]
    quotes: dict[str, str] = {}
    fault = False
    if filters.q:
        try:
            hits = knowledge.retriever.search(filters.q, kind=filters.kind, lang=language, k=len(knowledge.shelf))
        except IndexFaultError:
            fault = True
        else:
            quotes = {hit.card: hit.quote for hit in hits}
            wanted = {card.id for card in cards}
            cards = [knowledge.shelf[hit.card] for hit in hits if hit.card in wanted][:_MOST]
    else:
        cards.sort(key=lambda card: (get_args(CardKind).index(card.kind), card.title.text(language).casefold()))
    return render(
        "browse.html.jinja",
        request,
        language,
        filters=filters,
        rows=[_row(card, quotes.get(card.id, ""), language) for card in cards],
        total=len(knowledge.shelf),
        fault=fault,
        choices={"bloom": get_args(Bloom), "modality": get_args(Modality), "level": get_args(Level)},
        kinds=get_args(CardKind),
    )


def _row(card: Card, quote: str, language: Language) -> dict[str, Any]:
    return {
        "card": card,
        "title": card.title.text(language),
        "summary": card.summary.text(language),
        "quote": quote if quote != card.summary.text(language) else "",
    }


@router.get("/methods/{card_id}")
async def read(request: Request, card_id: str) -> Response:
    """One card, its links, and whether it serves the module that is asked about."""
    language, knowledge = language_of(request), await knowledge_of(request)
    card = knowledge.shelf.get(card_id)
    if card is None:
        return render("missing.html.jinja", request, language, status=404)
    links = links_of(card, knowledge.shelf, language)
    asked = request.query_params.get("module", "")
    found, gone = await _fit(request, card, asked, knowledge)
    return render(
        "card.html.jinja",
        request,
        language,
        card=card,
        title=card.title.text(language),
        sections=[_section(section, language) for section in card.sections[language] if section.key],
        links=links,
        nodes=placed(links),
        size=(WIDTH, HEIGHT),
        modules=await _modules(request),
        asked=asked,
        fit=found,
        gone=gone,
        steps=_steps(card, language),
        review=_day(card.review, language),
        added=_day(card.source.added, language) if card.source else "",
    )


async def _modules(request: Request) -> list[dict[str, str]]:
    """The modules that this person may ask about, the latest first."""
    program = running()
    if not program.settings.accounts:
        return [{"id": one.id, "title": one.title} for one in await program.store.modules(limit=_RECENT)]
    queue = await program.desk.queue(await person_of(request), Queued(order="newest"), first=_RECENT)
    return [{"id": one.module, "title": one.title} for one in queue.reviews]


async def _fit(request: Request, card: Card, module_id: str, knowledge: Knowledge) -> tuple[Fit | None, bool]:
    """Whether the card serves that module; whether there is none of that name."""
    if not module_id:
        return None, False
    try:
        await check_reach(request, module_id)
        module = await running().store.get(module_id)
    except NotFoundError:
        return None, True
    try:
        return knowledge.retriever.use(lambda search: fit(card, module, knowledge.shelf, search)), False
    except JalonError:
        return None, False


def _section(section: Section, language: Language) -> dict[str, Any]:
    """A section as a list where it is written as bullets, else as paragraphs; `*emphasis*` is not used in cards."""
    bullets = bool(re.match(r"\s*(?:[-*]|\d+[.)]) ", section.text))
    pieces = [re.sub(r"^\d+[.)] +", "", piece) for piece in _pieces(section)]
    heading = HEADINGS[section.key][language].replace("'", "’")
    return {
        "key": section.key,
        "heading": heading,
        "bullets": bullets,
        "pieces": [typeset(piece, language) for piece in pieces],
    }


def _pieces(section: Section) -> list[str]:
    if section.key == "said":
        return list(cut(section.text))
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)]) )", section.text)
    return [re.sub(r"^\s*[-*] +", "", block.strip()) for block in blocks if block.strip()]


def _steps(card: Card, language: Language) -> list[dict[str, Any]]:
    """The steps in words, for no objective in particular."""
    filled = _BLANKS[language]
    return [
        {
            "step": step,
            "grouping": labels(language)["groupings"][step.grouping],
            "trainer": typeset(step.trainer.text(language).format(**filled), language),
            "learners": typeset(step.learners.text(language).format(**filled), language),
        }
        for step in card.steps
    ]


def _day(day: date, language: Language) -> str:
    from babel.dates import format_date

    return str(format_date(day, "d MMMM y", locale=language))


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """Style and drawings of the pages."""
    path = FOLDER / "static" / name
    if not re.fullmatch(r"[a-z-]+\.(?:css|svg)", name) or not path.is_file():
        return Response(status_code=404)
    kinds = {".css": "text/css", ".svg": "image/svg+xml"}
    return FileResponse(path, media_type=kinds[path.suffix], headers={"Cache-Control": "no-cache"})
