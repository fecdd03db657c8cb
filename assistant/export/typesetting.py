"""The typography of a document: apostrophes, quotes and no-break spaces, wherever the texts come from."""

from dataclasses import replace
from typing import assert_never

from assistant.export.blocks import Block, Bullets, Facts, Heading, Paragraph, Part, Plan, PlanRow, PlanStep, Table
from assistant.language.typography import typeset
from assistant.models.terms import Language


def typeset_block(block: Block, language: Language) -> Block:
    """The same block as a printer would set it; a verbatim table stays as it was typed."""
    match block:
        case Part():
            return Part(typeset(block.running, language))
        case Heading():
            return replace(block, text=typeset(block.text, language))
        case Paragraph():
            return replace(block, text=typeset(block.text, language))
        case Bullets():
            return replace(block, items=_each(block.items, language))
        case Facts():
            return replace(block, rows=tuple((label, typeset(text, language)) for label, text in block.rows))
        case Table():
            if block.verbatim:
                return block
            return replace(block, rows=tuple(_each(row, language) for row in block.rows))
        case Plan():
            return replace(block, rows=tuple(_row(row, language) for row in block.rows))
        case _:
            assert_never(block)


def _each(texts: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(typeset(text, language) for text in texts)


def _row(row: PlanRow, language: Language) -> PlanRow:
    return replace(
        row,
        title=typeset(row.title, language),
        about=_each(row.about, language),
        steps=tuple(
            PlanStep(step.minutes, typeset(step.trainer, language), typeset(step.learners, language))
            for step in row.steps
        ),
        around=_each(row.around, language),
    )
