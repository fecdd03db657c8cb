"""Searching and validating cards, and reading Bloom levels."""

import json as json_module
import sys
from pathlib import Path
from typing import Any

from assistant.cli.words import text
from assistant.errors import InputError
from assistant.models.terms import CardKind, Language
from assistant.settings import Settings


def search(query: str, kind: CardKind | None, lang: Language | None, k: int, json: bool) -> None:
    """Print the cards that answer the query, best first."""
    from assistant.runtime import open_knowledge

    hits = open_knowledge(Settings()).retriever.search(query, kind=kind, lang=lang, k=k)
    if json:
        print(json_module.dumps([hit.model_dump(mode="json") for hit in hits], ensure_ascii=False, indent=2))
        return
    for hit in hits:
        print(f"{hit.score:.2f}  {hit.title}  [{hit.card}]\n      {hit.quote}")
    if not hits:
        print(text("Aucune fiche ne répond à cette recherche.", "No card answers this query."), file=sys.stderr)


def check() -> None:
    """Validate every card; a CardError with all faults is shown by the edge."""
    from assistant.knowledge.cards import read_cards

    cards = read_cards(*Settings().card_folders)
    print(text(f"{len(cards)} fiches, aucune erreur.", f"{len(cards)} cards, no fault."))


def sync() -> None:
    """Build the index where cards changed."""
    from assistant.runtime import open_knowledge

    knowledge = open_knowledge(Settings())
    print(text(f"Index à jour : {knowledge.index}", f"Index up to date: {knowledge.index}"))


def list_cards(kind: CardKind | None, json: bool) -> None:
    """Print the cards, by kind and title."""
    from assistant.knowledge.cards import read_cards

    cards = [card for card in read_cards(*Settings().card_folders).values() if kind in {None, card.kind}]
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
    from assistant.cli.documents import read_text

    if objective is None and file is None:
        raise InputError(text("donnez un objectif, ou --file FICHIER", "give an objective, or --file FILE"))
    if objective is not None:
        return [objective]
    source = sys.stdin.read() if str(file) == "-" else read_text(file or Path())
    return [line for line in source.splitlines() if line.strip()]
