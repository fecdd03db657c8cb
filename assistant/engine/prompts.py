"""Prompts as files: front matter, a system part that never changes, a user part with strict variables."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.engine.completion.values import Prompt
from assistant.errors import SettingsError
from assistant.models.value import Value
from assistant.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "prompts"
_PARTS = re.compile(r"\A---\n(.*?)\n---\n+# System\n(.*?)\n# User\n(.*)\Z", re.DOTALL)
_MARKED = "‹"


class Head(Value):
    """The front matter of a prompt."""

    purpose: str
    variables: tuple[str, ...]
    returns: str


class _Template(Value):
    name: str
    version: str
    head: Head
    system: str
    user: str


def data(text: str) -> str:
    """A text that is shown between tags: it can close none, and each of its characters keeps its place."""
    return re.sub(r"<(?=\s*/?\s*[a-zA-Z|!?])", _MARKED, text)


def undone(text: str) -> str:
    """What was copied out of such a text, as it was."""
    return text.replace(_MARKED, "<")


def render(name: str, **variables: Any) -> Prompt:
    """The prompt of that name. Raises SettingsError for a file that cannot be used, TypeError for wrong variables."""
    template = _read(FOLDER / f"{name}.md")
    if set(variables) != set(template.head.variables):
        raise TypeError(f"{name} takes {sorted(template.head.variables)}, not {sorted(variables)}")
    user = _environment().from_string(template.user).render(**variables)
    return Prompt(name=name, version=template.version, system=template.system, user=user.strip())


@cache
def versions() -> Mapping[str, str]:
    """Prompt → hash of its file. Raises SettingsError for one that cannot be used."""
    return {path.stem: _read(path).version for path in sorted(FOLDER.glob("*.md"))}


@cache
def systems() -> tuple[str, ...]:
    """What every prompt tells a model to do: nothing of it may come back."""
    return tuple(_read(path).system for path in sorted(FOLDER.glob("*.md")))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )


@cache
def _read(path: Path) -> _Template:
    try:
        text = path.read_text("utf-8")
        found = _PARTS.match(text)
        if found is None:
            raise ValueError("a head between ---, then # System, then # User")
        head = Head.model_validate(yaml.safe_load(found[1]))
        used = meta.find_undeclared_variables(_environment().parse(found[3]))
        if used != set(head.variables):
            raise ValueError(f"its variables are {sorted(used)}, its head says {sorted(head.variables)}")
    except (OSError, ValueError, TypeError, yaml.YAMLError, TemplateError) as error:
        raise SettingsError(
            f"the prompt {path.name} cannot be used: {error}", f"le prompt {path.name} est inutilisable : {error}"
        ) from error
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return _Template(name=path.stem, version=version, head=head, system=found[2].strip(), user=found[3])
