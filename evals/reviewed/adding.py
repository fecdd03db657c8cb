"""`jalon eval add --from-module`: a designer's decision about a draft becomes a case."""

import re
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.checks.texts import texts
from assistant.errors import InputError
from assistant.models.desk import Verdict
from assistant.models.module import Module
from assistant.models.value import Value
from evals.cases import FOLDER
from evals.reviewed.anonymous import Anonymous
from evals.reviewed.cases import ReviewedCase

_HEAD = """# What designers decided about drafts (`jalon eval add --from-module`): read them before you commit them.
#
# decision  rejected | corrected | accepted
# where     the element that the decision is about: O2, S3, A1, methods, impact…
# texts     its texts, as they were; corrected: as they should be
# line      the judge's line that the decision speaks to (evals/judge/lines.yaml)
# brief     what the trainer said, without names
"""


_HANDED: TypeAdapter[Module | Verdict] = TypeAdapter(Module | Verdict)


class Added(Value):
    """The case that was written, and what was taken out of it."""

    case: ReviewedCase
    replaced: dict[str, str]


def read_module(path: Path) -> Module | Verdict:
    """A module that was exported as JSON, or what was decided about one at the review desk. Raises InputError."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    try:
        return _HANDED.validate_json(text)
    except ValidationError as error:
        raise InputError(f"{path} is no module: export it with `jalon export … --format json`") from error


def add(
    module: Module,
    *,
    decision: str,
    where: str,
    why: str,
    line: str | None = None,
    corrected: Module | None = None,
    known: tuple[str, ...] = (),
) -> Added:
    """Write the case at the end of `evals/cases/reviewed.yaml`. Raises InputError where there is no such element."""
    path = FOLDER / "reviewed.yaml"
    found = _texts(module, where)
    if not found:
        places = ", ".join(dict.fromkeys(name for name, _ in texts(module)))
        raise InputError(f"the module has no {where}: {places}")
    hidden = Anonymous(module.brief.language, known)
    brief = hidden.values(module.brief.model_dump(mode="json"))
    case = ReviewedCase.model_validate(
        {
            "id": _fresh(f"{module.id[:8]}-{where.lower()}-{decision}", path),
            "language": module.brief.language,
            "decision": decision,
            "where": where,
            "why": hidden.text(why),
            "line": line,
            "texts": [hidden.text(text) for text in found],
            "corrected": [hidden.text(text) for text in _texts(corrected, where)] if corrected else [],
            "brief": brief,
        }
    )
    row = case.model_dump(mode="json", exclude_defaults=True)
    text = path.read_text("utf-8").rstrip() if path.exists() else _HEAD.rstrip()
    dumped = yaml.safe_dump([row], allow_unicode=True, sort_keys=False, width=120)
    path.write_text(f"{text}\n{dumped}", "utf-8")
    return Added(case=case, replaced=hidden.replaced)


def _texts(module: Module, where: str) -> list[str]:
    return [text for name, text in texts(module) if name == where and text.strip()]


def _fresh(name: str, path: Path) -> str:
    known = set(re.findall(r"^- id: (\S+)", path.read_text("utf-8"), re.MULTILINE)) if path.exists() else set()
    places = (name if number == 1 else f"{name}-{number}" for number in range(1, len(known) + 2))
    return next(each for each in places if each not in known)
