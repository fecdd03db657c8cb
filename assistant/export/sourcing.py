"""Where a module comes from: the trainer's own words, and what was assumed instead."""

from collections.abc import Iterator
from typing import Any

from assistant.export.blocks import Block, Heading, Table
from assistant.language.grammar import capitalized
from assistant.language.typography import span
from assistant.models.brief import Assumption, BriefField, Source
from assistant.models.module import Module
from assistant.models.terms import Language

_SHARED: dict[BriefField, str] = {
    "duration_minutes": "duration",
    "days": "duration",
    "group_size_min": "group_size",
    "group_size_max": "group_size",
}
"""Fields that a reader knows under one name."""
_CODED: frozenset[BriefField] = frozenset({"audience_level", "modality"})
"""Fields whose value is a word of a list."""


def quoted(quotes: tuple[str, ...], language: Language) -> str:
    """Quotes, one a line, between the marks of the language."""
    opening, closing = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
    return "\n".join(f"{opening}{quote.strip()}{closing}" for quote in dict.fromkeys(quotes))


def _quoted(source: Source, language: Language) -> str:
    """The words, and the document that they are in."""
    words = quoted((source.quote,), language)
    if source.file is None:
        return words
    place = f"{source.file}, {source.passage}" if source.passage else source.file
    return f"{words} ({place})"


def sources(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    """What was said, word for word, and what was assumed, with the reason."""
    brief = module.brief
    said: dict[str, list[str]] = {}
    for source in brief.sources:
        words = _read(source, module, texts) or _quoted(source, brief.language)
        said.setdefault(_label(source.field, texts), []).append(words)
    if not said and not brief.assumptions:
        return
    yield Heading(texts["headings"]["sources"], 1)
    if said:
        rows = tuple((f"**{label}**", "\n".join(dict.fromkeys(words))) for label, words in said.items())
        yield Table(tuple(texts["source_columns"]), rows, (0.2, 0.8), texts["said"], verbatim=True)
    if brief.assumptions:
        yield Heading(texts["assumptions"], 3)
        proposed = tuple(_assumed(brief.assumptions, texts, brief.language))
        yield Table(tuple(texts["assumption_columns"]), proposed, (0.2, 0.35, 0.45), texts["assumptions"])


def _read(source: Source, module: Module, texts: dict[str, Any]) -> str | None:
    """A value that a brief handed in as a file gives in a program's words, as people read it; None for a trainer's."""
    value = getattr(module.brief, source.field)
    plain = isinstance(value, str) and source.field not in _CODED
    if (
        source.file
        or plain
        or source.field.startswith("group_size")
        or source.quote != ("[]" if value == () else str(value))
    ):
        return None
    item = Assumption(field=source.field, value=value, reason="")
    return capitalized(shown(item, texts, module.brief.language))


def _assumed(
    assumptions: tuple[Assumption, ...], texts: dict[str, Any], language: Language
) -> Iterator[tuple[str, ...]]:
    grouped: dict[str, list[Assumption]] = {}
    for item in assumptions:
        grouped.setdefault(_label(item.field, texts), []).append(item)
    for label, items in grouped.items():
        values = dict.fromkeys(shown(item, texts, language) for item in items)
        reasons = dict.fromkeys(item.reason for item in items)
        yield f"**{label}**", capitalized("\n".join(values)), "\n".join(reasons)


def _label(field: BriefField, texts: dict[str, Any]) -> str:
    key = _SHARED.get(field, field)
    label: str = texts["facts"].get(key) or texts["other_fields"][key]
    return label


def shown(item: Assumption, texts: dict[str, Any], language: Language) -> str:
    """An assumed value as a reader would say it."""
    value = item.value
    match item.field:
        case "duration_minutes" if isinstance(value, int):
            return span(value, language)
        case "days" if isinstance(value, list | tuple) and len(value) > 1:
            return str(texts["day_lengths"]).format(days=", ".join(span(int(minutes), language) for minutes in value))
        case "days":
            return span(int(value[0]), language) if isinstance(value, list | tuple) and value else str(value)
        case "group_size_min":
            return str(texts["at_least"]).format(n=value)
        case "group_size_max":
            return str(texts["at_most"]).format(n=value)
        case "audience_level" | "modality":
            return str(texts["levels"].get(value) or texts["modalities"].get(value) or value)
        case _ if isinstance(value, list | tuple):
            return "\n".join(str(part) for part in value) or str(texts["none"].get(item.field, texts["none_other"]))
        case _:
            return str(value)
