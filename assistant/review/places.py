"""Where words stand in a draft: each place has a path ("O1.criterion", "S3.steps.2.trainer")."""

from assistant.models.module import Module


def text_at(module: Module, path: str) -> str:
    """The words at a place. Raises InputError where there is no such place."""
    raise NotImplementedError


def elements(module: Module) -> dict[str, str]:
    """Id of each element, "module" among them → its words, as comments are anchored to them."""
    raise NotImplementedError
