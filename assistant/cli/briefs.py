"""A brief from a file: fields in YAML or JSON, or free text in Markdown; what it does not say is assumed."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.cli.faults import faults_of
from assistant.cli.files import load_data, read_text
from assistant.cli.words import text
from assistant.errors import InputError
from assistant.models.brief import Answers, Brief
from assistant.models.terms import Language

if TYPE_CHECKING:
    from assistant.engine.protocol import Engine

_FREE = {".md", ".markdown", ".txt"}


def load_brief(path: Path, engine: "Callable[[], Engine]", language: Language) -> tuple[Brief, tuple[str, ...]]:
    """A brief, and the texts that its quotes come from. Raises InputError: which field, and what is expected."""
    if path.suffix.lower() in _FREE:
        return asyncio.run(_heard(read_text(path), path, engine(), language))
    data = load_data(path)
    if isinstance(data, str):
        return asyncio.run(_heard(data, path, engine(), language))
    if not isinstance(data, dict):
        raise InputError(
            text(
                f"{path} doit contenir des champs nommés (`jalon schema brief`)",
                f"{path} must hold named fields (`jalon schema brief`)",
            )
        )
    return _filled(_tidy(data), path, language), ()


def _filled(data: dict[str, Any], path: Path, language: Language) -> Brief:
    from assistant.interview.assumptions import brief_from
    from assistant.language.detect import detect

    if "language" not in data:
        said = " ".join(_texts(data.values()))
        data["language"] = detect(said) or language
    if "duration_minutes" not in data and _are_minutes(data.get("days")):
        data["duration_minutes"] = sum(data["days"])
    try:
        Answers.model_validate(data)
        if not data.get("subject") and not data.get("competencies"):
            raise _too_little(path)
        return brief_from(data)
    except ValidationError as error:
        told = faults_of(error, Answers, data)
        raise InputError(text(f"{path} n’est pas un brief : {told}", f"{path} is not a brief: {told}")) from error


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _texts(value)


def _tidy(data: dict[Any, Any]) -> dict[str, Any]:
    """Without blanks: an empty line of a form says nothing."""
    kept: dict[str, Any] = {}
    for key, value in data.items():
        trimmed = _trimmed(value)
        if trimmed is not None and trimmed != "":
            kept[str(key)] = trimmed
    return kept


def _trimmed(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.replace("\x00", "").split(" ")).strip()
    if isinstance(value, list):
        return [item for item in map(_trimmed, value) if item not in {None, ""}] if _is_flat(value) else value
    return value


def _is_flat(items: list[Any]) -> bool:
    return all(item is None or isinstance(item, str | int | float) for item in items)


def _are_minutes(days: Any) -> bool:
    return isinstance(days, list) and bool(days) and all(type(day) is int and day > 0 for day in days)


async def _heard(source: str, path: Path, engine: "Engine", language: Language) -> tuple[Brief, tuple[str, ...]]:
    """A brief read by the engine as one message of the trainer's."""
    from assistant.interview.assumptions import can_complete, complete
    from assistant.interview.ledger import merge
    from assistant.models.turn import ReadingContext

    reading = await engine.read(source, ReadingContext(language=language))
    merged = merge(Answers(language=reading.language or language), reading.facts, 0)
    if not can_complete(merged.answers):
        raise _too_little(path)
    if merged.conflict:
        said = " / ".join(f"« {fact.quote} »" for fact in merged.conflict.facts)
        print(
            text(f"note : {path} se contredit ({said})", f"note: {path} contradicts itself ({said})"), file=sys.stderr
        )
    return complete(merged.answers), (source,)


def _too_little(path: Path) -> InputError:
    return InputError(
        text(
            f"{path} ne dit ni le sujet (subject) ni ce qu’il faut savoir faire (competencies) : ajoutez-en un",
            f"{path} says neither the subject nor what learners will be able to do (competencies): add one of them",
        )
    )
