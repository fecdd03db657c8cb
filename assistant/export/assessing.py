"""Assessments in a document: at a glance, rubrics to observe with, questions to hand out, and the key apart."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from assistant.export.blocks import Block, Bullets, Heading, Paragraph, Part, Table
from assistant.export.labels import listed
from assistant.models.module import Assessment, Item, Matter, MatterKind, Module, RubricRow


def assessments(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    """One row an assessment, then the rubrics."""
    if not module.assessments:
        return
    yield Heading(texts["headings"]["assessments"], 1)
    rows = tuple(_row(item, module, texts) for item in module.assessments)
    widths = (0.04, 0.16, 0.08, 0.1, 0.41, 0.21)
    yield Table(tuple(texts["assessment_columns"]), rows, widths, texts["headings"]["assessments"])
    for item in module.assessments:
        if item.rubric:
            yield Heading(texts["rubric_of"].format(id=item.id, title=_title(item)), 2)
            yield _rubric(item, texts)
            if any(row.essential for row in item.rubric):
                yield Paragraph(texts["essential"])


def handouts(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    """The situations and questions as learners get them: boxes to tick, nothing that gives the answer away."""
    asked, tasks, cases = _asked(module, texts), accepted(module, "task"), accepted(module, "case")
    if not asked and not tasks and not cases:
        return
    yield Part(texts["headings"]["handouts"])
    yield Heading(texts["headings"]["handouts"], 1)
    if tasks:
        yield Heading(texts["matter"]["instructions"], 2)
        yield Bullets(tuple(f"**{piece.where}** {piece.text}" for piece in tasks))
    if cases:
        yield Heading(texts["matter"]["case"], 2)
        yield Bullets(tuple(f"**{piece.id}** {piece.text}" for piece in cases))
    for title, items in asked:
        yield Heading(title, 2)
        yield Paragraph(texts["name_line"])
        for number, question in enumerate(items, start=1):
            yield Paragraph(f"**{number}. {question.stem}**", introduces=True)
            if question.options:
                yield Bullets(_choices(question), boxes=True)
            else:
                yield Paragraph(texts["answer_line"])


def answer_key(module: Module, texts: dict[str, Any]) -> Iterator[Block]:
    """The right answers and what to say of each, on pages of their own, last."""
    asked = [(title, items) for title, items in _asked(module, texts) if any(item.options for item in items)]
    if not asked:
        return
    yield Part(texts["headings"]["key"])
    yield Heading(texts["headings"]["key"], 1)
    for title, items in asked:
        yield Heading(title, 2)
        rows = tuple(row for number, question in enumerate(items, start=1) for row in _keys(number, question, texts))
        yield Table(tuple(texts["key_columns"]), rows, (0.06, 0.09, 0.4, 0.45), title)


def _asked(module: Module, texts: dict[str, Any]) -> list[tuple[str, tuple[Item, ...]]]:
    """Questions by what they belong to; those that a model proposed once the trainer has accepted them."""
    found = [(f"{item.id} – {_title(item)}", item.items) for item in module.assessments if item.items]
    own = accepted(module, "question")
    if own:
        title = f"{listed([piece.id for piece in own])} – {texts['matter']['questions']}"
        found.append((title, tuple(_item(piece) for piece in own)))
    return found


def accepted(module: Module, kind: MatterKind) -> list[Matter]:
    """The subject matter of a kind that the trainer has accepted."""
    return [piece for piece in module.matter if piece.kind == kind and piece.accepted]


def _item(piece: Matter) -> Item:
    told = tuple(item.model_copy(update={"feedback": piece.answer if item.correct else ""}) for item in piece.options)
    return Item(stem=piece.text, options=told, objective=piece.objective)


def _title(item: Assessment) -> str:
    return item.title or item.instrument


def _row(item: Assessment, module: Module, texts: dict[str, Any]) -> tuple[str, ...]:
    where = listed([sequence.id for sequence in module.sequences() if item.id in sequence.assessments])
    time = texts["minutes"].format(n=item.minutes) if item.minutes else texts["inside" if where else "after"]
    return (
        f"**{item.id}**",
        f"**{_title(item)}**\n{texts['moments'][item.moment]}",
        listed(item.objectives),
        f"{where}\n{time}" if where else time,
        item.description,
        item.mastery,
    )


def _rubric(item: Assessment, texts: dict[str, Any]) -> Table:
    bands = max(len(row.bands) for row in item.rubric)
    named = texts["bands"].get(bands)
    head = (texts["rubric_criterion"], *(named or (f"{texts['band']} {n}" for n in range(1, bands + 1))))
    rows = tuple((_criterion(row), *row.bands, *("",) * (bands - len(row.bands))) for row in item.rubric)
    return Table(head, rows, (0.25, *((0.75 / max(bands, 1),) * bands)), f"{item.id} – {_title(item)}")


def _criterion(row: RubricRow) -> str:
    return f"**{'● ' if row.essential else ''}{row.criterion}**"


def _choices(question: Item) -> tuple[str, ...]:
    return tuple(f"{letter}. {option.text}" for letter, option in zip(ascii_lowercase, question.options, strict=False))


def _keys(number: int, question: Item, texts: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for letter, option in zip(ascii_lowercase, question.options, strict=False):
        verdict, text = (texts["right"], f"**{option.text}**") if option.correct else (texts["wrong"], option.text)
        yield f"{number}\u00a0{letter}", verdict, text, option.feedback
