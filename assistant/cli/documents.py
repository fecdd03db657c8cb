"""Drafting, checking and exporting from files."""

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.cli.faults import faults_of
from assistant.cli.files import form_of, load_data, write
from assistant.cli.organisations import cards_of
from assistant.cli.words import text, warn_without_meaning
from assistant.errors import InputError, NotFoundError
from assistant.models.brief import Answers, Brief
from assistant.models.document import Gleaned
from assistant.models.module import Directives, Module
from assistant.settings import Settings, read_settings


def load_module(path: Path) -> Module:
    """A module from JSON; a null counts as absent. Raises InputError with every fault."""
    data = _without_nulls(load_data(path))
    try:
        return Module.model_validate(data)
    except ValidationError as error:
        told = faults_of(error, Module, data)
        raise InputError(text(f"{path} n’est pas un module : {told}", f"{path} is not a module: {told}")) from error


def _without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {key: _without_nulls(item) for key, item in value.items() if item is not None}
        case list():
            return [_without_nulls(item) for item in value]
        case _:
            return value


def draft(brief: Path, form: str | None, out: Path | None, documents: list[Path], organisation: str) -> None:
    """Draft a module from a brief, and from documents where it says nothing; write it in the form asked for."""
    from assistant.cli.briefs import load_brief
    from assistant.cli.handed import PACKED, filled
    from assistant.runtime import open_engine, open_knowledge

    form = form_of(form, out, "json")
    settings = read_settings()
    # Fields are read before anything is opened: what is wrong with them is said at once.
    knowledge = cache(lambda: open_knowledge(settings, organisation))
    engine = cache(lambda: open_engine(settings, knowledge().shelf))
    parsed: Brief | None = None
    turns: tuple[str, ...] = ()
    handed: tuple[Gleaned, ...] = ()
    if brief.suffix.lower() in PACKED:
        documents = [brief, *documents]
    else:
        parsed, turns = load_brief(brief, engine, settings.language)
    if documents or parsed is None:
        parsed, handed = asyncio.run(filled(parsed, documents, engine()))
    knowledge().retriever.prepare()
    module = asyncio.run(_compose(parsed, turns, handed, knowledge(), engine()))
    warn_without_meaning(knowledge().retriever.fault)
    write(_document(module, form, knowledge().shelf), out, form)


async def _compose(
    brief: Brief, turns: tuple[str, ...], handed: tuple[Gleaned, ...], knowledge: Any, engine: Any
) -> Module:
    from datetime import UTC, datetime

    from assistant.drafts import compose
    from assistant.runtime import app_version

    return await compose(brief, Directives(), turns, knowledge, engine, datetime.now(UTC), app_version(), handed)


def _document(module: Module, form: str, shelf: Any) -> bytes:
    from assistant.export import render

    return render(module, form, shelf)


def check(path: Path, form: str, organisation: str) -> int:
    """Print the findings; 0 without a blocking one, 1 with."""
    from assistant.checks import blocking, warnings
    from assistant.checks import check as run
    from assistant.checks.report import as_text

    module = load_module(path)
    findings = run(module, cards_of(read_settings(), organisation))
    if form == "json":
        report = {
            "module": module.id,
            "findings": [finding.model_dump(mode="json") for finding in findings],
            "blocking": len(blocking(findings)),
            "warnings": len(warnings(findings)),
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print(as_text(module, findings, module.brief.language))
    return 1 if blocking(findings) else 0


def export(module: str, form: str | None, out: Path | None, organisation: str) -> None:
    """Export a module from a file or from storage."""
    form = form_of(form, out, "md")
    settings = read_settings()
    found = load_module(Path(module)) if _names_a_file(module) else asyncio.run(_stored(module, settings))
    write(_document(found, form, cards_of(settings, organisation)), out, form)


def _names_a_file(module: str) -> bool:
    return module == "-" or module.endswith(".json") or "/" in module or Path(module).exists()


async def _stored(module_id: str, settings: Settings) -> Module:
    from assistant.runtime import prepare_data_dir
    from assistant.storage.database import open_store

    prepare_data_dir(settings)
    store = await open_store(settings.data_dir, settings.database_url)
    try:
        return await store.get(module_id)
    except NotFoundError as error:
        latest = [f"{info.id} ({info.title})" for info in await store.modules(limit=5)]
        if not latest:
            raise
        known = text(" ; les derniers : ", "; the latest: ") + ", ".join(latest)
        raise NotFoundError(str(error) + known, error.french + known) from error
    finally:
        await store.close()


def schema(what: str) -> None:
    """Print the JSON Schema of a brief (as it may be handed in) or of a module."""
    model = Answers if what == "brief" else Module
    print(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2))
