"""The knowledge base: find cards by a problem in plain words, read one."""

from typing import Annotated, get_args

from fastapi import APIRouter, Query

from assistant.errors import NotFoundError
from assistant.models.knowledge import Card
from assistant.models.terms import CardKind, Language
from assistant.web.api.answers import CardLine
from assistant.web.api.asking import Asker, CardId
from assistant.web.api.bodies import Searched
from assistant.web.running import running

router = APIRouter(prefix="/cards", tags=["cards"])


@router.get("")
async def cards(asker: Asker, wanted: Annotated[Searched, Query()]) -> tuple[CardLine, ...]:
    """Find the cards that answer a problem, best first; without one, list them all."""
    knowledge, language = await running().library.knowledge_of(asker.organisation), wanted.language
    if wanted.q.strip():
        hits = knowledge.retriever.search(wanted.q, kind=wanted.kind, lang=language, k=wanted.first)
        found = [(knowledge.shelf[hit.card], hit.quote) for hit in hits]
    else:
        kept = [card for card in knowledge.shelf.values() if wanted.kind in {None, card.kind}]
        kept.sort(key=lambda card: (get_args(CardKind).index(card.kind), card.id))
        found = [(card, "") for card in kept[: wanted.first]]
    return tuple(_line(card, quote, language) for card, quote in found)


@router.get("/{card_id}")
async def card(asker: Asker, card_id: CardId) -> Card:
    """Read one card, in both languages."""
    found = (await running().library.knowledge_of(asker.organisation)).shelf.get(card_id)
    if found is None:
        raise NotFoundError(
            f"there is no card {card_id}: check its id", f"il n’y a pas de fiche {card_id} : vérifiez son identifiant"
        )
    return found


def _line(card: Card, quote: str, language: Language) -> CardLine:
    title, summary = card.title.text(language), card.summary.text(language)
    return CardLine(id=card.id, kind=card.kind, title=title, summary=summary, quote=quote)
