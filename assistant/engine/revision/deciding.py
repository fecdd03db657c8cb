"""The trainer decides on the subject matter: accepted, withdrawn, put in their own words."""

from assistant.engine.revision.applied import Applied
from assistant.language.typography import typeset
from assistant.language.wording import capitalized
from assistant.models.module import Module
from assistant.models.turn import Edit


def decide(applied: Applied, edit: Edit, module: Module) -> Applied:
    """The directives with the decision; what is in no module is refused."""
    if not module.matter:
        return applied.refuse("no_matter")
    known = [piece.id for piece in module.matter]
    if edit.kind == "reword_matter":
        target = edit.target or ""
        if target not in known:
            return applied.refuse("unknown_id", id=target)
        text = typeset(capitalized(" ".join(str(edit.value).split())), module.brief.language)
        said = text if text[-1:] in ".!?»”" else f"{text}."
        return applied.direct(reworded_matter={**applied.directives.reworded_matter, target: said})
    named = tuple(edit.value)
    ids = [piece.id for piece in module.matter if piece.id in named or piece.kind in named or "all" in named]
    for name in named:
        if name[1:].isdigit() and name not in known:
            applied = applied.refuse("unknown_id", id=name)
    if edit.kind == "accept_matter":
        return applied.direct(accepted_matter=_with(applied.directives.accepted_matter, ids))
    return applied.direct(withdrawn_matter=_with(applied.directives.withdrawn_matter, ids))


def _with(some: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
