"""What a model proposes about the subject, held to the checks before anything rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.checks import blocking
from assistant.checks import check as run_checks
from assistant.engine.offline.engine import OfflineEngine
from assistant.engine.protocol import SubjectRequest, Watch
from assistant.engine.revision import carry, number_matter
from assistant.graph.context import Context
from assistant.interview.words import words
from assistant.language.typography import typeset
from assistant.language.wording import listing
from assistant.models.brief import Brief
from assistant.models.module import Matter, MethodChoice, Module, Objective, Provenance, Sequence
from assistant.models.review import Finding
from assistant.models.terms import Language


@dataclass(frozen=True)
class Subjects:
    """The objectives of a draft and their matter."""

    objectives: tuple[Objective, ...]
    matter: tuple[Matter, ...]
    sections: Mapping[str, str]
    """"matter" → the engine that wrote it, "matter of O2" → the one that wrote it where that is another."""
    faults: Mapping[str, str]
    """Objective → why the model proposed nothing for it."""


_DRIVEN = frozenset({"problem-based-learning"})
"""Methods that one problem drives, besides those whose card needs a deliverable."""


async def propose(
    brief: Brief,
    written: tuple[Objective, ...],
    lessons: tuple[Sequence, ...],
    before: Module | None,
    methods: tuple[MethodChoice, ...],
    context: Context,
    watch: Watch,
) -> Subjects:
    """Ask the engine for what the version before does not have."""
    carried, engine = carry(written, before, brief), context.engine
    was = before.provenance.sections if before else {}
    driven = any(_is_driven(choice.card, context) for choice in methods)
    request = SubjectRequest(
        brief=brief,
        objectives=carried.unserved,
        all_objectives=written,
        activities=lessons,
        driven=driven and not any(piece.kind == "problem" for piece in carried.matter),
    )
    found = await engine.subject(request, watch)
    pairs = zip(found.objectives, carried.unserved, strict=True)
    held = {new.id: _held(new, old, brief, context) for new, old in pairs}
    sections = {f"matter of {name}": OfflineEngine.name for name in found.faults}
    if found.matter or "matter" in was:
        sections["matter"] = engine.name if found.matter else was["matter"]
    if any(held[old.id] != old for old in carried.unserved):
        sections["objectives"] = engine.name
    elif was.get("objectives", OfflineEngine.name) != OfflineEngine.name:
        sections["objectives"] = was["objectives"]
    return Subjects(
        objectives=tuple(held.get(item.id, item) for item in carried.objectives),
        matter=number_matter(carried.matter, found.matter, before),
        sections=sections,
        faults=found.faults,
    )


def _is_driven(name: str, context: Context) -> bool:
    card = context.shelf.get(name)
    return card is not None and (name in _DRIVEN or any(item.need == "deliverable" for item in card.preconditions))


def _held(new: Objective, old: Objective, brief: Brief, context: Context) -> Objective:
    """The objective in a model's words where the checks block nothing more of it than of the rules' own."""
    if new == old or len(_blocked(new, brief, context)) <= len(_blocked(old, brief, context)):
        return new
    return old


def _blocked(objective: Objective, brief: Brief, context: Context) -> tuple[Finding, ...]:
    alone = Module(
        id="m",
        version=1,
        created_at=context.clock(),
        brief=brief,
        methods=(),
        objectives=(objective,),
        progression=(),
        assessments=(),
        provenance=Provenance(engine=context.engine.name),
    )
    found = blocking(run_checks(alone, context.shelf))
    return tuple(item for item in found if item.where == objective.id and item.check[0] in "AHJ")


def refused(module: Module, findings: tuple[Finding, ...]) -> frozenset[str]:
    """Ids of the pieces of matter that the checks block or find unfinished."""
    ids = {piece.id for piece in module.matter if not piece.accepted}
    return frozenset(item.where for item in findings if item.where in ids and item.severity != "unknown")


def without_model(faults: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What the chat says of the objectives for which the model proposed nothing."""
    if not faults:
        return ()
    why = next(iter(faults.values())).rstrip(".")
    said = words(language)["said"]["without_matter"].format(ids=listing(list(faults), language), why=why)
    return (typeset(said, language),)
