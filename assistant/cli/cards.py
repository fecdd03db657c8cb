"""Searching and validating cards, and reading Bloom levels."""

import json as json_module
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.cli.organisations import cards_of
from assistant.cli.words import text, warn_without_meaning
from assistant.errors import CardError, InputError
from assistant.models.terms import CardKind, Language
from assistant.settings import read_settings


def search(query: str, kind: CardKind | None, lang: Language | None, k: int, json: bool, organisation: str) -> None:
    """Print the cards that answer the query, best first, those of the organisation among them."""
    from assistant.runtime import open_knowledge

    if not query.strip():
        raise InputError(text("que cherchez-vous ? donnez un mot", "what are you looking for? give a word"))
    retriever = open_knowledge(read_settings(), organisation).retriever
    retriever.prepare()
    hits = retriever.search(query, kind=kind, lang=lang, k=k)
    warn_without_meaning(retriever.fault)
    if json:
        print(json_module.dumps([hit.model_dump(mode="json") for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        print(f"{hit.score:.2f}  {hit.title}  [{hit.card}]\n      {hit.quote}")
    if not hits:
        print(text("Aucune fiche ne répond à cette recherche.", "No card answers this query."), file=sys.stderr)


def check(organisation: str) -> int:
    """Validate every card: one line a fault, `file:line: what is wrong`, and 2 when there is one.

    Those of the organisation are among them. Cards whose date of review is past are listed; they are no fault.
    """
    try:
        cards = cards_of(read_settings(), organisation)
    except CardError as error:
        print("\n".join(error.faults))
        count = len(error.faults)
        print(text(f"{count} fautes à corriger", f"{count} faults to mend"), file=sys.stderr)
        return 2
    print(text(f"{len(cards)} fiches, aucune erreur.", f"{len(cards)} cards, no fault."))
    today = datetime.now(tz=UTC).date()
    due = sorted((card for card in cards.values() if card.review <= today), key=lambda card: card.review)
    if due:
        print(text("À relire, la date de relecture est passée :", "To read again, their date of review is past:"))
    for card in due:
        print(f"{card.review.isoformat()}  {card.id:<26} {text(card.title.fr, card.title.en)}")
    return 0


def sync(organisation: str) -> None:
    """Build the index where cards changed."""
    from assistant.runtime import open_knowledge

    knowledge = open_knowledge(read_settings(), organisation)
    knowledge.retriever.settle()
    warn_without_meaning(knowledge.retriever.fault)
    print(text(f"Index à jour : {knowledge.index}", f"Index up to date: {knowledge.index}"))


def list_cards(kind: CardKind | None, json: bool, organisation: str) -> None:
    """Print the cards, by kind and title."""
    cards = [card for card in cards_of(read_settings(), organisation).values() if kind in {None, card.kind}]
    rows: list[dict[str, Any]] = [
        {"card": card.id, "kind": card.kind, "title": card.title.model_dump(), "review": card.review.isoformat()}
        for card in sorted(cards, key=lambda card: (card.kind, card.id))
    ]
    if json:
        print(json_module.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        print(f"{row['kind']:<11} {row['card']:<26} {text(row['title']['fr'], row['title']['en'])}")


def bloom(objective: str | None, file: Path | None, lang: Language | None, json: bool) -> None:
    """Print the level, the verb and the findings of each line."""
    from assistant.language.bloom import read_level

    for line in _lines(objective, file):
        reading = read_level(line, lang)
        if json:
            row = {
                "text": line,
                "bloom": reading.bloom,
                "admitted": list(reading.admitted),
                "verb": reading.verb,
                "findings": [finding.model_dump(mode="json") for finding in reading.findings],
            }
            print(json_module.dumps(row, ensure_ascii=False))
        else:
            print(f"{reading.bloom or '—':<11} {reading.verb or '—':<16} {line}")
            for finding in reading.findings:
                print(f"            {finding.check} {finding.message} {finding.fix}")


def _lines(objective: str | None, file: Path | None) -> list[str]:
    from assistant.cli.files import read_text

    if objective is not None and file is None:
        lines = [objective]
    elif file is not None and objective is None:
        lines = read_text(file).split("\n")
    else:
        raise InputError(text("donnez un objectif, ou --file FICHIER", "give an objective, or --file FILE"))
    told = [line.strip() for line in lines if line.strip()]
    if not told:
        raise InputError(text("l’objectif est vide", "the objective is empty"))
    return told
