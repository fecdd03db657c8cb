"""Drafting, checking and exporting from files."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.cli.words import text
from assistant.errors import InputError
from assistant.models.brief import Answers, Brief
from assistant.models.module import Directives, Module
from assistant.settings import Settings

LARGEST = 5_000_000
"""Bytes of a brief or a module that are read."""


def read_text(path: Path) -> str:
    """A text file. Raises InputError with what to do."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(text(f"{path} dépasse {LARGEST} octets", f"{path} is larger than {LARGEST} bytes"))
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(text(f"{path} n’est pas un texte en UTF-8", f"{path} is not a text in UTF-8")) from error
    except OSError as error:
        raise InputError(
            text(f"impossible de lire {path} : {error.strerror}", f"cannot read {path}: {error.strerror}")
        ) from error


def write(document: bytes, out: Path | None) -> None:
    """Write to the file, or to standard output."""
    if out is None:
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(document)
    except OSError as error:
        raise InputError(
            text(f"impossible d’écrire {out} : {error.strerror}", f"cannot write {out}: {error.strerror}")
        ) from error


def faults_of(error: ValidationError) -> str:
    """Every fault of a document on one line: where, and what is wrong."""
    parts = [f"{'.'.join(str(step) for step in item['loc']) or '-'}: {item['msg']}" for item in error.errors()]
    return " | ".join(parts[:8]) + (" | …" if len(parts) > 8 else "")


def load_data(path: Path) -> Any:
    """A YAML or JSON document. Raises InputError with the line."""
    import yaml

    source = read_text(path)
    try:
        return json.loads(source) if path.suffix == ".json" else yaml.load(source, Loader=yaml.CSafeLoader)
    except (json.JSONDecodeError, yaml.YAMLError) as error:
        line = " ".join(str(error).split())
        raise InputError(text(f"{path} est mal formé : {line}", f"{path} is malformed: {line}")) from error


def load_module(path: Path) -> Module:
    """A module from JSON. Raises InputError with every fault."""
    try:
        return Module.model_validate(load_data(path))
    except ValidationError as error:
        raise InputError(
            text(f"{path} n’est pas un module : {faults_of(error)}", f"{path} is not a module: {faults_of(error)}")
        ) from error


def load_brief(path: Path, reader: Any) -> tuple[Brief, tuple[str, ...]]:
    """A brief and the texts that its quotes come from; what the file does not say is assumed."""
    from assistant.interview.assumptions import brief_from

    if path.suffix.lower() in {".md", ".txt"}:
        return asyncio.run(_read_brief(read_text(path), path, reader))
    data = load_data(path)
    if not isinstance(data, dict):
        raise InputError(text(f"{path} doit contenir des champs nommés", f"{path} must hold named fields"))
    try:
        return brief_from(data), ()
    except ValidationError as error:
        raise InputError(
            text(f"{path} n’est pas un brief : {faults_of(error)}", f"{path} is not a brief: {faults_of(error)}")
        ) from error


async def _read_brief(source: str, path: Path, reader: Any) -> tuple[Brief, tuple[str, ...]]:
    from assistant.interview.assumptions import can_complete, complete
    from assistant.interview.ledger import merge
    from assistant.models.turn import ReadingContext

    reading = await reader.read(source, ReadingContext(language=Settings().language))
    language = reading.language or Settings().language
    answers = merge(Answers(language=language), reading.facts, 0).answers
    if not can_complete(answers):
        raise InputError(
            text(
                f"{path} ne dit ni le sujet ni ce que les participants doivent savoir faire",
                f"{path} says neither the subject nor what learners must be able to do",
            )
        )
    return complete(answers), (source,)


def draft(brief: Path, form: str, out: Path | None) -> None:
    """Draft a module from a brief and write it in the form asked for."""
    from assistant.runtime import open_engine, open_knowledge

    settings = Settings()
    knowledge = open_knowledge(settings)
    engine = open_engine(settings, knowledge.shelf)
    parsed, turns = load_brief(brief, engine)
    module = asyncio.run(_compose(parsed, turns, knowledge, engine))
    write(_document(module, form, knowledge.shelf), out)


async def _compose(brief: Brief, turns: tuple[str, ...], knowledge: Any, engine: Any) -> Module:
    from datetime import UTC, datetime

    from assistant.drafts import compose
    from assistant.runtime import app_version

    return await compose(brief, Directives(), turns, knowledge, engine, datetime.now(UTC), app_version())


def _document(module: Module, form: str, shelf: Any) -> bytes:
    from assistant.export import render

    return render(module, form, shelf)  # type: ignore[arg-type]


def check(path: Path, form: str) -> int:
    """Print the findings; 0 without a blocking one, 1 with."""
    from assistant.checks import blocking, warnings
    from assistant.checks import check as run
    from assistant.checks.report import as_text
    from assistant.knowledge.cards import read_cards

    module = load_module(path)
    findings = run(module, read_cards(*Settings().card_folders))
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


def export(module: str, form: str, out: Path | None) -> None:
    """Export a module from a file or from storage."""
    from assistant.knowledge.cards import read_cards

    settings = Settings()
    path = Path(module)
    found = load_module(path) if path.suffix == ".json" or path.exists() else asyncio.run(_stored(module, settings))
    write(_document(found, form, read_cards(*settings.card_folders)), out)


async def _stored(module_id: str, settings: Settings) -> Module:
    from assistant.runtime import prepare_data_dir
    from assistant.storage.database import open_store

    prepare_data_dir(settings)
    store = await open_store(settings.data_dir, settings.database_url)
    try:
        return await store.get(module_id)
    finally:
        await store.close()


def schema(what: str) -> None:
    """Print the JSON Schema of a brief (as it may be handed in) or of a module."""
    model = Answers if what == "brief" else Module
    print(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2))
