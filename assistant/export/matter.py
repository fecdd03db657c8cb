"""The subject matter in a document, objective by objective: what a model proposed says so until it is accepted."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Any

from assistant.export.blocks import Block, Bullets, Heading, Paragraph, Part, Table
from assistant.export.labels import listed
from assistant.models.module import Matter, MatterKind, Module

_ORDER: tuple[MatterKind, ...] = ("problem", "point", "task", "case", "error", "sign", "question")


def matter(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    """What to show, to work on, to look for and to ask; nothing where no model proposed anything."""
    if not module.matter:
        return
    heading = texts["headings"]["matter"]
    yield Part(heading)
    yield Heading(heading, 1)
    if any(not piece.accepted for piece in module.matter):
        yield Paragraph(texts["matter"]["about"].format(model=module.provenance.model or texts["matter"]["a_model"]))
    for objective in module.objectives:
        own = [piece for piece in module.matter if piece.objective == objective.id]
        if own:
            yield Heading(f"{objective.id} – {objective.statement}", 2)
            for kind in _ORDER:
                yield from _of_kind(kind, [piece for piece in own if piece.kind == kind], texts)


def _of_kind(kind: MatterKind, pieces: Sequence[Matter], texts: dict[str, Any]) -> Iterator[Block]:
    if not pieces:
        return
    places = listed(list(dict.fromkeys(piece.where for piece in pieces if piece.where)))
    title = texts["matter"][kind] + (f" ({places})" if places else "")
    yield Paragraph(f"**{title}**", introduces=True)
    if kind == "error":
        rows = tuple((f"**{piece.id}**", _marked(piece, texts), piece.answer) for piece in pieces)
        yield Table(tuple(texts["matter"]["error_columns"]), rows, (0.08, 0.46, 0.46), texts["matter"]["error"])
        return
    if kind != "question":
        yield Bullets(tuple(f"**{piece.id}** {_marked(piece, texts)}" for piece in pieces), boxes=kind == "sign")
        return
    for piece in pieces:
        yield Paragraph(f"**{piece.id}** {_marked(piece, texts)}", introduces=True)
        yield Bullets(tuple(_option(letter, piece, texts) for letter in ascii_lowercase[: len(piece.options)]))
        if piece.answer:
            yield Paragraph(piece.answer)


def _option(letter: str, piece: Matter, texts: dict[str, Any]) -> str:
    option = piece.options[ascii_lowercase.index(letter)]
    return f"{letter}. **{option.text}** ({texts['right']})" if option.correct else f"{letter}. {option.text}"


def _marked(piece: Matter, texts: dict[str, Any]) -> str:
    return piece.text if piece.accepted else f"{piece.text} {texts['assumed']}"
