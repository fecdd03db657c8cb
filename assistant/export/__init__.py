"""A module as a document: one file per format, one content for all."""

from collections.abc import Mapping
from typing import Literal, get_args

from assistant.errors import InputError
from assistant.models.knowledge import Card
from assistant.models.module import Module

Format = Literal["json", "md", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA: dict[Format, str] = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def render(module: Module, form: str, cards: Mapping[str, Card]) -> bytes:
    """The document; `cards` give the titles of methods and tools. Raises InputError for a format that is not there."""
    from assistant.export.content import compose

    match form:
        case "json":
            return (module.model_dump_json(indent=2) + "\n").encode()
        case "md":
            from assistant.export.markdown import write_markdown

            return write_markdown(compose(module, cards))
        case "docx":
            from assistant.export.word import write_docx

            return write_docx(compose(module, cards))
        case _:
            raise InputError(f"no format {form!r}: {', '.join(FORMATS)}")
