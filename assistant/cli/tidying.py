"""Deleting from the terminal what nobody has touched for as long as the rule says, or seeing what would go."""

import asyncio
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import get_args

from assistant.cli.words import counted, text
from assistant.models.retention import Ageing, Kind, Terms
from assistant.settings import read_settings


def tidy(dry_run: bool) -> None:
    """Print what goes, one line each (from when, kind, id, title), then how many; delete them unless it is a try."""
    terms, gone = asyncio.run(_run(dry_run))
    print("".join(f"{line}\n" for line in map(_line, gone)), end="")
    print(_summary(terms, gone, dry_run))


async def _run(dry_run: bool) -> tuple[Terms, tuple[Ageing, ...]]:
    from assistant.runtime import open_tidying

    async with open_tidying(read_settings()) as tidying:
        return tidying.terms, await (tidying.coming() if dry_run else tidying.run())


def _line(item: Ageing) -> str:
    return "\t".join((item.until.date().isoformat(), item.kind, item.id, " ".join(item.title.split())))


def _summary(terms: Terms, items: Collection[Ageing], dry_run: bool) -> str:
    if terms.days is None:
        return text(
            "Tout est gardé : JALON_RETENTION_DAYS n’est pas réglé.", "All is kept: JALON_RETENTION_DAYS is not set."
        )
    if not dry_run:
        return text(f"Supprimé : {_counted(items)}.", f"Deleted: {_counted(items)}.")
    now = datetime.now(UTC)
    due = [item for item in items if item.until <= now]
    later = [item for item in items if item.until > now]
    return text(
        f"À supprimer maintenant : {_counted(due)} ; dans les 30 jours : {_counted(later)}. Rien n’a été supprimé.",
        f"To delete now: {_counted(due)}; within 30 days: {_counted(later)}. Nothing was deleted.",
    )


def _counted(items: Iterable[Ageing]) -> str:
    kinds = [item.kind for item in items]
    return ", ".join(counted(kinds.count(kind), kind) for kind in get_args(Kind))
