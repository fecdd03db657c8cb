"""Texts that every database can hold: PostgreSQL refuses the NUL character, so nobody stores it."""

from typing import Any

from assistant.models.module import Module


def strip_nul(text: str) -> str:
    """The text without NUL characters."""
    return text.replace("\x00", "")


def without_nul(module: Module) -> Module:
    """The module without NUL characters; the same object when it has none."""
    if "\\u0000" not in module.model_dump_json():
        return module
    return Module.model_validate(plain(module.model_dump(mode="json")))


def plain(value: Any) -> Any:
    """The same JSON value without NUL characters, in keys too."""
    match value:
        case str():
            return strip_nul(value)
        case dict():
            return {strip_nul(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value
